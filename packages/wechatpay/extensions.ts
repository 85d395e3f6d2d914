import type { Extension } from '../reference/dialect.ts'
import type { Operation, Schema } from '../reference/model/model.ts'

/** The keywords of schemas that OpenAPI does not know. */
export const extensions: Extension[] = [
  {
    keyword: 'x-digest',
    type: 'string',
    values: ['sha256', 'sm3'],
    line: value => `文件内容的 ${value.toUpperCase()} 摘要，十六进制小写`,
  },
  {
    keyword: 'x-encrypted',
    type: 'string',
    values: ['by-rsa-pubkey'],
    line: (_, side) =>
      side === 'request'
        ? '敏感信息：须用微信支付公钥或平台证书加密（RSA-OAEP），并在请求头带上 `Wechatpay-Serial`'
        : '密文：用商户 API 私钥解密（RSA-OAEP）',
    attribute: 'data-encrypted',
  },
  {
    keyword: 'x-signature',
    type: 'string',
    values: ['none', 'statement-sha1'],
    line: value =>
      value === 'none'
        ? '这个应答没有签名，不要验签'
        : '签名不对文件计算，而是对请求头 `Wechatpay-Statement-Sha1` 的值：`{"sha1":"…"}`',
  },
]

/** Whether a text is sent and answered as cipher text, so the request also needs the `Wechatpay-Serial` header. */
export function isEncrypted(schema: Schema): boolean {
  return schema.extensions?.['x-encrypted'] !== undefined
}

/**
 * How the answer of an operation is signed: not at all, over a digest of the file, or over its content, as all others
 * are.
 */
export function signatureOf({ answer }: Operation): 'none' | 'statement-sha1' | 'content' {
  return (answer.content?.schema.extensions?.['x-signature'] as 'none' | 'statement-sha1' | undefined) ?? 'content'
}

/** The kind of digest that a text is of the file in the same request, so the examples compute it: `sha256`, `sm3`. */
export function digestKindOf(schema: Schema): string | undefined {
  return schema.extensions?.['x-digest']
}
