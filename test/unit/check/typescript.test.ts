import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { DiskCache } from '../../../packages/reference/edge/disk-cache.ts'
import { diskMap } from '../../../packages/reference/edge/disk-map.ts'
import { checkTypescript } from '../../../packages/check/typescript.ts'
import type { Operation } from '../../../packages/reference/model/model.ts'
import { readSite, root, writeDeclaration } from '../../../.vitepress/site/pages.ts'

beforeAll(() => writeDeclaration(readSite({ strict: true })))

test('compiles every example and names the operation and the line of one that does not', async () => {
  const { operations } = readSite({ strict: true }).reference
  const native = operations.find(({ operationId }) => operationId === 'postPayTransactionsNative')!
  // As if the schema and the sample had parted after the declaration was written.
  const broken: Operation = {
    ...native,
    body: {
      ...native.body!,
      schema: { type: 'object', fields: [{ name: 'mch_id', required: true, schema: { type: 'string' } }] },
      example: { mch_id: '1230000109' },
    },
  }
  const { programs, problems } = await checkTypescript(root, [operations[0]!, broken])
  expect(programs).toBe(4)
  expect(problems).toHaveLength(2)
  for (const { place, problem } of problems) {
    expect(place).toEqual(native.place)
    expect(problem).toMatch(/^The TypeScript example \((?:await|promise)\) does not compile: TS\d+ .*mch_id.* In: /)
  }
}, 60_000)

test('compiles typed fences, lets an announced error pass, and tells one that does not occur', async () => {
  const fence = (code: string, file: string) => ({
    code,
    lang: 'ts',
    place: (line: number) => ({ file, line: line + 10, column: 1, pointer: '#' }),
  })
  const { problems } = await checkTypescript(
    root,
    [],
    [
      fence("import { wxpay } from './wechatpay'\nwxpay.v3.nothing", 'one.md'),
      fence("// @errors: 2339\nimport { wxpay } from './wechatpay'\nwxpay.v3.nothing", 'two.md'),
      fence('// @errors: 2345\nconst a = 1\nconsole.log(a)', 'three.md'),
      fence("import { wxpay } from './wechatpay'\nawait wxpay.v3.certificates.get()", 'four.md'),
    ],
  )
  expect(problems.map(({ place, problem }) => `${place.file}:${place.line} ${problem}`)).toEqual([
    expect.stringMatching(/^one\.md:12 The example does not compile: TS2339 Property 'nothing' does not exist/),
    'three.md:11 The example announces the error 2345, which the compiler does not find.',
  ])
}, 60_000)

test('an operation that compiled is not compiled again until it changes, one that did not is told each time', async () => {
  const known = diskMap(
    new DiskCache(join(root, '.vitepress/cache/unit-test/checked')),
    'checked',
    String(Math.random()),
  )
  const native = readSite({ strict: true }).reference.operations.find(
    ({ operationId }) => operationId === 'postPayTransactionsNative',
  )!
  const broken: Operation = {
    ...native,
    body: {
      ...native.body!,
      schema: { type: 'object', fields: [{ name: 'mch_id', required: true, schema: { type: 'string' } }] },
      example: { mch_id: '1230000109' },
    },
  }
  expect((await checkTypescript(root, [native], [], known)).problems).toEqual([])
  expect(existsSync(join(root, '.vitepress/cache/check/postPayTransactionsNative.await.ts'))).toBe(true)
  expect(await checkTypescript(root, [native], [], known)).toEqual({ programs: 2, problems: [] })
  expect(existsSync(join(root, '.vitepress/cache/check/postPayTransactionsNative.await.ts'))).toBe(false)
  for (let time = 0; time < 2; time++)
    expect((await checkTypescript(root, [broken], [], known)).problems).toHaveLength(2)
}, 60_000)
