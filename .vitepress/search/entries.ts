import { notificationList, pageOfPath } from '../../packages/reference/model/addresses.ts'
import { notificationName, type Method } from '../../packages/reference/model/model.ts'
import { addressBelow, groupNames, resourceTableId, tableIdOf } from '../../packages/reference/model/rows.ts'
import type { Mode } from '../../packages/wechatpay/modes.ts'
import { errorAnchor } from '../../packages/reference/writers/to-errors.ts'
import type {
  Columns,
  SearchData,
  SearchField,
  SearchNotification,
} from '../../packages/reference/writers/to-search.ts'

export const kinds = ['operation', 'notification', 'product', 'error', 'guide'] as const
export type Kind = (typeof kinds)[number]

/** A thing that can be found. */
export interface Entry {
  kind: Kind
  /** On the site: `/openapi/v3/certificates`, `/guide/errors#param-error`. */
  address: string
  title: string
  /** What stands above it: the names of its products, the title of its page. */
  trail: string[]
  text: string
  /** 0–100. */
  prominence: number
  /** Of an action in two modes: the number of the other one, and the mode of this one. */
  twin?: { number: number; mode: Mode }
  /** Of an operation. */
  method?: Method
  /** Of a notification its event type. */
  path?: string
  /** Of operations and notifications the numbers of their official pages. */
  documents?: number[]
  /** The words of its badge where it is out of date, else empty. */
  outdated?: string
  /** The error codes that an operation lists. */
  errors?: string[]
  /** The numbers of the fields of an operation, each with the address of its first row; in the order of the page. */
  fields?: Map<number, string>
}

/** All that the data says, unpacked: operations, then notifications, products, errors and guides. */
export function collect(data: SearchData): { entries: Entry[]; fields: SearchField[] } {
  const products = fromColumns(data.products)
  const errors = fromColumns(data.errors)
  const fields = fromColumns(data.fields)
  const all = fromColumns(data.operations)
  const alone = new Map<string, number>()
  for (const { path } of all) alone.set(path, (alone.get(path) ?? 0) + 1)
  const twins = new Map(
    all.flatMap(({ partner }, number): [number, Entry['twin']][] =>
      partner
        ? [
            [number, { number: partner - 1, mode: 'merchant' }],
            [partner - 1, { number, mode: 'partner' }],
          ]
        : [],
    ),
  )
  let before = ''
  const operations = all.map((operation, number): Entry => {
    const { method, path, title, description, prominence, outdated, documents } = operation
    const anchor = path === before ? `#${method}` : ''
    before = path
    return {
      kind: 'operation',
      title,
      text: description,
      prominence,
      method,
      path,
      outdated,
      documents,
      twin: twins.get(number),
      address: pageOfPath(path) + anchor,
      trail: operation.products.map(product => products[product]!.name),
      errors: operation.errors.map(error => errors[error]!.code),
      fields: rowsOf(operation, alone.get(path)! > 1 ? `${method}-` : ''),
    }
  })
  return {
    fields,
    entries: [
      ...operations,
      ...fromColumns(data.notifications).map((notification): Entry => {
        const { eventType, title, description, prominence, documents } = notification
        return {
          kind: 'notification',
          title,
          text: description,
          prominence,
          path: eventType,
          documents,
          address: notificationList + notificationName(eventType),
          trail: notification.products.map(product => products[product]!.name),
          fields: shapesOf(notification.resources),
        }
      }),
      ...products.map(({ name, slug, description }, index): Entry => ({
        kind: 'product',
        title: name.split(' / ').at(-1)!,
        trail: [name],
        text: description,
        address: `/products/${slug}`,
        prominence: 100 * (1 - index / products.length),
      })),
      ...errors.map(({ code, status, cause, solution }): Entry => ({
        kind: 'error',
        title: code,
        trail: [],
        text: `${status ? `HTTP ${status}：` : ''}${cause}。${solution}。`,
        address: `/guide/errors#${errorAnchor(code)}`,
        prominence: 0,
      })),
      ...fromColumns(data.guides).map(({ page, heading, address, text }): Entry => ({
        kind: 'guide',
        title: heading,
        trail: page === heading ? [] : [page],
        text,
        address,
        prominence: page === heading ? 50 : 0,
      })),
    ],
  }

  /** The fields of an operation with the address of the first row of each. */
  function rowsOf(
    { pathRows, queryRows, headerRows, bodyRows, answerRows, isForm }: (typeof all)[number],
    prefix: string,
  ): Map<number, string> {
    const request = tableIdOf('request', prefix)
    return placesOf([
      [request, pathRows],
      [addressBelow(request, groupNames[0]), queryRows],
      [addressBelow(request, groupNames[1]), headerRows],
      [addressBelow(request, groupNames[isForm ? 3 : 2]), bodyRows],
      [tableIdOf('answer', prefix), answerRows],
    ])
  }

  /** The fields of what a notification carries, likewise. */
  function shapesOf(resources: SearchNotification['resources']): Map<number, string> {
    return placesOf(resources.map(([name, ...rows]) => [resourceTableId({ name }), rows]))
  }

  function placesOf(tables: [address: string, rows: number[]][]): Map<number, string> {
    const found = new Map<number, string>()
    const visit = (rows: number[], above: string) => {
      for (const number of rows) {
        const [field, ...below] = data.rows[number]!
        const address = addressBelow(above, fields[field]!.name)
        if (!found.has(field)) found.set(field, address)
        visit(below, address)
      }
    }
    for (const [address, rows] of tables) visit(rows, address)
    return found
  }
}

/** The things that columns hold. */
function fromColumns<Thing extends object>(columns: Columns<Thing>): Thing[] {
  const keys = Object.keys(columns) as (keyof Thing)[]
  return (keys.length ? columns[keys[0]!] : []).map(
    (_, index) => Object.fromEntries(keys.map(key => [key, columns[key][index]])) as Thing,
  )
}
