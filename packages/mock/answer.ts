import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { Api, MockOperation } from './document.ts'
import type { Keys } from './keys.ts'
import { encrypt, encryptResource } from './protocol.ts'
import type { Values } from './request.ts'
import type { State } from './state.ts'

type Json = Record<string, unknown>

/** An answer before it is sent. */
export interface Answered {
  /** What the state knows of it. */
  known: Json | 'sample' | undefined
  /** In plain text; absent for one without a body, or a file. */
  plain?: unknown
  body: Buffer
}

/**
 * The answer: what the state knows, or the sample with the request's own values; encrypted where the description says
 * so.
 *
 * @param address where downloads lead
 * @throws MockError where the state does not allow the request
 */
export function answerOf(
  { api, state, keys }: { api: Api; state: State; keys: Keys },
  operation: MockOperation,
  { path, query, body }: Values,
  address: string,
): Answered {
  const request = { ...path, ...query, ...(body as Json | undefined) }
  const known = state.answer(operation, request)
  const { schema, sample, isFile } = operation.answer
  if (isFile) return { known, body: query.tartype === 'gzip' ? gzipSync(downloadedFile) : downloadedFile }
  if (!schema) return { known, body: Buffer.alloc(0) }
  const filled = typeof known === 'object' ? known : withValuesOf(sample, request, operation.sampleRequest)
  const isCertificates = /^\/v3\/(?:global\/)?certificates$/.test(operation.path)
  const plain = isCertificates ? certificates(keys) : withOwnDownloads(filled, address, request.tar_type === 'GZIP')
  const sent = api.replaceEncrypted(schema, plain, text => encrypt(text, keys.merchantPublicKey))
  return { known, plain, body: Buffer.from(JSON.stringify(sent)) }
}

function certificates({ certificate, apiV3Key }: Keys): Json {
  const time = (date: Date) => new Date(date.getTime() + 8 * 3_600_000).toISOString().replace(/\.\d+Z$/, '+08:00')
  return {
    data: [
      {
        serial_no: certificate.serial,
        effective_time: time(certificate.notBefore),
        expire_time: time(certificate.notAfter),
        encrypt_certificate: encryptResource(certificate.pem, apiV3Key, 'certificate'),
      },
    ],
  }
}

/**
 * The sample answer with what the request really said: a value is carried over where, in the description's samples,
 * the answer repeats the request under the same name.
 *
 * @param sent the request's values by name: path variables, query, and the body with its objects
 * @param sample the same of the sample request
 */
export function withValuesOf(answer: unknown, sent: Json, sample: Json): unknown {
  const [own, original] = [valuesByName(sent), valuesByName(sample)]
  const carried = (value: unknown, name: string): unknown => {
    if (Array.isArray(value)) return value.map(item => carried(item, name))
    if (value !== null && typeof value === 'object')
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, carried(inner, key)]))
    return own.has(name) && original.get(name) === value && typeof own.get(name) === typeof value
      ? own.get(name)
      : value
  }
  return carried(answer, '')
}

/** The scalars of a request by their name; names that occur twice with different values are ambiguous and left out. */
function valuesByName(request: Json): Map<string, unknown> {
  const values = new Map<string, unknown>()
  const ambiguous = new Set<string>()
  const walk = (value: unknown, name: string): void => {
    if (Array.isArray(value)) for (const item of value) walk(item, name)
    else if (value !== null && typeof value === 'object')
      for (const [key, inner] of Object.entries(value)) walk(inner, key)
    else if (values.has(name) && values.get(name) !== value) ambiguous.add(name)
    else values.set(name, value)
  }
  walk(request, '')
  for (const name of ambiguous) values.delete(name)
  return values
}

/** What a download answers: a small file, always the same one. */
export const downloadedFile = Buffer.from(
  'trade_time,appid,mchid,out_trade_no,total\n' +
    '`2026-11-20 10:34:56,`wxd678efb567ab6787,`1900000109,`1217752501201407033233368018,`1.00\n',
)

/**
 * Addresses of files lead back to the mock, and the digest that goes with one is that of the file it answers.
 *
 * @param isPacked whether the request asked for a packed file: only then the address does, too
 */
export function withOwnDownloads(body: unknown, address: string, isPacked: boolean): unknown {
  if (Array.isArray(body)) return body.map(item => withOwnDownloads(item, address, isPacked))
  if (body === null || typeof body !== 'object') return body
  const own = Object.fromEntries(
    Object.entries(body as Json).map(([name, value]) => [name, withOwnDownloads(value, address, isPacked)]),
  )
  for (const [name, value] of Object.entries(own)) {
    if (typeof value !== 'string' || !/^https:\/\/api\.mch\.weixin\.qq\.com\/v3\//.test(value)) continue
    const here = value.replace('https://api.mch.weixin.qq.com', address)
    own[name] = isPacked ? here : here.replace(/[?&]tartype=\w+/, '')
  }
  if (typeof own.hash_type === 'string' && own.hash_value !== undefined && typeof own.download_url === 'string')
    own.hash_value = createHash(own.hash_type.toLowerCase()).update(downloadedFile).digest('hex')
  return own
}
