import type { Field, Schema } from './model.ts'

/**
 * What an object says of its fields together, in JSON Schema's words (`oneOf`, `anyOf`, `not`, `dependentRequired`,
 * `if`, `then`, `else`, several of them under `allOf`). Paths lead from the object down: `['payee_info', 'bank_name']`.
 */
export type Condition =
  /** Exactly one, or at least one, of these sets of fields. */
  | { kind: 'one-of' | 'any-of'; alternatives: string[][] }
  /** Never all of these. */
  | { kind: 'not-together'; fields: string[] }
  /** Where the field is, the others have to be. */
  | { kind: 'needs'; field: string; others: string[] }
  /** Where all tests hold, `then` is demanded, else `otherwise`. */
  | { kind: 'when'; tests: Test[]; then: Demand; otherwise: Demand }
  /** Who calls in one of the dialect's modes sends what that one demands. */
  | { kind: 'modes'; modes: (Demand & { mode: string })[] }

/** A field is there, and has one of these values or lies between these numbers where they are given. */
export interface Test {
  path: string[]
  values?: Value[]
  minimum?: number
  maximum?: number
}

export type Value = string | number | boolean

export interface Demand {
  required: string[][]
  forbidden: string[][]
}

/** A condition as it is said of one field, in its row. */
export type Statement =
  | { kind: 'one-of' | 'any-of'; own: string[]; others: string[][] }
  | { kind: 'not-together'; others: string[] }
  | { kind: 'needs'; others: string[] }
  | { kind: 'needed-by'; field: string }
  /** `fromAbove` where the condition stands on an object further out, from which the tests are seen. */
  | { kind: 'when'; tests: Test[]; then?: Must; otherwise?: Must; fromAbove?: true }
  | { kind: 'modes'; modes: { mode: string; must?: Must }[] }

export type Must = 'required' | 'forbidden'

/** The keywords of JSON Schema that conditions are made of. */
export const conditionKeywords = [
  ...['oneOf', 'anyOf', 'not', 'dependentRequired', 'if', 'then', 'else', 'allOf'],
] as readonly string[]

type Json = Record<string, unknown>

/** The conditions that a schema states. @param schema of the form that description.schema.json allows */
export function conditionsOf(schema: Json): Condition[] {
  const { oneOf, anyOf, not, dependentRequired, allOf = [] } = schema
  return [
    ...(oneOf ? [alternatives('one-of', oneOf as Json[])] : []),
    ...(anyOf ? [alternatives('any-of', anyOf as Json[])] : []),
    ...(not ? [{ kind: 'not-together' as const, fields: namesIn(not as Json) }] : []),
    ...Object.entries((dependentRequired ?? {}) as Record<string, string[]>).map(([field, others]): Condition => ({
      kind: 'needs',
      field,
      others,
    })),
    ...(schema.if ? [whenOf(schema)] : []),
    ...(allOf as Json[]).flatMap(conditionsOf),
  ]
}

function alternatives(kind: 'one-of' | 'any-of', list: Json[]): Condition {
  if (!list.every(entry => 'x-mode' in entry)) return { kind, alternatives: list.map(namesIn) }
  return { kind: 'modes', modes: list.map(entry => ({ mode: entry['x-mode'] as string, ...demandOf(entry, []) })) }
}

function namesIn({ required = [] }: Json): string[] {
  return required as string[]
}

function whenOf(schema: Json): Condition {
  const [then, otherwise] = [schema.then, schema.else].map(part => demandOf((part ?? {}) as Json, []))
  return { kind: 'when', tests: testsOf(schema.if as Json, []), then: then!, otherwise: otherwise! }
}

function testsOf({ required = [], properties = {} }: Json, above: string[]): Test[] {
  const looked = Object.entries(properties as Record<string, Json>)
  const present = (required as string[]).filter(name => !looked.some(([other]) => other === name))
  return [
    ...present.map(name => ({ path: [...above, name] })),
    ...looked.flatMap(([name, test]) => {
      const path = [...above, name]
      if (test.properties || test.required) return testsOf(test, path)
      const values = 'const' in test ? [test.const] : test.enum
      const { minimum, maximum } = test
      return [{ path, ...defined({ values, minimum, maximum }) }]
    }),
  ]
}

function demandOf({ required = [], not, properties = {} }: Json, above: string[]): Demand {
  const at = (names: unknown) => (names as string[]).map(name => [...above, name])
  const refused = not ? (((not as Json).anyOf ?? [not]) as Json[]).flatMap(namesIn) : []
  const inner = Object.entries(properties as Record<string, Json>).map(([name, part]) =>
    demandOf(part, [...above, name]),
  )
  return {
    required: [...at(required), ...inner.flatMap(demand => demand.required)],
    forbidden: [...at(refused), ...inner.flatMap(demand => demand.forbidden)],
  }
}

function defined<T extends object>(object: T): Partial<T> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Partial<T>
}

/** All paths that a condition names. */
export function pathsIn(condition: Condition): string[][] {
  const ofDemand = ({ required, forbidden }: Demand) => [...required, ...forbidden]
  switch (condition.kind) {
    case 'one-of':
    case 'any-of':
      return condition.alternatives.flat().map(name => [name])
    case 'not-together':
      return condition.fields.map(name => [name])
    case 'needs':
      return [condition.field, ...condition.others].map(name => [name])
    case 'when':
      return [...condition.tests.map(({ path }) => path), ...ofDemand(condition.then), ...ofDemand(condition.otherwise)]
    case 'modes':
      return condition.modes.flatMap(ofDemand)
    default:
      return condition satisfies never
  }
}

/** What conditions say of the field at a path. */
export function statementsOf(conditions: Condition[], path: string[]): Statement[] {
  return conditions.flatMap(condition => {
    const statement = statementOf(condition, path)
    return statement ? [statement] : []
  })
}

function statementOf(condition: Condition, path: string[]): Statement | undefined {
  const name = path.length === 1 ? path[0]! : ''
  switch (condition.kind) {
    case 'one-of':
    case 'any-of': {
      const own = condition.alternatives.find(names => names.includes(name))
      const others = condition.alternatives.filter(names => names !== own)
      return own && { kind: condition.kind, own: own.filter(other => other !== name), others }
    }
    case 'not-together':
      if (!condition.fields.includes(name)) return undefined
      return { kind: condition.kind, others: condition.fields.filter(other => other !== name) }
    case 'needs':
      if (condition.field === name) return { kind: 'needs', others: condition.others }
      return condition.others.includes(name) ? { kind: 'needed-by', field: condition.field } : undefined
    case 'when': {
      const [then, otherwise] = [mustOf(condition.then, path), mustOf(condition.otherwise, path)]
      if (!then && !otherwise) return undefined
      const fromAbove = path.length > 1 ? { fromAbove: true as const } : {}
      return { kind: 'when', tests: condition.tests, then, otherwise, ...fromAbove }
    }
    case 'modes': {
      const modes = condition.modes.map(demand => ({ mode: demand.mode, must: mustOf(demand, path) }))
      return modes.some(({ must }) => must) ? { kind: 'modes', modes } : undefined
    }
    default:
      return condition satisfies never
  }
}

function mustOf({ required, forbidden }: Demand, path: string[]): Must | undefined {
  const key = path.join('/')
  if (required.some(other => other.join('/') === key)) return 'required'
  return forbidden.some(other => other.join('/') === key) ? 'forbidden' : undefined
}

/** Fields with what conditions say of each and of what is below it. */
export function withStatements(fields: Field[], conditions: Condition[], above: string[] = []): Field[] {
  if (!conditions.length) return fields
  return fields.map(field => {
    const path = [...above, field.name]
    const own = statementsOf(conditions, path)
    const isAbove = conditions.some(condition => pathsIn(condition).some(other => startsWith(other, path)))
    const schema = isAbove ? deepened(field.schema, conditions, path) : field.schema
    const statements = [...(field.statements ?? []), ...own]
    return schema === field.schema && !own.length ? field : { ...field, schema, statements }
  })
}

function startsWith(path: string[], above: string[]): boolean {
  return path.length > above.length && above.every((step, index) => path[index] === step)
}

function deepened(schema: Schema, conditions: Condition[], path: string[]): Schema {
  return schema.type === 'object' ? { ...schema, fields: withStatements(schema.fields, conditions, path) } : schema
}

/** Whether all tests hold of a value. */
export function holds(tests: Test[], value: unknown): boolean {
  return tests.every(({ path, values, minimum = -Infinity, maximum = Infinity }) => {
    const own = at(value, path)
    if (own === undefined) return false
    if (values && !values.includes(own as Value)) return false
    return typeof own !== 'number' || (own >= minimum && own <= maximum)
  })
}

function at(value: unknown, path: string[]): unknown {
  return path.reduce<unknown>((inner, step) => (inner as Json | undefined)?.[step], value)
}

/**
 * The fields of a sample that a request needs which sends only what it must: those that are required, and what
 * conditions ask for beside them, in favour of what the sample has.
 *
 * @param mode of the dialect's modes, in which it is sent; undefined where none is chosen
 * @param chosen further fields that it sends
 */
export function neededNames(
  { fields, conditions = [] }: { fields: Field[]; conditions?: Condition[] },
  sample: Json,
  mode?: string,
  chosen: string[] = [],
): Set<string> {
  const isDemandedFromAbove = ({ statements = [] }: Field) =>
    statements.some(own => own.kind === 'when' && own.fromAbove && own.then === 'required')
  const isAlways = (field: Field) => field.required || (isDemandedFromAbove(field) && Object.hasOwn(sample, field.name))
  const needed = new Set([...fields.filter(isAlways).map(({ name }) => name), ...chosen])
  for (let before = -1; before < needed.size;) {
    before = needed.size
    for (const condition of conditions)
      for (const name of neededBy(condition, needed, sample, mode)) if (Object.hasOwn(sample, name)) needed.add(name)
  }
  return needed
}

function neededBy(condition: Condition, needed: Set<string>, sample: Json, mode?: string): string[] {
  const sent = (names: string[]) => names.every(name => Object.hasOwn(sample, name))
  switch (condition.kind) {
    case 'one-of':
    case 'any-of': {
      const done = condition.alternatives.some(names => names.every(name => needed.has(name)))
      return done ? [] : (condition.alternatives.find(sent) ?? [])
    }
    case 'not-together':
      return []
    case 'needs':
      return needed.has(condition.field) ? condition.others : []
    case 'when': {
      const smallest = Object.fromEntries(Object.entries(sample).filter(([name]) => needed.has(name)))
      const demand = holds(condition.tests, smallest) ? condition.then : condition.otherwise
      return demand.required.map(([name]) => name!)
    }
    case 'modes': {
      const demand = condition.modes.find(own => own.mode === mode) ?? condition.modes.find(isMet(sample))
      return demand?.required.map(([name]) => name!) ?? []
    }
    default:
      return condition satisfies never
  }
}

function isMet(sample: Json): (demand: Demand) => boolean {
  return ({ required, forbidden }) =>
    required.every(path => at(sample, path) !== undefined) && forbidden.every(path => at(sample, path) === undefined)
}
