import { withoutTable } from '../../reference/model/rows.ts'
import { breaches, type JsonSchema, type Rule as Keyword } from '../../reference/model/rules.ts'

/** What kinds of rules a request can break, as readers are told. */
export type Rule =
  | 'syntax'
  | 'digest'
  | 'unknown'
  | 'missing'
  | 'encrypted'
  | 'format'
  | 'pattern'
  | 'values'
  | 'items'
  | 'length'
  | 'range'
  | 'type'
  | 'together'

/** What is demanded of the value of a row. */
export interface FieldRules {
  required: boolean
  schema: JsonSchema
}

const ruleOf: Record<Keyword, Rule> = {
  type: 'type',
  required: 'missing',
  additionalProperties: 'unknown',
  enum: 'values',
  format: 'format',
  pattern: 'pattern',
  minLength: 'length',
  maxLength: 'length',
  maxBytes: 'length',
  minimum: 'range',
  maximum: 'range',
  minItems: 'items',
  maxItems: 'items',
  json: 'syntax',
  oneOf: 'together',
  anyOf: 'together',
  not: 'together',
}

/**
 * The rules of a row.
 *
 * @param request the rules of the whole request, in the shape of its table
 * @param address of the row: `request.json.amount.total`, on a page of several operations `get-request.…`
 * @param isItem whether those of one item of its list are asked for
 * @returns undefined where there is no such row
 */
export function rulesAt(request: JsonSchema, address: string, isItem = false): FieldRules | undefined {
  let [schema, required]: [JsonSchema | undefined, boolean] = [request, true]
  for (const step of withoutTable(address).split('.')) {
    const holder: JsonSchema = holderOf(schema)
    required = (holder.required ?? []).includes(step)
    schema = memberOf(holder, step)
    if (!schema) return undefined
  }
  return { required, schema: isItem ? ((schema.items as JsonSchema | undefined) ?? schema) : schema }
}

/** The object whose members are the rows below a row: that of a list's items, or of a JSON text. */
function holderOf(schema: JsonSchema): JsonSchema {
  const inner = (schema.items ?? schema.contentSchema) as JsonSchema | undefined
  return inner ? holderOf(inner) : schema
}

function memberOf({ properties, additionalProperties }: JsonSchema, name: string): JsonSchema | undefined {
  const own = name === '*' ? additionalProperties : properties?.[name]
  return typeof own === 'object' ? own : undefined
}

/** Whether the value, or each in its list, is sent as cipher text. */
export function isEncrypted(schema: JsonSchema): boolean {
  const items = schema.items as JsonSchema | undefined
  return 'x-encrypted' in schema || (items !== undefined && isEncrypted(items))
}

/** The type as tables print it: `string`, `object[]`. */
export function typeOf({ type, items }: JsonSchema): string {
  return items ? `${typeOf(items as JsonSchema)}[]` : String(type)
}

/** The rules that a value breaks for certain, as it was printed: `"59"` and `59` are the same there. */
export function brokenBy({ required, schema }: FieldRules, value: unknown): Rule[] {
  if (value === undefined) return []
  if (value === null) return required ? ['missing'] : []
  if (value === '' && required) return ['missing', ...(schema.minLength ? ['length' as const] : [])]
  if (value === '' && schema.type !== 'string') return []
  // A parser would take 12.00 for 12; the platform does not.
  if (schema.type === 'integer' && typeof value === 'string' && value.includes('.')) return ['type']
  if (schema.type !== 'string') return ownRules(schema, typeof value === 'string' ? parsedJson(value) : value)
  if (typeof value === 'object') return ['type']
  const text = String(value)
  if (!isEncrypted(schema)) return ownRules(schema, text)
  return isCipherText(text) ? [] : ['encrypted', ...ownRules(schema, text)]
}

/** The rules that the value itself breaks, not what is in it. */
function ownRules(schema: JsonSchema, value: unknown): Rule[] {
  const isOwn = ({ pointer, text }: { pointer: string; text?: string }) => pointer === '' && text === undefined
  return [
    ...new Set(
      breaches(schema, value)
        .filter(isOwn)
        .map(({ rule }) => ruleOf[rule]),
    ),
  ]
}

/** RSA with 2,048 bits or more gives 344 characters of base64 or more. */
function isCipherText(text: string): boolean {
  return text.length >= 340 && /^[\w+/-]+={0,2}$/.test(text)
}

/** What a text stands for as JSON; the text itself where it is none. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}
