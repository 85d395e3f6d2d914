import type { Extension } from '../dialect.ts'
import type { Condition, Statement } from './conditions.ts'
import type { Field, Notification, Operation, Schema, Side, Status } from './model.ts'
import type { SampleKind } from './sample.ts'
import type { GroupName } from './rows.ts'

/** All that the engine says to readers, in their language; inline code is in backticks, everything is Markdown. */
export interface Words {
  /** The language, as HTML names it: `zh-CN`. */
  language: string
  /** Between the entries of a list, between clauses, and behind what is explained next. */
  comma: string
  clause: string
  colon: string
  statuses: Record<Status, string>
  field: FieldWords
  page: PageWords
  products: ProductWords
  notifications: NotificationWords
  errors: ErrorWords
  markdown: MarkdownWords
  llms: LlmsWords
}

/** What is said of a field beside its name and type. */
export interface FieldWords {
  between: (least: number, most: number) => string
  atMost: (most: number) => string
  atLeast: (least: number) => string
  characters: string
  bytes: string
  items: string
  matches: (pattern: string) => string
  limits: (limits: string) => string
  eachItem: (limits: string) => string
  unit: (unit: string) => string
  default: (value: string) => string
  deprecated: string
  dateTime: string
  date: string
  binary: string
  json: string
  /** What a condition says of a field, in its row. */
  statement: (statement: Statement, side: Side) => string
  /** What a condition says of fields together, beside the object that holds them; empty where the rows say it. */
  group: (condition: Condition, side: Side) => string
  /** The title of the row that stands for all further keys of a map. */
  anyKey: string
  /** What stands before the values that there are, if further ones may come and if not. */
  values: { open: string; closed: string }
}

/** What a row says that stands for an object of the client's own, which holds fields of the API. */
export interface WrapperWords {
  tooltip?: string
  lines: string[]
}

export interface PageWords {
  parameters: string
  example: string
  answer: string
  answerExample: string
  answerTable: string
  type: string
  description: string
  noParameters: string
  noContent: string
  /** For an answer that is a file. */
  file: string
  answerStatus: (description: string, status: number) => string
  wrappers: Record<GroupName, (operation: Operation) => WrapperWords>
  products: (links: string) => string
  /** What stands before the links to the official documentation, and in their place where they are many. */
  docs: {
    title: string
    many: (count: number) => string
    /** The text of a link: by the title of the entry, its address, and which of the entry's it is, from 0. */
    name: (title: string, url: string, index: number) => string
    audiences: Record<string, string>
    others: string
  }
  errors: { title: string; intro: string; status: string; code: string; cause: string; only: (title: string) => string }
}

export interface ProductWords {
  all: string
  allDescription: string
  count: (operations: number) => string
  operations: string
  contained: string
  order: string
  operation: string
  path: string
  product: string
  purpose: string
  /** The title above the two columns of a product that is divided by whom it is for. */
  modes: string
  /** The beginnings of the titles of these two. */
  modeTitles: [string, string]
}

/** Pages about what the platform tells by itself. */
export interface NotificationWords {
  /** The title of the list of all. */
  all: string
  allDescription: string
  /** Below the title of the list, as lines of Markdown. */
  intro: string[]
  /** The heads of the tables of notifications. */
  notification: string
  eventType: string
  /** Above the table of a product's notifications. */
  ofProduct: string
  count: (notifications: number) => string
  /** Between a method and an event type, where other pages have an address. */
  address: string
  former: (names: string) => string
  resource: string
  /** The head of the column that says what tells shapes apart. */
  shape: string
  /** Above several shapes. */
  resources: (count: number) => string
  /** The head of the table of fields. */
  table: string
  sample: string
  triggeredBy: (links: string) => string
  /** In the place of links where these are many. */
  manyTriggers: (count: number) => string
  noTrigger: string
  message: string
  handling: string
  /** What to answer, as Markdown. */
  answer: (notification: Notification) => string
  retry: (intervals: string[]) => string
  idempotency: (fields: string[]) => string
  query: (link: string) => string
  example: string
  /** Below the example, as Markdown. */
  receivers: (notification: Notification) => string
  /** In the row of a field that says where a notification is sent. */
  received: (links: string) => string
}

export interface ErrorWords {
  title: string
  description: string
  intro: string
  sample: object
  explainTitle: string
  explain: string
  general: string
  specific: string
  /** @param status undefined where no source tells */
  status: (status: number | undefined, cause: string) => string
  solution: (solution: string) => string
  users: (links: string) => string
  /** An operation that answers the code with another status. */
  withStatus: (link: string, status: number) => string
}

/** What the plain Markdown of a page says in words that the site says by its form. */
export interface MarkdownWords {
  required: string
  returned: string
  yes: string
  no: string
  encrypted: string
  details: string
  containers: Record<string, string>
  samples: Record<SampleKind, string>
  /** The dialect's modes. */
  modes: Record<string, string>
  /** Between samples for which an example stands. */
  listed: string
  doesNotCompile: (errors: string[]) => string
  /** Above examples in several languages; the function writes a link. */
  clients: (link: (href: string) => string) => string
}

export interface LlmsWords {
  title: string
  fullTitle: string
  intro: string
  notes: string[]
  count: (operations: number, notifications: number) => string
  guides: string
  guidesDescription: string
  products: string
  productSize: (operations: number) => string
  downloads: string
  files: string
  /** The titles and descriptions of what can be downloaded, by address. */
  downloadable: { address: string; text: string }[]
  fullText: string
  siteMap: string
  pagesBelow: (description: string, pages: number) => string
  source: (link: string) => string
  wholeSize: (pages: number, size: string, files: number) => string
  onlyContents: (link: string) => string
  partSize: (pages: number, size: string) => string
}

/** The limits in words, `6–32 个字符`; empty where there are none. */
export function limitText(words: Words, schema: Schema): string {
  const { field } = words
  switch (schema.type) {
    case 'string':
      return [
        schema.maxBytes
          ? range(words, schema.minLength, schema.maxBytes, field.bytes)
          : range(words, schema.minLength, schema.maxLength, field.characters),
        schema.pattern && field.matches(schema.pattern),
      ]
        .filter(Boolean)
        .join(words.clause)
    case 'integer':
    case 'number':
      return range(words, schema.minimum, schema.maximum, '')
    case 'array':
      return range(words, schema.minItems, schema.maxItems, field.items)
    case 'boolean':
    case 'object':
      return ''
    default:
      return schema satisfies never
  }
}

function range({ field }: Words, least: number | undefined, most: number | undefined, unit: string): string {
  if (least !== undefined && most !== undefined)
    return (least === most ? String(least) : field.between(least, most)) + unit
  if (most !== undefined) return field.atMost(most) + unit
  if (least !== undefined) return field.atLeast(least) + unit
  return ''
}

/** The one name of a field: its official short name, or its own where it has none. */
export function titleText({ field }: Words, { name, schema }: Field): string {
  return schema.title ?? (name === '*' ? field.anyKey : (schema.description ?? name))
}

/**
 * All that is to be known about a field beside its name and type, one statement an entry, in the order of reading:
 * description, unit, limits, format, default, and what the dialect's own keywords mean. Tables and the declaration
 * print these same lines; inline code is in backticks.
 */
export function detailLines(
  { words, extensions }: { words: Words; extensions: Extension[] },
  { schema, statements = [] }: Pick<Field, 'schema' | 'statements'>,
  side: Side,
): string[] {
  const leaf = schema.type === 'array' ? schema.items : schema
  const { field } = words
  const [own, each] = [limitText(words, schema), leaf !== schema && leaf.type !== 'object' && limitText(words, leaf)]
  const lines: (string | undefined | false)[] = [
    schema.title !== undefined && schema.description,
    ...statements.map(statement => field.statement(statement, side)),
    ...groupLines(words, leaf, side),
    (schema.deprecated || leaf.deprecated) && field.deprecated,
    'unit' in leaf && leaf.unit && field.unit(leaf.unit),
    own && field.limits(own),
    each && field.eachItem(each),
    ...formatLines(words, leaf),
    'default' in leaf && leaf.default !== undefined && field.default(String(leaf.default)),
    ...extensions.map(({ keyword, line }) => leaf.extensions?.[keyword] && line(leaf.extensions[keyword], side)),
  ]
  return lines.filter((line): line is string => typeof line === 'string' && line !== '')
}

/** What an object demands of its fields together, said beside the object. */
export function groupLines({ field }: Words, schema: Schema, side: Side): string[] {
  const conditions = (schema.type === 'object' && schema.conditions) || []
  return conditions.map(condition => field.group(condition, side)).filter(Boolean)
}

function formatLines({ field }: Words, schema: Schema): (string | undefined)[] {
  if (schema.type !== 'string') return []
  const formats = { 'date-time': field.dateTime, 'date': field.date, 'binary': field.binary }
  return [schema.format && formats[schema.format], schema.json && field.json]
}
