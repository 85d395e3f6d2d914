import {
  differencesOf,
  fieldTable,
  type FieldDifference,
  type FieldFacts,
  type FieldTable,
} from '../reference/model/difference.ts'
import { rowsBelow, type Operation } from '../reference/model/model.ts'
import { addressBelow, answerFields } from '../reference/model/rows.ts'

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
    const variables = sortedList(operation.pathParameters.map(field => field.name))
    if (variables !== sortedList(listed.path_params)) add('path', 'missing', variables, listed.path_params.join(', '))
    for (const found of differencesOf(describedTable(operation), listedTable(listed)))
      add(found.address, kindOf(found), textOf(found, 'here'), textOf(found, 'there'))
  }
  return [...differences.values()]
}

/** The fields of a description by the addresses that the list uses. */
function describedTable(operation: Operation): FieldTable {
  const { query, body } = operation
  return new Map([
    ...fieldTable(query, 'query'),
    ...(body ? fieldTable(rowsBelow(body.schema), 'body') : []),
    ...fieldTable(answerFields(operation), 'response'),
  ])
}

function listedTable({ query, body, response }: ListedOperation): FieldTable {
  return new Map(Object.entries({ query, body, response }).flatMap(([above, fields]) => listedFacts(fields, above)))
}

function listedFacts(fields: ListedField[], above: string): [string, FieldFacts][] {
  return fields.flatMap(field => {
    const address = addressBelow(above, field.name)
    // The values of an enumeration may be numbers, which the word alone does not say.
    const isNumber = typeof field.enum?.[0] === 'number'
    const type = field.type.replace(/\benum\b/, isNumber ? 'integer' : 'string').replace(/^array<(.+)>$/, '$1[]')
    const facts = { type, required: field.required, values: field.enum }
    return [[address, facts] as [string, FieldFacts], ...listedFacts(field.fields ?? [], address)]
  })
}

function kindOf({ kind, here }: FieldDifference): Difference['kind'] {
  if (kind === 'only') return here ? 'extra' : 'missing'
  return kind === 'values' ? 'enum' : kind
}

function textOf({ kind, ...tables }: FieldDifference, table: 'here' | 'there'): string {
  const facts = tables[table]
  if (!facts) return 'absent'
  if (kind === 'values') return sortedList(facts.values ?? []) || 'none'
  return String(kind === 'required' ? facts.required : facts.type)
}

function sortedList(values: (string | number)[]): string {
  return values.map(String).sort().join(', ')
}

/**
 * Why a difference stays: the description is right, nobody can tell, or the list merges or splits the two modes. `*`
 * stands for anything, for what a list does not state at all; the first entry that fits counts.
 */
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

function fits(pattern: string, text: string): boolean {
  return pattern === text || (pattern.endsWith('*') && text.startsWith(pattern.slice(0, -1)))
}

/** Puts differences and the reasons for them together. */
export function coverageReport(differences: Difference[], known: KnownDifference[]): CoverageReport {
  const used = new Set<KnownDifference>()
  let unexplained = 0
  const lines = differences.map(({ operation, field, kind, described, listed }) => {
    const reason = known.find(
      entry => fits(entry.operation, operation) && fits(entry.field, field) && entry.kind === kind,
    )
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
