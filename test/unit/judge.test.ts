import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { describe, expect, test } from 'vitest'
import { readSite } from '../../.vitepress/site/pages.ts'
import { Api, type Document } from '../../packages/mock/document.ts'
import { pointerOf } from '../../packages/reference/intake/source.ts'
import { sampleFindings } from '../../packages/reference/intake/samples.ts'
import { factsOf } from '../../packages/reference/model/facts.ts'
import type { Operation, Schema } from '../../packages/reference/model/model.ts'
import { breaches, closedSchema, type Breach, type JsonSchema } from '../../packages/reference/model/rules.ts'
import { toOpenapi } from '../../packages/wechatpay/index.ts'
import { mutated, randomFrom } from './mutations.ts'

/** Samples, mock and error box each reach the rules on a way of their own; they must not come to other verdicts. */

const { reference } = readSite({ strict: false })
const api = new Api(JSON.parse(toOpenapi(reference)) as Document)
const mockOperations = new Map(api.operations.map(operation => [operation.operationId, operation]))

interface Subject {
  operation: Operation
  body: unknown
}

const mutationsOfEach = 42
const random = randomFrom(20_261_127)
const subjects = reference.operations
  .filter(({ body }) => body)
  .flatMap((operation): Subject[] =>
    Array.from({ length: mutationsOfEach }, () => ({ operation, body: mutated(operation.body!.example, random) })),
  )

/** Where each judge sees the first fault of a body, as a JSON pointer; undefined where it sees none. */
type Judge = (subject: Subject) => string | undefined

const samples: Judge = ({ operation, body }) => {
  const [finding] = sampleFindings(operation.body!.schema, body)
  if (!finding) return undefined
  const { path, key, problem } = finding
  const missing = /^(?:In the JSON text: )?"(.+)" is missing/.exec(problem)?.[1]
  return pointerOf([
    ...path,
    ...[key ?? (problem.startsWith('In') ? undefined : missing)].filter(name => name !== undefined),
  ])
}

const mock: Judge = ({ operation, body }) => {
  const [content] = Object.values(mockOperations.get(operation.operationId)!.requestBody!.content)
  const mismatch = api.mismatch(content!.schema, body)
  return mismatch && `#${mismatch.field}`
}

const boxSchemas = new Map<Operation, JsonSchema>()

function boxSchema(operation: Operation): JsonSchema {
  let schema = boxSchemas.get(operation)
  if (!schema) {
    // What the browser gets is a text.
    const text = JSON.stringify(factsOf([operation]))
    const { request } = (JSON.parse(text) as ReturnType<typeof factsOf>)[operation.method]!
    boxSchemas.set(operation, (schema = (request.properties!.json ?? request.properties!.body) as JsonSchema))
  }
  return schema
}

const box: Judge = ({ operation, body }) => pointerOfBreach(breaches(boxSchema(operation), body)[0])

function pointerOfBreach(breach: Breach | undefined): string | undefined {
  return breach && `#${breach.pointer}`
}

/** The bodies of which two judges see another first fault; one inside of a JSON text is told at the text by some. */
function differences(one: Judge, other: Judge, all = subjects): string[] {
  return all.flatMap(subject => {
    const [a, b] = [one(subject), other(subject)]
    const isSame = a === b || (a !== undefined && b !== undefined && (b.startsWith(`${a}/`) || a.startsWith(`${b}/`)))
    return isSame
      ? []
      : [`${subject.operation.operationId}: ${a} and ${b} of ${JSON.stringify(subject.body).slice(0, 300)}`]
  })
}

test('there are at least 20,000 bodies, and most of them are wrong', () => {
  expect(subjects.length).toBeGreaterThanOrEqual(20_000)
  expect(subjects.filter(subject => box(subject) !== undefined).length).toBeGreaterThan(subjects.length / 2)
})

describe('of all bodies', () => {
  test('samples and mock see the same first fault', () => {
    expect(differences(samples, mock)).toEqual([])
  })

  test('mock and error box see the same first fault', () => {
    expect(differences(mock, box)).toEqual([])
  })

  test('another validator finds just the same ones wrong', () => {
    const ajv = new Ajv2020({ strict: false, validateSchema: false, addUsedSchema: false })
    addFormats.default(ajv, ['date-time', 'date'])
    ajv.addFormat('binary', true)
    const compiled = new Map<Operation, (body: unknown) => boolean>()
    const second: Judge = subject => {
      const { operation, body } = subject
      if (!compiled.has(operation)) compiled.set(operation, ajv.compile(closedSchema(operation.body!.schema)))
      if (!compiled.get(operation)!(body)) return box(subject) ?? '#'
      // JSON texts and lengths in bytes are no business of Ajv's.
      const [first] = breaches(boxSchema(operation), body)
      const isText = first?.rule === 'json' || first?.rule === 'maxBytes' || first?.text !== undefined
      // Its formats take an offset without minutes, which RFC 3339 (5.6) does not.
      const isShortOffset = first?.rule === 'format' && /T.*[+-]\d\d$/.test(String(first.value))
      return isText || isShortOffset ? `#${first.pointer}` : undefined
    }
    expect(differences(second, box)).toEqual([])
  })
})

describe('a judge that is a little looser is found:', () => {
  const keywords = [
    'maxLength',
    'minLength',
    'required',
    'enum',
    'minimum',
    'pattern',
    'additionalProperties',
    'type',
    'oneOf',
    'anyOf',
    'if',
  ] as const

  test.each(keywords)('without %s', keyword => {
    const loosened = new Map<Operation, JsonSchema>()
    const loose: Judge = ({ operation, body }) => {
      if (!loosened.has(operation)) loosened.set(operation, without(closedSchema(operation.body!.schema), keyword))
      return pointerOfBreach(breaches(loosened.get(operation)!, body)[0])
    }
    expect(differences(loose, mock).length).toBeGreaterThan(0)
  })

  test('one that takes texts for JSON that are none', () => {
    const loose: Judge = ({ operation, body }) => {
      const schema: Schema = operation.body!.schema
      return pointerOfBreach(breaches(closedSchema(schema), body).filter(({ rule }) => rule !== 'json')[0])
    }
    expect(differences(loose, mock).length).toBeGreaterThan(0)
  })
})

function without(schema: JsonSchema, keyword: string): JsonSchema {
  const { [keyword]: _, ...rest } = schema as Record<string, unknown>
  const inner = (value: unknown) =>
    value !== null && typeof value === 'object' ? without(value as JsonSchema, keyword) : value
  const { properties, items, additionalProperties } = rest as JsonSchema
  return {
    ...rest,
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, own]) => [name, inner(own) as JsonSchema])),
    }),
    ...(items !== undefined && { items: inner(items) as JsonSchema }),
    ...(additionalProperties !== undefined && { additionalProperties: inner(additionalProperties) as JsonSchema }),
  }
}
