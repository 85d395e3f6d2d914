import { describe, expect, test } from 'vitest'
import { factsOf } from '../../../../packages/reference/model/facts.ts'
import { rowsBelow, typeText, type Field, type Operation } from '../../../../packages/reference/model/model.ts'
import { closedSchema, type JsonSchema } from '../../../../packages/reference/model/rules.ts'
import { isEncrypted, rulesAt, typeOf } from '../../../../packages/wechatpay/errors/field-rules.ts'
import { readSite } from '../../../../.vitepress/site/pages.ts'
import { requestRowsOf } from './find-row.ts'

const request: JsonSchema = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    json: {
      type: 'object',
      required: ['list'],
      properties: {
        list: {
          type: 'array',
          items: { type: 'object', properties: { name: { type: 'string' } }, additionalProperties: { type: 'number' } },
        },
        text: {
          type: 'string',
          contentMediaType: 'application/json',
          contentSchema: { type: 'object', properties: { a: { type: 'boolean' } } },
        },
      },
    },
  },
}

test.each<[string, string, boolean, boolean, JsonSchema['type']]>([
  ['the value of a placeholder', 'request.id', false, false, 'string'],
  ['a list', 'request.json.list', false, true, 'array'],
  ['one item of a list', 'request.json.list', true, true, 'object'],
  ['a member of the items', 'request.json.list.name', false, false, 'string'],
  ['the values of a map', 'request.json.list.*', false, false, 'number'],
  ['a member of a JSON text', 'get-request.json.text.a', false, false, 'boolean'],
])('finds the rules of %s', (_, address, isItem, required, type) => {
  expect(rulesAt(request, address, isItem)).toMatchObject({ required, schema: { type } })
})

test('finds none where there is no row', () => {
  expect(rulesAt(request, 'request.json.list.other')).toBeUndefined()
  expect(rulesAt(request, 'request.json.other')).toBeUndefined()
  expect(rulesAt(request, 'request.query.other')).toBeUndefined()
})

describe('the rows of all requests', () => {
  const { reference } = readSite({ strict: false })

  test('have their rules in the facts, and the table says no other type, mark or duty', async () => {
    let count = 0
    for (const operation of reference.operations) {
      const { request } = factsOf([operation])[operation.method]!
      const rows = await requestRowsOf(operation, reference)
      const fields = fieldsByRow(operation)
      for (const { address, type, required, encrypted } of rows) {
        const rules = rulesAt(request, address)!
        const told = { type: typeOf(rules.schema), required: rules.required, encrypted: isEncrypted(rules.schema) }
        expect.soft({ type, required, encrypted }, `${operation.operationId} ${address}`).toEqual(told)
        const field = fields.get(address)
        if (!field) continue
        expect.soft(rules.schema, address).toEqual(closedSchema(field.schema))
        expect.soft(told.type, address).toBe(typeText(field.schema))
        count++
      }
    }
    expect(count).toBeGreaterThan(5000)
  })
})

/** The fields of the model by the addresses of their rows. */
function fieldsByRow({ pathParameters, query, headers, body }: Operation): Map<string, Field> {
  const found = new Map<string, Field>()
  const visit = (fields: Field[], above: string) => {
    for (const field of fields) {
      found.set(`${above}.${field.name}`, field)
      visit(rowsBelow(field.schema), `${above}.${field.name}`)
    }
  }
  visit(pathParameters, 'request')
  visit(query, 'request.query')
  visit(headers, 'request.headers')
  if (body) visit(rowsBelow(body.schema), body.mediaType === 'application/json' ? 'request.json' : 'request.body')
  return found
}
