import { fieldsOf, type Operation, type Parameter, type Schema } from './model.ts'

/** The whole sample request of an operation, as the writers of code need it. */
export interface SampleRequest {
  pathParameters: Parameter[]
  /** Query and header parameters that the sample sends. */
  query: Parameter[]
  headers: Parameter[]
  /** The parts of a form that are files, and the sample's name for the file. */
  files: { name: string; file: string }[]
  /** Whether a value of the sample has to be encrypted. */
  encrypts: boolean
  /** Whether one has to be that the request cannot do without. */
  mustEncrypt: boolean
}

export function sampleRequest({ pathParameters, query, headers, body }: Operation): SampleRequest {
  const sent = (parameters: Parameter[]) => parameters.filter(parameter => parameter.example !== undefined)
  const mustEncrypt =
    sent(query).some(({ schema, example, required }) => required && hasEncrypted(schema, example, true)) ||
    (body !== undefined && hasEncrypted(body.schema, body.example, true))
  return {
    mustEncrypt,
    pathParameters,
    query: sent(query),
    // What is encrypted says with which key.
    headers: sent(headers).map(header =>
      mustEncrypt && header.name === 'Wechatpay-Serial' ? { ...header, required: true } : header,
    ),
    files: body
      ? fieldsOf(body.schema)
          .filter(({ schema }) => schema.type === 'string' && schema.format === 'binary')
          .map(({ name }) => ({ name, file: String((body.example as Record<string, unknown>)[name]) }))
      : [],
    encrypts:
      sent(query).some(({ schema, example }) => hasEncrypted(schema, example)) ||
      (body !== undefined && hasEncrypted(body.schema, body.example)),
  }
}

function hasEncrypted(schema: Schema, value: unknown, requiredOnly = false): boolean {
  if (value === undefined) return false
  if (schema.type === 'array') return (value as unknown[]).some(item => hasEncrypted(schema.items, item, requiredOnly))
  if (schema.type === 'object')
    return schema.fields.some(
      field =>
        (field.required || !requiredOnly) &&
        hasEncrypted(field.schema, (value as Record<string, unknown>)[field.name], requiredOnly),
    )
  return schema.type === 'string' && schema.encrypted !== undefined
}

/** The members of a sample object with the schema of each, in the sample's order. */
export function membersOf(
  schema: Extract<Schema, { type: 'object' }>,
  value: unknown,
): { name: string; required: boolean; schema: Schema; value: unknown }[] {
  return Object.entries(value as Record<string, unknown>).map(([name, member]) => {
    const field = schema.fields.find(field => field.name === name)
    // The reader has checked the sample against the schema, so a key that is no field is an entry of a map.
    return { name, required: field?.required ?? false, schema: field?.schema ?? schema.additional!, value: member }
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
