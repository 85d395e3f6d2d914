import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { compile } from '../../../../packages/check/typescript.ts'
import { toDeclaration } from '../../../../packages/wechatpay/index.ts'
import { readSite } from '../../../../.vitepress/site/pages.ts'
import { root } from '../../helpers.ts'

const right: [string, string][] = [
  ['a chain by the rest of its path', "await wxpay.v3.chain('refund/domestic/refunds').post({} as never)"],
  ['a segment that is called like a method', 'wxpay.v3.profitsharing.receivers.Delete.post'],
  ['any call by the client', "const { data } = await wxpay.client.request('v3/certificates', 'get')\ndata.data"],
  [
    'a call of the client with values in its path',
    "await wxpay.client.request('v3/pay/transactions/out-trade-no/{out_trade_no}', 'get', undefined, {\n" +
      "  out_trade_no: '1217752501', params: { mchid: '1230000109' },\n})",
  ],
  [
    'settings of the axios instance',
    'wxpay.client.v3.defaults.timeout = 3000\nwxpay.client.v2.interceptors.request.clear()',
  ],
  [
    'a file as it comes',
    "const { data } = await wxpay.v3.billdownload.file.get({ params: { token: '1' }, responseType: 'stream' })\n" +
      'data.pipe(process.stdout)',
  ],
  [
    'a bill as a text',
    "const { data } = await wxpay.v3.billdownload.file.get({ params: { token: '1' } })\ndata.split('\\n')",
  ],
]

const wrong: [string, string, RegExp][] = [
  ['a path that there is not', "wxpay.v3.chain('nowhere')", /TS2345/],
  ['a method that a path does not have', "wxpay.client.request('v3/certificates', 'post')", /TS2345/],
  ['a link that is awaited', 'await wxpay.v3.pay', /TS1320/],
  ['a link that an async function returns', 'export async function pay() { return wxpay.v3.pay }', /TS1058/],
  [
    'a picture as a text',
    "await wxpay.v3.merchantService.images._media_id_.get({ media_id: '1' })",
    /TS2769|TS2345|TS2554/,
  ],
]

let published: string
/** The errors of all programs beside the declaration that readers download, by the number of the program. */
let errors: Map<number, string>

beforeAll(async () => {
  published = toDeclaration(readSite({ strict: true }).reference, true)
  const cache = join(root, '.vitepress/cache')
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'declaration-'))
  try {
    const head = "import type { Wechatpay } from './wechatpay.js'\ndeclare const wxpay: Wechatpay\n"
    writeFileSync(join(folder, 'wechatpay.d.ts'), published)
    for (const [index, [, code]] of [...right, ...wrong].entries())
      writeFileSync(join(folder, `${index}.ts`), `${head}${code}\nexport {}\n`)
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ extends: '../../../snippets/tsconfig.json', compilerOptions: {}, include: ['*.ts'] }),
    )
    const lines = (await compile(root, join(folder, 'tsconfig.json'))).split('\n')
    errors = new Map(
      lines.flatMap(line => [...line.matchAll(/(\d+)\.ts\(.*error.*/g)].map(([text, at]) => [Number(at), text])),
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
}, 60_000)

test('what readers download declares types only, as nothing of it is there at run time', () => {
  expect(published).not.toContain('declare const')
})

test.each(right.map(([name], index) => [name, index] as const))('%s compiles', (_, index) => {
  expect(errors.get(index)).toBeUndefined()
})

test.each(wrong.map(([name, , expected], index) => [name, index, expected] as const))(
  '%s is refused',
  (_, index, expected) => {
    expect(errors.get(right.length + index)).toMatch(expected)
  },
)
