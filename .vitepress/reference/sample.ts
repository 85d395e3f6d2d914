import { fieldsOf, type Operation, type Parameter, type Schema } from './model.ts'

/** The whole sample request of an operation, as the writers of code need it. */
export interface SampleRequest {
  pathParameters: Parameter[]
  /** Query and header parameters that the sample sends. */
  query: Parameter[]
  headers: Parameter[]
  /** The parts of a form that are files, and the sample's name for the file. */
  files: { name: string, file: string }[]
  /** Whether a value of the sample has to be encrypted. */
  encrypts: boolean
}

export function sampleRequest({ pathParameters, query, headers, body }: Operation): SampleRequest {
  const sent = (parameters: Parameter[]) => parameters.filter(parameter => parameter.example !== undefined)
  return {
    pathParameters,
    query: sent(query),
    headers: sent(headers),
    files: body ? fieldsOf(body.schema).filter(({ schema }) => schema.type === 'string' && schema.format === 'binary').map(({ name }) => ({ name, file: String((body.example as Record<string, unknown>)[name]) })) : [],
    encrypts: sent(query).some(({ schema, example }) => hasEncrypted(schema, example)) || (body !== undefined && hasEncrypted(body.schema, body.example)),
  }
}

function hasEncrypted(schema: Schema, value: unknown): boolean {
  if (value === undefined) return false
  if (schema.type === 'array') return (value as unknown[]).some(item => hasEncrypted(schema.items, item))
  if (schema.type === 'object') return schema.fields.some(field => hasEncrypted(field.schema, (value as Record<string, unknown>)[field.name]))
  return schema.type === 'string' && schema.encrypted !== undefined
}

/** The members of a sample object with the schema of each, in the sample's order. */
export function membersOf(schema: Extract<Schema, { type: 'object' }>, value: unknown): { name: string, schema: Schema, value: unknown }[] {
  return Object.entries(value as Record<string, unknown>).map(([name, member]) => ({
    name,
    // The reader has checked the sample against the schema, so a key that is no field is an entry of a map.
    schema: schema.fields.find(field => field.name === name)?.schema ?? schema.additional!,
    value: member,
  }))
}
