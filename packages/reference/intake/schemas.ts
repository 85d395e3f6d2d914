import type { Dialect } from '../dialect.ts'
import type { Field, ObjectSchema, Schema } from '../model/model.ts'
import { readConditions } from './conditions.ts'
import { readEnumeration } from './enumerations.ts'
import { keywordFinding } from './keywords.ts'
import { schemaFolder } from './kinds.ts'
import { fieldNameFindings } from './names.ts'
import { slowness } from './patterns.ts'
import type { Finding, Problem } from './problems.ts'
import type { Source } from './source.ts'
import { Spot, type Json } from './spot.ts'

/** What in a sample contradicts its schema. */
export type SampleJudge = (schema: Schema, sample: unknown) => Finding[]

/** Reads schemas: the shared ones, each once, and those that stand in place. */
export class Schemas {
  /** What is wrong with the shared schemas. */
  readonly problems: Problem[] = []
  /** `'reading'` while a schema is being read, so that a circle is seen; `undefined` for one that is broken. */
  readonly #read = new Map<string, Schema | 'reading' | undefined>()

  /** @param broken the names of those whose files could not be read at all */
  constructor(
    readonly dialect: Dialect,
    readonly sources: Map<string, Source>,
    broken: string[],
    readonly judge: SampleJudge,
  ) {
    for (const name of broken) this.#read.set(name, undefined)
    for (const name of sources.keys()) this.#shared(name)
  }

  /** The shared schemas by name, those left out that are broken. */
  get shared(): Map<string, Schema> {
    const entries = [...this.sources.keys()].map(name => [name, this.#read.get(name)] as const)
    return new Map(
      entries.filter((entry): entry is [string, Schema] => entry[1] !== undefined && entry[1] !== 'reading'),
    )
  }

  #shared(name: string): Schema | undefined {
    const known = this.#read.get(name)
    const source = this.sources.get(name)
    if (known === 'reading' || this.#read.has(name) || !source) return known === 'reading' ? undefined : known
    this.#read.set(name, 'reading')
    const schema = this.read(new Spot(source, [], this.problems))
    const named = schema && { ...schema, name }
    this.#read.set(name, named)
    return named
  }

  /** The schema that stands somewhere; undefined if something is wrong with it, which has been said then. */
  read(spot: Spot): Schema | undefined {
    const data = spot.map
    if ('$ref' in data) return this.#referenced(spot, data)
    const schema = this.#ofType(spot, data)
    const findings = schema && 'default' in data ? this.judge(schema, data.default) : []
    for (const { problem } of findings)
      spot
        .at('default')
        .refuse(problem.replace('in the sample, its', 'as the default, the'), 'Make default and schema agree.')
    return findings.length ? undefined : schema
  }

  #referenced(spot: Spot, data: Json): Schema | undefined {
    const { $ref, title, description, deprecated, ...rest } = data as Json & Reference
    const stray = Object.keys(rest)[0]
    if (stray) return spot.refuse(`"${stray}" stands beside a $ref.`, besideRef, stray)
    const name = /^#\/components\/schemas\/([\w.-]+)$/.exec($ref)?.[1]
    const place = spot.at('$ref')
    if (!name || (!this.sources.has(name) && !this.#read.has(name)))
      return place.refuse(
        `"${$ref}" refers to nothing.`,
        `Write "#/components/schemas/" and the name of a file in ${schemaFolder}.`,
      )
    if (this.#read.get(name) === 'reading') return place.refuse(`"${$ref}" leads back to itself.`, endless)
    const target = this.#shared(name)
    return (
      target && {
        ...target,
        ...(title !== undefined && { title, description: undefined }),
        ...(description !== undefined && { description }),
        ...(deprecated !== undefined && { deprecated }),
      }
    )
  }

  #ofType(spot: Spot, data: Json): Schema | undefined {
    const type = data.type as Schema['type'] | undefined
    if (!type)
      return spot.refuse('The schema has no type.', 'Write type: string, integer, number, boolean, object or array.')
    const own = this.dialect.extensions.filter(extension => extension.type === type).map(({ keyword }) => keyword)
    const finding = keywordFinding(data, type, own)
    if (finding && spot.refuseAll([finding])) return undefined
    const meaning = meaningOf(data, own)
    switch (type) {
      case 'object':
        return this.#object(spot, data, meaning)
      case 'array':
        return this.#array(spot, data, meaning)
      case 'boolean':
        return { type, ...meaning, default: data.default }
      case 'string':
        return this.#string(spot, data, meaning)
      case 'integer':
      case 'number':
        return numberSchema(spot, data, type, meaning)
      default:
        return type satisfies never
    }
  }

  #array(spot: Spot, data: Json, meaning: Meaning): Schema | undefined {
    if (!data.items) return spot.refuse('The array does not say what its items are.', 'Add items.')
    const items = this.read(spot.at('items'))
    return items && { type: 'array', ...meaning, items, ...numbers(data, 'minItems', 'maxItems') }
  }

  #string(spot: Spot, data: Json, meaning: Meaning): Schema | undefined {
    const enumeration = readEnumeration(spot, 'string')
    const slow = data.pattern === undefined ? undefined : slowness(data.pattern as string)
    if (enumeration === 'broken') return undefined
    if (slow) return spot.at('pattern').refuse(`The pattern ${slow}, ${takesMinutes}`, writeFastPattern)
    const content = data.contentMediaType && data.contentSchema ? this.read(spot.at('contentSchema')) : undefined
    if (data.contentMediaType && data.contentSchema && !content) return undefined
    return {
      type: 'string',
      ...meaning,
      enum: enumeration,
      json: data.contentMediaType ? (content ? { schema: content } : {}) : undefined,
      format: data.format as never,
      ...numbers(data, 'minLength', 'maxLength'),
      maxBytes: data['x-maxBytes'] as number | undefined,
      pattern: data.pattern as string | undefined,
      default: data.default,
    }
  }

  #object(spot: Spot, data: Json, meaning: Meaning): ObjectSchema | undefined {
    const isWhole = namesOnlyProperties(spot, data)
    const required = (data.required ?? []) as string[]
    const fields = Object.keys(data.properties ?? {}).map(name => this.#field(spot, name, required))
    const values = data.additionalProperties === undefined ? undefined : spot.at('additionalProperties')
    const additional = values && this.read(values)
    if (!isWhole || !fields.every(field => field !== undefined) || (values && !additional)) return undefined
    if (spot.refuseAll(fieldNameFindings(fields, additional))) return undefined
    const conditions = readConditions(spot, data, fields, this.dialect.modes)
    return conditions && { type: 'object', ...meaning, ...conditions, additional }
  }

  #field(spot: Spot, name: string, required: string[]): Field | undefined {
    const schema = this.read(spot.at('properties', name))
    if (!schema) return undefined
    if (schema.title === undefined && schema.description === undefined)
      return spot
        .at('properties')
        .refuse(`"${name}" does not say what it means.`, 'Add a title, the official short name in Chinese.', name)
    return { name, required: required.includes(name), schema }
  }
}

interface Reference {
  $ref: string
  title?: string
  description?: string
  deprecated?: boolean
}

type Meaning = Pick<Schema, 'title' | 'description' | 'deprecated' | 'extensions'>

const besideRef =
  'Beside $ref, only title, description and deprecated are read: put it into the schema that is referred to.'
const endless = 'A table cannot have endless rows: describe the inner level by a schema of its own.'
const takesMinutes = 'so that it can take minutes to find that a text does not match.'
const writeFastPattern =
  'Repeat single characters or classes only, each where no other one could stand for it, or say it in words.'

function meaningOf(data: Json, own: string[]): Meaning {
  const extensions = own.filter(keyword => keyword in data)
  return {
    ...(extensions.length && {
      extensions: Object.fromEntries(extensions.map(keyword => [keyword, data[keyword] as string])),
    }),
    title: data.title as string | undefined,
    description: data.description as string | undefined,
    deprecated: data.deprecated as boolean | undefined,
  }
}

function numberSchema(spot: Spot, data: Json, type: 'integer' | 'number', meaning: Meaning): Schema | undefined {
  const enumeration = readEnumeration(spot, 'number')
  if (enumeration === 'broken') return undefined
  return {
    type,
    ...meaning,
    enum: enumeration,
    ...numbers(data, 'minimum', 'maximum'),
    default: data.default,
    unit: data['x-unit'] as string | undefined,
  }
}

/** Whether every required field is described. */
function namesOnlyProperties(spot: Spot, { properties = {}, required = [] }: Json): boolean {
  const unknown = [...(required as string[]).entries()].filter(([, name]) => !Object.hasOwn(properties as Json, name))
  for (const [index, name] of unknown)
    spot
      .at('required', index)
      .refuse(
        `"${name}" is required, yet no property has that name.`,
        'Describe it under properties, or correct the name.',
      )
  return !unknown.length
}

function numbers<Keyword extends string>(data: Json, ...keywords: Keyword[]): Record<Keyword, number | undefined> {
  return Object.fromEntries(keywords.map(keyword => [keyword, data[keyword]])) as Record<Keyword, number | undefined>
}
