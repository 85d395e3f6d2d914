import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createTwoslasher, type TwoslashReturn } from 'twoslash'
import ts from 'typescript'
import { beforeAll, describe, expect, test } from 'vitest'
import { toTypescript } from '../../../packages/wechatpay/sdk/typescript.ts'
import { readSite, root, wholeDeclaration } from '../../../.vitepress/site/pages.ts'
import { typeService, withoutContainerArguments, type Snippet } from '../../../.vitepress/twoslash/service.ts'
import { toDeclaration } from '../../../packages/wechatpay/index.ts'

const { reference } = readSite({ strict: true })
const { operations } = reference
const whole = wholeDeclaration()
const folder = join(root, 'snippets')
const { options } = ts.parseJsonConfigFileContent(
  ts.readConfigFile(join(folder, 'tsconfig.json'), ts.sys.readFile).config,
  ts.sys,
  folder,
)
const compilerOptions = { ...options, allowJs: true, rootDirs: undefined, configFilePath: undefined }

/** Programs by hand: what generated ones do not have, mistakes above all. */
const written: [name: string, code: string, lang?: string][] = [
  ['an empty program', ''],
  ['a wrong segment', "import { wxpay } from './wechatpay.js'\nwxpay.v3.pay.transactions.jsapii.post({})"],
  [
    'a missing field',
    "import { wxpay } from './wechatpay.js'\n" +
      'await wxpay.v3.refund.domestic.refunds.post({ amount: { refund: 1, total: 1, currency: ' +
      "'CNY' } })",
  ],
  [
    'a field of a wrong type',
    "import { wxpay } from './wechatpay.js'\n" +
      "await wxpay.v3.pay.transactions.native.post({ appid: 1, mchid: '1', description: '', " +
      "out_trade_no: '1', notify_url: '', amount: { total: '1' } })",
  ],
  [
    'a field that there is not',
    "import { wxpay } from './wechatpay.js'\nawait wxpay.v3.certificates.get({ parms: {} })",
  ],
  ['an announced error', "// @errors: 2339\nimport { wxpay } from './wechatpay.js'\nwxpay.v3.nothing"],
  ['a syntax error', 'const a = ;\nconst b = 1'],
  [
    'a query',
    "import { wxpay } from './wechatpay.js'\nconst { data } = await wxpay.v3.certificates.get()\n//      ^?\n",
  ],
  ['a completion', "import { wxpay } from './wechatpay.js'\nwxpay.v3.cert\n//         ^|\n"],
  ['a highlight', 'const total = 1\n//    ^^^^^ in 分\nconsole.log(total)'],
  [
    'a cut before and after',
    'const before = 1\n// ---cut---\nconst shown = before\n// ---cut-after---\nconst after = shown',
  ],
  [
    'several files',
    "// @filename: a.ts\nexport const total = 1\n// @filename: b.ts\nimport { total } from './a'\nconsole.log(total)",
  ],
  ['a compiler option of its own', '// @strict: false\nlet a = null\na = 1\nexport const f = (x) => x'],
  ['another target', '// @target: es5\nconst a = [1].at(0)'],
  [
    'narrowing',
    "import { wxpay } from './wechatpay.js'\n" +
      'const { data } = await wxpay.v3.pay.transactions.id._transaction_id_.get({ transaction_id: ' +
      "'1', params: { mchid: '1' } })\n" +
      "if (data.trade_state === 'SUCCESS') console.log(data.trade_state, data.amount?.total)\n" +
      'if (data.amount) console.log(data.amount.total)',
  ],
  [
    'the chain by path',
    "import { wxpay } from './wechatpay.js'\n" +
      "const pay = wxpay.chain('v3/pay/transactions/native')\n" +
      "wxpay.chain('v3/certificates').get()\n" +
      'console.log(pay)',
  ],
  ['a segment in brackets', "import { wxpay } from './wechatpay.js'\nwxpay.v3['merchant']['media']['upload']"],
  [
    'types by name',
    "import type { WeChatPay } from './wechatpay.js'\n" +
      'type Order = WeChatPay.OpenAPI.V3.Pay.Transactions.Native.PostHttpMethod.JsonDataRequest\n' +
      "const amount: Order['amount'] = { total: 1 }\n" +
      'const order: Partial<Order> = { amount }\n' +
      'console.log(order.amount?.total)',
  ],
  [
    'a name that the declaration has, too',
    "import { wxpay } from './wechatpay.js'\n" +
      'namespace WeChatPay { export interface Own { a: 1 } }\n' +
      'const own: WeChatPay.Own = { a: 1 }\n' +
      'wxpay.v3.certificates.get().then(({ data }) => console.log(data, own))',
  ],
  [
    'JavaScript',
    "import { wxpay } from './wechatpay.js'\n" +
      '/** @type {number} */\n' +
      'const total = 1\n' +
      'wxpay.v3.certificates.get().then(({ data }) => console.log(data, total))',
    'js',
  ],
]

const every = Math.ceil(operations.length / 40)
const generated = operations
  .filter((_, index) => index % every === 0)
  .flatMap(operation =>
    toTypescript(operation).map(({ label, hidden, code }) => ({
      name: `${operation.operationId} ${label}`,
      lang: 'ts',
      code: `${hidden}\n// ---cut---\n${code}`,
      declaration: toDeclaration({ ...reference, operations: [operation] }),
    })),
  )
const snippets: (Snippet & { name: string })[] = [
  ...generated,
  ...written.map(([name, code, lang = 'ts']) => ({ name, lang, code, declaration: whole })),
]

describe('finds what stock twoslash finds, hover for hover and error for error', () => {
  let own: (snippet: Snippet) => Pick<TwoslashReturn, 'code' | 'nodes'>
  let stock: (snippet: Snippet) => Pick<TwoslashReturn, 'code' | 'nodes'>

  beforeAll(() => {
    const service = typeService({ folder, compilerOptions, strict: false })
    service.prepare(snippets)
    own = snippet => service.find(snippet)
    // Beside the snippets' packages, as twoslash wants it: the declaration on disk.
    const beside = join(root, '.vitepress/cache/unit-test/stock')
    mkdirSync(beside, { recursive: true })
    writeFileSync(join(beside, 'wechatpay.d.ts'), whole)
    const twoslasher = createTwoslasher({
      vfsRoot: beside,
      compilerOptions: { ...compilerOptions, stableTypeOrdering: true },
      handbookOptions: { noErrorValidation: true },
    })
    stock = ({ code, lang }) => twoslasher(code, lang)
  })

  test('in 100 programs', () => expect(snippets.length).toBeGreaterThanOrEqual(100))

  test.each(snippets.map(snippet => [snippet.name, snippet] as const))('in %s', (_, snippet) => {
    const expected = stock(snippet)
    const found = own(snippet)
    expect(found.code).toBe(expected.code)
    for (const node of expected.nodes) if ('text' in node && node.text) node.text = withoutContainerArguments(node.text)
    // Of a field in a union of conditions stock twoslash says nothing but the value; here it is described all the same.
    const described = found.nodes.map((node, index) => {
      const other = expected.nodes[index]
      const isSilent = other?.type === 'hover' && !other.docs && node.type === 'hover' && node.docs
      return isSilent && node.start === other.start ? other : node
    })
    expect(JSON.parse(JSON.stringify(described))).toEqual(JSON.parse(JSON.stringify(expected.nodes)))
  })
})

test('a field that conditions decide about is described like any other', () => {
  const service = typeService({ folder, compilerOptions, strict: true })
  const code =
    "import { wxpay } from './wechatpay.js'\nawait wxpay.v3.profitsharing.receivers.add.post({\n" +
    "  appid: 'wx8888888888888888', type: 'MERCHANT_ID', account: '1', relation_type: 'SUPPLIER',\n})\n"
  const { nodes } = service.find({ lang: 'ts', code, declaration: whole })
  const at = code.indexOf('relation_type')
  const hover = nodes.find(node => node.type === 'hover' && node.start === at)
  expect(hover).toMatchObject({
    target: 'relation_type',
    text: expect.stringMatching(/^\(property\) relation_type: /) as string,
    docs: expect.stringContaining('供应商') as string,
  })
})

test('a strict service refuses an error that is not announced', () => {
  const service = typeService({ folder, compilerOptions, strict: true })
  const find = (code: string) => service.find({ lang: 'ts', code, declaration: whole })
  expect(() => find("const a: number = '1'")).toThrow(/2322/)
  expect(find("// @errors: 2322\nconst a: number = '1'").nodes.filter(({ type }) => type === 'error')).toHaveLength(1)
})
