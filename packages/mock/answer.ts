import { createHash } from 'node:crypto'

type Json = Record<string, unknown>

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
  'trade_time,appid,mchid,out_trade_no,total\n`2026-11-20 10:34:56,`wxd678efb567ab6787,`1900000109,`1217752501201407033233368018,`1.00\n',
)

/** Addresses of files lead back to the mock, and the digest that goes with one is that of the file it answers. */
export function withOwnDownloads(body: unknown, address: string): unknown {
  if (body === null || typeof body !== 'object' || Array.isArray(body)) return body
  const own = { ...(body as Json) }
  for (const [name, value] of Object.entries(own)) {
    if (typeof value === 'string' && /^https:\/\/api\.mch\.weixin\.qq\.com\/v3\//.test(value))
      own[name] = value.replace('https://api.mch.weixin.qq.com', address)
  }
  if (typeof own.hash_type === 'string' && own.hash_value !== undefined && typeof own.download_url === 'string')
    own.hash_value = createHash(own.hash_type.toLowerCase()).update(downloadedFile).digest('hex')
  return own
}
