import { expect, test } from 'vitest'
import type { ObjectSchema, Schema } from '../../../../packages/reference/model/model.ts'
import { sampleFindings } from '../../../../packages/reference/intake/samples.ts'

const object = (fields: Record<string, Schema>, required: string[] = []): ObjectSchema => ({
  type: 'object',
  fields: Object.entries(fields).map(([name, schema]) => ({ name, required: required.includes(name), schema })),
})
const states = { values: ['OPEN', 'CLOSED'], meanings: {} }

test.each<[string, Schema, unknown]>([
  ['an object without its optional fields', object({ a: { type: 'string' } }), {}],
  ['a value beyond an open list', object({ a: { type: 'string', enum: { ...states, open: true } } }), { a: 'NEW' }],
  ['any key of a map', { ...object({}), additional: { type: 'integer' } }, { x: 1, y: 2 }],
  ['an empty list', object({ a: { type: 'array', items: { type: 'string' } } }), { a: [] }],
  ['characters, not code units', object({ a: { type: 'string', maxLength: 2 } }), { a: '𠮷𠮷' }],
  ['a time with an offset', object({ a: { type: 'string', format: 'date-time' } }), { a: '2026-01-02T10:00:00+08:00' }],
  ['the name of a file', object({ a: { type: 'string', format: 'binary' } }), { a: 'shop.png' }],
  ['a JSON text', object({ a: { type: 'string', json: {} } }), { a: '[1]' }],
  ['an integer for a number', object({ a: { type: 'number' } }), { a: 1 }],
])('lets %s pass', (_, schema, sample) => {
  expect(sampleFindings(schema, sample)).toEqual([])
})

test.each<[string, Schema, unknown, (string | number)[]]>([
  [
    'a value that is not in a closed list',
    object({ a: { type: 'string', enum: { ...states, open: false } } }),
    { a: 'NEW' },
    ['a'],
  ],
  ['a wrong value of a map', { ...object({}), additional: { type: 'integer' } }, { x: 'one' }, ['x']],
  ['a fraction for an integer', object({ a: { type: 'integer' } }), { a: 1.5 }, ['a']],
  ['null for a string', object({ a: { type: 'string' } }), { a: null }, ['a']],
  ['too many items', object({ a: { type: 'array', maxItems: 1, items: { type: 'integer' } } }), { a: [1, 2] }, ['a']],
  [
    'a number out of range, deep inside',
    object({ a: { type: 'array', items: object({ b: { type: 'integer', maximum: 1 } }) } }),
    { a: [{ b: 1 }, { b: 2 }] },
    ['a', '1', 'b'],
  ],
  ['a text that does not match', object({ a: { type: 'string', pattern: '^\\d+$' } }), { a: 'x' }, ['a']],
  ['a day that does not exist', object({ a: { type: 'string', format: 'date' } }), { a: '2026-02-30' }, ['a']],
  ['a sample that is no object', object({}), 'text', []],
])('reports %s once, and where', (_, schema, sample, path) => {
  expect(sampleFindings(schema, sample).map(finding => finding.path)).toEqual([path])
})

test('reports every unknown and every missing field', () => {
  const findings = sampleFindings(object({ a: { type: 'string' }, b: { type: 'string' } }, ['a', 'b']), { c: 1, d: 2 })
  expect(findings.map(({ key, problem }) => key ?? problem)).toEqual(
    expect.arrayContaining(['c', 'd', '"a" is missing in the sample.', '"b" is missing in the sample.']),
  )
  expect(findings).toHaveLength(4)
})
