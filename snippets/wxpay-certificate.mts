// #region certificate
import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Rsa, Wechatpay } from 'wechatpay-axios-plugin'
import type { Wechatpay as WechatpayApi } from './wechatpay.js'

/** 取环境变量；没有配置就立即报错，而不是等到请求失败。 */
export function setting(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`缺少环境变量 ${name}`)
  return value
}

/** 商户号 */
export const mchid = setting('WXPAY_MCHID')

/** 商户 API 私钥：请求签名、计算 paySign、解密应答里的敏感信息 */
const merchantPrivateKeyFile = `file://${setting('WXPAY_MERCHANT_KEY_FILE')}`
export const merchantPrivateKey = Rsa.from(
  merchantPrivateKeyFile, Rsa.KEY_TYPE_PRIVATE,
)

/** 平台证书：应答验签、加密请求里的敏感信息 */
const platformCertificate = readFileSync(setting('WXPAY_CERTIFICATE_FILE'))
export const platformCertificateSerial
  = new X509Certificate(platformCertificate).serialNumber
export const platformPublicKey = Rsa.from(
  platformCertificate, Rsa.KEY_TYPE_PUBLIC,
)

export const wxpay = new Wechatpay({
  mchid,
  serial: setting('WXPAY_MERCHANT_SERIAL'), // 商户 API 证书的序列号，不是平台证书的
  privateKey: merchantPrivateKeyFile,
  // 换证期间可以放两张
  certs: { [platformCertificateSerial]: platformPublicKey },
  // 在本地测试时，环境变量里是模拟服务的地址
  baseURL: process.env.WXPAY_BASE_URL || 'https://api.mch.weixin.qq.com/',
}) as unknown as WechatpayApi
// #endregion certificate
