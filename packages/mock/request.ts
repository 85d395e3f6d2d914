import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { valueAt } from '../reference/model/rules.ts'
import type { Api, MockOperation, SchemaObject } from './document.ts'
import { MockError, parameterError } from './errors.ts'
import type { Form } from './form.ts'
import type { Keys } from './keys.ts'
import { decrypt } from './protocol.ts'

type Json = Record<string, unknown>

/** All that a request says, in plain text. */
export interface Values {
  path: Json
  query: Json
  body: unknown
}

/** A request as it came in. */
export interface Incoming {
  request: FastifyRequest
  body: Buffer
  /** The body, where it is a form. */
  form?: Form
}

type Decrypt = (text: string, field: string, location: 'body' | 'query') => string

/** Reads requests and checks them against the description. */
export class RequestReader {
  constructor(
    readonly api: Api,
    readonly keys: Keys,
  ) {}

  /** @throws MockError with the first thing that is wrong */
  read(operation: MockOperation, incoming: Incoming): Values {
    const { headers } = incoming.request
    const decrypted = decrypter(this.keys, headers['wechatpay-serial'] as string | undefined)
    const path = this.#path(operation, incoming.request)
    this.#checkHeaders(operation, incoming.request)
    const query = this.#query(operation, incoming.request, decrypted)
    return { path, query, body: this.#body(operation, incoming, decrypted) }
  }

  #path({ path, parameters = [] }: MockOperation, request: FastifyRequest): Json {
    const segments = targetOf(request).pathname.split('/')
    const names = path.split('/').map(segment => /^\{(.+)\}$/.exec(segment)?.[1])
    const values = Object.fromEntries(
      names.flatMap((name, index) => (name === undefined ? [] : [[name, decoded(segments[index]!, name)]])),
    )
    for (const { name, in: location, schema } of parameters)
      if (location === 'path') this.#check(schema, values[name], name, 'path')
    return values
  }

  #checkHeaders({ parameters = [] }: MockOperation, { headers }: FastifyRequest): void {
    const missing = parameters.find(
      ({ in: location, name, required }) =>
        location === 'header' && required && headers[name.toLowerCase()] === undefined,
    )
    if (missing) throw parameterError(missing.name, undefined, '缺少必填的请求头', 'header')
  }

  #query({ parameters = [] }: MockOperation, request: FastifyRequest, decrypted: Decrypt): Json {
    const { search } = targetOf(request)
    const known = parameters.filter(parameter => parameter.in === 'query')
    const values: Json = {}
    for (const { name, schema, required } of known) {
      if (!search.has(name) && required) throw parameterError(name, undefined, '缺少必填的查询参数', 'query')
      if (!search.has(name)) continue
      const sent = typed(this.api.resolve(schema), search.getAll(name))
      values[name] = this.api.replaceEncrypted(schema, sent, text => decrypted(text, name, 'query'))
      this.#check(schema, values[name], name, 'query')
    }
    const stranger = [...search.keys()].find(name => !known.some(parameter => parameter.name === name))
    if (stranger !== undefined) throw parameterError(stranger, search.get(stranger), '没有这个查询参数', 'query')
    return values
  }

  #body(operation: MockOperation, { request, body, form }: Incoming, decrypted: Decrypt): unknown {
    const [content] = Object.entries(operation.requestBody?.content ?? {})
    // An empty object is what an SDK sends that always sends one.
    if (!content && body.length && body.toString() !== '{}')
      throw parameterError('', undefined, '这个接口没有请求体', 'body')
    if (!content) return undefined
    const [mediaType, { schema }] = content
    const isForm = mediaType === 'multipart/form-data'
    if (!isForm && !body.length) throw parameterError('', undefined, '缺少请求体', 'body')
    const type = request.headers['content-type']
    if (isForm ? !form : !/^application\/json\b/i.test(type ?? ''))
      throw parameterError('Content-Type', type, `应为 ${mediaType}`, 'header')
    const sent = form && isForm ? this.#formValue(schema, form) : parsedJson(body)
    const value = this.api.replaceEncrypted(schema, sent, (text, field) => decrypted(text, field, 'body'))
    const mismatch = this.api.mismatch(schema, value)
    if (mismatch) throw parameterError(mismatch.field, mismatch.value, mismatch.issue, 'body')
    if (form && isForm) this.#checkDigests(schema, value, form)
    return value
  }

  /** The parts of a form as one value: JSON parts parsed, numbers as numbers, files by their name. */
  #formValue(schema: SchemaObject, form: Form): Json {
    const { properties = {} } = this.api.resolve(schema)
    const fields = [...form.fields].map(([name, bytes]) => {
      const type = properties[name] && this.api.resolve(properties[name]).type
      return [name, type === 'object' ? parsedJson(bytes, `/${name}`) : typed({ type }, [bytes.toString()])] as const
    })
    return Object.fromEntries([...fields, ...[...form.files].map(([name, file]) => [name, file.name] as const)])
  }

  #checkDigests(schema: SchemaObject, value: unknown, form: Form): void {
    const [file] = form.files.values()
    if (!file) return
    for (const { field, kind } of this.api.digests(schema)) {
      const said = valueAt(value, field)
      if (String(said).toLowerCase() !== createHash(kind).update(file.content).digest('hex'))
        throw parameterError(field, said, `与文件内容的 ${kind.toUpperCase()} 摘要不符`, 'body')
    }
  }

  #check(schema: SchemaObject, value: unknown, name: string, location: 'path' | 'query'): void {
    const mismatch = this.api.mismatch(schema, value)
    if (mismatch) throw parameterError(name, value, mismatch.issue, location)
  }
}

/** Decrypts what the request has encrypted, if it says for which key, and that is one of ours. */
function decrypter(keys: Keys, serial: string | undefined): Decrypt {
  const known = [keys.publicKeyId, keys.certificate.serial]
  const wrong =
    serial === undefined
      ? '请求含有加密的字段，须在请求头写明所用公钥的 ID 或证书序列号'
      : `不是平台的公钥或证书，应为 ${known.join(' 或 ')}`
  return (text, field, location) => {
    if (serial === undefined || !known.includes(serial))
      throw parameterError('Wechatpay-Serial', serial, wrong, 'header')
    const plainText = decrypt(text, keys.platformPrivateKey)
    if (plainText === undefined)
      throw parameterError(field, text, '无法解密：该字段须用微信支付公钥或平台证书以 RSA-OAEP 加密', location)
    return plainText
  }
}

/** The request line's address, as it was sent. */
export function targetOf({ raw }: FastifyRequest): { pathname: string; search: URLSearchParams } {
  const [pathname, ...rest] = raw.url!.split('?')
  return { pathname: pathname!, search: new URLSearchParams(rest.join('?')) }
}

/** @throws MockError if the bytes are no UTF-8, or no JSON */
function parsedJson(bytes: Buffer, field = ''): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    if (depthOf(text) > deepest) throw parameterError(field, undefined, `JSON 的嵌套超过 ${deepest} 层`, 'body')
    return JSON.parse(text, (name, value: unknown) => {
      // Beyond that, what was read is not what was sent.
      if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER)
        throw parameterError(name, value, '数字超出了可以精确表示的范围，长的编号请用字符串', 'body')
      return value
    })
  } catch (error) {
    if (error instanceof MockError) throw error
    const what = error instanceof SyntaxError ? 'JSON' : 'UTF-8'
    throw parameterError(field, undefined, `不是合法的 ${what}`, 'body')
  }
}

/** No request of the API is half as deep. */
const deepest = 64

/** How many brackets are open at once, outside texts. */
function depthOf(text: string): number {
  let [depth, most] = [0, 0]
  for (const [bracket] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (bracket === '[' || bracket === '{') most = Math.max(most, ++depth)
    else if (bracket === ']' || bracket === '}') depth--
  }
  return most
}

function decoded(segment: string, name: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    throw parameterError(name, segment, '不是合法的 URL 编码', 'path')
  }
}

/**
 * Texts of a query or a form as the description's types; what does not look like one stays text, for the schema to
 * refuse.
 */
function typed(schema: { type?: string; items?: { type?: string } }, texts: string[]): unknown {
  if (schema.type === 'array') return texts.map(text => typed(schema.items ?? {}, [text]))
  const text = texts[0]!
  if (schema.type === 'integer' && /^-?\d+$/.test(text)) return Number(text)
  if (schema.type === 'number' && /^-?\d+(?:\.\d+)?$/.test(text)) return Number(text)
  return schema.type === 'boolean' && /^(?:true|false)$/.test(text) ? text === 'true' : text
}
