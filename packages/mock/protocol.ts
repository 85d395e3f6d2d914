import {
  constants,
  createCipheriv,
  createDecipheriv,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto'

/**
 * The rules of the API v3 that lie below any operation: signatures and encryption. Source: pay.weixin.qq.com,
 * 签名生成、签名验证、敏感信息加解密.
 */

/** What the `Authorization` header says. */
export interface Authorization {
  mchid: string
  serial_no: string
  nonce_str: string
  timestamp: string
  signature: string
}

const members = ['mchid', 'serial_no', 'nonce_str', 'timestamp', 'signature'] as const

/** Takes the header apart; undefined if it is not of the form that the platform takes. */
export function parseAuthorization(header: string | undefined): Authorization | undefined {
  const text = /^WECHATPAY2-SHA256-RSA2048 +([^ ].*)$/.exec(header ?? '')?.[1]
  if (!text) return undefined
  // Nothing but the members, each once; a space may stand behind a comma.
  const pairs = text.split(/, */).map(pair => /^(\w+)="([^"]*)"$/.exec(pair))
  if (pairs.length !== members.length || pairs.some(pair => !pair)) return undefined
  const values = Object.fromEntries(pairs.map(pair => [pair![1], pair![2]])) as Partial<Authorization>
  const { nonce_str: nonce = '', signature = '' } = values
  if (!members.every(name => values[name]) || nonce.length > longestNonce || !isBase64(signature)) return undefined
  return values as Authorization
}

/** In characters. */
const longestNonce = 32

/** Whether it is standard base64 with its padding, which `Buffer.from` does not ask for. */
function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z\d+/]+={0,2}$/.test(text)
}

/**
 * The text that a merchant signs. @param target path and query as they are in the request line @param body the bytes
 * of the body; for a form, those of `meta`
 */
export function requestMessage(
  method: string,
  target: string,
  { timestamp, nonce_str }: Pick<Authorization, 'timestamp' | 'nonce_str'>,
  body: Uint8Array | string,
): Buffer {
  return Buffer.concat([
    Buffer.from(`${method}\n${target}\n${timestamp}\n${nonce_str}\n`),
    Buffer.from(body as Uint8Array),
    Buffer.from('\n'),
  ])
}

/** Whether the merchant has signed just this. */
export function isSignedBy(key: KeyObject, message: Buffer, signature: string): boolean {
  return verify('sha256', message, key, Buffer.from(signature, 'base64'))
}

/** The headers that sign an answer. */
export function answerHeaders(key: KeyObject, serial: string, body: Buffer): Record<string, string> {
  const [timestamp, nonce] = [String(Math.floor(Date.now() / 1000)), randomBytes(16).toString('hex')]
  const message = Buffer.concat([Buffer.from(`${timestamp}\n${nonce}\n`), body, Buffer.from('\n')])
  return {
    'Wechatpay-Timestamp': timestamp,
    'Wechatpay-Nonce': nonce,
    'Wechatpay-Serial': serial,
    'Wechatpay-Signature': sign('sha256', message, key).toString('base64'),
    'Wechatpay-Signature-Type': 'WECHATPAY2-SHA256-RSA2048',
  }
}

/** RSA-OAEP with SHA-1, in base64. */
export function encrypt(text: string, key: KeyObject): string {
  return publicEncrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING }, Buffer.from(text)).toString('base64')
}

/** The plain text; undefined if it was not encrypted for this key. */
export function decrypt(text: string, key: KeyObject): string | undefined {
  try {
    return privateDecrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING }, Buffer.from(text, 'base64')).toString()
  } catch {
    return undefined
  }
}

/** The plain text of what `encryptResource` made; undefined if it was not made with this key. */
export function decryptResource(
  { nonce, associated_data, ciphertext }: { nonce: string; associated_data?: string; ciphertext: string },
  apiV3Key: string,
): string | undefined {
  const bytes = Buffer.from(ciphertext, 'base64')
  try {
    const decipher = createDecipheriv('aes-256-gcm', apiV3Key, nonce)
      .setAAD(Buffer.from(associated_data ?? ''))
      .setAuthTag(bytes.subarray(-16))
    return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString()
  } catch {
    return undefined
  }
}

/** AES-256-GCM with the API v3 key, as certificates and notifications are encrypted. */
export function encryptResource(
  text: string,
  apiV3Key: string,
  associatedData: string,
  nonce = randomBytes(6).toString('hex'),
): { algorithm: 'AEAD_AES_256_GCM'; nonce: string; associated_data: string; ciphertext: string } {
  const cipher = createCipheriv('aes-256-gcm', apiV3Key, nonce).setAAD(Buffer.from(associatedData))
  const ciphertext = Buffer.concat([cipher.update(text), cipher.final(), cipher.getAuthTag()]).toString('base64')
  return { algorithm: 'AEAD_AES_256_GCM', nonce, associated_data: associatedData, ciphertext }
}
