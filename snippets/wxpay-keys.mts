import { X509Certificate, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Rsa } from 'wechatpay-axios-plugin'

const {
  WXPAY_API_V3_KEY, WXPAY_PUBLIC_KEY_ID, WXPAY_PUBLIC_KEY_FILE,
  WXPAY_CERTIFICATE_FILE,
} = process.env
if (!WXPAY_API_V3_KEY) throw new Error('缺少环境变量 WXPAY_API_V3_KEY')

/** APIv3 密钥：解密通知 */
export const apiV3Key = WXPAY_API_V3_KEY

/** 验签用的公钥，按 Wechatpay-Serial 取；切换期间两种都放 */
export const platformKeys = new Map<string, KeyObject>()

if (WXPAY_PUBLIC_KEY_ID && WXPAY_PUBLIC_KEY_FILE) {
  platformKeys.set(WXPAY_PUBLIC_KEY_ID, Rsa.from(
    `file://${WXPAY_PUBLIC_KEY_FILE}`, Rsa.KEY_TYPE_PUBLIC,
  ))
}
if (WXPAY_CERTIFICATE_FILE) {
  const pem = readFileSync(WXPAY_CERTIFICATE_FILE)
  platformKeys.set(
    new X509Certificate(pem).serialNumber, Rsa.from(pem, Rsa.KEY_TYPE_PUBLIC),
  )
}
