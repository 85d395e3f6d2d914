import { expect, test } from 'vitest'
import type { Operation } from '../../../../packages/reference/model/model.ts'
import { addressOf } from '../../../../packages/reference/model/addresses.ts'
import { everyOperation, everyProduct, productTree } from '../../../../packages/reference/model/products.ts'

const operation = (
  path: string,
  tags: string[],
  operationId: string,
  method: Operation['method'] = 'get',
): Operation => ({
  kind: 'operation',
  method,
  path,
  tags,
  title: operationId,
  operationId,
  description: '',
  protocol: 'v3',
  status: [],
  officialDocs: [],
  pathParameters: [],
  query: [],
  headers: [],
  answer: { status: 204, description: '' },
  errors: [],
  place: { file: '', line: 1, column: 1, pointer: '#' },
})

test('an operation below another one on its page is addressed with its method', () => {
  const operations = [operation('/v3/a', [], 'a'), operation('/v3/b', [], 'b'), operation('/v3/b', [], 'c', 'post')]
  expect(operations.map(one => addressOf(one, operations))).toEqual([
    '/openapi/v3/a',
    '/openapi/v3/b',
    '/openapi/v3/b#post',
  ])
})

test('a product has its operations in the order of calls, or of their paths where none is told', () => {
  const operations = [operation('/v3/a', ['甲', '乙'], 'a'), operation('/v3/b', ['甲', '乙'], 'b')]
  const [first, second] = productTree({
    tags: [
      { 'name': '甲', 'x-slug': 'x', 'x-call-order': ['b', 'a'] },
      { 'name': '乙', 'x-slug': 'y' },
    ],
    operations,
    notifications: [],
  })
  expect(first!.operations.map(({ operationId }) => operationId)).toEqual(['b', 'a'])
  expect(second!.operations.map(({ operationId }) => operationId)).toEqual(['a', 'b'])
})

test('a product counts an operation once that stands in two products below it', () => {
  const operations = [operation('/v3/a', ['甲 / 一', '甲 / 二'], 'a'), operation('/v3/b', ['甲'], 'b')]
  const tree = productTree({
    tags: [
      { 'name': '甲', 'x-slug': 'x' },
      { 'name': '甲 / 一', 'x-slug': 'x/1' },
      { 'name': '甲 / 二', 'x-slug': 'x/2' },
    ],
    operations,
    notifications: [],
  })
  expect(everyProduct(tree).map(({ title }) => title)).toEqual(['甲', '一', '二'])
  expect(
    everyOperation(tree[0]!)
      .map(({ operationId }) => operationId)
      .sort(),
  ).toEqual(['a', 'b'])
})
