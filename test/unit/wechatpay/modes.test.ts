import { expect, test } from 'vitest'
import type { Field, Operation, Schema } from '../../../packages/reference/model/model.ts'
import { twinDifferences } from '../../../packages/wechatpay/modes.ts'

const field = (name: string, required = false, schema: Schema = { type: 'string', title: name }): Field => ({
  name,
  required,
  schema,
})
const object = (...fields: Field[]): Schema => ({ type: 'object', fields })

function operation(request: Field[], answer: Field[] = []): Operation {
  return {
    kind: 'operation',
    method: 'post',
    path: '/v3/thing',
    operationId: 'postThing',
    tags: [],
    title: '',
    description: '',
    protocol: 'v3',
    status: [],
    officialDocs: [],
    pathParameters: [],
    query: [],
    headers: [],
    errors: [],
    body: { mediaType: 'application/json', required: true, schema: object(...request), example: {} },
    answer: { status: 200, description: '', content: { kind: 'json', schema: object(...answer), example: {} } },
    place: { file: '', line: 1, column: 1, pointer: '#' },
  }
}

test('two operations with the same fields do not differ', () => {
  expect(
    twinDifferences(operation([field('a', true)], [field('b')]), operation([field('a', true)], [field('b')])),
  ).toEqual([])
})

test('a field of one mode is named with the objects around it, and its members are not listed again', () => {
  const here = operation([
    field('mchid'),
    field('amount', false, object(field('total'), field('payer', false, object(field('openid'))))),
  ])
  const there = operation([field('sp_mchid'), field('sub_mchid'), field('amount', false, object(field('total')))])
  expect(twinDifferences(here, there)).toEqual([
    {
      side: 'request',
      onlyHere: ['mchid', 'amount.payer'],
      onlyThere: ['sp_mchid', 'sub_mchid'],
      requiredHere: [],
      requiredThere: [],
      otherType: [],
    },
  ])
})

test('a mark or a type of its own is told for the side where it is', () => {
  const here = operation([field('a', true)], [field('list', false, { type: 'array', items: { type: 'string' } })])
  const there = operation([field('a')], [field('list', true)])
  expect(twinDifferences(here, there)).toEqual([
    { side: 'request', onlyHere: [], onlyThere: [], requiredHere: ['a'], requiredThere: [], otherType: [] },
    { side: 'answer', onlyHere: [], onlyThere: [], requiredHere: [], requiredThere: ['list'], otherType: ['list'] },
  ])
})
