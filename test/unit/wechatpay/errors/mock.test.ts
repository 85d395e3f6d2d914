import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { factsOf } from '../../../../packages/reference/model/facts.ts'
import { judge } from '../../../../packages/wechatpay/errors/explain.ts'
import { rulesAt, type Rule } from '../../../../packages/wechatpay/errors/field-rules.ts'
import { parseError, type ErrorAnswer } from '../../../../packages/wechatpay/errors/parse.ts'
import { findRow, treeOf, type Row } from '../../../../packages/wechatpay/errors/find-row.ts'
import { signedLines } from '../../../../packages/wechatpay/errors/signature.ts'
import { fieldsOf, type Field, type Operation, type Schema } from '../../../../packages/reference/model/model.ts'
import { toOpenapi } from '../../../../packages/wechatpay/index.ts'
import { readSite } from '../../../../.vitepress/site/pages.ts'
import { Api, type Document, type MockOperation } from '../../../../packages/mock/document.ts'
import { generateKeys } from '../../../../packages/mock/keys.ts'
import { encrypt } from '../../../../packages/mock/protocol.ts'
import { createMock } from '../../../../packages/mock/server.ts'
import { requestOf } from '../../mock/helpers.ts'
import { requestRowsOf } from './find-row.ts'

const { reference } = readSite({ strict: false })
const document = JSON.parse(toOpenapi(reference)) as Document
const api = new Api(document)
const keys = generateKeys()
const mock = createMock({ document, keys })
let address: string

beforeAll(async () => {
  address = await mock.listen()
})

afterAll(() => mock.close())

type Json = Record<string, unknown>

/** A request that is wrong in one place. */
interface Mistake {
  rule: Rule
  /** The row that the answer has to lead to; for an unknown field, the row that the reader meant. */
  row: string
  body?: unknown
  query?: Json
  /** Encrypted fields that stay plain text. */
  plain?: boolean
}

async function answerTo(
  operation: MockOperation,
  { body, query, plain = false }: Pick<Mistake, 'body' | 'query' | 'plain'>,
  authorization = {},
): Promise<ErrorAnswer> {
  const { sampleRequest: sample, parameters = [] } = operation
  const path = operation.path.replace(/\{([^}]*)\}/g, (_, name: string) => encodeURIComponent(String(sample[name])))
  const search = new URLSearchParams(
    Object.entries(query ?? querySample(operation)).flatMap(([name, value]) =>
      [value].flat().map(item => [name, String(item)]),
    ),
  )
  const [content] = Object.values(operation.requestBody?.content ?? {})
  const sent =
    content &&
    (plain
      ? (body ?? content.example)
      : api.replaceEncrypted(content.schema, body ?? content.example, text => encrypt(text, keys.platformPublicKey)))
  const headers = Object.fromEntries(
    parameters.filter(parameter => parameter.in === 'header').map(({ name, example }) => [name, String(example)]),
  )
  const target = `${path}${search.size ? `?${search}` : ''}`
  const response = await fetch(
    address + target,
    requestOf(keys, operation.method, target, {
      body: sent,
      headers: {
        'User-Agent': 'test',
        ...headers,
        'Wechatpay-Serial': keys.publicKeyId,
        'Request-ID': randomUUID().replaceAll('-', ''),
      },
      authorization,
    }),
  )
  const text = await response.text()
  expect(
    response.status,
    `${operation.operationId} took what was wrong: ${JSON.stringify(sent)}`,
  ).toBeGreaterThanOrEqual(400)
  const parsed = parseError(text)
  if (typeof parsed === 'string') throw new Error(`${operation.operationId}: not understood (${parsed}): ${text}`)
  return parsed
}

function querySample({ parameters = [] }: MockOperation): Json {
  return Object.fromEntries(
    parameters
      .filter(parameter => parameter.in === 'query' && parameter.example !== undefined)
      .map(({ name, example }) => [name, example]),
  )
}

/**
 * What can be done wrong with the fields of an object that a sample has. @param put gives the whole request with
 * another object in this one's place
 */
function mistakesIn(
  fields: Field[],
  sample: Json,
  row: string,
  put: (object: Json) => Omit<Mistake, 'rule' | 'row'>,
): Mistake[] {
  return fields
    .filter(({ name }) => sample[name] !== undefined)
    .flatMap(field => {
      const { name, required, schema } = field
      const [value, own] = [sample[name], `${row}.${name}`]
      const set = (rule: Rule, other: unknown): Mistake => ({ rule, row: own, ...put({ ...sample, [name]: other }) })
      const { [name]: _, ...without } = sample
      const list: (Mistake | false)[] = [
        required && { rule: 'missing', row: own, ...put(without) },
        // Where the right one is missing, that is what the answer tells.
        { rule: 'unknown', row: own, ...put({ ...(required ? sample : without), [`${name}s`]: value }) },
        ...wrongValues(schema).map(([rule, other]) => set(rule, other)),
      ]
      const inner = schema.type === 'array' && Array.isArray(value) ? (value[0] as unknown) : value
      const further =
        isObject(inner) && (schema.type === 'object' || schema.type === 'array')
          ? mistakesIn(fieldsOf(schema), inner, own, object =>
              put({ ...sample, [name]: schema.type === 'array' ? [object, ...(value as unknown[]).slice(1)] : object }),
            )
          : []
      return [...list.filter(item => item !== false), ...further]
    })
}

/** Values that break a rule of the schema, each with the rule. */
function wrongValues(schema: Schema): [Rule, unknown][] {
  switch (schema.type) {
    case 'string': {
      if (schema.format === 'binary' || schema.json) return []
      if (schema.extensions?.['x-encrypted']) return [['type', 5]]
      return [
        ['type', 12345],
        ...(schema.enum && !schema.enum.open ? [['values', 'NO_SUCH_VALUE'] as [Rule, unknown]] : []),
        ...(!schema.enum && schema.maxLength !== undefined
          ? [['length', 'x'.repeat(schema.maxLength + 1)] as [Rule, unknown]]
          : []),
        ...(!schema.enum && (schema.minLength ?? 0) > 1 ? [['length', 'x'] as [Rule, unknown]] : []),
        ...(schema.format ? [['format', '昨天'] as [Rule, unknown]] : []),
      ]
    }
    case 'integer':
      return [
        ['type', 'abc'],
        ['type', 0.01],
        ['type', '59'],
        ...(schema.minimum === undefined ? [] : [['range', schema.minimum - 1] as [Rule, unknown]]),
        ...(schema.maximum === undefined ? [] : [['range', schema.maximum + 1] as [Rule, unknown]]),
      ]
    case 'number':
      return [['type', 'abc']]
    case 'boolean':
      return [['type', 'yes']]
    case 'object':
      return [
        ['type', 'text'],
        ['type', []],
      ]
    case 'array':
      return [['type', {}], ['type', 'text'], ...(schema.minItems ? [['items', []] as [Rule, unknown]] : [])]
    default:
      return schema satisfies never
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function mistakesOf(operation: Operation, own: MockOperation): Mistake[] {
  const query = querySample(own)
  const queryMistakes = operation.query.flatMap(({ name, required, schema }): Mistake[] => {
    if (query[name] === undefined) return []
    const { [name]: value, ...without } = query
    const row = `request.query.${name}`
    const wrong = wrongValues(schema).filter(
      ([rule, other]) => typeof other === 'string' && other !== '59' && !(schema.type === 'array' && rule === 'type'),
    )
    return [
      ...(required ? [{ rule: 'missing' as const, row, query: without }] : []),
      ...(required ? [] : [{ rule: 'unknown' as const, row, query: { ...without, [`${name}s`]: value } }]),
      ...wrong.map(([rule, other]) => ({ rule, row, query: { ...query, [name]: other } })),
    ]
  })
  if (operation.body?.mediaType !== 'application/json' || !isObject(operation.body.example)) return queryMistakes
  return [
    ...queryMistakes,
    ...mistakesIn(fieldsOf(operation.body.schema), operation.body.example, 'request.json', body => ({ body })),
  ]
}

/** Every so many of all operations, with what the mock needs of them. */
const every = 12
const routes = new Map<string, number>()
const routeOf = ({ method, path }: MockOperation) => `${method} ${path.replace(/\{[^}]*\}/g, '{}')}`
for (const operation of api.operations) routes.set(routeOf(operation), (routes.get(routeOf(operation)) ?? 0) + 1)
const chosen = reference.operations
  .filter(({ query, body }) => query.length || body?.mediaType === 'application/json')
  .filter((_, index) => index % every === 0)
  .map(operation => ({
    operation,
    own: api.operations.find(({ operationId }) => operationId === operation.operationId)!,
  }))
  // Where several share a route, the mock tells of the first.
  .filter(({ own }) => routes.get(routeOf(own)) === 1)

test('there is enough to try', () => {
  expect(chosen.length).toBeGreaterThanOrEqual(40)
})

describe('the answer to a mistake leads to its row and names the rule:', () => {
  test.each(chosen)('$operation.operationId', async ({ operation, own }) => {
    const rows = treeOf(await requestRowsOf(operation, reference))
    const mistakes = mistakesOf(operation, own)
    expect(mistakes.length).toBeGreaterThan(0)
    for (const mistake of mistakes) {
      const answer = await answerTo(own, mistake)
      expect
        .soft(told(operation, rows, answer), `${JSON.stringify(mistake)}: ${JSON.stringify(answer)}`)
        .toEqual({ code: 'PARAM_ERROR', row: mistake.row, rule: mistake.rule })
    }
  })
})

/** What the page would tell a reader. */
function told(
  operation: Operation,
  rows: Row[],
  { code, message, detail }: ErrorAnswer,
): { code?: string; row?: string; rule?: Rule } {
  const found = detail && findRow(rows, detail.field, detail.location)
  if (!found) return { code }
  if (!found.row) return { code, row: found.nearest[0]?.address, rule: 'unknown' }
  const rules = rulesAt(factsOf([operation])[operation.method]!.request, found.row.address, found.isItem)
  return { code, row: found.row.address, rule: judge(rules, detail, message).rule }
}

describe('plain text in an encrypted field leads to its row:', () => {
  const encrypted = api.operations
    .filter(
      ({ requestBody, path }) =>
        JSON.stringify(requestBody ?? '').includes('x-encrypted') &&
        requestBody?.content['application/json'] &&
        routes.get(path) !== 2,
    )
    .slice(0, 8)

  test.each(encrypted)('$operationId', async own => {
    const operation = reference.operations.find(({ operationId }) => operationId === own.operationId)!
    const answer = await answerTo(own, { plain: true })
    const rows = treeOf(await requestRowsOf(operation, reference))
    const found = findRow(rows, answer.detail!.field, answer.detail!.location)
    expect(found.row?.encrypted).toBe(true)
    const { request } = factsOf([operation])[operation.method]!
    expect(judge(rulesAt(request, found.row!.address), answer.detail!)).toMatchObject({
      rule: 'encrypted',
      by: 'value',
    })
  })
})

test('a wrong signature brings the string that was signed, taken apart', async () => {
  const own = api.operations.find(({ operationId }) => operationId === 'postPayTransactionsNative')!
  const answer = await answerTo(own, {}, { signature: Buffer.from('wrong').toString('base64') })
  expect(answer).toMatchObject({ code: 'SIGN_ERROR', request: 'POST /v3/pay/transactions/native' })
  const lines = signedLines(answer.signed!, { method: own.method, path: own.path })
  expect(lines.map(({ name }) => name)).toEqual(['请求方法', '路径与查询参数', '时间戳', '随机串', '请求体'])
  expect(lines.filter(({ problem }) => problem)).toEqual([])
})
