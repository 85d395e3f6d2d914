import { sign, verify } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { downloadedFile, withOwnDownloads } from '../../mock/answer.ts'
import { Api, type Document } from '../../mock/document.ts'
import { generateKeys, type Keys } from '../../mock/keys.ts'
import { encrypt, requestMessage } from '../../mock/protocol.ts'
import { createMock, type AcceptedRequest } from '../../mock/server.ts'
import type { Operation } from '../../reference/model/model.ts'
import { signedMessage, toHttp } from '../../wechatpay/protocol/v3.ts'
import { samples } from '../../wechatpay/samples.ts'
import { toPhp } from '../../wechatpay/sdk/php.ts'
import { toTypescript, tsStyles } from '../../wechatpay/sdk/typescript.ts'
import { sendRequest, startPhp, type PhpRequest, type PhpResponse } from './php.ts'
import { typescriptRunner } from './typescript.ts'

/** An example that has been run. */
export interface ExampleRun {
  operationId: string
  /** Which of its samples: `common all partner`. */
  sample: string
  /** `await`, `异步纯链式`. */
  style: string
  /** What went wrong, if anything did. */
  problem?: string
}

/** The content of whatever file an example uploads. */
const uploadedFile = Buffer.from('%PDF-1.4 mock\n')

/** The key's name that the samples send in `Wechatpay-Serial`. */
export const samplePublicKeyId = 'PUB_KEY_ID_0114232134912410000000000000'

/**
 * Runs every example of the operations against a mock: TypeScript through the real SDK, PHP through a real PHP. The
 * requests of an operation have to be accepted and equal, whatever way they are written; the answer has to satisfy
 * its schema, and the example has to get from it what it takes.
 *
 * @param document the bundled description, from which the mock is made
 * @param rewrite changes an example before it runs, to see what is found
 */
export async function runExamples(
  operations: Operation[],
  document: Document,
  rewrite = (_style: string, code: string) => code,
): Promise<ExampleRun[]> {
  const keys = { ...generateKeys(), publicKeyId: samplePublicKeyId }
  const accepted: AcceptedRequest[] = []
  const mock = createMock({ document, keys, onAccepted: request => accepted.push(request) })
  const address = await mock.listen()
  const runTypescript = typescriptRunner(address, keys, uploadedFile)
  const stage: Stage = {
    api: new Api(document),
    accepted,
    address,
    keys,
    runTypescript,
    php: await startPhp(),
    rewrite,
  }
  const runs: ExampleRun[] = []
  for (const [index, operation] of operations.entries()) {
    // PHP's file system in memory has 4,096 handles, and a run does not give all of its own back.
    if (index % 50 === 49) {
      stage.php.exit()
      stage.php = await startPhp()
    }
    for (const { operation: own, kinds, modes } of samples(operation)) {
      const sample = [...kinds, ...modes].join(' ')
      for (const run of await runSample(stage, own)) runs.push({ operationId: operation.operationId, sample, ...run })
    }
  }
  stage.php.exit()
  await mock.close()
  return runs
}

/** What examples run on. */
interface Stage {
  api: Api
  /** What the mock has accepted of the example that runs. */
  accepted: AcceptedRequest[]
  address: string
  keys: Keys
  runTypescript: ReturnType<typeof typescriptRunner>
  php: Awaited<ReturnType<typeof startPhp>>
  rewrite: (style: string, code: string) => string
}

/** A request in one style, as it was accepted. */
interface Sent {
  style: string
  request: Comparable
}

/** Runs a sample in all styles. @param operation with this sample */
async function runSample(stage: Stage, operation: Operation): Promise<Pick<ExampleRun, 'style' | 'problem'>[]> {
  const { accepted, rewrite } = stage
  const typescript = toTypescript(operation).map(({ label, code }) => ({
    style: label,
    run: async () => expectTypescript(operation, await stage.runTypescript({ code: rewrite(label, code) })),
  }))
  const php = toPhp(operation).map(({ label, code }) => ({
    style: label,
    run: async () => expectPhp(operation, await runPhp(stage, operation, rewrite(label, code))),
  }))
  const runs: Pick<ExampleRun, 'style' | 'problem'>[] = []
  let first: Sent | undefined
  for (const { style, run } of [...typescript, ...php]) {
    accepted.length = 0
    let problem: string | undefined
    try {
      problem = (await run()) ?? problemOf(stage, operation, style, first)
      if (accepted[0]) first ??= { style, request: comparableOf(operation, accepted[0]) }
    } catch (error) {
      problem = messageOf(error)
    }
    runs.push({ style, ...(problem !== undefined && { problem }) })
  }
  return runs
}

function runPhp({ php, address, keys }: Stage, operation: Operation, code: string) {
  return php.run(code, {
    send: request => sendSigned(address, keys, request),
    encrypt: text => encrypt(text, keys.platformPublicKey),
    files: filesOf(operation),
  })
}

/** What is wrong with what an example has sent and was answered. @param first the same sample in the first style */
function problemOf(stage: Stage, operation: Operation, style: string, first: Sent | undefined): string | undefined {
  const { api, accepted, address } = stage
  const [request, ...more] = accepted
  if (!request) return 'it sent no request that was accepted'
  if (more.length) return `it sent ${accepted.length} requests`
  if (request.operationId !== operation.operationId) return `it called ${request.operationId}`
  const { schema } = api.operations.find(({ operationId }) => operationId === operation.operationId)!.answer
  const mismatch = request.answer !== undefined && schema ? api.mismatch(schema, request.answer) : undefined
  if (mismatch) return `the answer's ${mismatch.field}: ${mismatch.issue}`
  return (
    differenceFromPage(operation, style, request, address) ??
    (first && differenceOf(first.request, comparableOf(operation, request), first.style))
  )
}

/**
 * What the page says of the request and the answer has to be what happened. The request's text is compared with
 * TypeScript's: PHP writes the same JSON with other escapes.
 */
function differenceFromPage(
  operation: Operation,
  style: string,
  { signed, headers, query, answer }: AcceptedRequest,
  address: string,
): string | undefined {
  const shown = toHttp(operation)
  const lines = signed.split('\n')
  if (tsStyles.some(own => own === style)) {
    const expected = withoutChance(signedMessage(shown, { timestamp: lines[2]!, nonce_str: lines[3]! }))
    if (withoutChance(signed) !== expected)
      return `it signed ${JSON.stringify(withoutChance(signed))}, the page says ${JSON.stringify(expected)}`
  }
  const header = shown.headers.find(([name, value]) => typeOf(headers[name.toLowerCase()]) !== typeOf(value))
  if (header) return `it sent ${header[0]}: ${String(headers[header[0].toLowerCase()])}, the page says ${header[1]}`
  // The list of certificates is made anew by every mock.
  if (operation.answer.content?.kind !== 'json' || /^\/v3\/(?:global\/)?certificates$/.test(operation.path))
    return undefined
  const difference = firstDifference(
    withoutDigests(withOwnDownloads(operation.answer.content.example, address, query.tar_type === 'GZIP')),
    withoutDigests(answer),
    '',
  )
  return (
    difference &&
    `the answer's ${difference.at} is ${JSON.stringify(difference.own)}, the page says ` +
      `${JSON.stringify(difference.expected)}`
  )
}

/** Without what differs from run to run: cipher text, and the digest of a file that is not the sample's. */
function withoutChance(signed: string): string {
  return signed
    .replace(/(?:[A-Za-z0-9+/]|%2[BF]){342}(?:==|%3D%3D)|（密文，[^"]*）/g, '（密文）')
    .replace(digest, '"（摘要）"')
}

function withoutDigests(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value).replace(digest, '"（摘要）"'))
}

/** SHA-256 or SM3 of a file in JSON; the examples upload another file than the sample's. */
const digest = /"[0-9a-f]{64}"/g

function typeOf(header: unknown): string {
  return String(header).replace(/;.*$/, '')
}

/** What has to be the same in every style. */
interface Comparable {
  method: string
  path: unknown
  query: unknown
  body: unknown
  headers: Record<string, unknown>
}

function comparableOf(
  { headers }: Operation,
  { method, path, query, body, headers: sent }: AcceptedRequest,
): Comparable {
  const described = headers.filter(({ example }) => example !== undefined)
  const names = ['content-type', ...described.map(({ name }) => name.toLowerCase())]
  // The boundary of a form is a random one; a request without a body may still say which type it would have.
  return {
    method,
    path,
    query,
    body,
    headers: Object.fromEntries(
      names.flatMap(name =>
        sent[name] === undefined || (name === 'content-type' && body === undefined) ? [] : [[name, typeOf(sent[name])]],
      ),
    ),
  }
}

function differenceOf(expected: Comparable, own: Comparable, style: string): string | undefined {
  const path = firstDifference(expected, own, '')
  return path && `${path.at} is ${JSON.stringify(path.own)}, ${style} says ${JSON.stringify(path.expected)}`
}

function firstDifference(
  expected: unknown,
  own: unknown,
  at: string,
): { at: string; expected: unknown; own: unknown } | undefined {
  if (isDeepStrictEqual(expected, own)) return undefined
  if (!isContainer(expected) || !isContainer(own)) return { at, expected, own }
  for (const key of new Set([...Object.keys(expected), ...Object.keys(own)])) {
    const found = firstDifference(expected[key], own[key], at ? `${at}.${key}` : key)
    if (found) return found
  }
  return { at, expected, own }
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object'
}

/** A file is what the mock answers with, packed where the sample asks for that. */
function expectFile({ query }: Operation, written: Uint8Array = Buffer.alloc(0)): string | undefined {
  const isPacked = query.some(({ name, example }) => name === 'tartype' && example === 'gzip')
  try {
    if (downloadedFile.equals(isPacked ? gunzipSync(written) : written)) return undefined
  } catch {
    // What is no packed file is not the one that was answered, either.
  }
  return 'the downloaded file is not the one that was answered'
}

function expectTypescript(
  operation: Operation,
  { logged, written }: Awaited<ReturnType<ReturnType<typeof typescriptRunner>>>,
): string | undefined {
  const { answer } = operation
  if (answer.content?.kind === 'file') return expectFile(operation, written.get('download.bin'))
  if (logged.length !== 1) return `it logged ${logged.length} times`
  if (!answer.content) return logged[0]![0] === true ? undefined : `the status is not ${answer.status}`
  return logged[0]![0] === undefined &&
    answer.content.schema.type === 'object' &&
    answer.content.schema.fields[0]?.required
    ? 'it logged nothing of the answer'
    : undefined
}

function expectPhp(
  operation: Operation,
  { output, written }: { output: string; written: Record<string, Uint8Array> },
): string | undefined {
  const { answer } = operation
  if (answer.content?.kind === 'file') return expectFile(operation, written['download.bin'])
  if (!answer.content) return output === '1' ? undefined : `the status is not ${answer.status}: ${output}`
  return output.startsWith('Array') ? undefined : `it printed ${output.slice(0, 80)}`
}

function filesOf({ body }: Operation): Record<string, Uint8Array> {
  if (body?.mediaType !== 'multipart/form-data' || body.schema.type !== 'object') return {}
  return Object.fromEntries(
    body.schema.fields
      .filter(({ schema }) => schema.type === 'string' && schema.format === 'binary')
      .map(({ name }) => [String((body.example as Record<string, unknown>)[name]), uploadedFile]),
  )
}

/**
 * Sends what PHP wants to send to the mock, whatever its host, signed as the SDK signs; throws what is answered if
 * that is an error.
 */
async function sendSigned(address: string, keys: Keys, request: PhpRequest): Promise<PhpResponse> {
  const target = request.uri.replace(/^https?:\/\/[^/]+/, '')
  const [timestamp, nonce_str] = [String(Math.floor(Date.now() / 1000)), crypto.randomUUID().replaceAll('-', '')]
  const signature = sign(
    'sha256',
    requestMessage(request.method, target, { timestamp, nonce_str }, request.signed),
    keys.merchantPrivateKey,
  ).toString('base64')
  const Authorization =
    `WECHATPAY2-SHA256-RSA2048 mchid="${keys.mchid}",serial_no="${keys.merchantSerial}",` +
    `timestamp="${timestamp}",nonce_str="${nonce_str}",signature="${signature}"`
  const answer = await sendRequest({
    ...request,
    uri: address + target,
    headers: { ...request.headers, Authorization },
  })
  if (answer.status >= 400) throw new Error(`${answer.status} ${Buffer.from(answer.body).toString()}`)
  if (request.verifies && !isSignedAnswer(keys, target.split('?')[0]!, answer))
    throw new Error('wechatpay-php refuses the answer, for its signature is not that of the content')
  return answer
}

/** Whether wechatpay-php takes the answer for the platform's: `assertSuccessfulResponse` in its ClientJsonTrait.php. */
function isSignedAnswer(keys: Keys, path: string, { headers, body }: PhpResponse): boolean {
  const [timestamp, nonce, signature, sha1] = ['timestamp', 'nonce', 'signature', 'statement-sha1'].map(
    name => headers[`wechatpay-${name}`],
  )
  if (!timestamp || !nonce || !signature) return false
  const content = /^\/(?:hk\/v3|v3\/global)\/statements$/.test(path) && sha1 ? `{"sha1":"${sha1}"}` : body
  const message = Buffer.concat([Buffer.from(`${timestamp}\n${nonce}\n`), Buffer.from(content), Buffer.from('\n')])
  return verify('sha256', message, keys.platformPublicKey, Buffer.from(signature, 'base64'))
}

function messageOf(error: unknown): string {
  const answer = (error as { response?: { data?: unknown } }).response?.data
  const text =
    answer instanceof Uint8Array
      ? Buffer.from(answer).toString()
      : typeof answer === 'string' || answer === undefined
        ? answer
        : JSON.stringify(answer)
  return (text || (error as Error).message).replace(/\s+/g, ' ').slice(0, 400)
}
