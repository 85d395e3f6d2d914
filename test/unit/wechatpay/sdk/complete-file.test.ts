import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkCompleteFiles } from '../../../../packages/check/complete-files.ts'
import { completeFile } from '../../../../packages/wechatpay/sdk/complete-file.ts'
import { readSite, writeDeclaration } from '../../../../.vitepress/site/pages.ts'
import { root } from '../../helpers.ts'

const setUp = `// #region a
import { Rsa, Wechatpay } from 'wechatpay-axios-plugin'
import type { Wechatpay as Api } from './wechatpay.js'

export const mchid = '1'
export const wxpay = new Wechatpay() as unknown as Api
// #endregion a
`

describe('a whole file of TypeScript', () => {
  test('imports each module once, sets up and calls', () => {
    expect(
      completeFile(
        'ts',
        'public-key',
        setUp,
        "import { readFileSync } from 'node:fs'\n" +
          "import { Hash, Rsa } from 'wechatpay-axios-plugin'\n\n" +
          'const { data } = await wxpay.v3.a.get()\n' +
          'console.log(data)',
      ),
    ).toBe(`// 保存为 pay.mts，与 wechatpay.d.ts 放在同一个文件夹；运行：npx tsx pay.mts
import { readFileSync } from 'node:fs'
import { Hash, Rsa, Wechatpay } from 'wechatpay-axios-plugin'
import type { Wechatpay as Api } from './wechatpay.js'

const mchid = '1'
const wxpay = new Wechatpay() as unknown as Api

const { data } = await wxpay.v3.a.get()
console.log(data)
`)
  })

  test('keeps a name of the answer apart from that of a setting', () => {
    expect(
      completeFile(
        'ts',
        'public-key',
        setUp,
        'const { data: { mchid, id } } = await wxpay.v3.a.get()\nconsole.log(mchid, id)',
      ),
    ).toContain('\n{\n  const { data: { mchid, id } } = await wxpay.v3.a.get()\n  console.log(mchid, id)\n}\n')
  })
})

test.each([
  ['ts', ': ', ''],
  ['php', '    => ', '$'],
] as const)('the header that names the key follows from the key, in %s', (language, arrow, sigil) => {
  const code = `a(\n  'Wechatpay-Serial'${arrow}'PUB_KEY_ID_1',\n)`
  expect(completeFile(language, 'public-key', language === 'ts' ? setUp : '<?php\n', code)).toContain(
    `'Wechatpay-Serial'${arrow}${sigil}platformPublicKeyId,`,
  )
  expect(completeFile(language, 'certificate', language === 'ts' ? setUp : '<?php\n', code)).toContain(
    `'Wechatpay-Serial'${arrow}${sigil}platformCertificateSerial,`,
  )
})

test('a whole file of PHP is the set-up and the call', () => {
  expect(completeFile('php', 'public-key', '<?php\n\n$instance = 1;\n', '$instance->a();')).toBe(
    '<?php\n\n$instance = 1;\n\n$instance->a();\n',
  )
})

test('the files of all operations compile and parse, with both kinds of key, in all styles', async () => {
  const reading = readSite({ strict: true })
  writeDeclaration(reading)
  const { files, problems } = await checkCompleteFiles(root, reading.reference.operations)
  expect(problems.slice(0, 20)).toEqual([])
  expect(files).toBe(reading.reference.operations.length * (2 + 6) * 2)
}, 300_000)

test('a file that does not compile is told', async () => {
  const [operation] = readSite().reference.operations.filter(
    ({ body }) =>
      body?.mediaType === 'application/json' &&
      body.schema.type === 'object' &&
      body.schema.fields.some(({ required }) => required),
  )
  const { problems } = await checkCompleteFiles(root, [
    {
      ...operation!,
      body: {
        ...operation!.body!,
        example: { nonsense_name: 1 },
        schema: { ...operation!.body!.schema, additional: { type: 'integer' } } as never,
      },
    },
  ])
  expect(problems.map(({ problem }) => problem).join()).toContain('nonsense_name')
}, 120_000)

test('the set-up stands in files that are compiled with the examples', () => {
  for (const name of ['wxpay', 'wxpay-certificate']) {
    expect(readFileSync(join(root, `snippets/${name}.mts`), 'utf8')).toMatch(/^\/\/ #region/)
    expect(readFileSync(join(root, `snippets/${name}.php`), 'utf8')).toMatch(/^<\?php\n/)
  }
})
