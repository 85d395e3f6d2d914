import { expect, test } from 'vitest'
import type { ObjectSchema, Schema } from '../../../../packages/reference/model/model.ts'
import { breaches, closedSchema, type Breach } from '../../../../packages/reference/model/rules.ts'

const object = (fields: Record<string, Schema>, required: string[] = []): ObjectSchema => ({
  type: 'object',
  fields: Object.entries(fields).map(([name, schema]) => ({ name, required: required.includes(name), schema })),
})
const text: Schema = { type: 'string' }
const list = (items: Schema, more: object = {}): Schema => ({ type: 'array', items, ...more })
const states = { values: ['OPEN', 'CLOSED'], meanings: {} }

test.each<[string, Schema, unknown, Breach[]]>([
  [
    'a wrong type, which hides what else is wrong',
    { type: 'string', minLength: 3 },
    1,
    [breach('', 'type', 'string', 1)],
  ],
  [
    'a text that has more bytes than the platform counts, though not more characters',
    { type: 'string', maxLength: 4, maxBytes: 4 },
    '退款',
    [breach('', 'maxBytes', 4, '退款')],
  ],
  ['a fraction for an integer', { type: 'integer' }, 1.5, [breach('', 'type', 'integer', 1.5)]],
  [
    'each missing field, where it should be',
    object({ a: text, b: text }, ['a', 'b']),
    {},
    [breach('/a', 'required', undefined, undefined), breach('/b', 'required', undefined, undefined)],
  ],
  [
    'a field that nobody knows',
    object({ a: text }),
    { 'x/y': 1 },
    [breach('/x~1y', 'additionalProperties', undefined, 1)],
  ],
  [
    'a value of a map',
    { ...object({}), additional: { type: 'integer' } },
    { 'a b#%': 'x' },
    [breach('/a b#%', 'type', 'integer', 'x')],
  ],
  [
    'a value that is not in a closed list',
    { type: 'string', enum: { ...states, open: false } },
    'NEW',
    [breach('', 'enum', states.values, 'NEW')],
  ],
  ['a text that is too short', { type: 'string', minLength: 2 }, 'a', [breach('', 'minLength', 2, 'a')]],
  [
    'a text that is too long, by characters',
    { type: 'string', maxLength: 1 },
    '𠮷𠮷',
    [breach('', 'maxLength', 1, '𠮷𠮷')],
  ],
  ['a text that does not match', { type: 'string', pattern: '^\\d$' }, 'a', [breach('', 'pattern', '^\\d$', 'a')]],
  [
    'a day that does not exist',
    { type: 'string', format: 'date' },
    '2026-02-30',
    [breach('', 'format', 'date', '2026-02-30')],
  ],
  ['a number that is too small', { type: 'integer', minimum: 1 }, 0, [breach('', 'minimum', 1, 0)]],
  ['a number that is too large', { type: 'number', maximum: 1 }, 1.1, [breach('', 'maximum', 1, 1.1)]],
  ['a list that is too short', list(text, { minItems: 1 }), [], [breach('', 'minItems', 1, [])]],
  ['a list that is too long', list(text, { maxItems: 1 }), ['a', 'b'], [breach('', 'maxItems', 1, ['a', 'b'])]],
  [
    'an item deep inside',
    object({ a: list(object({ b: text })) }),
    { a: [{}, { b: 1 }] },
    [breach('/a/1/b', 'type', 'string', 1)],
  ],
  [
    'a text that is no JSON',
    object({ a: { type: 'string', json: {} } }),
    { a: '{oops' },
    [breach('/a', 'json', undefined, '{oops')],
  ],
  [
    'what stands in a JSON text, at its place there',
    object({ a: { type: 'string', json: { schema: list(object({ b: text })) } } }),
    { a: '[{"b":1}]' },
    [{ ...breach('/a/0/b', 'type', 'string', 1), text: '/a' }],
  ],
  [
    'a name with half a character, which no request can carry',
    { ...object({}), additional: text },
    { 'a\ud800': 'b' },
    [breach('/a\ud800', 'additionalProperties', undefined, 'b')],
  ],
  [
    'a name that every object has',
    object({ a: text }),
    JSON.parse('{"__proto__":1,"constructor":2}'),
    [
      breach('/__proto__', 'additionalProperties', undefined, 1),
      breach('/constructor', 'additionalProperties', undefined, 2),
    ],
  ],
])('tells %s', (_, schema, value, expected) => {
  expect(breaches(closedSchema(schema), value)).toEqual(expected)
})

test.each<[string, Schema, unknown]>([
  ['a value beyond an open list', { type: 'string', enum: { ...states, open: true } }, 'NEW'],
  ['an empty list', list(text), []],
  ['a JSON text of the right shape', object({ a: { type: 'string', json: { schema: list(text) } } }), { a: '["b"]' }],
  ['an integer for a number', { type: 'number' }, 1],
])('lets %s pass', (_, schema, value) => {
  expect(breaches(closedSchema(schema), value)).toEqual([])
})

function breach(pointer: string, rule: Breach['rule'], limit: unknown, value: unknown): Breach {
  return { pointer, rule, value, ...(limit !== undefined && { limit }) }
}
