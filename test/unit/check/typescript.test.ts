import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { DiskCache } from '../../../packages/reference/edge/disk-cache.ts'
import { diskMap } from '../../../packages/reference/edge/disk-map.ts'
import { checkTypescript } from '../../../packages/check/typescript.ts'
import type { Operation } from '../../../packages/reference/model/model.ts'
import { readSite, root, writeDeclaration } from '../../../.vitepress/site/pages.ts'
import { samples } from '../../../packages/wechatpay/samples.ts'

beforeAll(() => writeDeclaration(readSite({ strict: true })))

const fence = (code: string, file: string) => ({
  code,
  lang: 'ts',
  place: (line: number) => ({ file, line, column: 1, pointer: '#' }),
})
const memory = () =>
  diskMap(new DiskCache(join(root, '.vitepress/cache/unit-test/checked')), 'checked', String(Math.random()))
const nativeOrder = () =>
  readSite({ strict: true }).reference.operations.find(
    ({ operationId }) => operationId === 'postPayTransactionsNative',
  )!

/** The operation as if its schema and its sample had parted after the declaration was written. */
const misspelt = (operation: Operation): Operation => ({
  ...operation,
  body: {
    ...operation.body!,
    schema: { type: 'object', fields: [{ name: 'mch_id', required: true, schema: { type: 'string' } }] },
    example: { mch_id: '1230000109' },
  },
})

test('compiles every example and names the operation and the line of one that does not', async () => {
  const { operations } = readSite({ strict: true }).reference
  const native = nativeOrder()
  const broken = misspelt(native)
  const { programs, problems } = await checkTypescript(root, { operations: [operations[0]!, broken] })
  const own = [operations[0]!, broken].map(operation => samples(operation).length * 2)
  expect(programs).toBe(own[0]! + own[1]!)
  expect(problems).toHaveLength(own[1]!)
  for (const { place, problem } of problems) {
    expect(place).toEqual(native.place)
    expect(problem).toMatch(
      /^The TypeScript example \((?:await|promise) [a-z ]+\) does not compile: TS\d+ .*mch_id.* In: /,
    )
  }
}, 60_000)

test('compiles typed fences, lets an announced error pass, and tells one that does not occur', async () => {
  const { problems } = await checkTypescript(root, { operations: [] }, [
    fence("import { wxpay } from './wechatpay.js'\nwxpay.v3.nothing", 'one.md'),
    fence("// @errors: 2339\nimport { wxpay } from './wechatpay.js'\nwxpay.v3.nothing", 'two.md'),
    fence('// @errors: 2345\nconst a = 1\nconsole.log(a)', 'three.md'),
    fence("import { wxpay } from './wechatpay.js'\nawait wxpay.v3.certificates.get()", 'four.md'),
  ])
  expect(problems.map(({ place, problem }) => `${place.file}:${place.line} ${problem}`)).toEqual([
    expect.stringMatching(/^one\.md:2 The example does not compile: TS2339 Property 'nothing' does not exist/),
    'three.md:1 The example announces the error 2345, which the compiler does not find.',
  ])
}, 60_000)

test.each<[string, string, string[]]>([
  ['a syntax error', 'const a = [1,\nconsole.log(a', ['TS1005', 'TS2561']],
  ['an announced syntax error', '// @errors: 1005\nconst a = [1,\nconsole.log(a', ['TS2561']],
  ['an announced error that does not occur', '// @errors: 2345\nconst a = 1', ['2345', 'TS2561']],
  // Only the compiler's first look at a file finds these, but it looks at the others as well.
  ['an await where none may be', 'const a = () => await 1\nconsole.log(a)', ['TS1308', 'TS2561']],
])(
  '%s in a fence hides no mistake of an operation, now or later',
  async (_, code, expected) => {
    const known = memory()
    const [operation, good] = [misspelt(nativeOrder()), readSite({ strict: true }).reference.operations[0]!]
    const both = await checkTypescript(root, { operations: [operation, good] }, [fence(code, 'one.md')], known)
    const numbers = new Set(both.problems.map(({ problem }) => /TS\d+|\b\d{4}\b/.exec(problem)![0]))
    expect([...numbers].sort()).toEqual(expected)
    const later = await checkTypescript(root, { operations: [operation, good] }, [], known)
    expect(later.problems.length).toBe(samples(operation).length * 2)
    expect(later.problems.every(({ problem }) => problem.includes('TS2561'))).toBe(true)
  },
  60_000,
)

test('remembers nothing while a file that others import has a syntax error', async () => {
  // A project of its own, because other tests read the files of `snippets/`.
  mkdirSync(join(root, '.vitepress/cache'), { recursive: true })
  const own = mkdtempSync(join(root, '.vitepress/cache/project-'))
  const broken = join(own, 'snippets/broken.ts')
  const known = memory()
  try {
    for (const file of ['snippets/tsconfig.json', '.vitepress/cache/types/wechatpay.d.ts']) {
      mkdirSync(dirname(join(own, file)), { recursive: true })
      copyFileSync(join(root, file), join(own, file))
    }
    symlinkSync(join(root, 'node_modules'), join(own, 'node_modules'))
    writeFileSync(broken, 'export const a = [1,\n')
    const before = await checkTypescript(own, { operations: [misspelt(nativeOrder())] }, [], known)
    expect(new Set(before.problems.map(({ place }) => place.file))).toEqual(new Set(['snippets/broken.ts']))
    writeFileSync(broken, 'export const a = [1]\n')
    const after = await checkTypescript(own, { operations: [misspelt(nativeOrder())] }, [], known)
    expect(after.problems.length).toBeGreaterThanOrEqual(2)
    expect(after.problems.every(({ problem }) => problem.includes('TS2561'))).toBe(true)
  } finally {
    rmSync(own, { recursive: true })
  }
}, 60_000)

test('what compiled is not compiled again until it changes, what failed is told each time', async () => {
  const known = memory()
  const native = nativeOrder()
  const broken = misspelt(native)
  expect((await checkTypescript(root, { operations: [native] }, [], known)).problems).toEqual([])
  const file = join(root, '.vitepress/cache/check/postPayTransactionsNative.await-all.ts')
  expect(existsSync(file)).toBe(true)
  const programs = samples(native).length * 2
  expect(await checkTypescript(root, { operations: [native] }, [], known)).toEqual({ programs, problems: [] })
  expect(existsSync(file)).toBe(false)
  for (let time = 0; time < 2; time++) {
    const { problems } = await checkTypescript(root, { operations: [broken] }, [], known)
    expect(problems).toHaveLength(samples(broken).length * 2)
  }
}, 60_000)
