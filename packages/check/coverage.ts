import { enumerationOf, rowsBelow, typeText, type Field, type Operation } from '../reference/model/model.ts'

/** An operation as an independent list tells it, for instance read out of an official SDK's models. */
export interface ListedOperation {
  /** Where the list has it from. An operation may be listed once a source. */
  source: string
  /** In capitals. */
  method: string
  path: string
  /** The names of the path variables. */
  path_params: string[]
  query: ListedField[]
  body: ListedField[]
  response: ListedField[]
}

export interface ListedField {
  name: string
  /** `string`, `integer`, `number`, `boolean`, `object`, `enum`, or `array<…>` of one of them. */
  type: string
  /** Absent where the source does not say. */
  required?: boolean
  enum?: (string | number)[]
  /** The members of an object or of a list's items. */
  fields?: ListedField[]
}

/** A place where a description and the list do not say the same. */
export interface Difference {
  /** `GET /v3/certificates`. */
  operation: string
  /** `query.limit`, `body.amount.total`, `response.data.id`; empty where the operation itself is meant. */
  field: string
  kind: 'operation' | 'missing' | 'extra' | 'type' | 'required' | 'enum'
  described: string
  listed: string
}

/**
 * Compares the descriptions with an independent list: names, nesting, types, required marks, values. A type or a mark
 * that a source does not state is no difference.
 *
 * @returns every difference once, however many sources tell it, in the order of the list
 */
export function compareWith(list: ListedOperation[], operations: Operation[]): Difference[] {
  const differences = new Map<string, Difference>()
  for (const listed of list) {
    const name = `${listed.method} ${listed.path}`
    const add = (field: string, kind: Difference['kind'], described: string, told: string) =>
      differences.set(`${name} ${field} ${kind}`, { operation: name, field, kind, described, listed: told })
    const operation = operations.find(
      ({ method, path }) => method.toUpperCase() === listed.method && path === listed.path,
    )
    if (!operation) {
      add('', 'operation', 'not described', 'listed')
      continue
    }
    const { pathParameters, query, body, answer } = operation
    const variables = pathParameters
      .map(field => field.name)
      .sort()
      .join(', ')
    if (variables !== [...listed.path_params].sort().join(', '))
      add('path', 'missing', variables, listed.path_params.join(', '))
    compareFields(listed.query, query, 'query', add)
    compareFields(listed.body, body ? rowsBelow(body.schema) : [], 'body', add)
    compareFields(
      listed.response,
      answer.content?.kind === 'json' ? rowsBelow(answer.content.schema) : [],
      'response',
      add,
    )
  }
  return [...differences.values()]
}

function compareFields(
  listed: ListedField[],
  described: Field[],
  above: string,
  add: (field: string, kind: Difference['kind'], described: string, listed: string) => void,
): void {
  for (const field of described) {
    if (!listed.some(({ name }) => name === field.name))
      add(`${above}.${field.name}`, 'extra', typeText(field.schema), 'absent')
  }
  for (const field of listed) {
    const path = `${above}.${field.name}`
    const own = described.find(({ name }) => name === field.name)
    if (!own) {
      add(path, 'missing', 'absent', field.type)
      continue
    }
    const type = field.type.replace(/\benum\b/, 'string').replace(/^array<(.+)>$/, '$1[]')
    // An enumeration may be one of numbers, which its type alone does not say.
    if (typeText(own.schema) !== type && !(field.type.includes('enum') && typeText(own.schema).startsWith('integer')))
      add(path, 'type', typeText(own.schema), type)
    if (field.required !== undefined && field.required !== own.required)
      add(path, 'required', String(own.required), String(field.required))
    const values = (list: (string | number)[] | undefined) => [...(list ?? [])].map(String).sort().join(', ')
    const ownValues = enumerationOf(own.schema)?.values
    if (values(field.enum) !== values(ownValues))
      add(path, 'enum', values(ownValues) || 'none', values(field.enum) || 'none')
    if (field.fields?.length || rowsBelow(own.schema).length)
      compareFields(field.fields ?? [], rowsBelow(own.schema), path, add)
  }
}

/** Why a difference stays: the description is right, nobody can tell, or the list merges or splits the two modes. */
export interface KnownDifference extends Pick<Difference, 'operation' | 'field' | 'kind'> {
  verdict: 'facts' | 'unclear' | 'mode'
  reason: string
}

export interface CoverageReport {
  /** The differences with their reasons, where they have one. */
  lines: string[]
  /** How many have no reason. */
  unexplained: number
  /** Reasons for differences that are no more. */
  stale: string[]
}

/** Puts differences and the reasons for them together. */
export function coverageReport(differences: Difference[], known: KnownDifference[]): CoverageReport {
  const used = new Set<KnownDifference>()
  let unexplained = 0
  const lines = differences.map(({ operation, field, kind, described, listed }) => {
    const reason = known.find(entry => entry.operation === operation && entry.field === field && entry.kind === kind)
    if (reason) used.add(reason)
    else unexplained++
    return (
      `${operation} ${field}: ${kind}, described ${described}, listed ${listed}` +
      `${reason ? ` (${reason.verdict}: ${reason.reason})` : ' (no reason given)'}`
    )
  })
  return {
    lines,
    unexplained,
    stale: known
      .filter(entry => !used.has(entry))
      .map(({ operation, field, kind }) => `${operation} ${field}: ${kind}`),
  }
}
