import { closedSchema, type JsonSchema } from './rules.ts'
import { sampleRequest } from './sample.ts'
import type { Field, Method, Operation, Parameter } from './model.ts'

/** What code in a browser asks of the operations of a path, by method: the file `/facts` + path + `.json`. */
export type Facts = Partial<Record<Method, RequestFacts>>

export interface RequestFacts {
  /**
   * The rules of a request, in the shape of its table: values of placeholders at the top, beside them `query`,
   * `headers` and `json`, or `body` for a form. Objects take no field that is not described.
   */
  request: JsonSchema
  /** The sample request in the same shape. */
  sample: Record<string, unknown>
}

/** The facts of the operations of a path. */
export function factsOf(operations: Operation[]): Facts {
  return Object.fromEntries(operations.map(operation => [operation.method, requestFacts(operation)]))
}

function requestFacts(operation: Operation): RequestFacts {
  const { pathParameters, query, headers, body } = operation
  const groups: [name: string, fields: Parameter[], sent: Parameter[]][] = [
    ['query', query, sampleRequest(operation).query],
    ['headers', headers, sampleRequest(operation).headers],
  ]
  const filled = groups.filter(([, fields]) => fields.length)
  const bodyName = body?.mediaType === 'multipart/form-data' ? 'body' : 'json'
  return {
    request: objectOf([
      ...pathParameters,
      ...filled.map(([name, fields]) => group(name, fields)),
      ...(body ? [{ name: bodyName, required: body.required, schema: body.schema }] : []),
    ]),
    sample: {
      ...valuesOf(pathParameters),
      ...Object.fromEntries(filled.map(([name, , sent]) => [name, valuesOf(sent)])),
      ...(body && { [bodyName]: body.example }),
    },
  }
}

function group(name: string, fields: Field[]): Field {
  return { name, required: fields.some(({ required }) => required), schema: { type: 'object', fields } }
}

function objectOf(fields: Field[]): JsonSchema {
  return closedSchema({ type: 'object', fields })
}

function valuesOf(parameters: Parameter[]): Record<string, unknown> {
  return Object.fromEntries(parameters.map(({ name, example }) => [name, example]))
}
