import type {
  Field,
  Method,
  Notification,
  ObjectSchema,
  Operation,
  Reference,
  Resource,
  Schema,
  Side,
} from './model/model.ts'
import type { Condition } from './model/conditions.ts'
import type { LintFinding } from './model/lint.ts'
import type { SampleOf } from './model/sample.ts'
import type { Words } from './model/words.ts'

/**
 * The seam: all that the engine asks of an API. The engine reads descriptions and writes from them; what their paths,
 * keywords, clients and readers are like is said here, once for each API (`packages/wechatpay/dialect.ts`).
 */
export interface Dialect {
  /** As one speaks of the API: `WeChat Pay`. */
  name: string
  /** By the folder of their descriptions below `docs/openapi`, which is also the first segment of their paths. */
  protocols: Record<string, Protocol>
  /** The clients that examples are written for, in the order of a page. */
  sdks: Sdk[]
  /** How the client of TypeScript wants to be typed. */
  declaration: DeclarationStyle
  /** The keywords of schemas that OpenAPI does not know. */
  extensions: Extension[]
  /** What the page of an operation says beside the descriptions, each as lines of Markdown; empty for nothing. */
  page: {
    /** Above its parameters: how the same action looks to others, say. */
    notes: (operation: Operation, reference: Pick<Reference, 'operations'>) => string[]
    /** What an operation is for, where words of its description lead to notifications. */
    description: (operation: Operation, reference: Pick<Reference, 'notifications' | 'tags'>) => string
    /** Below the examples. */
    belowExamples: (operation: Operation) => string[]
  }
  /** What the platform tells by itself. */
  notifications: {
    /** The message that carries a resource, as it goes over the wire. */
    message: (notification: Notification, resource: Resource) => string
    /** The body of a notification in OpenAPI's words. @param webhook as its description has it */
    requestBody: (webhook: Record<string, unknown>) => object
  }
  /** The two kinds of caller for whom there may be the same action, the usual one first; empty where there is one. */
  modes: [string, string] | []
  /** What all addresses of the official documentation are like, as a regular expression of JSON Schema. */
  officialDocs: string
  /** Whom a page of the official documentation is written for, by its address; none for everybody. */
  audienceOf: (url: string) => string | undefined
  /** The samples of an operation that differ, each as the operation that has just this one. */
  samples: (operation: Operation) => SampleOf[]
  /** What contradicts experience with the sources rather than a schema. */
  lint: (operations: Operation[], notifications: Notification[]) => LintFinding[]
  /** The names of its rules, by which a description says why a place is right all the same. */
  lintRules: readonly string[]
  /** All that the engine says to readers. */
  words: Words
}

/** How calls go over the wire. */
export interface Protocol {
  /** Where an operation is that does not say otherwise; ends in a slash. */
  baseUri: string
  /** A sample value as a page shows it in an answer: with a note where cipher text stands, say. */
  asShown: (schema: Schema, value: unknown) => unknown
  /** What else is wrong with a request as described, for example that it does not say with which key it encrypts. */
  findings: (operation: Operation) => { steps: (string | number)[]; problem: string; advice: string }[]
}

/** A client that examples are written for. */
export interface Sdk {
  /** The language of its code, as a fence names it: `ts`. */
  language: string
  /** As readers know the language: `TypeScript`. */
  title: string
  /** What stands behind the language in the fence of an example: `twoslash` where its types are shown. */
  fence?: string
  /** The labels of the ways to write a call, in the order of `examples`. */
  styles: string[]
  /** The options of a call, beside which it takes the values of placeholders: none of these can be a placeholder. */
  options: readonly string[]
  /** The sample request of an operation, once in each style. @param operation with the sample that is meant */
  examples: (operation: Operation) => Example[]
  /** What takes a notification that is decrypted. */
  handler: (notification: Notification) => Pick<Example, 'code'>
}

/** A code sample that is exactly what a reader copies. */
export interface Example {
  /** One of the client's styles. */
  label: string
  /** Lines before it that only the compiler needs; not shown. */
  hidden?: string
  code: string
}

/** A keyword `x-…` of a schema. */
export interface Extension {
  keyword: `x-${string}`
  /** The type of schema that it may stand on. */
  type: Schema['type']
  /** The values that it may have. */
  values: string[]
  /** What table and declaration say of it, one statement. */
  line: (value: string, side: Side) => string
  /** The attribute of the field's name in a table, for its mark there. */
  attribute?: string
}

/** How the client of TypeScript wants to be typed. */
export interface DeclarationStyle {
  /** What the module imports and refers to, as lines. */
  head: string[]
  /** The namespace of all types: `WeChatPay.OpenAPI`. */
  namespace: string
  /** The type of a segment of a path in that namespace: `_card_id_`. */
  segment: (segment: string) => string
  /** The names of a call's types in the namespace of its method. */
  names: { method: (method: Method) => string; body: string; answer: string; file: string }
  /** What else stands in the namespace of a call's method, as lines: its settings. */
  call: (operation: Operation, types: TypeWriter) => string[]
  /** What examples import as if it were there, as lines; whoever downloads the module has it of their own. */
  virtual: string[]
  /** The client and what leads to a call, as lines, at the end of the module. */
  client: (operations: Operation[], types: TypeWriter) => string[]
  /** The types of notifications, as lines. */
  notifications: (notifications: Notification[], types: TypeWriter) => string[]
}

/** What the engine knows of types, for a `DeclarationStyle`. */
export interface TypeWriter {
  /** A comment with an empty line between statements, none where there is nothing to say. */
  comment: (lines: string[], indent: string) => string[]
  /** What a comment says of a field. */
  fieldDoc: (field: Pick<Field, 'schema' | 'statements'>, side: Side) => string[]
  /** The type of a field, whose own inner object would have this name. */
  typeOf: (schema: Schema, side: Side, own: string) => string
  /** An interface and, in a namespace of its name, the interfaces of its inner objects. */
  interfaceLines: (name: string, fields: Field[], side: Side, indent: string, options?: InterfaceOptions) => string[]
  /** The interface of a body; of a shared schema, one that extends it. */
  bodyInterface: (name: string, schema: ObjectSchema, side: Side) => string[]
  /** The namespace of a path: `WeChatPay.OpenAPI.V3.Pay`. */
  namespaceOf: (path: string) => string
}

export interface InterfaceOptions {
  doc?: string
  base?: string
  additional?: Schema
  conditions?: Condition[]
}
