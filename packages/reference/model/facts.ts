import { requestGroups, type GroupName } from './rows.ts'
import { closedSchema, type JsonSchema } from './rules.ts'
import { sampleRequest } from './sample.ts'
import type { Method, Operation, Parameter } from './model.ts'

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
  const groups = requestGroups(operation)
  const named = groups.flatMap(({ name, ...group }) => (name ? [{ name, ...group }] : []))
  const samples = samplesOf(operation)
  return {
    request: closedSchema({ type: 'object', fields: [...operation.pathParameters, ...named] }),
    sample: { ...samples.path, ...Object.fromEntries(named.map(({ name }) => [name, samples[name]])) },
  }
}

function samplesOf(operation: Operation): { path: Record<string, unknown> } & Record<GroupName, unknown> {
  const { query, headers } = sampleRequest(operation)
  const body = operation.body?.example
  return {
    path: valuesOf(operation.pathParameters),
    query: valuesOf(query),
    headers: valuesOf(headers),
    json: body,
    body,
  }
}

function valuesOf(parameters: Parameter[]): Record<string, unknown> {
  return Object.fromEntries(parameters.map(({ name, example }) => [name, example]))
}
