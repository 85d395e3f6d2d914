import { distance } from '../../reference/model/distance.ts'
import { everyRow, groupNames, withoutTable } from '../../reference/model/rows.ts'

/** A row of a table of parameters, as it stands on the page. */
export interface RowText {
  /** Its address on the page: `request.json.amount.total`. */
  address: string
  name: string
  /** 0 for a row of the top level. */
  indent: number
  required: boolean
  encrypted: boolean
  /** `string`, `object[]`. */
  type: string
  /** The first line of the description, the official short name. */
  label: string
  /** The others; code is in backticks. */
  lines: string[]
}

export interface Row extends RowText {
  below: Row[]
}

/** What an error's field leads to. */
export type Found =
  /** `isItem`: the pointer ends at one item of the row's list. */
  | { row: Row; isItem: boolean }
  /** There is none: the row that should hold it, where there is one, and rows of a similar name. */
  | { row?: undefined; holder?: Row; name: string; nearest: Row[] }

const wrappers = { body: ['json', 'body'], query: ['query'], header: ['headers'] } as const
type Location = keyof typeof wrappers | 'path'
const locations: Location[] = ['body', 'query', 'path', 'header']
const mostNearest = 4

/** Puts the rows of a table into the order of their objects. */
export function treeOf(rows: RowText[]): Row[] {
  const top: Row[] = []
  const above: Row[] = []
  for (const text of rows) {
    const row: Row = { ...text, below: [] }
    ;(above[text.indent - 1]?.below ?? top).push(row)
    above.length = text.indent
    above[text.indent] = row
  }
  return top
}

/**
 * Finds the row that an error is about.
 *
 * @param top the rows of a request table, `treeOf`
 * @param field a JSON pointer (`/amount/total`, list indices included), a name, or names joined by dots
 * @param location `body`, `query`, `path` (`uri_template`) or `header`; any of these where the answer does not say
 */
export function findRow(top: Row[], field: string, location?: string): Found {
  // What OpenAPI calls the path, the platform calls uri_template.
  const said = location?.toLowerCase().replace('uri_template', 'path')
  const named = locations.find(name => said?.startsWith(name))
  const all = (named ? [named] : locations).map(name => findIn(top, field, name))
  return all.find(found => found.row) ?? all.find(found => !found.row && found.nearest.length) ?? all[0]!
}

function findIn(top: Row[], field: string, location: Location): Found {
  const isWrapper = ({ address }: Row) => (groupNames as readonly string[]).includes(withoutTable(address))
  const holder =
    location === 'path'
      ? undefined
      : top.findLast(row => isWrapper(row) && (wrappers[location] as readonly string[]).includes(row.name))
  const rows = location === 'path' ? top.filter(row => !isWrapper(row)) : (holder?.below ?? [])
  if (location === 'body' && !stepsOf(field).length)
    return holder ? { row: holder, isItem: false } : { name: '', nearest: [] }
  const whole = rows.find(row => isCalled(row, field, location))
  if (whole) return { row: whole, isItem: false }
  const steps = stepsOf(field)
  const found = walk(rows, holder, steps, location, top)
  // The address in the whole request: `/body/amount/total`.
  return found.row || steps[0] !== location || steps.length < 2
    ? found
    : walk(rows, holder, steps.slice(1), location, top)
}

function walk(rows: Row[], holder: Row | undefined, steps: string[], location: Location, top: Row[]): Found {
  let [at, among, isItem] = [holder, rows, false]
  for (const [index, step] of steps.entries()) {
    const next =
      among.find(row => isCalled(row, step, location)) ??
      (isList(at, step, isItem) ? undefined : among.find(row => row.name === '*'))
    if (next) [at, among, isItem] = [next, next.below, false]
    else if (isList(at, step, isItem)) isItem = true
    // What a row says nothing of: the members of an object that the table does not list belong to that row.
    else if (at && at !== holder && !among.length && index > 0 && /^object/.test(at.type)) return { row: at, isItem }
    else return { name: step, ...(at && { holder: at }), nearest: nearestTo(step, among, top) }
  }
  return at && steps.length ? { row: at, isItem } : { name: steps.join('.'), nearest: [] }
}

function isCalled({ name }: Row, step: string, location: Location): boolean {
  return location === 'header' ? name.toLowerCase() === step.toLowerCase() : name === step
}

/** Whether a step is the number of an item of the row that has been reached. */
function isList(row: Row | undefined, step: string, isItem: boolean): boolean {
  return row !== undefined && /^\d+$/.test(step) && (row.type.match(/\[\]/g)?.length ?? 0) > Number(isItem)
}

/** `/amount/total`, `amount.total`, `list[0].name` -> their parts. */
function stepsOf(field: string): string[] {
  if (/^#?\//.test(field))
    return field
      .replace(/^#?\//, '')
      .split('/')
      .map(step => step.replace(/~1/g, '/').replace(/~0/g, '~'))
      .filter(Boolean)
  return field
    .replace(/\[(\d+)\]/g, '.$1')
    .split(/[./]/)
    .filter(Boolean)
}

/**
 * The names that may have been meant: beside the unknown one, then the same name in another place, then what is
 * similar anywhere.
 */
function nearestTo(name: string, beside: Row[], top: Row[]): Row[] {
  const squash = (text: string) => text.toLowerCase().replace(/[-_]/g, '')
  const own = squash(name)
  const isNear = (row: Row) => distance(squash(row.name), own) <= Math.max(1, Math.round(own.length * 0.4))
  const byDistance = (rows: Row[]) =>
    rows
      .filter(isNear)
      .toSorted(
        (a, b) =>
          distance(squash(a.name), own) - distance(squash(b.name), own) ||
          distance(a.name, name) - distance(b.name, name),
      )
  return [...new Set([...byDistance(beside), ...byDistance(everyRow(top))])].slice(0, mostNearest)
}
