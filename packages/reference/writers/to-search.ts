import type { Dialect } from '../dialect.ts'
import {
  enumerationOf,
  otherModeOf,
  rowsBelow,
  type Field,
  type Method,
  type Notification,
  type Operation,
  type Reference,
  type Status,
} from '../model/model.ts'
import { everyOperation, everyProduct, productTree } from '../model/products.ts'
import { answerFields, requestGroups } from '../model/rows.ts'
import type { Words } from '../model/words.ts'

/**
 * What the search knows, small enough to be fetched at the first query: every text once and numbers that refer to it,
 * and each list as columns, since like stands beside like there and is packed best. The search makes its index of it
 * in the reader's browser, which is less to load than a finished index.
 */
export interface SearchData {
  products: Columns<SearchProduct>
  operations: Columns<SearchOperation>
  notifications: Columns<SearchNotification>
  /** Each field once, in alphabetical order. */
  fields: Columns<SearchField>
  /**
   * Rows of tables: the number of the field, then the numbers of the rows below. A row that occurs alike in many
   * tables stands here once, after those below it.
   */
  rows: [field: number, ...below: number[]][]
  errors: Columns<SearchError>
  guides: Columns<SearchGuide>
}

/** A list of things as one list for each of their keys. */
export type Columns<Thing> = { [Key in keyof Thing]: Thing[Key][] }

/** A product, in the order of the tree. */
export interface SearchProduct {
  /** With the levels above it. */
  name: string
  slug: string
  description: string
}

/** An operation, in the order of the reference: those of a path follow each other. */
export interface SearchOperation {
  method: Method
  path: string
  title: string
  description: string
  /** Numbers of products. */
  products: number[]
  /** The words of its badge where it is out of date, else empty. */
  outdated: string
  /** How often it is what one means, 0–100. */
  prominence: number
  /** Numbers of rows of its tables: path variables, query, headers, body, answer. */
  pathRows: number[]
  queryRows: number[]
  headerRows: number[]
  bodyRows: number[]
  answerRows: number[]
  isForm: 0 | 1
  /** Numbers of errors. */
  errors: number[]
  /** Of an action in two modes, in the first: the number of the operation in the other mode, from 1. */
  partner: number
  /** The numbers at the end of the addresses of its official pages. */
  documents: number[]
}

/** A notification, in the order of the reference. */
export interface SearchNotification {
  eventType: string
  title: string
  description: string
  /** Numbers of products. */
  products: number[]
  /** How often it is what one means, 0–100. */
  prominence: number
  /** Its shapes, each with the numbers of the rows of its table; the name of the only one is empty. */
  resources: [name: string, ...rows: number[]][]
  /** As of an operation. */
  documents: number[]
}

export interface SearchField {
  name: string
  label: string
  /** The values of its enumeration, one a line, each with what it means. */
  values: string
}

export interface SearchError {
  code: string
  /** 0 where no source tells. */
  status: number
  cause: string
  solution: string
}

/** A heading of a page by hand, or a page that lists things, with the text below it. */
export interface SearchGuide {
  /** The title of the page. */
  page: string
  /** The heading; the page's title for the text above the first one. */
  heading: string
  address: string
  text: string
}

/**
 * The data of the search.
 *
 * @param reference what the generated pages are made of
 * @param guides the headings of the pages by hand
 */
export function toSearch(
  { words, modes }: Dialect,
  reference: Pick<Reference, 'operations' | 'notifications' | 'tags' | 'errors'>,
  guides: SearchGuide[],
): SearchData {
  const { operations, notifications, errors } = reference
  const tree = everyProduct(productTree(reference))
  const productNumbers = new Map(tree.map(({ tag }, index) => [tag.name, index]))
  const errorNumbers = new Map(errors.map(({ code }, index) => [code, index]))
  const prominences = prominencesOf(modes, reference)
  const fields = sortedFields(words, reference)
  const fieldNumbers = new Map(fields.map((field, index) => [JSON.stringify(field), index]))
  const rows: SearchData['rows'] = []
  const rowNumbers = new Map<string, number>()
  const rowsOf = (all: Field[]): number[] =>
    all.map(field => {
      const row: SearchData['rows'][number] = [
        fieldNumbers.get(JSON.stringify(searchField(words, field)))!,
        ...rowsOf(rowsBelow(field.schema)),
      ]
      const key = row.join()
      return rowNumbers.get(key) ?? (rowNumbers.set(key, rows.length), rows.push(row) - 1)
    })
  const byId = new Map(operations.map(operation => [operation.operationId, operation]))
  /** That of the most prominent of the operations that ask for it. */
  const prominenceOf = ({ resources }: Notification) => {
    const asking = resources.flatMap(({ triggers }) => triggers.flatMap(trigger => byId.get(trigger.operationId) ?? []))
    return Math.max(0, ...asking.map(operation => prominences.get(operation)!))
  }
  return {
    products: columns(
      tree.map(({ tag }) => ({ name: tag.name, slug: tag['x-slug'], description: plain(tag.description ?? '') })),
    ),
    operations: columns(
      operations.map((operation): SearchOperation => {
        const { method, path, title, description, tags, pathParameters, query, headers, body } = operation
        return {
          method,
          path,
          title,
          description: plain(description),
          products: tags.map(name => productNumbers.get(name)!),
          outdated: operation.status
            .filter(isOutdated)
            .map(status => words.statuses[status])
            .join(),
          prominence: prominences.get(operation)!,
          pathRows: rowsOf(pathParameters),
          queryRows: rowsOf(query),
          headerRows: rowsOf(headers),
          bodyRows: body ? rowsOf(rowsBelow(body.schema)) : [],
          answerRows: rowsOf(answerFields(operation)),
          isForm: body?.mediaType === 'multipart/form-data' ? 1 : 0,
          errors: operation.errors.flatMap(code => errorNumbers.get(code) ?? []),
          partner:
            operation.otherMode?.mode === modes[1] ? 1 + operations.indexOf(otherModeOf(operation, operations)!) : 0,
          documents: documentsOf(operation),
        }
      }),
    ),
    notifications: columns(
      notifications.map((notification): SearchNotification => {
        const { eventType, title, description, tags, resources } = notification
        return {
          eventType,
          title,
          description: plain(description),
          products: tags.map(tag => productNumbers.get(tag)!),
          prominence: prominenceOf(notification),
          resources: resources.map(({ name: shape = '', schema }) => [shape, ...rowsOf(rowsBelow(schema))]),
          documents: documentsOf(notification),
        }
      }),
    ),
    fields: columns(fields),
    rows,
    errors: columns(
      errors.map(({ code, status, cause, solution }) => ({
        code,
        status: status ?? 0,
        cause: plain(cause),
        solution: plain(solution),
      })),
    ),
    guides: columns(guides),
  }
}

function documentsOf({ officialDocs }: Pick<Operation, 'officialDocs'>): number[] {
  return officialDocs.flatMap(({ url }) => /\/(\d+)$/.exec(url)?.[1] ?? []).map(Number)
}

function columns<Thing extends object>(things: Thing[]): Columns<Thing> {
  const keys = Object.keys(things[0] ?? {}) as (keyof Thing)[]
  return Object.fromEntries(keys.map(key => [key, things.map(thing => thing[key])])) as Columns<Thing>
}

/** All fields of all tables, each once. */
function sortedFields(
  words: Words,
  { operations, notifications }: Pick<Reference, 'operations' | 'notifications'>,
): SearchField[] {
  const seen = new Map<string, SearchField>()
  const visit = (fields: Field[]) => {
    for (const field of fields) {
      const own = searchField(words, field)
      seen.set(JSON.stringify(own), own)
      visit(rowsBelow(field.schema))
    }
  }
  for (const operation of operations) {
    visit([...requestGroups(operation).flatMap(({ schema }) => rowsBelow(schema)), ...answerFields(operation)])
  }
  for (const { resources } of notifications) for (const { schema } of resources) visit(rowsBelow(schema))
  return [...seen].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, field]) => field)
}

function searchField({ field: { anyKey } }: Words, { name, schema }: Field): SearchField {
  const enumeration = enumerationOf(schema)
  return {
    name,
    label: schema.title ?? (name === '*' ? anyKey : ''),
    values:
      enumeration?.values
        .map(value => plain([value, enumeration.meanings[value]].filter(part => part !== undefined).join(' ')))
        .join('\n') ?? '',
  }
}

/**
 * How often an operation is what one means, 0–100, from what the descriptions know: the product tree, each product in
 * it and its call order begin with what most merchants need, the official documentation describes an operation anew
 * for every product that uses it and lists the errors of those that matter. Of an action in two modes the first
 * is the simpler one; what is out of date is rarely meant.
 */
function prominencesOf(
  modes: Dialect['modes'],
  reference: Pick<Reference, 'operations' | 'notifications' | 'tags'>,
): Map<Operation, number> {
  const tree = productTree(reference)
  const all = everyPlace([...new Set(tree.flatMap(everyOperation))])
  const within = new Map(everyProduct(tree).map(product => [product.tag.name, everyPlace(everyOperation(product))]))
  return new Map(
    reference.operations.map(operation => {
      const own = Math.max(
        ...operation.tags.map(name => {
          const places = levelsOf(name).map(level => within.get(level)!.get(operation)!)
          return places.reduce((sum, place) => sum + place, 0) / places.length
        }),
      )
      const documented =
        Math.min(Math.log2(1 + operation.officialDocs.length) / 4, 1) / 3 +
        ((Math.min(operation.errors.length, 5) / 5) * 2) / 3
      return [
        operation,
        operation.status.some(isOutdated)
          ? 0
          : Math.max(
              0,
              Math.round(
                60 * all.get(operation)! +
                  25 * own +
                  15 * documented -
                  (operation.otherMode?.mode === modes[0] ? 5 : 0),
              ),
            ),
      ]
    }),
  )
}

/** A text without the marks of inline code, on one line. */
function plain(text: string): string {
  return text.replace(/`/g, '').replace(/\s+/g, ' ').trim()
}

function isOutdated(status: Status): boolean {
  return status === 'deprecated' || status === 'redesigned'
}

/** The products that a product belongs to, itself included: `a / b` -> `a`, `a / b`. */
function levelsOf(name: string): string[] {
  return name.split(' / ').map((_, index, levels) => levels.slice(0, index + 1).join(' / '))
}

/** From 1 for the first to nearly 0 for the last, falling fast at the beginning. */
function everyPlace(operations: Operation[]): Map<Operation, number> {
  const count = operations.length + 1
  return new Map(
    operations.map((operation, index) => [
      operation,
      0.7 * (1 - Math.log(1 + index) / Math.log(1 + count)) + 0.3 * (1 - index / count),
    ]),
  )
}
