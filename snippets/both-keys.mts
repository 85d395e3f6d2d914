// #region both
import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Rsa, Wechatpay } from 'wechatpay-axios-plugin'
import type { Wechatpay as WechatpayApi } from './wechatpay.js'
import { mchid, platformPublicKey, platformPublicKeyId, setting } from './wxpay.mjs'

const certificate = readFileSync(setting('WXPAY_CERTIFICATE_FILE'))

export const wxpay = new Wechatpay({
  mchid,
  serial: setting('WXPAY_MERCHANT_SERIAL'),
  privateKey: `file://${setting('WXPAY_MERCHANT_KEY_FILE')}`,
  certs: {
    [platformPublicKeyId]: platformPublicKey,
    [new X509Certificate(certificate).serialNumber]: Rsa.from(
      certificate, Rsa.KEY_TYPE_PUBLIC,
    ),
  },
  // 应答用哪一把签名，跟着它
  headers: { 'Wechatpay-Serial': platformPublicKeyId },
  baseURL: process.env.WXPAY_BASE_URL || 'https://api.mch.weixin.qq.com/',
}) as unknown as WechatpayApi
// #endregion both
