import { fieldsOf, type Operation, type Schema } from '../../reference/model/model.ts'
import { membersOf } from '../../reference/model/sample.ts'
import { encryptedSample } from '../encryption.ts'
import { isEncrypted } from '../extensions.ts'

/** The one request that all ways to write an example send. */
export interface HttpRequest {
  /** In capitals. */
  method: string
  host: string
  /** Path and query as in the request line, encoded as `wechatpay-axios-plugin` encodes them. */
  target: string
  /** Those that the operation needs; clients add `Accept`, `User-Agent` and the signature. */
  headers: [name: string, value: string][]
  /** What is sent: JSON on one line, the parts of a form with `（文件内容）` for a file's bytes, or nothing. */
  body: string
  /** What the signature covers in the place of the body: of a form, `meta` alone. */
  signed: string
}

/** Where an operation is that does not say otherwise. */
export const usualBaseUri = 'https://api.mch.weixin.qq.com/'

const boundary = 'form-boundary'

/** The sample request of an operation as it goes over the wire, with a note in the place of cipher text. */
export function toHttp(operation: Operation): HttpRequest {
  const { method, path, baseUri, body } = operation
  const sample = encryptedSample(operation)
  const values = Object.fromEntries(sample.pathParameters.map(({ name, example }) => [name, String(example)]))
  const query = sample.query
    .flatMap(({ name, schema, example }) =>
      [example]
        .flat()
        .map(value => `${encodeQuery(name)}=${isEncrypted(schema) ? '（密文）' : encodeQuery(String(value))}`),
    )
    .join('&')
  const base = new URL(baseUri ?? usualBaseUri)
  const form =
    body?.mediaType === 'multipart/form-data' && body.schema.type === 'object'
      ? partsOf(body.schema, body.example, sample.files)
      : undefined
  const json = body && !form ? JSON.stringify(asSent(body.schema, body.example)) : ''
  return {
    method: method.toUpperCase(),
    host: base.host,
    target:
      base.pathname.slice(0, -1) +
      path.replace(/\{([^}]*)\}/g, (_, name: string) => encodeSegment(values[name]!)) +
      (query && `?${query}`),
    headers: [
      ...(body
        ? [
            ['Content-Type', form ? `multipart/form-data; boundary=${boundary}` : 'application/json'] as [
              string,
              string,
            ],
          ]
        : []),
      ...sample.headers.map(({ name, example }): [string, string] => [name, String(example)]),
    ],
    body: form
      ? [...form.map(({ head, content }) => `--${boundary}\n${head.join('\n')}\n\n${content}`), `--${boundary}--`].join(
          '\n',
        )
      : json,
    signed: form?.find(({ name }) => name === 'meta')?.content ?? json,
  }
}

/** The text that a merchant signs. Source: pay.weixin.qq.com, 签名生成. @param body of a form, `meta` alone */
export function signedMessage(
  { method, target, signed }: Pick<HttpRequest, 'method' | 'target' | 'signed'>,
  { timestamp, nonce_str }: { timestamp: string; nonce_str: string },
): string {
  return [method, target, timestamp, nonce_str, signed].map(line => `${line}\n`).join('')
}

/** A sample value as it is sent, or answered: with a note where cipher text stands. */
export function asSent(schema: Schema, value: unknown): unknown {
  if (schema.type === 'array') return (value as unknown[]).map(item => asSent(schema.items, item))
  if (schema.type === 'object')
    return Object.fromEntries(
      membersOf(schema, value).map(member => [member.name, asSent(member.schema, member.value)]),
    )
  return isEncrypted(schema) ? `（密文，解密后为 ${String(value)}）` : value
}

function partsOf(
  schema: Extract<Schema, { type: 'object' }>,
  example: unknown,
  files: { name: string; file: string }[],
): { name: string; head: string[]; content: string }[] {
  return membersOf(schema, example).map(({ name, schema, value }) => {
    const disposition = `Content-Disposition: form-data; name="${name}"`
    const file = files.find(file => file.name === name)
    if (file)
      return {
        name,
        head: [`${disposition}; filename="${file.file}"`, 'Content-Type: application/octet-stream'],
        content: '（文件内容）',
      }
    if (fieldsOf(schema).length)
      return {
        name,
        head: [`${disposition}; filename="${name}.json"`, 'Content-Type: application/json'],
        content: JSON.stringify(asSent(schema, value)),
      }
    return { name, head: [disposition], content: String(value) }
  })
}

/** The SDK puts a value into the path as it is; what an address cannot hold, the address encodes. */
function encodeSegment(text: string): string {
  return new URL(`https://host/${text}`).pathname.slice(1)
}

/**
 * As axios writes a query: some characters stay readable, a space is a plus sign (lib/helpers/buildURL.js); then the
 * address encodes what it cannot hold.
 */
function encodeQuery(text: string): string {
  return encodeURIComponent(text)
    .replace(/%3A/gi, ':')
    .replace(/%24/g, '$')
    .replace(/%2C/gi, ',')
    .replace(/%20/g, '+')
    .replace(/'/g, '%27')
}
