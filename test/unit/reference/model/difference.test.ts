import { expect, test } from 'vitest'
import { differencesOf, fieldTable, type FieldFacts } from '../../../../packages/reference/model/difference.ts'
import type { Field } from '../../../../packages/reference/model/model.ts'

const table = (facts: Record<string, FieldFacts>) => new Map(Object.entries(facts))
const told = (here: Record<string, FieldFacts>, there: Record<string, FieldFacts>) =>
  differencesOf(table(here), table(there)).map(({ address, kind, here, there }) =>
    [address, kind, here && 'here', there && 'there'].filter(Boolean).join(' '),
  )

test('what one table lacks is told once, not again for what stands below it', () => {
  const amount = { 'amount': {}, 'amount.total': {}, 'amount.payer': {}, 'amount.payer.id': {} }
  expect(told(amount, { 'amount': {}, 'amount.total': {}, 'mchid': {} })).toEqual([
    'amount.payer only here',
    'mchid only there',
  ])
})

test('a type or a mark that one source does not state is no difference', () => {
  expect(told({ a: { type: 'string', required: true } }, { a: {} })).toEqual([])
})

test('type, mark and values are told apart, and the order of values does not matter', () => {
  const here = { a: { type: 'string', required: true, values: ['X', 'Y'] }, b: { values: [2, 10] } }
  const there = { a: { type: 'integer', required: false, values: ['X'] }, b: { values: [10, 2] } }
  expect(told(here, there)).toEqual(['a type here there', 'a required here there', 'a values here there'])
})

test('the table of fields goes down into lists, maps and JSON texts', () => {
  const leaf: Field = { name: 'leaf', required: true, schema: { type: 'string' } }
  const fields: Field[] = [
    { name: 'list', required: false, schema: { type: 'array', items: { type: 'object', fields: [leaf] } } },
    { name: 'map', required: false, schema: { type: 'object', fields: [], additional: { type: 'integer' } } },
    { name: 'text', required: false, schema: { type: 'string', json: { schema: { type: 'object', fields: [leaf] } } } },
  ]
  const facts = fieldTable(fields, 'json')
  expect([...facts.keys()]).toEqual(
    ['list', 'list.leaf', 'map', 'map.*', 'text', 'text.leaf'].map(name => `json.${name}`),
  )
  expect(facts.get('json.list')).toEqual({ type: 'object[]', required: false, values: undefined })
})
