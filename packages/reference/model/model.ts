/**
 * The model of the API that all writers read: what OpenAPI's words mean for WeChat Pay. It knows neither YAML nor
 * VitePress. Where table, declaration and hover answer the same question, they call the same function from here.
 */

import type { Condition, Statement } from './conditions.ts'

/** A place in a description that a person can open: `docs/openapi/v3/certificates.yaml:12:7 (#/get/parameters/0)`. */
export interface Place {
  /** The file's path relative to the project, with `/`. */
  file: string
  line: number
  column: number
  /** A JSON pointer inside the file, starting with `#`. */
  pointer: string
}

/** All that the descriptions say. */
export interface Reference {
  /** Sorted by path; the operations of a path in the order of its file. */
  operations: Operation[]
  /** Sorted by name. */
  notifications: Notification[]
  /** The shared schemas by name, in alphabetical order: `components.schemas`. */
  schemas: Map<string, Schema>
  /** The product tree in the order of reading; levels are joined by ` / `: `基础支付 / 直连商户模式`. */
  tags: Tag[]
  /** The descriptions as one OpenAPI document, references kept. */
  document: OpenapiDocument
  /** The catalogue of error codes, sorted by status. */
  errors: ErrorCode[]
}

/** A product, as OpenAPI's tag. */
export interface Tag {
  /** With the levels above it. */
  'name': string
  /** Where its overview stands, below `/products/`: `payscore/partner`. */
  'x-slug': string
  /** What it is for. */
  'description'?: string
  /** The operationIds in the order in which one calls them; absent where the paths' order will do. */
  'x-call-order'?: string[]
}

/** What an error code means, wherever it is answered. */
export interface ErrorCode {
  code: string
  /** The HTTP status that comes with it; absent where no source tells. */
  status?: number
  /** That of operations which answer it with another one, by `operationId`. */
  statusOf?: Record<string, number>
  cause: string
  solution: string
  /** Whether any operation may answer it. */
  general: boolean
}

/** The HTTP status with which an operation answers the code; undefined where no source tells. */
export function statusOfError(
  { status, statusOf }: ErrorCode,
  { operationId }: Pick<Operation, 'operationId'>,
): number | undefined {
  return statusOf?.[operationId] ?? status
}

export interface OpenapiDocument {
  openapi: string
  info: Record<string, unknown>
  servers: { url: string; description?: string }[]
  tags: Tag[]
  paths: Record<string, Record<string, Record<string, unknown>>>
  webhooks: Record<string, Record<string, Record<string, unknown>>>
  components: Record<string, Record<string, unknown>>
  [keyword: string]: unknown
}

export const methods = ['get', 'put', 'post', 'patch', 'delete'] as const
export type Method = (typeof methods)[number]

/** What a page is about: something that a merchant asks of the platform, or is told by it. */
export type Entry = Operation | Notification

export interface Operation {
  kind: 'operation'
  method: Method
  /** With its placeholders: `/v3/pay/transactions/id/{transaction_id}`. */
  path: string
  operationId: string
  /** How it goes over the wire, a name among the dialect's protocols: `v3`. */
  protocol: string
  /** The products it belongs to, names of tags. */
  tags: string[]
  title: string
  description: string
  status: Status[]
  /** The pages of the official documentation; empty where the API is described in none that is public. */
  officialDocs: OfficialDoc[]
  pathParameters: Parameter[]
  query: Parameter[]
  /** What is demanded of the query's parameters together. */
  queryConditions?: Pick<ObjectSchema, 'conditions' | 'conditionKeywords'>
  headers: Parameter[]
  body?: Body
  answer: Answer
  /** The error codes of its own, beside the general ones. */
  errors: string[]
  /** The operationId of the same action in the other mode, and which mode that is. */
  otherMode?: { operationId: string; mode: string }
  /** Set only where it is not the API's usual address; ends in a slash. */
  baseUri?: string
  place: Place
}

/** What the platform tells a merchant by itself: OpenAPI's webhook. */
export interface Notification {
  kind: 'notification'
  /** Its key among the webhooks, which is the end of its page's address: `transaction-success`. */
  name: string
  operationId: string
  /** How the message itself names what has happened: `TRANSACTION.SUCCESS`. */
  eventType: string
  /** The names that it had before. */
  formerEventTypes: string[]
  /** What the message calls the thing that it carries; absent where no source tells. */
  originalType?: string
  tags: string[]
  title: string
  description: string
  status: Status[]
  officialDocs: OfficialDoc[]
  /** After how long it comes again while nobody takes it, `15s`, `3m`; empty where no source tells. */
  retry: string[]
  /** The fields, from the top of the resource, by which one sees that it has come before. */
  idempotencyKey: string[]
  /** The operationId of what one asks when in doubt. */
  query?: string
  /** What it carries: one thing, or several, of which a message has one. */
  resources: Resource[]
  /** What the platform awaits. */
  answer: Answer
  place: Place
}

/** A shape of what a notification carries, as it is after decryption. */
export interface Resource {
  /** What tells it from the other ones; all absent where there is one only. */
  name?: string
  title?: string
  /** When a message carries it, and by what one recognizes it. */
  description?: string
  /** The fields of requests that ask for it. */
  triggers: Trigger[]
  /** Where it has other fields for that than the notification says. */
  idempotencyKey?: string[]
  schema: ObjectSchema
  example: unknown
}

/** A field of a request that says where a notification is sent. */
export interface Trigger {
  operationId: string
  /** From the top of the body: `contract_info.contract_notify_url`. */
  field: string
}

export type Status =
  'deprecated' | 'redesigned' | 'on-invitation' | 'needs-permission' | 'important' | 'specific-merchants'

export interface OfficialDoc {
  url: string
  /** Whom the page is written for, one of the dialect's audiences; absent where its address does not say. */
  audience?: string
}

export interface Field {
  /** The name on the wire, unchanged: `out_trade_no`. */
  name: string
  /** In a request: must be sent. In an answer: is always there. */
  required: boolean
  schema: Schema
  /** What the conditions of the object around it say of it. */
  statements?: Statement[]
}

export interface Parameter extends Field {
  /** Its value in the sample request; an optional parameter without one is not part of the sample. */
  example?: unknown
}

export interface Body {
  mediaType: 'application/json' | 'multipart/form-data'
  required: boolean
  schema: Schema
  /** The sample; encrypted fields hold the plain text, files their name. */
  example: unknown
}

export interface Answer {
  /** The HTTP status of success: 200, 202, 204. */
  status: number
  description: string
  /** Absent where the answer has no body. */
  content?: { kind: 'json'; schema: Schema; example: unknown } | { kind: 'file'; schema: Schema }
}

interface Meaning {
  /** The name under `components.schemas`, if the schema is shared. */
  name?: string
  /** The official short name of the field: 商户订单号. */
  title?: string
  /** What else one has to know, a sentence or two. */
  description?: string
  deprecated?: boolean
  /** The dialect's own keywords, by name: `x-encrypted`. */
  extensions?: Record<string, string>
}

export interface StringSchema extends Meaning {
  type: 'string'
  format?: 'date-time' | 'date' | 'binary'
  enum?: Enumeration
  minLength?: number
  maxLength?: number
  /** How many bytes of UTF-8 it may have at most, where the platform counts these. */
  maxBytes?: number
  pattern?: string
  default?: unknown
  /** The string is a JSON text; with `schema`, of this shape. */
  json?: { schema?: Schema }
}

export interface NumberSchema extends Meaning {
  type: 'integer' | 'number'
  enum?: Enumeration
  minimum?: number
  maximum?: number
  default?: unknown
  /** 分 for amounts; whatever the number counts. */
  unit?: string
}

export interface BooleanSchema extends Meaning {
  type: 'boolean'
  default?: unknown
}

export interface ObjectSchema extends Meaning {
  type: 'object'
  fields: Field[]
  /** What is demanded of its fields together. */
  conditions?: Condition[]
  /** The same as the description says it, keywords of JSON Schema. */
  conditionKeywords?: Record<string, unknown>
  /** What further keys hold, for a map. */
  additional?: Schema
}

export interface ArraySchema extends Meaning {
  type: 'array'
  items: Schema
  minItems?: number
  maxItems?: number
}

export type Schema = StringSchema | NumberSchema | BooleanSchema | ObjectSchema | ArraySchema

export interface Enumeration {
  values: (string | number)[]
  /** Further values may come (`x-extensible-enum`). Answers are read as open in any case. */
  open: boolean
  /** What a value means, by value. */
  meanings: Record<string, string>
}

/** Whether a schema is read as part of a request or of an answer: the same field asks for different words. */
export type Side = 'request' | 'answer'

/** The type as tables print it: `string`, `object[]`. */
export function typeText(schema: Schema): string {
  return schema.type === 'array' ? `${typeText(schema.items)}[]` : schema.type
}

/** The values of an enumeration, of the field or of its items. */
export function enumerationOf(schema: Schema): Enumeration | undefined {
  const leaf = schema.type === 'array' ? schema.items : schema
  return 'enum' in leaf ? leaf.enum : undefined
}

/** Whether further values than the listed ones may occur on this side. */
export function isOpen(enumeration: Enumeration, side: Side): boolean {
  return enumeration.open || side === 'answer'
}

/** The fields of an object or of a list's items; none for anything else. */
export function fieldsOf(schema: Schema): Field[] {
  if (schema.type === 'array') return fieldsOf(schema.items)
  return schema.type === 'object' ? schema.fields : []
}

/** The rows right below a field: its members, the values of a map under the name `*`, the members of a JSON text. */
export function rowsBelow(schema: Schema): Field[] {
  if (schema.type === 'array') return rowsBelow(schema.items)
  if (schema.type === 'string') return schema.json?.schema ? rowsBelow(schema.json.schema) : []
  if (schema.type !== 'object') return []
  return schema.additional
    ? [...schema.fields, { name: '*', required: false, schema: schema.additional }]
    : schema.fields
}

/** The number of rows below a field, at all depths. */
export function countRows(schema: Schema): number {
  return rowsBelow(schema).reduce((sum, field) => sum + 1 + countRows(field.schema), 0)
}

/** `{card_id}` -> `card_id`; undefined for an ordinary segment. */
export function placeholderOf(segment: string): string | undefined {
  return /^\{(.+)\}$/.exec(segment)?.[1]
}

/** The segments of a path: `/v3/pay/{id}` -> `['v3', 'pay', '{id}']`; a trailing slash gives an empty last one. */
export function segmentsOf(path: string): string[] {
  return path.slice(1).split('/')
}

/**
 * The file that describes a path. No file's name can be empty, so a path that ends in a slash is an `index.yaml`, as
 * on a web server.
 */
export function descriptionFileOf(path: string): string {
  return `docs/openapi${path.replace(/\/$/, '/index')}.yaml`
}

/**
 * The operationId that a method and a path give: `postPayTransactionsJsapi`, `getCertificates`, placeholders as
 * `ByCardId`.
 */
export function operationIdOf(method: Method, path: string): string {
  const words = segmentsOf(path)
    .slice(1)
    .filter(Boolean)
    .map(segment => {
      const placeholder = placeholderOf(segment)
      return (placeholder === undefined ? '' : 'By') + pascal(placeholder ?? segment)
    })
  return method + words.join('')
}

/** The name of a notification, by its event type: `TRANSACTION.SUCCESS` -> `transaction-success`. */
export function notificationName(eventType: string): string {
  return eventType.toLowerCase().replace(/[._]/g, '-')
}

/** `out-trade-no`, `card_id`, `a.b` -> `OutTradeNo`, `CardId`, `AB`. */
export function pascal(text: string): string {
  return text.replace(/(?:^|[-_.])(\w)/g, (_, letter: string) => letter.toUpperCase())
}

/** The same action in the other mode, if there is one. @param operations all operations */
export function otherModeOf({ otherMode }: Operation, operations: Operation[]): Operation | undefined {
  return otherMode && operations.find(({ operationId }) => operationId === otherMode.operationId)
}
