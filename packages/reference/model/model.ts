/**
 * The model of the API that all writers read: what OpenAPI's words mean for WeChat Pay. It knows neither YAML nor
 * VitePress. Where table, declaration and hover answer the same question, they call the same function from here.
 */

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
  /** The HTTP status that comes with it. */
  status: number
  cause: string
  solution: string
  /** Whether any operation may answer it. */
  general: boolean
}

export interface OpenapiDocument {
  openapi: string
  info: Record<string, unknown>
  servers: { url: string; description?: string }[]
  tags: Tag[]
  paths: Record<string, Record<string, Record<string, unknown>>>
  components: Record<string, Record<string, unknown>>
  [keyword: string]: unknown
}

export const methods = ['get', 'put', 'post', 'patch', 'delete'] as const
export type Method = (typeof methods)[number]

export interface Operation {
  method: Method
  /** With its placeholders: `/v3/pay/transactions/id/{transaction_id}`. */
  path: string
  operationId: string
  /** The products it belongs to, names of tags. */
  tags: string[]
  title: string
  description: string
  status: Status[]
  /** The pages of the official documentation; empty where the API is described in none that is public. */
  officialDocs: OfficialDoc[]
  pathParameters: Parameter[]
  query: Parameter[]
  headers: Parameter[]
  body?: Body
  answer: Answer
  /** The error codes of its own, beside the general ones. */
  errors: string[]
  /** The operationId of the same action in the other mode, and which mode that is. */
  twin?: { operationId: string; mode: Mode }
  /** Set only where it is not the API's usual address; ends in a slash. */
  baseUri?: string
  place: Place
}

/** Who calls: a merchant for itself, or a partner for merchants of its own. */
export type Mode = 'merchant' | 'partner'

export type Status =
  'deprecated' | 'redesigned' | 'on-invitation' | 'needs-permission' | 'important' | 'specific-merchants'

export interface OfficialDoc {
  url: string
  /** Whom the page is written for; pages of the old wiki do not say. */
  mode?: Mode
}

export interface Field {
  /** The name on the wire, unchanged: `out_trade_no`. */
  name: string
  /** In a request: must be sent. In an answer: is always there. */
  required: boolean
  schema: Schema
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
}

export interface StringSchema extends Meaning {
  type: 'string'
  format?: 'date-time' | 'date' | 'binary'
  enum?: Enumeration
  minLength?: number
  maxLength?: number
  pattern?: string
  default?: unknown
  /** Sent and answered as cipher text, so the request also needs the `Wechatpay-Serial` header. */
  encrypted?: 'by-rsa-pubkey'
  /** The string is a JSON text; with `schema`, of this shape. */
  json?: { schema?: Schema }
  /** The digest of the file in the same request, so the examples compute it. */
  digest?: 'sha256' | 'sm3'
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

/** The slips of sources that lint.ts looks for. */
export const lintRules = [
  'answer-like-request',
  'number-without-reason',
  'amount-without-unit',
  'list-of-nothing',
  'placeholder',
  'neighbours-values',
  'nested-differently',
] as const
export type LintRule = (typeof lintRules)[number]

/** The type as tables print it: `string`, `object[]`. */
export function typeText(schema: Schema): string {
  return schema.type === 'array' ? `${typeText(schema.items)}[]` : schema.type
}

/** The limits in words, `6–32 个字符`; empty where there are none. */
export function limitText(schema: Schema): string {
  switch (schema.type) {
    case 'string':
      return [range(schema.minLength, schema.maxLength, ' 个字符'), schema.pattern && `匹配 \`${schema.pattern}\``]
        .filter(Boolean)
        .join('，')
    case 'integer':
    case 'number':
      return range(schema.minimum, schema.maximum, '')
    case 'array':
      return range(schema.minItems, schema.maxItems, ' 项')
    case 'boolean':
    case 'object':
      return ''
    default:
      return schema satisfies never
  }
}

function range(least: number | undefined, most: number | undefined, unit: string): string {
  if (least !== undefined && most !== undefined) return least === most ? `${least}${unit}` : `${least}–${most}${unit}`
  if (most !== undefined) return `最多 ${most}${unit}`
  if (least !== undefined) return `至少 ${least}${unit}`
  return ''
}

/** The one name of a field: its official short name, or its own where it has none. */
export function titleText(field: Field): string {
  return field.schema.title ?? field.schema.description ?? field.name
}

/**
 * All that is to be known about a field beside its name and type, one statement an entry, in the order of reading:
 * description, unit, limits, default, encryption, values. Tables and the declaration print these same lines; inline
 * code is in backticks.
 */
export function detailLines(schema: Schema, side: Side): string[] {
  const leaf = schema.type === 'array' ? schema.items : schema
  const lines: (string | undefined | false)[] = [
    schema.title !== undefined && schema.description,
    (schema.deprecated || leaf.deprecated) && '已废弃',
    'unit' in leaf && leaf.unit && `单位：${leaf.unit}`,
    limitText(schema) && `限制：${limitText(schema)}`,
    leaf !== schema && leaf.type !== 'object' && limitText(leaf) && `每项：${limitText(leaf)}`,
    'format' in leaf && leaf.format === 'date-time' && '格式：RFC 3339 时间，如 `2026-11-20T10:34:56+08:00`',
    'format' in leaf && leaf.format === 'date' && '格式：`YYYY-MM-DD`',
    'format' in leaf && leaf.format === 'binary' && '二进制文件内容',
    'json' in leaf && leaf.json && '内容是一段 JSON 文本',
    'default' in leaf && leaf.default !== undefined && `默认：\`${String(leaf.default)}\``,
    'digest' in leaf && leaf.digest && `文件内容的 ${leaf.digest.toUpperCase()} 摘要，十六进制小写`,
    'encrypted' in leaf &&
      leaf.encrypted &&
      (side === 'request'
        ? '敏感信息：须用微信支付公钥或平台证书加密（RSA-OAEP），并在请求头带上 `Wechatpay-Serial`'
        : '密文：用商户 API 私钥解密（RSA-OAEP）'),
  ]
  return lines.filter((line): line is string => typeof line === 'string' && line !== '')
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
    ? [
        ...schema.fields,
        { name: '*', required: false, schema: { ...schema.additional, title: schema.additional.title ?? '任意键' } },
      ]
    : schema.fields
}

/** The number of rows below a field, at all depths. */
export function countRows(schema: Schema): number {
  return rowsBelow(schema).reduce((sum, field) => sum + 1 + countRows(field.schema), 0)
}

/**
 * Whether a request sends a body with DELETE, which the chained methods of wechatpay-axios-plugin drop; its
 * `client.request` sends it.
 */
export function deletesWithBody({ method, body }: Operation): boolean {
  return method === 'delete' && body !== undefined
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
 * A segment as both SDKs take it in a chain: `membercard-open` -> `membercardOpen`, `{card_id}` -> `_card_id_`. They
 * turn it back by the rules in `normalize` of wechatpay-axios-plugin (lib/wechatpay.js) and in wechatpay-php's
 * README, 链式 URI Template.
 */
export function chainName(segment: string): string {
  const placeholder = placeholderOf(segment)
  return placeholder === undefined
    ? segment.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
    : `_${placeholder}_`
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

/** `out-trade-no`, `card_id`, `a.b` -> `OutTradeNo`, `CardId`, `AB`. */
export function pascal(text: string): string {
  return text.replace(/(?:^|[-_.])(\w)/g, (_, letter: string) => letter.toUpperCase())
}
