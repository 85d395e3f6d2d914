import { describe, expect, test } from 'vitest'
import { descriptionFiles } from '../../../packages/reference/edge/files.ts'
import { everyOperation, everyProduct, productTree } from '../../../packages/reference/model/products.ts'
import { placeholderOf, segmentsOf } from '../../../packages/reference/model/model.ts'
import { problemText } from '../../../packages/reference/intake/problems.ts'
import { toPhp } from '../../../packages/wechatpay/sdk/php.ts'
import { toTypescript } from '../../../packages/wechatpay/sdk/typescript.ts'
import { root } from '../helpers.ts'
import { readLeniently, toOpenapi } from '../../../packages/wechatpay/index.ts'

/** The real descriptions of docs/openapi. */
const { reference, problems } = readLeniently(descriptionFiles(root))

test('are read without a problem', () => {
  expect(problems.map(problemText)).toEqual([])
})

test('are 1,018 operations on 935 paths', () => {
  expect(reference.operations).toHaveLength(1018)
  expect(new Set(reference.operations.map(({ path }) => path)).size).toBe(935)
})

describe.each(
  reference.operations.map(operation => [`${operation.method.toUpperCase()} ${operation.path}`, operation] as const),
)('%s', (_, operation) => {
  test('has two examples in TypeScript and six in PHP, each with the path variables', () => {
    const typescript = toTypescript(operation)
    const php = toPhp(operation)
    expect(typescript.map(({ label }) => label)).toEqual(['await', 'promise'])
    expect(php.map(({ label }) => label)).toEqual([
      '异步纯链式',
      '异步声明式',
      '异步属性式',
      '同步纯链式',
      '同步声明式',
      '同步属性式',
    ])
    expect(new Set([...typescript, ...php].map(({ code }) => code)).size).toBe(8)
    for (const name of segmentsOf(operation.path)
      .map(placeholderOf)
      .filter(placeholder => placeholder !== undefined)) {
      for (const { code } of typescript) expect(code).toMatch(new RegExp(`^ {2}${name}: '`, 'm'))
      for (const { code } of php) expect(code).toMatch(new RegExp(`^ {2}'${name}' => '`, 'm'))
    }
  })
})

test('all stand in the product tree', () => {
  const listed = new Set(productTree(reference).flatMap(everyOperation))
  expect(listed.size).toBe(reference.operations.length)
})

test('make no level of the product tree that is too long to be read', () => {
  const products = everyProduct(productTree(reference))
  expect(
    products.filter(({ operations, children }) => operations.length + children.length > 20).map(({ tag }) => tag.name),
  ).toEqual([])
  expect(
    products
      .filter(
        ({ operations, children, tag }) =>
          (operations.length > 1 && !tag['x-call-order']) ||
          !tag.description ||
          operations.length + children.length === 0,
      )
      .map(({ tag }) => tag.name),
  ).toEqual([])
})

test('refer to nothing in the bundle that the bundle does not have', () => {
  const bundle = toOpenapi(reference)
  const components = (JSON.parse(bundle) as { components: Record<string, Record<string, unknown>> }).components
  const references = new Set(
    [...bundle.matchAll(/"\$ref": "#\/components\/(\w+)\/([\w.-]+)"/g)].map(([, kind, name]) => `${kind}/${name}`),
  )
  expect(references.size).toBeGreaterThan(10)
  expect(
    [...references].filter(reference => {
      const [kind, name] = reference.split('/') as [string, string]
      return !components[kind]?.[name]
    }),
  ).toEqual([])
})
