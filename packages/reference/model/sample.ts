import { neededNames } from './conditions.ts'
import { fieldsOf, type Field, type Operation, type Parameter, type Schema } from './model.ts'
import { requestGroups } from './rows.ts'

/** What a sample sends: what nine of ten send, what the API requires, or all that is described. */
export const sampleKinds = ['common', 'required', 'all'] as const
export type SampleKind = (typeof sampleKinds)[number]

/** What the dialect knows of samples. */
export interface SampleRules {
  /** Whether nearly everybody sends a field that one may leave out. */
  isCommon: (field: Field) => boolean
  /** Whether what is sent decides about a field that one may leave out, so that no sample lacks it here. */
  isDecidedLater: (field: Field) => boolean
  /** The value of a field that one mode sends and the description's sample, which is of another mode, lacks. */
  valueOf: (name: string) => unknown
}

/** A sample of an operation: the operation with just that sample, and for which choices of a reader it stands. */
export interface SampleOf {
  operation: Operation
  kinds: SampleKind[]
  /** Empty where the operation is the same in all modes. */
  modes: string[]
}

type ObjectOf = Extract<Schema, { type: 'object' }>

/** The whole sample request of an operation, as the writers of code need it. */
export interface SampleRequest {
  pathParameters: Parameter[]
  /** Query and header parameters that the sample sends. */
  query: Parameter[]
  headers: Parameter[]
  /** The parts of a form that are files, and the sample's name for the file. */
  files: { name: string; file: string }[]
}

export function sampleRequest({ pathParameters, query, headers, body }: Operation): SampleRequest {
  const sent = (parameters: Parameter[]) => parameters.filter(parameter => parameter.example !== undefined)
  const isFile = ({ schema }: Field) => schema.type === 'string' && schema.format === 'binary'
  const files = body ? fieldsOf(body.schema).filter(isFile) : []
  return {
    pathParameters,
    query: sent(query),
    headers: sent(headers),
    files: files.map(({ name }) => ({ name, file: String((body!.example as Record<string, unknown>)[name]) })),
  }
}

/** The members of a sample object with the schema of each, in the sample's order. */
export function membersOf(schema: ObjectOf, value: unknown): { name: string; schema: Schema; value: unknown }[] {
  return Object.entries(value as Record<string, unknown>).map(([name, member]) => {
    const field = schema.fields.find(field => field.name === name)
    // The reader has checked the sample against the schema, so a key that is no field is an entry of a map.
    return { name, schema: field?.schema ?? schema.additional!, value: member }
  })
}

/** The modes in which an operation is called differently; none where it is the same in all. */
export function modesOf(operation: Operation): string[] {
  return [...new Set(requestGroups(operation).flatMap(({ schema }) => modesIn(schema)))]
}

function modesIn(schema: Schema): string[] {
  if (schema.type === 'array') return modesIn(schema.items)
  if (schema.type !== 'object') return []
  const own = (schema.conditions ?? []).flatMap(condition =>
    condition.kind === 'modes' ? condition.modes.map(({ mode }) => mode) : [],
  )
  return [...own, ...schema.fields.flatMap(field => modesIn(field.schema))]
}

/** The samples of an operation that differ: of each mode the whole ones first. */
export function samplesOf(operation: Operation, rules: SampleRules): SampleOf[] {
  const modes = modesOf(operation)
  const found = new Map<string, SampleOf>()
  for (const mode of modes.length ? modes : [undefined])
    for (const [text, sample] of samplesByText(operation, mode, rules)) {
      const key = `${text} ${sample.kinds.join()}`
      const same = found.get(key)
      if (same) same.modes.push(...sample.modes)
      else found.set(key, sample)
    }
  return [...found.values()].map(sample => (sample.modes.length === modes.length ? { ...sample, modes: [] } : sample))
}

function samplesByText(
  operation: Operation,
  mode: SampleOf['modes'][number] | undefined,
  rules: SampleRules,
): Map<string, SampleOf> {
  const byText = new Map<string, SampleOf>()
  for (const kind of sampleKinds.toReversed()) {
    const own = reduced(operation, kind, mode, rules)
    const text = textOf(own)
    const known = byText.get(text) ?? { operation: own, kinds: [], modes: mode === undefined ? [] : [mode] }
    known.kinds.push(kind)
    byText.set(text, known)
  }
  return byText
}

/** What tells a sample from another one. */
function textOf({ query, headers, body }: Operation): string {
  const sent = [...query, ...headers].map(({ name, example }) => [name, example])
  return JSON.stringify([sent, body?.example])
}

/** The operation with the sample of a kind and mode. */
function reduced(operation: Operation, kind: SampleKind, mode: string | undefined, rules: SampleRules): Operation {
  const reduce = { kind, mode, rules }
  const parameters = (fields: Parameter[], conditions?: Operation['queryConditions']) => {
    const sent = fields.filter(({ example }) => example !== undefined)
    const values = Object.fromEntries(sent.map(({ name, example }) => [name, example]))
    const kept = reducedObject({ type: 'object', fields, ...conditions }, values, reduce)
    return fields.map(field => ({ ...field, example: kept[field.name] }))
  }
  const { query, queryConditions, headers, body } = operation
  return {
    ...operation,
    query: parameters(query, queryConditions),
    headers: parameters(headers),
    ...(body && { body: { ...body, example: reducedValue(body.schema, body.example, reduce) } }),
  }
}

interface Reduce {
  kind: SampleKind
  mode: string | undefined
  rules: SampleRules
}

function reducedValue(schema: Schema, value: unknown, reduce: Reduce): unknown {
  if (schema.type === 'array') return (value as unknown[]).map(item => reducedValue(schema.items, item, reduce))
  if (schema.type !== 'object') return value
  const whole = value as Record<string, unknown>
  const kept = reducedObject(schema, whole, reduce)
  // Nobody sends an object with nothing in it: one of its fields stands for those that one chooses from.
  return isEmptied(kept, whole) ? reducedObject(schema, whole, reduce, true) : kept
}

/** @param isChosen whether the first field is sent, even if it does not have to be */
function reducedObject(
  schema: ObjectOf,
  whole: Record<string, unknown>,
  reduce: Reduce,
  isChosen = false,
): Record<string, unknown> {
  const { kind, mode, rules } = reduce
  const value = mode === undefined ? whole : inMode(schema, whole, mode, rules)
  const names = Object.keys(value)
  const those = (is: (field: Field) => boolean) =>
    names.filter(name => schema.fields.some(field => field.name === name && is(field)))
  const chosen = [...those(rules.isDecidedLater), ...(isChosen ? names.slice(0, 1) : [])]
  const needed = neededNames(schema, value, mode, chosen)
  const common = kind === 'common' ? those(rules.isCommon) : []
  const kept = kind === 'all' ? new Set(names) : neededNames(schema, value, mode, [...needed, ...common])
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => {
      if (!kept.has(name)) return []
      const own = schema.fields.find(field => field.name === name)?.schema ?? schema.additional!
      const isLeftOut = !needed.has(name) && isEmptied(bareValue(own, member, reduce), member)
      return isLeftOut ? [] : [[name, reducedValue(own, member, reduce)]]
    }),
  )
}

/** What is left of a value if an object may have nothing in it. */
function bareValue(schema: Schema, value: unknown, reduce: Reduce): unknown {
  if (schema.type === 'array') return (value as unknown[]).map(item => bareValue(schema.items, item, reduce))
  return schema.type === 'object' ? reducedObject(schema, value as Record<string, unknown>, reduce) : value
}

/** Whether nothing is left of an object or a list of objects. */
function isEmptied(kept: unknown, whole: unknown): boolean {
  const isEmpty = (value: unknown) => typeof value === 'object' && value !== null && !Object.keys(value).length
  return isEmpty(Array.isArray(kept) ? kept[0] : kept) && !isEmpty(Array.isArray(whole) ? whole[0] : whole)
}

/** The sample of an object as one mode sends it: without what is another's, with what it lacks of its own. */
function inMode(schema: ObjectOf, sample: Record<string, unknown>, mode: string, rules: SampleRules) {
  const mustOf = ({ statements = [] }: Field, own: string) =>
    statements.flatMap(statement => (statement.kind === 'modes' ? statement.modes : [])).find(one => one.mode === own)
      ?.must
  const isForeign = (field: Field) => mustOf(field, mode) === 'forbidden'
  const kept = Object.entries(sample).filter(
    ([name]) => !schema.fields.some(own => own.name === name && isForeign(own)),
  )
  const lacking = schema.fields.filter(
    field => mustOf(field, mode) === 'required' && !Object.hasOwn(sample, field.name),
  )
  const added = lacking.map(({ name }) => [name, rules.valueOf(name)] as const)
  const values = new Map([...kept, ...added])
  const order = [...new Set([...schema.fields.map(({ name }) => name), ...values.keys()])]
  const names = added.length ? order.filter(name => values.has(name)) : [...values.keys()]
  return Object.fromEntries(names.map(name => [name, values.get(name)]))
}
