import { breaches, pointerStep, type JsonSchema, type Rule } from '../reference/model/rules.ts'

/** The bundled description (`/openapi.json`), as far as the mock reads it. */
export interface Document {
  'servers': { url: string }[]
  'paths': Record<string, Record<string, OperationObject>>
  'x-identical-paths'?: Record<string, Record<string, OperationObject>>
  'webhooks'?: Record<string, { post: object }>
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
  'contentSchema'?: SchemaObject
  'x-encrypted'?: string
  'x-digest'?: 'sha256' | 'sm3'
  'x-signature'?: 'none' | 'statement-sha1'
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
  answer: {
    status: number
    schema?: SchemaObject
    sample?: unknown
    isFile: boolean
    /** What of it is signed: most of the files are not. */
    signature: 'none' | 'statement-sha1' | 'content'
  }
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
  readonly #closed = new Map<SchemaObject, JsonSchema>()

  constructor(document: Document) {
    this.#schemas = document.components.schemas
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
    const [breach] = breaches(this.#close(schema), value)
    return breach && { field: breach.pointer, value: breach.value, issue: issues[breach.rule](breach.limit) }
  }

  /** A schema without references, whose objects take no unknown fields: one that nobody knows is a mistake. */
  #close(schema: SchemaObject): JsonSchema {
    const own = this.resolve(schema)
    let known = this.#closed.get(own)
    if (!known) this.#closed.set(own, (known = this.#closeAnew(own)))
    return known
  }

  #closeAnew({ items, properties, additionalProperties, contentSchema, ...rest }: SchemaObject): JsonSchema {
    return {
      ...(rest as JsonSchema),
      ...(items && { items: this.#close(items) }),
      ...(contentSchema && { contentSchema: this.#close(contentSchema) }),
      ...(rest.type === 'object' && {
        properties: Object.fromEntries(
          Object.entries(properties ?? {}).map(([name, inner]) => [name, this.#close(inner)]),
        ),
        additionalProperties: typeof additionalProperties === 'object' ? this.#close(additionalProperties) : false,
      }),
    }
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
    if (value === null || typeof value !== 'object') return value
    const others = typeof own.additionalProperties === 'object' ? own.additionalProperties : undefined
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => {
        const schemaOfMember = own.properties?.[name] ?? others
        const pointer = `${field}/${pointerStep(name)}`
        return [name, schemaOfMember ? this.replaceEncrypted(schemaOfMember, inner, replace, pointer) : inner]
      }),
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
      signature: answer?.[1].schema['x-signature'] ?? 'content',
    },
  }
}

/** How an answer says what a value breaks; the platform's own words are of this kind. */
const issues: Record<Rule, (limit: unknown) => string> = {
  required: () => '缺少必填的字段',
  additionalProperties: () => '没有这个字段',
  type: limit => `类型应为 ${String(limit)}`,
  enum: limit => `取值应为 ${(limit as unknown[]).join('、')} 之一`,
  minLength: limit => `至少 ${String(limit)} 个字符`,
  maxLength: limit => `最多 ${String(limit)} 个字符`,
  maxBytes: limit => `最多 ${String(limit)} 个字节`,
  minimum: limit => `不能小于 ${String(limit)}`,
  maximum: limit => `不能大于 ${String(limit)}`,
  minItems: limit => `至少 ${String(limit)} 项`,
  maxItems: limit => `最多 ${String(limit)} 项`,
  pattern: limit => `应匹配 ${String(limit)}`,
  json: () => '不是合法的 JSON 文本',
  oneOf: limit => `${alternativesText(limit)} 须且只须填写其中一种`,
  anyOf: limit => `${alternativesText(limit)} 至少填写其中一种`,
  not: limit => ((limit as string[]).length ? `不能与 ${(limit as string[]).join('、')} 同时填写` : '此时不能填写'),
  format: limit =>
    limit === 'date-time' ? '应为 RFC 3339 时间，如 2026-11-20T10:34:56+08:00' : `格式应为 ${String(limit)}`,
}

/** The alternatives of a condition: `a、b`; by mode, the names of the modes. */
function alternativesText(limit: unknown): string {
  return (limit as { 'required'?: string[]; 'x-mode'?: string }[])
    .map(({ required = [], 'x-mode': mode }) => mode ?? required.join(' 与 '))
    .join('、')
}
