import { beforeAll, describe, expect, test } from 'vitest'
import { conditionsOf, withStatements } from '../../../../packages/reference/model/conditions.ts'
import type { Field, ObjectSchema, Operation } from '../../../../packages/reference/model/model.ts'
import { sampleRequest, samplesOf, type SampleOf } from '../../../../packages/reference/model/sample.ts'
import { sampleFindings } from '../../../../packages/reference/intake/samples.ts'
import { samples } from '../../../../packages/wechatpay/samples.ts'
import { readSite } from '../../../../.vitepress/site/pages.ts'

type Json = Record<string, unknown>

const text = (name: string, required = false): Field => ({ name, required, schema: { type: 'string' } })

function object(fields: Field[], conditionKeywords: Json = {}): ObjectSchema {
  const conditions = conditionsOf(conditionKeywords)
  return { type: 'object', fields: withStatements(fields, conditions), conditions, conditionKeywords }
}

function operation(schema: ObjectSchema, example: Json): Operation {
  return {
    ...{ kind: 'operation', method: 'post', path: '/v3/thing', operationId: 'postThing', protocol: 'v3' },
    ...{ tags: [], title: '', description: '', status: [], officialDocs: [], errors: [] },
    ...{ pathParameters: [], query: [], headers: [] },
    body: { mediaType: 'application/json', required: true, schema, example },
    answer: { status: 204, description: '' },
    place: { file: '', line: 1, column: 1, pointer: '#' },
  }
}

const rules = {
  isCommon: ({ name }: Field) => name.startsWith('common'),
  isDecidedLater: () => false,
  valueOf: (name: string) => `a ${name}`,
}
const told = (schema: ObjectSchema, example: Json) =>
  samplesOf(operation(schema, example), rules).map(({ operation: own, kinds, modes }) => [
    [...kinds, ...modes].join(' '),
    Object.keys(own.body!.example as Json).join(' '),
  ])

describe('the samples of an operation', () => {
  test('are what is required, what is common beside that, and all', () => {
    const schema = object([text('must', true), text('common'), text('rare')])
    expect(told(schema, { must: '1', common: '1', rare: '1' })).toEqual([
      ['all', 'must common rare'],
      ['required', 'must'],
      ['common', 'must common'],
    ])
  })

  test('are told once where they are the same', () => {
    expect(told(object([text('must', true)]), { must: '1' })).toEqual([['all required common', 'must']])
  })

  test('keep what a condition asks for beside what is required', () => {
    const either = { oneOf: [{ required: ['a'] }, { required: ['b'] }] }
    expect(told(object([text('a'), text('b'), text('rare')], either), { b: '1', rare: '1' })).toEqual([
      ['all', 'b rare'],
      ['required common', 'b'],
    ])
    const needs = { dependentRequired: { common: ['other'] } }
    expect(
      told(object([text('must', true), text('common'), text('other')], needs), {
        must: '1',
        common: '1',
        other: '1',
      }),
    ).toEqual([
      ['all common', 'must common other'],
      ['required', 'must'],
    ])
  })

  test('send of each mode what is its own, with values for what the description has none of', () => {
    const modes = {
      anyOf: [
        { 'x-mode': 'merchant', 'required': ['mchid'], 'not': { required: ['sub_mchid'] } },
        { 'x-mode': 'partner', 'required': ['sub_mchid'], 'not': { required: ['mchid'] } },
      ],
    }
    expect(
      told(object([text('mchid'), text('sub_mchid'), text('must', true)], modes), {
        sub_mchid: '1',
        must: '1',
      }),
    ).toEqual([
      ['all required common merchant', 'mchid must'],
      ['all required common partner', 'sub_mchid must'],
    ])
  })

  test('never send an object with nothing in it', () => {
    const inner = object([text('a'), text('b')])
    const schema = object([{ name: 'inner', required: true, schema: inner }, text('must', true)])
    const [, least] = samplesOf(operation(schema, { inner: { a: '1', b: '1' }, must: '1' }), rules)
    expect(least!.operation.body!.example).toEqual({ inner: { a: '1' }, must: '1' })
  })
})

describe('the samples of all operations', () => {
  let all: SampleOf[]

  beforeAll(() => {
    all = readSite({ strict: true }).reference.operations.flatMap(samples)
  })

  test('are valid, body and query', () => {
    const wrong = all.flatMap(({ operation: own, kinds, modes }) => {
      const sent = sampleRequest(own).query.map(({ name, example }) => [name, example])
      const query: ObjectSchema = { type: 'object', fields: own.query, ...own.queryConditions }
      const findings = [
        ...(own.body ? sampleFindings(own.body.schema, own.body.example) : []),
        ...sampleFindings(query, Object.fromEntries(sent)),
      ]
      return findings.map(({ problem }) => `${own.operationId} ${kinds.join()} ${modes.join()}: ${problem}`)
    })
    expect(wrong).toEqual([])
    expect(all.length).toBeGreaterThan(1800)
  })

  test('have no empty object', () => {
    const isEmpty = (value: unknown): boolean =>
      value !== null &&
      typeof value === 'object' &&
      ((!Array.isArray(value) && !Object.keys(value).length) || Object.values(value).some(isEmpty))
    const empty = all.filter(({ operation: own }) => isEmpty(own.body?.example))
    expect(empty.map(({ operation: own }) => own.operationId)).toEqual([])
  })

  test('send by default nothing that freezes money, limits how one may pay or asks for identity', () => {
    const risky = ['profit_sharing', 'limit_pay', 'identity']
    const found = all.flatMap(({ operation: own, kinds }) => {
      if (!kinds.includes('common') || kinds.includes('required')) return []
      const names = JSON.stringify(own.body?.example ?? {})
      return risky.filter(name => names.includes(`"${name}":`)).map(name => `${own.operationId} ${name}`)
    })
    expect(found).toEqual([])
  })
})
