import { validate, type OutputUnit, type Schema as JsonSchema } from '@cfworker/json-schema'
import type { Field, ObjectSchema, Schema } from './model.ts'

export type { JsonSchema }

/** Something that a value breaks. Words are the business of whoever asks. */
export interface Breach {
  /** Where, as a JSON pointer: `/amount/total`; of a missing or unknown field, that of the field. */
  pointer: string
  /** A keyword of JSON Schema, `additionalProperties` for an unknown field; `json` for a text that is no JSON. */
  rule: Rule
  /** What the keyword allows: a number, a pattern, a list, the name of a type or format. */
  limit?: unknown
  /** What stands there; undefined for a missing field. */
  value: unknown
  /** The pointer of the JSON text that the place is in, where it is in one. */
  text?: string
}

export type Rule =
  | 'type'
  | 'required'
  | 'additionalProperties'
  | 'enum'
  | 'format'
  | 'pattern'
  | 'minLength'
  | 'maxLength'
  | 'maxBytes'
  | 'minimum'
  | 'maximum'
  | 'minItems'
  | 'maxItems'
  | 'json'
  | 'oneOf'
  | 'anyOf'
  | 'not'

/** Keywords that only say that something below them is wrong. */
const above = new Set(['properties', 'items', 'additionalProperties', 'allOf', 'if'])
/** The places of what is tried only: why an alternative does not fit says nothing. */
const tried = /\/(?:oneOf|anyOf|not)\//
/** The places of conditions: what a field demands of others. */
const ofCondition = /\/(?:(?:then|else)\/.*|oneOf|anyOf|not|depend[ae]ntRequired)$/

/**
 * What a value breaks of a schema that was closed before; empty if it is right. The interpreter needs no `eval`, so
 * it judges alike in a browser and in Node.
 *
 * @param schema without references, `closedSchema`
 */
export function breaches(schema: JsonSchema, value: unknown): Breach[] {
  const foreign = unencodableName(value, '')
  if (foreign) return [foreign]
  const { valid, errors } = validate(value, schema, '2020-12', {}, false)
  if (valid) return textBreaches(schema, value, '')
  const told = errors.filter(({ keyword, keywordLocation }) => !above.has(keyword) && !tried.test(keywordLocation))
  // What is wrong by itself often breaks a condition, too, which says nothing new.
  const byItself = told.filter(unit => !ofCondition.test(unit.keywordLocation))
  return withoutEchoes((byItself.length ? byItself : told).flatMap(unit => breachesOf(unit, schema, value)))
}

/** A name with half a character, which no pointer of the interpreter can hold, and no request. */
function unencodableName(value: unknown, pointer: string): Breach | undefined {
  if (value === null || typeof value !== 'object') return undefined
  for (const [name, member] of Object.entries(value)) {
    const own = `${pointer}/${pointerStep(name)}`
    const isForeign = /\p{Cs}/u.test(name)
    const found = isForeign ? breachOfName(own, member) : unencodableName(member, own)
    if (found) return found
  }
  return undefined
}

function breachOfName(pointer: string, value: unknown): Breach {
  return { pointer, rule: 'additionalProperties', value }
}

function breachesOf(unit: OutputUnit, schema: JsonSchema, whole: unknown): Breach[] {
  const { keyword } = unit
  const pointer = plainPointer(unit.instanceLocation)
  const value = valueAt(whole, pointer)
  if (keyword === 'false') return [breachOfName(pointer, value)]
  // The interpreter misspells the keyword where it says its place.
  const limit = valueAt(schema, plainPointer(unit.keywordLocation.replace(/dependantRequired$/, 'dependentRequired')))
  if (keyword === 'required') return missing(limit as string[], pointer, value)
  if (keyword === 'dependentRequired')
    return missing(neededIn(limit as Record<string, string[]>, value), pointer, value)
  if (keyword === 'not') return refused(limit as JsonSchema, pointer, value)
  return [{ pointer, rule: keyword as Rule, limit, value }]
}

function missing(names: string[], pointer: string, value: unknown): Breach[] {
  return names
    .filter(name => !Object.hasOwn(Object(value) as object, name))
    .map(name => ({ pointer: `${pointer}/${pointerStep(name)}`, rule: 'required', value: undefined }))
}

function neededIn(dependent: Record<string, string[]>, value: unknown): string[] {
  return Object.entries(dependent).flatMap(([name, others]) =>
    Object.hasOwn(Object(value) as object, name) ? others : [],
  )
}

/** Fields that must not be there: each by itself, or all of them together. */
function refused(schema: JsonSchema, pointer: string, value: unknown): Breach[] {
  const groups = ((schema.anyOf ?? [schema]) as JsonSchema[]).map(({ required = [] }) => required)
  const all = groups.filter(names => names.every(name => Object.hasOwn(Object(value) as object, name)))
  return all.map(names => ({
    pointer: `${pointer}/${pointerStep(names.at(-1)!)}`,
    rule: 'not',
    limit: names.slice(0, -1),
    value: (Object(value) as Record<string, unknown>)[names.at(-1)!],
  }))
}

/** The interpreter's pointers are fragments of addresses: `#/a%20b` -> `/a b`. */
function plainPointer(fragment: string): string {
  return decodeURIComponent(fragment.slice(1))
}

/** Each breach once. What is of a wrong type breaks other rules, too, which says nothing new. */
function withoutEchoes(all: Breach[]): Breach[] {
  const wrong = new Set(all.filter(({ rule }) => rule === 'type').map(({ pointer }) => pointer))
  const first = new Map(all.toReversed().map(breach => [`${breach.rule} ${breach.pointer}`, breach]))
  return all.filter(
    breach =>
      first.get(`${breach.rule} ${breach.pointer}`) === breach &&
      (breach.rule === 'type' || !wrong.has(breach.pointer)),
  )
}

/** What the texts of a value break, which is otherwise right: what is in those of JSON, and their lengths in bytes. */
function textBreaches(schema: JsonSchema | undefined, value: unknown, pointer: string): Breach[] {
  if (!schema || !hasTexts(schema)) return []
  if (schema.contentMediaType) return inText(schema, value as string, pointer)
  if ('x-maxBytes' in schema) return longText(schema['x-maxBytes'] as number, value as string, pointer)
  if (Array.isArray(value))
    return value.flatMap((item, index) => textBreaches(schema.items as JsonSchema, item, `${pointer}/${index}`))
  return Object.entries(Object(value) as object).flatMap(([name, member]) => {
    const own = (schema.properties?.[name] ?? schema.additionalProperties) as JsonSchema | boolean | undefined
    return typeof own === 'object' ? textBreaches(own, member, `${pointer}/${pointerStep(name)}`) : []
  })
}

function longText(limit: number, value: string, pointer: string): Breach[] {
  return typeof value === 'string' && byteLength(value) > limit ? [{ pointer, rule: 'maxBytes', limit, value }] : []
}

/** The bytes of a text in UTF-8, which the platform counts where it says 字节数. */
export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length
}

function inText(schema: JsonSchema, text: string, pointer: string): Breach[] {
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch {
    return [{ pointer, rule: 'json', value: text }]
  }
  if (!schema.contentSchema) return []
  return breaches(schema.contentSchema as JsonSchema, content).map(breach => ({
    ...breach,
    pointer: pointer + breach.pointer,
    text: pointer,
  }))
}

const texts = new WeakMap<JsonSchema, boolean>()

/** Whether a text of JSON, or one whose bytes count, stands anywhere below. */
function hasTexts(schema: JsonSchema): boolean {
  let known = texts.get(schema)
  if (known === undefined) {
    const { items, properties = {}, additionalProperties } = schema
    const below = [items, ...Object.values(properties), additionalProperties]
    known =
      schema.contentMediaType !== undefined ||
      'x-maxBytes' in schema ||
      below.some(inner => typeof inner === 'object' && hasTexts(inner))
    texts.set(schema, known)
  }
  return known
}

/** By their fields, which all uses of a shared schema have in common. */
const closedObjects = new WeakMap<Field[], JsonSchema>()

/**
 * The JSON Schema of a schema in which objects take no field that is not described; the values of an open list are
 * none of its rules. The dialect's own keywords go along.
 */
export function closedSchema(schema: Schema): JsonSchema {
  switch (schema.type) {
    case 'object': {
      let known = closedObjects.get(schema.fields)
      if (!known) closedObjects.set(schema.fields, (known = closedObject(schema)))
      return known
    }
    case 'array':
      return defined({
        ...schema.extensions,
        type: 'array',
        items: closedSchema(schema.items),
        minItems: schema.minItems,
        maxItems: schema.maxItems,
      })
    case 'string':
      return defined({
        ...schema.extensions,
        'type': 'string',
        'enum': schema.enum?.open ? undefined : schema.enum?.values,
        'minLength': schema.minLength,
        'maxLength': schema.maxLength,
        'x-maxBytes': schema.maxBytes,
        'pattern': schema.pattern,
        'format': schema.format,
        'contentMediaType': schema.json && 'application/json',
        'contentSchema': schema.json?.schema && closedSchema(schema.json.schema),
      })
    case 'integer':
    case 'number':
      return defined({
        ...schema.extensions,
        type: schema.type,
        enum: schema.enum?.open ? undefined : schema.enum?.values,
        minimum: schema.minimum,
        maximum: schema.maximum,
      })
    case 'boolean':
      return { type: 'boolean' }
    default:
      return schema satisfies never
  }
}

function closedObject({ fields, additional, conditionKeywords }: ObjectSchema): JsonSchema {
  return {
    ...conditionKeywords,
    type: 'object',
    required: fields.filter(({ required }) => required).map(({ name }) => name),
    properties: Object.fromEntries(fields.map(field => [field.name, closedSchema(field.schema)])),
    additionalProperties: additional ? closedSchema(additional) : false,
  }
}

function defined(schema: JsonSchema): JsonSchema {
  return Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== undefined))
}

/** A name as a step of a JSON pointer: `a/b` -> `a~1b`. */
export function pointerStep(name: string): string {
  return name.replace(/~/g, '~0').replace(/\//g, '~1')
}

/** `/a~1b/0` -> `['a/b', '0']` */
export function stepsOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map(step => step.replace(/~1/g, '/').replace(/~0/g, '~'))
}

/** The value at a JSON pointer; undefined if there is none. */
export function valueAt(value: unknown, pointer: string): unknown {
  return stepsOf(pointer).reduce<unknown>(
    (inner, step) => (inner as Record<string, unknown> | undefined)?.[step],
    value,
  )
}
