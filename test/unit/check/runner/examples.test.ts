import { beforeAll, expect, test } from 'vitest'
import { stringify } from 'yaml'
import type { Document } from '../../../../packages/mock/document.ts'
import type { Operation } from '../../../../packages/reference/model/model.ts'
import { readSite } from '../../../../.vitepress/site/pages.ts'
import { read, toOpenapi } from '../../../../packages/wechatpay/index.ts'
import { runExamples, samplePublicKeyId } from '../../../../packages/check/runner/examples.ts'
import { withRoot } from '../../helpers.ts'

let operations: Operation[]
let document: Document

beforeAll(() => {
  const { reference } = readSite({ strict: true })
  operations = reference.operations
  document = JSON.parse(toOpenapi(reference)) as Document
})

/** What is found when one example of an operation is changed; the other seven stay right. */
async function problemsOf(operationId: string, style: string, change: (code: string) => string): Promise<string[]> {
  let changed = false
  const runs = await runExamples(
    operations.filter(operation => operation.operationId === operationId),
    document,
    (own, code) => {
      if (own !== style) return code
      changed ||= change(code) !== code
      return change(code)
    },
  )
  expect(changed, 'the change has to change the example').toBe(true)
  const problems = runs.filter(({ problem }) => problem !== undefined)
  return [...new Set(problems.map(({ style, problem }) => `${style}: ${problem}`))].slice(0, 1)
}

const close = 'postPayTransactionsOutTradeNoByOutTradeNoClose'
const transfer = 'postFundAppMchTransferTransferBills'

test('the examples of an operation are run in eight styles, which agree', async () => {
  const runs = await runExamples(
    operations.filter(({ operationId }) => [close, transfer].includes(operationId)),
    document,
  )
  expect(runs.filter(({ problem }) => problem !== undefined)).toEqual([])
  // The transfer has three samples that differ, to close an order has one.
  expect(runs).toHaveLength(32)
  expect(new Set(runs.map(({ style }) => style))).toEqual(
    new Set(['await', 'promise', '异步纯链式', '异步声明式', '异步属性式', '同步纯链式', '同步声明式', '同步属性式']),
  )
})

test.each<[string, string, string, (code: string) => string, RegExp]>([
  [
    'an underscore too few in a placeholder of PHP',
    close,
    '同步纯链式',
    code => code.replace('_out_trade_no_', '_out_trade_no'),
    /out_trade_no/,
  ],
  [
    'a slip of a capital in a chain of PHP',
    close,
    '异步纯链式',
    code => code.replace('outTradeNo', 'outtradeNo'),
    /\b404\b/,
  ],
  [
    'a slip of a capital in a chain of TypeScript',
    close,
    'await',
    code => code.replace('outTradeNo', 'outtradeNo'),
    /\b404\b/,
  ],
  [
    'a field that is not encrypted',
    transfer,
    'await',
    code => code.replace(/Rsa\.encrypt\(('[^']*'), platformPublicKey\)/, '$1'),
    /无法解密/,
  ],
  [
    'a field of PHP that is not encrypted',
    transfer,
    '同步声明式',
    code => code.replace(/\\WeChatPay\\Crypto\\Rsa::encrypt\(('[^']*'), \$platformPublicKeyInstance\)/, '$1'),
    /无法解密/,
  ],
  [
    'a wrong Wechatpay-Serial',
    transfer,
    '异步属性式',
    code => code.replace(samplePublicKeyId, 'PUB_KEY_ID_0114232134912410000000000001'),
    /不是平台的公钥或证书/,
  ],
  [
    'a field too many',
    close,
    'promise',
    code => code.replace('mchid:', "sub_mchid: '1',\n  mchid:"),
    /"field":"\/sub_mchid".*没有这个字段/,
  ],
  [
    'another value in one style',
    close,
    '同步属性式',
    code => code.replace(/('mchid' +=> ')\d/, '$19'),
    /body\.mchid is "\d+", await says "\d+"/,
  ],
  [
    'another path variable in one style',
    close,
    '异步声明式',
    code => code.replace(/('out_trade_no' => ')\d/, '$19'),
    /订单不存在|path\.out_trade_no is/,
  ],
  [
    'a request that is not the one on the page',
    close,
    'promise',
    code => code.replace(/mchid: '\d/, "mchid: '9"),
    /it signed .*, the page says/,
  ],
  [
    'an answer that is not what the example expects',
    close,
    '同步纯链式',
    code => code.replace('=== 204', '=== 200'),
    /the status is not 204/,
  ],
])('%s is found and named', async (_, operationId, style, change, expected) => {
  const problems = await problemsOf(operationId, style, change)
  expect(problems).toEqual([expect.stringMatching(new RegExp(`^${style}: .*(?:${expected.source})`))])
})

test('what looks strange and is accepted is sent alike in all styles, as the page shows it', async () => {
  const parameter = (where: string, example: unknown, type = 'string') => ({
    name: where === 'header' ? 'X-Odd' : 'odd',
    in: where,
    required: true,
    schema: { type, title: '奇特' },
    example,
  })
  const odd: Record<string, object[]> = {
    // what each part of a request writes in its own way
    'v3/q1': [parameter('query', `it's a b+c&d=e/f?g#h%i~j!k(l)m*n;o:p@q$r,s"t<u>v[w]x{y}z|\\^\``)],
    'v3/q2': [parameter('query', '中文𠮷')],
    'v3/p1/{odd}': [parameter('path', "it's (a) *b*!~")],
    'v3/p2/{odd}': [parameter('path', 'a@b:c,d;e=f&g+h$i')],
    'v3/p3/{odd}': [parameter('path', '中文 x..y')],
    'v3/h1': [parameter('header', `it's "quoted"; a=b, c`)],
    'v3/h2': [parameter('header', true, 'boolean')],
    // names that a link of the chain has of its own
    ...Object.fromEntries(
      ['constructor', 'arguments', 'caller', 'to-string', 'prototype', 'name', 'then', 'client'].map(name => [
        `v3/s/${name}/x`,
        [],
      ]),
    ),
  }
  const idOf = (path: string) =>
    `get${path
      .slice(2)
      .replace('/{odd}', '-by-odd')
      .replace(/[/-](\w)/g, (_, letter: string) => letter.toUpperCase())}`
  const files = Object.entries(odd).map(([path, parameters]): [string, string] => [
    `${path}.yaml`,
    stringify({
      get: {
        operationId: idOf(path),
        tags: ['产品'],
        summary: '一件事',
        description: '做一件事',
        parameters,
        responses: { 204: { description: '无' } },
      },
    }),
  ])
  const reference = read(withRoot(Object.fromEntries(files)))
  const runs = await runExamples(reference.operations, JSON.parse(toOpenapi(reference)) as Document)
  expect(runs).toHaveLength(8 * files.length)
  expect(runs.filter(({ problem }) => problem !== undefined)).toEqual([])
}, 60_000)
