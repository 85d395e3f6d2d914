import { neededNames } from './conditions.ts'
import { fieldsOf, type Field, type Operation, type Parameter, type Schema } from './model.ts'

/** The whole sample request of an operation, as the writers of code need it. */
export interface SampleRequest {
  pathParameters: Parameter[]
  /** Query and header parameters that the sample sends. */
  query: Parameter[]
  headers: Parameter[]
  /** The parts of a form that are files, and the sample's name for the file. */
  files: { name: string; file: string }[]
}

export function sampleRequest(operation: Operation): SampleRequest {
  const { pathParameters, query, queryConditions, headers, body } = operation
  const sent = (parameters: Parameter[]) => parameters.filter(parameter => parameter.example !== undefined)
  const sample = Object.fromEntries(sent(query).map(({ name, example }) => [name, example]))
  const needed = neededNames({ fields: query, ...queryConditions }, sample)
  const isFile = ({ schema }: Field) => schema.type === 'string' && schema.format === 'binary'
  const files = body ? fieldsOf(body.schema).filter(isFile) : []
  return {
    pathParameters,
    query: sent(query).map(parameter => ({ ...parameter, required: needed.has(parameter.name) })),
    headers: sent(headers),
    files: files.map(({ name }) => ({ name, file: String((body!.example as Record<string, unknown>)[name]) })),
  }
}

/** The members of a sample object with the schema of each, and whether the request needs it, in the sample's order. */
export function membersOf(
  schema: Extract<Schema, { type: 'object' }>,
  value: unknown,
): { name: string; required: boolean; schema: Schema; value: unknown }[] {
  const needed = neededNames(schema, value as Record<string, unknown>)
  return Object.entries(value as Record<string, unknown>).map(([name, member]) => {
    const field = schema.fields.find(field => field.name === name)
    // The reader has checked the sample against the schema, so a key that is no field is an entry of a map.
    return { name, required: needed.has(name), schema: field?.schema ?? schema.additional!, value: member }
  })
}

/** Ends a line, while code is being written, that only an optional field needs: no sample holds this character. */
const mark = '\u0000'

/** Says of all lines of a piece of code that a request with just the required fields does without them. */
export function optionalLines(code: string): string {
  return code
    .split('\n')
    .map(line => (line.endsWith(mark) ? line : line + mark))
    .join('\n')
}

/**
 * Takes the marks of `optionalLines` off a program. @returns the program, and the numbers of the marked lines, from 0
 */
export function withoutMarks(code: string): { code: string; optional: number[] } {
  const lines = code.split('\n')
  return {
    code: lines.map(line => (line.endsWith(mark) ? line.slice(0, -1) : line)).join('\n'),
    optional: lines.flatMap((line, index) => (line.endsWith(mark) ? [index] : [])),
  }
}
