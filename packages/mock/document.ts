import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

/** The bundled description (`/openapi.json`), as far as the mock reads it. */
export interface Document {
  'servers': { url: string }[]
  'paths': Record<string, Record<string, OperationObject>>
  'x-identical-paths'?: Record<string, Record<string, OperationObject>>
  'components': { schemas: Record<string, SchemaObject> }
}

export interface OperationObject {
  operationId: string
  summary: string
  servers?: { url: string }[]
  parameters?: ParameterObject[]
  requestBody?: { required?: boolean; content: Record<string, { schema: SchemaObject; example: unknown }> }
  responses: Record<string, { content?: Record<string, { schema: SchemaObject; example?: unknown }> }>
}

export interface ParameterObject {
  name: string
  in: 'path' | 'query' | 'header'
  required?: boolean
  schema: SchemaObject
  example?: unknown
}

export interface SchemaObject {
  '$ref'?: string
  'type'?: string
  'format'?: string
  'items'?: SchemaObject
  'properties'?: Record<string, SchemaObject>
  'required'?: string[]
  'additionalProperties'?: SchemaObject | boolean
  'x-encrypted'?: string
  'x-digest'?: 'sha256' | 'sm3'
  [keyword: string]: unknown
}

/** An operation that the mock answers. */
export interface MockOperation extends OperationObject {
  /** In capitals. */
  method: string
  /** With placeholders, and with what the address of its server has in front: `/hk/v3/transactions/app`. */
  path: string
  /** What the sample request sends: path variables, query and headers by their names, and the members of the body. */
  sampleRequest: Record<string, unknown>
  answer: { status: number; schema?: SchemaObject; sample?: unknown; isFile: boolean }
}

/** What does not fit a schema. */
export interface Mismatch {
  /** A JSON pointer: `/amount/total`. */
  field: string
  value: unknown
  issue: string
}

/** The description with everything that the mock asks of it. */
export class Api {
  readonly operations: MockOperation[]
  readonly #schemas: Record<string, SchemaObject>
  readonly #ajv = new Ajv2020({
    allErrors: false,
    strict: false,
    verbose: true,
    validateSchema: false,
    addUsedSchema: false,
    formats: { binary: true },
  })
  readonly #validators = new WeakMap<SchemaObject, ValidateFunction>()

  constructor(document: Document) {
    addFormats.default(this.#ajv, ['date-time', 'date'])
    this.#schemas = document.components.schemas
    // Every schema is compiled by itself; what it refers to stands here, closed: a field that nobody knows is a
    // mistake.
    this.#ajv.addSchema({
      $id: 'api',
      $defs: Object.fromEntries(Object.entries(this.#schemas).map(([name, schema]) => [name, closed(schema)])),
    })
    this.operations = Object.entries({ ...document.paths, ...document['x-identical-paths'] }).flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]) => operationOf(path, method, operation)),
    )
  }

  /** The schema itself, where it is a reference to a shared one. */
  resolve(schema: SchemaObject): SchemaObject {
    return schema.$ref ? this.resolve(this.#schemas[schema.$ref.split('/').at(-1)!]!) : schema
  }

  /** The first thing that is wrong with a value; undefined if nothing is. */
  mismatch(schema: SchemaObject, value: unknown): Mismatch | undefined {
    let validate = this.#validators.get(schema)
    if (!validate) this.#validators.set(schema, (validate = this.#ajv.compile(closed(schema))))
    return validate(value) ? undefined : mismatchOf(validate.errors![0]!, value)
  }

  /**
   * The value with every encrypted text replaced, wherever the schema marks one. @param replace gets the text and its
   * JSON pointer
   */
  replaceEncrypted(
    schema: SchemaObject,
    value: unknown,
    replace: (text: string, field: string) => string,
    field = '',
  ): unknown {
    const own = this.resolve(schema)
    if (own['x-encrypted'] && typeof value === 'string') return replace(value, field)
    if (Array.isArray(value))
      return own.items
        ? value.map((item, index) => this.replaceEncrypted(own.items!, item, replace, `${field}/${index}`))
        : value
    if (value === null || typeof value !== 'object' || !own.properties) return value
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [
        name,
        own.properties![name]
          ? this.replaceEncrypted(own.properties![name], inner, replace, `${field}/${pointerStep(name)}`)
          : inner,
      ]),
    )
  }

  /** The digests of a file that a form carries, by their JSON pointer. */
  digests(schema: SchemaObject, field = ''): { field: string; kind: 'sha256' | 'sm3' }[] {
    const own = this.resolve(schema)
    if (own['x-digest']) return [{ field, kind: own['x-digest'] }]
    return Object.entries(own.properties ?? {}).flatMap(([name, inner]) =>
      this.digests(inner, `${field}/${pointerStep(name)}`),
    )
  }
}

function operationOf(path: string, method: string, operation: OperationObject): MockOperation {
  const [body] = Object.entries(operation.requestBody?.content ?? {})
  const [status, response] = Object.entries(operation.responses).find(([key]) => key.startsWith('2'))!
  const [answer] = Object.entries(response.content ?? {})
  const prefix = operation.servers ? new URL(operation.servers[0]!.url).pathname.replace(/\/$/, '') : ''
  return {
    ...operation,
    method: method.toUpperCase(),
    path: prefix + path,
    sampleRequest: {
      ...Object.fromEntries(
        (operation.parameters ?? [])
          .filter(({ example }) => example !== undefined)
          .map(({ name, example }) => [name, example]),
      ),
      ...(body?.[1].example as object | undefined),
    },
    answer: {
      status: Number(status),
      schema: answer?.[1].schema,
      sample: answer?.[1].example,
      isFile: answer !== undefined && answer[0] !== 'application/json',
    },
  }
}

/** A schema whose objects take no unknown fields, and whose references lead to schemas that take none either. */
function closed(schema: SchemaObject): SchemaObject {
  if (schema.$ref) return { $ref: `api#/$defs/${schema.$ref.split('/').at(-1)!}` }
  const result: SchemaObject = { ...schema }
  if (schema.items) result.items = closed(schema.items)
  if (schema.properties)
    result.properties = Object.fromEntries(
      Object.entries(schema.properties).map(([name, inner]) => [name, closed(inner)]),
    )
  if (schema.type === 'object')
    result.additionalProperties =
      typeof schema.additionalProperties === 'object'
        ? closed(schema.additionalProperties)
        : schema.properties === undefined
  return result
}

const issues: Record<string, (error: ErrorObject) => string> = {
  required: () => '缺少必填的字段',
  additionalProperties: () => '没有这个字段',
  type: ({ params }) => `类型应为 ${String(params.type)}`,
  enum: ({ params }) => `取值应为 ${(params.allowedValues as unknown[]).join('、')} 之一`,
  minLength: ({ params }) => `至少 ${String(params.limit)} 个字符`,
  maxLength: ({ params }) => `最多 ${String(params.limit)} 个字符`,
  minimum: ({ params }) => `不能小于 ${String(params.limit)}`,
  maximum: ({ params }) => `不能大于 ${String(params.limit)}`,
  minItems: ({ params }) => `至少 ${String(params.limit)} 项`,
  maxItems: ({ params }) => `最多 ${String(params.limit)} 项`,
  pattern: ({ params }) => `应匹配 ${String(params.pattern)}`,
  format: ({ params }) =>
    params.format === 'date-time'
      ? '应为 RFC 3339 时间，如 2026-11-20T10:34:56+08:00'
      : `格式应为 ${String(params.format)}`,
}

function mismatchOf(error: ErrorObject, whole: unknown): Mismatch {
  const name = (error.params.missingProperty ?? error.params.additionalProperty) as string | undefined
  const field = error.instancePath + (name === undefined ? '' : `/${pointerStep(name)}`)
  return { field, value: valueAt(whole, field), issue: issues[error.keyword]?.(error) ?? error.message ?? '不符合描述' }
}

export function pointerStep(name: string): string {
  return name.replace(/~/g, '~0').replace(/\//g, '~1')
}

/** The value at a JSON pointer; undefined if there is none. */
export function valueAt(value: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce(
      (inner, step) => (inner as Record<string, unknown> | undefined)?.[step.replace(/~1/g, '/').replace(/~0/g, '~')],
      value,
    )
}
