import {
  methods,
  rowsBelow,
  type Body,
  type Field,
  type Operation,
  type Parameter,
  type Resource,
  type Schema,
  type Side,
} from './model.ts'

/**
 * What the SDK's options call the parts of a request that hold fields, in the order of the table; the values of
 * placeholders stand above them. `body` is a form, any other body is `json`.
 */
export const groupNames = ['query', 'headers', 'json', 'body'] as const
export type GroupName = (typeof groupNames)[number]

/** One part of a request. */
export interface Group {
  /** Absent of the path. */
  name?: GroupName
  /** Whether one cannot leave it out. */
  required: boolean
  /** An object of its fields. */
  schema: Schema
}

/** A row of a table of parameters: a field, or a part of the request. */
export interface Row {
  /** Its address on the page, without the table: `json.amount.total`, `transaction_id`, in an answer `amount.total`. */
  address: string
  name: string
  required: boolean
  /** Absent of a part of the request. */
  field?: Field
  below: Row[]
}

const tableNames: Record<Side, string> = { request: 'request', answer: 'response' }
const tableId = new RegExp(`^(?:(${methods.join('|')})-)?(${Object.values(tableNames).join('|')})$`)

/** The id of a table: `request`. @param prefix of an operation that shares its page with others: `get-` */
export function tableIdOf(side: Side, prefix = ''): string {
  return prefix + tableNames[side]
}

const resourceTable = 'resource'

/** The id of the table of what a notification carries: `resource`, of several shapes `resource-partner`. */
export function resourceTableId({ name }: Pick<Resource, 'name'>): string {
  return name ? `${resourceTable}-${name}` : resourceTable
}

/** Which side's table has an id, that of a notification being like an answer's; undefined where it is another table. */
export function sideOfTable(id: string): Side | undefined {
  if (id === resourceTable || id.startsWith(`${resourceTable}-`)) return 'answer'
  const [, , name] = tableId.exec(id) ?? []
  if (!name) return undefined
  return name === tableNames.request ? 'request' : 'answer'
}

/** The address of the row of a name below a table or another row: `request.json`, `amount` -> `request.json.amount`. */
export function addressBelow(above: string, name: string): string {
  return above ? `${above}.${name}` : name
}

/** An address without its table: `get-request.json.amount` -> `json.amount`; of the table itself ``. */
export function withoutTable(address: string): string {
  return address.slice(`${address.split('.', 1)[0]}.`.length)
}

/** The parts of a request that there are, in the order of the table; the path's first. */
export function requestGroups(operation: Operation): Group[] {
  const { pathParameters, query, queryConditions, headers, body } = operation
  return [
    ...parameterGroup(undefined, pathParameters),
    ...parameterGroup('query', query, queryConditions),
    ...parameterGroup('headers', headers),
    ...(body ? [{ name: bodyName(body.mediaType), required: body.required, schema: body.schema }] : []),
  ]
}

function parameterGroup(
  name: GroupName | undefined,
  fields: Parameter[],
  conditions?: Operation['queryConditions'],
): Group[] {
  const required = fields.some(field => field.required)
  return fields.length ? [{ name, required, schema: { type: 'object', fields, ...conditions } }] : []
}

function bodyName(mediaType: Body['mediaType']): GroupName {
  return mediaType === 'multipart/form-data' ? 'body' : 'json'
}

/** The fields of an answer that is JSON. */
export function answerFields({ answer }: Operation): Field[] {
  return answer.content?.kind === 'json' ? rowsBelow(answer.content.schema) : []
}

/** The rows of the table of one side. */
export function rowsOf(operation: Operation, side: Side): Row[] {
  if (side === 'answer') return fieldRows(answerFields(operation), '')
  return requestGroups(operation).flatMap(({ name, required, schema }) => {
    const below = fieldRows(rowsBelow(schema), name ?? '')
    return name ? [{ address: name, name, required, below }] : below
  })
}

/** The rows of fields. @param above the address of what holds them, `` for a table */
export function fieldRows(fields: Field[], above: string): Row[] {
  return fields.map(field => {
    const address = addressBelow(above, field.name)
    const { name, required, schema } = field
    return { address, name, required, field, below: fieldRows(rowsBelow(schema), address) }
  })
}

/** Rows, of this kind or another, and all below them, in the order of the table. */
export function everyRow<R extends { below: R[] }>(rows: R[]): R[] {
  return rows.flatMap(row => [row, ...everyRow(row.below)])
}
