import { verify } from 'node:crypto'
import { afterAll, beforeAll, expect } from 'vitest'
import type { Document } from '../../packages/mock/document.ts'
import { writtenFences, type WrittenFence } from '../../packages/check/fences.ts'
import { plainRenderer } from '../../.vitepress/markdown/plain.ts'
import { toOpenapi } from '../../packages/wechatpay/index.ts'
import { readSite, root } from '../../.vitepress/site/pages.ts'
import { keys, runPhp, runTypescript, type Circumstances, type GuideRun } from './guides.ts'
import { startPhp, type PhpRunner } from '../../packages/check/runner/php.ts'

/* The examples that are written by hand, and what runs them against the mock. */

let document: Document
export let fences: WrittenFence[]
let php: PhpRunner

beforeAll(async () => {
  document = JSON.parse(toOpenapi(readSite({ strict: true }).reference)) as Document
  fences = await writtenFences(root, () => plainRenderer(root))
  php = await startPhp()
})
afterAll(() => php.exit())

/** Runs code that stands on a page, and throws if it does not do what the page says. */
export type Check = (code: string) => Promise<unknown>

/** Runs examples, one after the other, with the client of the quick start or another one. */
export type Run = (examples: string[], circumstances?: Circumstances & { client?: string }) => Promise<GuideRun>

export const runNode: Run = (examples, { client, ...circumstances } = {}) =>
  runTypescript(
    document,
    client ??
      codeOf(`/guide/quick-start 初始化客户端 [Node.js · ${circumstances.certificate ? '平台证书' : '微信支付公钥'}]`),
    examples,
    circumstances,
  )

export const runPhpExamples: Run = (examples, { client, ...circumstances } = {}) =>
  runPhp(
    php,
    document,
    client ??
      codeOf(`/guide/quick-start 初始化客户端 [PHP · ${circumstances.certificate ? '平台证书' : '微信支付公钥'}]`),
    examples,
    circumstances,
  )

/** The code of a fence; throws if there is none of that name. */
export function codeOf(name: string): string {
  const fence = fences.find(fence => fence.name === name)
  if (!fence) throw new Error(`There is no fence ${name}`)
  return fence.code
}

/** What the mock has answered to a request. */
export function answerOf(request: GuideRun['accepted'][number] | undefined): Record<string, unknown> {
  return request!.answer as Record<string, unknown>
}

/** What is said of the failure, with the answer of the mock; throws if there is none. */
export async function failureOf(run: Promise<unknown>): Promise<string> {
  const error: unknown = await run.then(
    () => new Error('It does not fail'),
    (error: unknown) => error,
  )
  const { message, response } = error as Error & { response?: { data?: unknown } }
  return `${message} ${JSON.stringify(response?.data ?? '')}`
}

/** The six parameters of a payment, as the code prints them, are signed for the page that asked for them. */
export async function signsPayment(run: Run, examples: string[]): Promise<Record<string, string>> {
  const { accepted, printed } = await run(examples)
  expect(accepted).toHaveLength(1)
  expect(accepted[0]).toMatchObject({
    operationId: 'postPayTransactionsJsapi',
    body: { mchid: keys.mchid, amount: { total: 5900 }, payer: { openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' } },
  })
  const { paySign, ...params } = JSON.parse(printed) as Record<string, string>
  expect(params).toEqual({
    appId: (accepted[0]!.body as Record<string, unknown>).appid,
    timeStamp: expect.stringMatching(/^\d{10}$/),
    nonceStr: expect.stringMatching(/^\w{32}$/),
    package: `prepay_id=${String(answerOf(accepted[0]).prepay_id)}`,
    signType: 'RSA',
  })
  const message = `${params.appId}\n${params.timeStamp}\n${params.nonceStr}\n${params.package}\n`
  expect(
    verify('sha256', Buffer.from(message), keys.merchantPublicKey, Buffer.from(paySign!, 'base64')),
    'paySign',
  ).toBe(true)
  return { ...params, paySign: paySign! }
}

/** The function is called as a server would call it. */
export const signsPaymentOfNode: Check = code =>
  signsPayment(runNode, [
    code,
    "import { payByJsapi } from './example-0'\n" +
      "console.log(JSON.stringify(await payByJsapi('oUpF8uMuAJO_M2pxb1Q9zNjWeS6o', 'T20261120183012001', 5900)))",
  ])
