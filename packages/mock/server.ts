import type { AddressInfo } from 'node:net'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { answerOf } from './answer.ts'
import { Gate } from './authorization.ts'
import { controlOf } from './control.ts'
import { Api, type Document, type MockOperation } from './document.ts'
import { emptyError, MockError, parameterError } from './errors.ts'
import { parseForm } from './form.ts'
import { generateKeys, type Keys } from './keys.ts'
import { Notifier, type NotifierOptions } from './notify/notifier.ts'
import { addNotifyRoutes } from './notify/routes.ts'
import { Replies } from './reply.ts'
import { RequestReader, targetOf, type Incoming } from './request.ts'
import { addRoutes } from './routes.ts'
import { State } from './state.ts'

type Json = Record<string, unknown>

export interface MockOptions {
  /** The bundled description, as published at `/openapi.json`. */
  document: Document
  /** Those of a fresh test merchant if left out. */
  keys?: Keys
  /** Which key of the platform signs answers; both are taken for encryption. 微信支付公钥 if left out. */
  platformKey?: 'public-key' | 'certificate'
  /** How notifications are sent, and where to if that is not what requests say. */
  notify?: NotifierOptions & {
    /** How long after an order it is paid by itself, and after a refund this succeeds, in ms; never if left out. */
    after?: number
  }
  /** How long a request may take to arrive, in ms; half a minute if left out. */
  requestTimeout?: number
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
  notifier: Notifier
  /**
   * @param port 0 for any free one
   * @param host loopback if left out
   * @returns the address, `http://127.0.0.1:4010`
   */
  listen(port?: number, host?: string): Promise<string>
  close(): Promise<void>
}

/** A body beyond this is refused, in bytes: the largest upload of the API is 7.5 MB. */
const bodyLimit = 9 * 1024 * 1024

/** A local stand-in for `api.mch.weixin.qq.com` that checks requests and signs answers like the real one. */
export function createMock({
  document,
  keys: given,
  platformKey = 'public-key',
  notify = {},
  requestTimeout = 30_000,
  onAccepted,
}: MockOptions): Mock {
  const keys = given ?? generateKeys()
  const serial = platformKey === 'public-key' ? keys.publicKeyId : keys.certificate.serial
  const replies = new Replies(keys, serial)
  const app = createApp(replies, requestTimeout)
  const notifier = new Notifier(document, keys, notify)
  const merchant = new Merchant(new Api(document), keys, replies, onAccepted)
  addRoutes(app, merchant.api.operations, (...args) => merchant.answer(...args))
  addNotifyRoutes(app, merchant.state, notifier)
  const timers = notify.after === undefined ? undefined : notifyAfter(notify.after, merchant.state, notifier)
  return {
    keys,
    notifier,
    async listen(port = 0, host = '127.0.0.1') {
      await app.listen({ port, host })
      const name = host.includes(':') ? `[${host}]` : host
      return (merchant.address = `http://${name}:${(app.server.address() as AddressInfo).port}`)
    },
    close: () => {
      timers?.forEach(clearTimeout)
      notifier.sender.stop()
      return app.close()
    },
  }
}

/** Lets orders be paid and refunds succeed a while after they are made. @returns the timers that are running */
function notifyAfter(time: number, state: State, notifier: Notifier): Set<ReturnType<typeof setTimeout>> {
  const timers = new Set<ReturnType<typeof setTimeout>>()
  state.onMade = (thing, number) => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      try {
        const sent = thing === 'order' ? notifier.paid(state, number) : notifier.refunded(state, number, 'SUCCESS')
        sent.catch(() => undefined)
      } catch {
        // Closed meanwhile, or its notify_url is of another machine: as if nobody had paid.
      }
    }, time)
    timers.add(timer)
  }
  return timers
}

/** What answers the requests of one test merchant. */
class Merchant {
  /** Where downloads lead: known once the mock listens. */
  address = ''
  readonly state: State
  readonly #gate: Gate
  readonly #reader: RequestReader

  constructor(
    readonly api: Api,
    readonly keys: Keys,
    readonly replies: Replies,
    readonly onAccepted?: MockOptions['onAccepted'],
  ) {
    this.state = new State(api.operations)
    this.#gate = new Gate(keys)
    this.#reader = new RequestReader(api, keys)
  }

  /** Answers a request, which may mean any of the operations. @throws MockError if it is wrong */
  async answer(candidates: MockOperation[], request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const control = controlOf(request.headers['mock-control'])
    if (control.delay) await new Promise(resolve => setTimeout(resolve, control.delay))
    const incoming = await incomingOf(request)
    const signed = this.#gate.check(request, incoming.form?.fields.get('meta') ?? incoming.body)
    if (control.error) throw control.error
    const { operation, answered } = this.#firstFitting(candidates, incoming, signed)
    return this.replies.send(reply, operation, answered, control.signature)
  }

  /** Where paths differ by a placeholder's name only, the samples tell which one is meant; else the first that fits. */
  #firstFitting(candidates: MockOperation[], incoming: Incoming, signed: Buffer) {
    const { pathname } = targetOf(incoming.request)
    const isMeant = (operation: MockOperation) => Number(samplePathOf(operation) === pathname)
    let first: unknown
    for (const operation of candidates.toSorted((a, b) => isMeant(b) - isMeant(a))) {
      try {
        return { operation, answered: this.#accept(operation, incoming, signed) }
      } catch (error) {
        first ??= error
      }
    }
    throw first
  }

  #accept(operation: MockOperation, incoming: Incoming, signed: Buffer) {
    const values = this.#reader.read(operation, incoming)
    const answered = answerOf(this, operation, values, this.address)
    this.onAccepted?.({
      operationId: operation.operationId,
      method: operation.method,
      ...values,
      headers: incoming.request.headers,
      signed: signed.toString(),
      ...(answered.plain !== undefined && { answer: answered.plain }),
    })
    return answered
  }
}

async function incomingOf(request: FastifyRequest): Promise<Incoming> {
  const body = (request.body as Buffer | undefined) ?? (await unreadBodyOf(request))
  const type = request.headers['content-type'] ?? ''
  return { request, body, ...(/^multipart\/form-data/i.test(type) && { form: await parseForm(type, body) }) }
}

/** What came with a GET, which Fastify does not read: a signature covers it. @throws MockError if it is too much */
async function unreadBodyOf({ method, raw }: FastifyRequest): Promise<Buffer> {
  if (method !== 'GET') return Buffer.alloc(0)
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of raw as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    if ((length += chunk.length) > bodyLimit) throw new MockError(413, 'INVALID_REQUEST', '请求体太大')
  }
  return Buffer.concat(chunks)
}

/** The path of the sample request. */
function samplePathOf({ path, sampleRequest }: MockOperation): string {
  return path.replace(/\{([^}]*)\}/g, (_, name: string) => encodeURIComponent(String(sampleRequest[name])))
}

/** A server that knows how to fail. */
function createApp(replies: Replies, requestTimeout: number): FastifyInstance {
  const app = fastify({
    bodyLimit,
    requestTimeout,
    // Node looks for late requests this often, in ms.
    http: { connectionsCheckingInterval: Math.min(1000, requestTimeout), headersTimeout: requestTimeout },
    routerOptions: { maxParamLength: 2000 },
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    frameworkErrors: (error, _, reply) => replies.fail(reply, parameterError('', undefined, error.message, 'path')),
    clientErrorHandler: (error, socket) => {
      if (error.code === 'ECONNRESET' || socket.destroyed) return
      socket.end(noHttpAnswer(error.code))
    },
  })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body))
  app.setNotFoundHandler((_, reply) => replies.fail(reply, emptyError(404)))
  app.setErrorHandler((error: Error & { statusCode?: number }, _, reply) => replies.fail(reply, mockErrorOf(error)))
  return app
}

/** What is sent to somebody who does not speak HTTP. */
function noHttpAnswer(code: string): string {
  const isLate = code === 'ERR_HTTP_REQUEST_TIMEOUT'
  const message = isLate ? '请求没有在规定的时间内到齐' : '不是合法的 HTTP 请求'
  const body = JSON.stringify({ code: 'PARAM_ERROR', message })
  const tooLarge = code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request'
  return [
    `HTTP/1.1 ${isLate ? '408 Request Timeout' : tooLarge}`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n')
}

function mockErrorOf(error: Error & { statusCode?: number }): MockError {
  if (error instanceof MockError) return error
  const status = error.statusCode ?? 500
  return status < 500
    ? new MockError(status, status === 413 ? 'INVALID_REQUEST' : 'PARAM_ERROR', error.message)
    : new MockError(500, 'SYSTEM_ERROR', `模拟服务自身的错误：${error.message}`)
}
