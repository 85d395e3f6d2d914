import { describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { problemText } from '../../../../packages/reference/intake/problems.ts'
import { readLeniently } from '../../../../packages/wechatpay/index.ts'
import { withRoot } from '../../helpers.ts'

type Json = Record<string, unknown>

const text = (name: string, rest: Json = {}) => ({ type: 'string', title: `字段 ${name}`, ...rest })
const both = { a: text('a'), b: text('b'), type: text('type', { enum: ['X', 'Y'] }), in: inner() }

function inner(): Json {
  return { type: 'object', title: '内层', properties: { c: text('c') } }
}

function reading(keywords: Json, example: Json, query: Json = {}) {
  const post = {
    operationId: 'postThing',
    tags: ['产品'],
    summary: '一件事',
    description: '做一件事',
    ...query,
    requestBody: {
      content: { 'application/json': { schema: { type: 'object', properties: both, ...keywords }, example } },
    },
    responses: { 204: { description: '无返回内容' } },
  }
  return readLeniently(withRoot({ 'v3/thing.yaml': stringify({ post }) }))
}

const problems = (keywords: Json, example: Json = { a: '1' }, query: Json = {}) =>
  reading(keywords, example, query).problems.map(problemText)

const either = { oneOf: [{ required: ['a'] }, { required: ['b'] }] }
const when = {
  if: { required: ['type'], properties: { type: { const: 'X' } } },
  then: { required: ['a'], properties: { in: { required: ['c'] } } },
}

describe('a condition', () => {
  test('is said in the rows of the fields that it is about, at whatever depth', () => {
    const { reference } = reading({ ...either, ...when }, { a: '1' })
    const schema = reference.operations[0]!.body!.schema
    const fields = schema.type === 'object' ? schema.fields : []
    const kinds = fields.map(({ name, statements = [] }) => [name, ...statements.map(({ kind }) => kind)])
    expect(kinds).toEqual([['a', 'one-of', 'when'], ['b', 'one-of'], ['type'], ['in']])
    const [, , , object] = fields
    const below = object!.schema.type === 'object' ? object!.schema.fields : []
    expect(below[0]!.statements).toEqual([
      { kind: 'when', tests: [{ path: ['type'], values: ['X'] }], then: 'required', fromAbove: true },
    ])
  })

  test.each<[string, Json, RegExp]>([
    [
      'names no field',
      { oneOf: [{ required: ['a'] }, { required: ['zz'] }] },
      /A condition names "zz", yet no property/,
    ],
    [
      'asks for a value that never occurs',
      { ...when, if: { properties: { type: { const: 'Z' } } } },
      /"type" has a value/,
    ],
    [
      'names no mode',
      { anyOf: [{ 'x-mode': 'guest' }, { 'x-mode': 'partner' }] },
      /"guest" is no mode: write merchant or/,
    ],
    [
      'is none that is known',
      { oneOf: [{ minProperties: 1 }, { required: ['a'] }] },
      /"minProperties" is a keyword that/,
    ],
  ])('that %s is refused with its place', (_, keywords, told) => {
    const [problem] = problems(keywords)
    expect(problem).toMatch(/^docs\/openapi\/v3\/thing\.yaml:\d+:\d+/)
    expect(problem).toMatch(told)
  })

  test.each<[string, Json, Json, RegExp | undefined]>([
    ['meets one of the alternatives', either, { a: '1' }, undefined],
    ['meets none', either, {}, /meets none or several of the schema's alternatives/],
    ['meets both', either, { a: '1', b: '1' }, /meets none or several/],
    ['lacks what another field needs', { dependentRequired: { a: ['b'] } }, { a: '1' }, /"b" is missing in the sample/],
    ['has two that exclude each other', { not: { required: ['a', 'b'] } }, { a: '1', b: '1' }, /together with a/],
    ['lacks what a value demands', when, { type: 'X', a: '1', in: {} }, /"c" is missing in the sample/],
    ['has another value', when, { type: 'Y' }, undefined],
  ])('judges a sample that %s', (_, keywords, example, told) => {
    const found = problems(keywords, example)
    if (told) expect(found[0]).toMatch(told)
    else expect(found).toEqual([])
  })

  test('of the query is checked against the sample that its parameters make up', () => {
    const parameter = (name: string, rest: Json = {}) => ({ name, in: 'query', schema: text(name), ...rest })
    const query = (...parameters: Json[]) => ({ parameters, 'x-query-conditions': either })
    expect(problems({}, {}, query(parameter('a', { example: '1' }), parameter('b')))).toEqual([])
    expect(problems({}, {}, query(parameter('a'), parameter('b')))[0]).toMatch(/meets none or several/)
  })
})
