import { createHash, randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify'
import { downloadedFile, withOwnDownloads, withValuesOf } from './answer.ts'
import { Api, valueAt, type Document, type MockOperation, type ParameterObject } from './document.ts'
import { MockError, parameterError, signError } from './errors.ts'
import { parseForm, type Form } from './form.ts'
import { generateKeys, type Keys } from './keys.ts'
import {
  answerHeaders,
  decrypt,
  encrypt,
  encryptResource,
  isSignedBy,
  parseAuthorization,
  requestMessage,
} from './protocol.ts'
import { State } from './state.ts'

type Json = Record<string, unknown>

export interface MockOptions {
  /** The bundled description, as published at `/openapi.json`. */
  document: Document
  /** Those of a fresh test merchant if left out. */
  keys?: Keys
  /** Which key of the platform signs answers; both are taken for encryption. 微信支付公钥 if left out. */
  platformKey?: 'public-key' | 'certificate'
  /** Is told of every request that was right, in plain text. */
  onAccepted?: (request: AcceptedRequest) => void
}

/** A request as the mock understood it. */
export interface AcceptedRequest {
  operationId: string
  method: string
  path: Json
  query: Json
  body: unknown
  headers: Record<string, string | string[] | undefined>
  /** The text that its signature covers. */
  signed: string
  /** What it was answered, in plain text; absent for an answer without a body, or a file. */
  answer?: unknown
}

export interface Mock {
  keys: Keys
  /**
   * @param port 0 for any free one
   * @param host loopback if left out
   * @returns the address, `http://127.0.0.1:4010`
   */
  listen(port?: number, host?: string): Promise<string>
  close(): Promise<void>
}

/** How far a request's clock may be off, in seconds, as the platform has it. */
const maximumOffset = 300
/** A body beyond this is refused, in bytes: the largest upload of the API is 7.5 MB. */
const bodyLimit = 9 * 1024 * 1024

/** A local stand-in for `api.mch.weixin.qq.com` that checks requests and signs answers like the real one. */
export function createMock({ document, keys: given, platformKey = 'public-key', onAccepted }: MockOptions): Mock {
  const api = new Api(document)
  const keys = given ?? generateKeys()
  const state = new State(api.operations)
  const nonces = new Map<string, number>()
  const serial = platformKey === 'public-key' ? keys.publicKeyId : keys.certificate.serial
  let address = ''

  const app = fastify({
    bodyLimit,
    routerOptions: { maxParamLength: 2000 },
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    frameworkErrors: (error, _, reply) => fail(reply, parameterError('', undefined, error.message, 'path')),
    clientErrorHandler: (error, socket) => {
      if (error.code === 'ECONNRESET' || socket.destroyed) return
      const status = error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request'
      const body = JSON.stringify({ code: 'PARAM_ERROR', message: '不是合法的 HTTP 请求' })
      socket.end(
        `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      )
    },
  })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body))

  for (const group of groupByRoute(api.operations)) {
    const methods = [...new Set(group.map(({ method }) => method))]
    for (const method of methods)
      app.route({
        method,
        url: routeOf(group[0]!.path),
        handler: (request, reply) =>
          answer(
            group.filter(operation => operation.method === method),
            request,
            reply,
          ),
      })
    const others = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter(method => !methods.includes(method))
    if (others.length)
      app.route({
        method: others,
        url: routeOf(group[0]!.path),
        handler: () => {
          throw new MockError(405, 'METHOD_NOT_ALLOWED', '不支持的请求方法', undefined, { Allow: methods.join(', ') })
        },
      })
  }
  app.setNotFoundHandler((request, reply) =>
    fail(
      reply,
      new MockError(404, 'NOT_FOUND', `没有这个接口：${request.method} ${request.url.split('?')[0]!.slice(0, 200)}`),
    ),
  )
  app.setErrorHandler((error: Error & { statusCode?: number }, _, reply) => {
    if (error instanceof MockError) return fail(reply, error)
    const status = error.statusCode ?? 500
    return fail(
      reply,
      status < 500
        ? new MockError(status, status === 413 ? 'INVALID_REQUEST' : 'PARAM_ERROR', error.message)
        : new MockError(500, 'SYSTEM_ERROR', `模拟服务自身的错误：${error.message}`),
    )
  })

  return {
    keys,
    async listen(port = 0, host = '127.0.0.1') {
      await app.listen({ port, host })
      address = `http://${host.includes(':') ? `[${host}]` : host}:${(app.server.address() as AddressInfo).port}`
      return address
    },
    close: () => app.close(),
  }

  function fail(reply: FastifyReply, error: MockError): FastifyReply {
    const body = Buffer.from(JSON.stringify(error.body))
    // The platform signs its errors, too; the SDKs do not look at that.
    return reply
      .code(error.status)
      .headers({
        'Content-Type': 'application/json; charset=utf-8',
        'Request-ID': randomUUID(),
        ...answerHeaders(keys.platformPrivateKey, serial, body),
        ...error.headers,
      })
      .send(body)
  }

  async function answer(
    candidates: MockOperation[],
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    const control = controlOf(request.headers['mock-control'])
    if (control.delay) await new Promise(resolve => setTimeout(resolve, Math.min(control.delay!, 60_000)))
    const body = (request.body as Buffer | undefined) ?? Buffer.alloc(0)
    const form = /^multipart\/form-data/i.test(request.headers['content-type'] ?? '')
      ? await parseForm(request.headers['content-type']!, body)
      : undefined
    const signed = checkSignature(request, form?.fields.get('meta') ?? body)
    if (control.error) throw control.error
    let first: unknown
    // Where paths differ by a placeholder's name only, the samples tell which one is meant; else the first that fits.
    const target = request.raw.url!.split('?')[0]!
    for (const operation of candidates.toSorted(
      (a, b) => Number(samplePathOf(b) === target) - Number(samplePathOf(a) === target),
    )) {
      try {
        const values = await valuesOf(operation, request, body, form)
        const answered = answerOf(operation, values)
        onAccepted?.({
          operationId: operation.operationId,
          method: operation.method,
          ...values,
          headers: request.headers,
          signed: signed.toString(),
          ...(answered.plain !== undefined && { answer: answered.plain }),
        })
        return send(reply, operation, answered, control.signature)
      } catch (error) {
        first ??= error
      }
    }
    throw first
  }

  /** The header is right, fresh, not seen before, and signs just these bytes. */
  function checkSignature(request: FastifyRequest, body: Buffer): Buffer {
    const [method, target] = [request.method, request.raw.url!]
    for (const name of ['accept', 'user-agent'])
      if (!request.headers[name]) throw parameterError(name, undefined, 'Http 头缺少 Accept 或 User-Agent', 'header')
    const authorization = parseAuthorization(request.headers.authorization)
    if (!authorization)
      throw signError(
        'Http 头 Authorization 值格式错误',
        '应为 WECHATPAY2-SHA256-RSA2048 mchid="…",nonce_str="…",signature="…",timestamp="…",serial_no="…"',
        'Authorization',
        { method, target },
      )
    const { mchid, serial_no: serialNo, timestamp, nonce_str: nonce, signature } = authorization
    if (mchid !== keys.mchid)
      throw signError('商户号与测试商户不符', `应为 ${keys.mchid}，收到 ${mchid}`, 'mchid', { method, target })
    if (serialNo !== keys.merchantSerial)
      throw signError('商户证书序列号有误', `应为 ${keys.merchantSerial}，收到 ${serialNo}`, 'serial_no', {
        method,
        target,
      })
    const now = Date.now() / 1000
    if (!/^\d{10}$/.test(timestamp) || Math.abs(now - Number(timestamp)) > maximumOffset)
      throw signError('请求已过期', `时间戳 ${timestamp} 与服务器时间相差超过 ${maximumOffset} 秒`, 'timestamp', {
        method,
        target,
      })
    const signed = requestMessage(method, target, authorization, body)
    if (!isSignedBy(keys.merchantPublicKey, signed, signature))
      throw signError('错误的签名，验签失败', 'sign not match', 'signature', { method, target, signed })
    for (const [old, at] of nonces) {
      if (now - at <= maximumOffset * 2) break
      nonces.delete(old)
    }
    if (nonces.has(nonce))
      throw signError('随机串已使用过', `nonce_str ${nonce} 在有效期内只能用一次`, 'nonce_str', { method, target })
    nonces.set(nonce, now)
    return signed
  }

  /** All that the request says, in plain text and checked against the description. */
  async function valuesOf(
    operation: MockOperation,
    request: FastifyRequest,
    body: Buffer,
    form: Form | undefined,
  ): Promise<{ path: Json; query: Json; body: unknown }> {
    const decrypted = decrypter(request.headers['wechatpay-serial'] as string | undefined)
    const plain = (schema: ParameterObject['schema'], value: unknown, location: 'body' | 'query', name = '') =>
      api.replaceEncrypted(schema, value, (text, field) => decrypted(text, name || field, location))
    const { parameters = [] } = operation
    const names = operation.path.split('/').map(segment => /^\{(.+)\}$/.exec(segment)?.[1])
    const segments = request.raw.url!.split('?')[0]!.split('/')
    const path = Object.fromEntries(
      names.flatMap((name, index) => (name === undefined ? [] : [[name, decoded(segments[index]!, name)]])),
    )
    const search = new URLSearchParams(request.raw.url!.split('?').slice(1).join('?'))
    const query: Json = {}
    for (const parameter of parameters) {
      const { name, in: location, schema, required } = parameter
      if (location === 'path') check(schema, path[name], name, 'path')
      if (location === 'header' && required && request.headers[name.toLowerCase()] === undefined)
        throw parameterError(name, undefined, '缺少必填的请求头', 'header')
      if (location !== 'query') continue
      if (!search.has(name)) {
        if (required) throw parameterError(name, undefined, '缺少必填的查询参数', 'query')
        continue
      }
      query[name] = plain(schema, typed(api.resolve(schema), search.getAll(name)), 'query', name)
      check(schema, query[name], name, 'query')
    }
    const stranger = [...search.keys()].find(
      name => !parameters.some(parameter => parameter.in === 'query' && parameter.name === name),
    )
    if (stranger !== undefined) throw parameterError(stranger, search.get(stranger), '没有这个查询参数', 'query')
    return { path, query, body: await bodyOf(operation, request, body, form, plain) }
  }

  async function bodyOf(
    operation: MockOperation,
    request: FastifyRequest,
    bytes: Buffer,
    form: Form | undefined,
    plain: (schema: ParameterObject['schema'], value: unknown, location: 'body') => unknown,
  ): Promise<unknown> {
    const [content] = Object.entries(operation.requestBody?.content ?? {})
    if (!content) {
      if (bytes.length) throw parameterError('', undefined, '这个接口没有请求体', 'body')
      return undefined
    }
    const [mediaType, { schema }] = content
    if (mediaType === 'multipart/form-data') {
      if (!form)
        throw parameterError('Content-Type', request.headers['content-type'], '应为 multipart/form-data', 'header')
      const value = plain(schema, formValue(schema, form), 'body')
      checkBody(schema, value)
      for (const { field, kind } of api.digests(schema)) {
        const [file] = form.files.values()
        if (file && String(valueAt(value, field)).toLowerCase() !== createHash(kind).update(file.content).digest('hex'))
          throw parameterError(field, valueAt(value, field), `与文件内容的 ${kind.toUpperCase()} 摘要不符`, 'body')
      }
      return value
    }
    if (!bytes.length) throw parameterError('', undefined, '缺少请求体', 'body')
    if (!/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
      throw parameterError('Content-Type', request.headers['content-type'], '应为 application/json', 'header')
    const value = plain(schema, parsedJson(bytes), 'body')
    checkBody(schema, value)
    return value
  }

  /** The parts of a form as one value: JSON parts parsed, numbers as numbers, files by their name. */
  function formValue(schema: ParameterObject['schema'], form: Form): Json {
    const { properties = {} } = api.resolve(schema)
    const fields = [...form.fields].map(([name, bytes]) => {
      const type = properties[name] && api.resolve(properties[name]).type
      return [name, type === 'object' ? parsedJson(bytes, `/${name}`) : typed({ type }, [bytes.toString()])] as const
    })
    return Object.fromEntries([...fields, ...[...form.files].map(([name, file]) => [name, file.name] as const)])
  }

  function check(schema: ParameterObject['schema'], value: unknown, name: string, location: 'path' | 'query'): void {
    const mismatch = api.mismatch(schema, value)
    if (mismatch) throw parameterError(name, value, mismatch.issue, location)
  }

  function checkBody(schema: ParameterObject['schema'], value: unknown): void {
    const mismatch = api.mismatch(schema, value)
    if (mismatch) throw parameterError(mismatch.field, mismatch.value, mismatch.issue, 'body')
  }

  /** Decrypts what the request has encrypted, if it says for which key, and that is one of ours. */
  function decrypter(header: string | undefined): (text: string, field: string, location: 'body' | 'query') => string {
    return (text, field, location) => {
      if (header === undefined)
        throw parameterError(
          'Wechatpay-Serial',
          undefined,
          '请求含有加密的字段，须在请求头写明所用公钥的 ID 或证书序列号',
          'header',
        )
      if (header !== keys.publicKeyId && header !== keys.certificate.serial)
        throw parameterError(
          'Wechatpay-Serial',
          header,
          `不是平台的公钥或证书，应为 ${keys.publicKeyId} 或 ${keys.certificate.serial}`,
          'header',
        )
      const plainText = decrypt(text, keys.platformPrivateKey)
      if (plainText === undefined)
        throw parameterError(field, text, '无法解密：该字段须用微信支付公钥或平台证书以 RSA-OAEP 加密', location)
      return plainText
    }
  }

  interface Answered {
    known: Json | 'sample' | undefined
    plain?: unknown
    body: Buffer
  }

  /**
   * The answer: what the state knows, or the sample with the request's own values; encrypted where the description
   * says so.
   */
  function answerOf(operation: MockOperation, values: { path: Json; query: Json; body: unknown }): Answered {
    const request = { ...values.path, ...values.query, ...(values.body as Json | undefined) }
    const known = state.answer(operation, request)
    const { schema, sample, isFile } = operation.answer
    if (isFile) return { known, body: downloadedFile }
    if (!schema) return { known, body: Buffer.alloc(0) }
    const plain = /^\/v3\/(?:global\/)?certificates$/.test(operation.path)
      ? certificates()
      : withOwnDownloads(
          typeof known === 'object' ? known : withValuesOf(sample, request, operation.sampleRequest),
          address,
        )
    return {
      known,
      plain,
      body: json(api.replaceEncrypted(schema, plain, text => encrypt(text, keys.merchantPublicKey))),
    }
  }

  function send(
    reply: FastifyReply,
    { operationId, answer: { status, isFile } }: MockOperation,
    { known, body }: Answered,
    signature: 'broken' | 'missing' | undefined,
  ): FastifyReply {
    const signed = answerHeaders(keys.platformPrivateKey, serial, body)
    if (signature === 'broken') signed['Wechatpay-Signature'] = Buffer.from('broken').toString('base64')
    return reply
      .code(status)
      .headers({
        ...(body.length && { 'Content-Type': isFile ? 'application/octet-stream' : 'application/json; charset=utf-8' }),
        'Request-ID': randomUUID(),
        'Mock-Operation': operationId,
        'Mock-State': known === undefined ? 'stateless' : known === 'sample' ? 'sample' : 'stateful',
        ...(signature !== 'missing' && signed),
      })
      .send(body)
  }

  function certificates(): Json {
    const { serial: serial_no, pem, notBefore, notAfter } = keys.certificate
    const time = (date: Date) => new Date(date.getTime() + 8 * 3_600_000).toISOString().replace(/\.\d+Z$/, '+08:00')
    return {
      data: [
        {
          serial_no,
          effective_time: time(notBefore),
          expire_time: time(notAfter),
          encrypt_certificate: encryptResource(pem, keys.apiV3Key, 'certificate'),
        },
      ],
    }
  }
}

/** The path of the sample request. */
function samplePathOf({ path, sampleRequest }: MockOperation): string {
  return path.replace(/\{([^}]*)\}/g, (_, name: string) => encodeURIComponent(String(sampleRequest[name])))
}

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value))
}

/** @throws MockError if the bytes are no UTF-8, or no JSON */
function parsedJson(bytes: Buffer, field = ''): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    throw parameterError(
      field,
      undefined,
      error instanceof SyntaxError ? '不是合法的 JSON' : '不是合法的 UTF-8',
      'body',
    )
  }
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

/**
 * What the `Mock-Control` header asks for: `status=429`, `code=NO_AUTH`, `delay=800` (ms),
 * `signature=broken|missing`, joined by commas.
 */
function controlOf(header: string | string[] | undefined): {
  delay?: number
  error?: MockError
  signature?: 'broken' | 'missing'
} {
  const wishes = new Map(
    String(header ?? '')
      .split(',')
      .filter(Boolean)
      .map(wish => {
        const [name, value = ''] = wish.trim().split('=')
        return [name!, value] as const
      }),
  )
  const unknown = [...wishes.keys()].find(name => !['status', 'code', 'delay', 'signature'].includes(name))
  if (unknown !== undefined)
    throw parameterError('Mock-Control', unknown, '可用 status、code、delay、signature', 'header')
  const status = Number(wishes.get('status') ?? (wishes.has('code') ? 400 : Number.NaN))
  const codes: Record<number, string> = {
    400: 'PARAM_ERROR',
    401: 'SIGN_ERROR',
    403: 'NO_AUTH',
    404: 'RESOURCE_NOT_EXISTS',
    429: 'RATELIMIT_EXCEEDED',
    500: 'SYSTEM_ERROR',
    502: 'SERVICE_UNAVAILABLE',
    503: 'SERVICE_UNAVAILABLE',
  }
  if (!Number.isNaN(status) && !(status >= 400 && status <= 599))
    throw parameterError('Mock-Control', String(status), 'status 应在 400 与 599 之间', 'header')
  return {
    ...(wishes.has('delay') && { delay: Math.max(0, Number(wishes.get('delay')) || 0) }),
    ...(!Number.isNaN(status) && {
      error: new MockError(status, wishes.get('code') ?? codes[status] ?? 'SYSTEM_ERROR', '按 Mock-Control 的要求失败'),
    }),
    ...((wishes.get('signature') === 'broken' || wishes.get('signature') === 'missing') && {
      signature: wishes.get('signature') as 'broken' | 'missing',
    }),
  }
}

/** Operations that one route serves: paths that differ by the names of placeholders only are one for an HTTP server. */
function groupByRoute(operations: MockOperation[]): MockOperation[][] {
  const groups = new Map<string, MockOperation[]>()
  for (const operation of operations) {
    const key = operation.path.replace(/\{[^}]*\}/g, '{}')
    groups.set(key, [...(groups.get(key) ?? []), operation])
  }
  return [...groups.values()]
}

/** `/v3/a/{b}` as Fastify writes it. */
function routeOf(path: string): string {
  return path.replaceAll(':', '::').replace(/\{([^}]*)\}/g, ':$1')
}
