import { expect, test } from 'vitest'
import { clashingPaths, fieldNameFindings } from '../../../../packages/reference/intake/names.ts'
import type { Field, Schema } from '../../../../packages/reference/model/model.ts'
import { declaration } from '../../../../packages/wechatpay/sdk/declaration.ts'

const object: Schema = { type: 'object', fields: [] }
const field = (name: string, schema: Schema = object): Field => ({ name, required: false, schema })

test('fields that have no type of their own may be called alike', () => {
  expect(fieldNameFindings([field('goods_detail'), field('goodsDetail', { type: 'string' })])).toEqual([])
  expect(fieldNameFindings([field('goods_detail'), field('goodsDetail', { ...object, name: 'Detail' })])).toEqual([])
  expect(fieldNameFindings([field('value')], { type: 'string' })).toEqual([])
})

test.each([
  [[field('goods_detail'), field('goods-detail')], undefined, ['goods-detail']],
  [[field('a_b'), field('aB', { type: 'array', items: object }), field('a.b')], undefined, ['aB', 'a.b']],
  [[field('value')], object, ['value']],
  [[field('with space')], undefined, ['with space']],
  [[field('1st')], undefined, ['1st']],
  [[field('中文')], undefined, []],
])('%j beside further keys %j: %j', (fields, additional, expected) => {
  expect(fieldNameFindings(fields, additional).map(({ key }) => key)).toEqual(expected)
})

test.each([
  [['/v3/a.b', '/v3/a_b'], [['/v3/a_b', '/v3/a.b']]],
  [
    ['/v3/a.b/x', '/v3/a_b/y', '/v3/a_b/z'],
    [
      ['/v3/a_b/y', '/v3/a.b/x'],
      ['/v3/a_b/z', '/v3/a.b/x'],
    ],
  ],
  [['/v3/401', '/v3/_401'], [['/v3/_401', '/v3/401']]],
  // the same segment in other places, and names that stay apart
  [['/v3/a.b', '/v3/x/a_b', '/v3/{a_b}', '/v3/a-b', '/v3/a.b/c'], []],
])('of the paths %j, those clash with another one: %j', (paths, expected) => {
  expect([...clashingPaths(paths, declaration.segment)]).toEqual(expected)
})
