import type { Dialect } from '../dialect.ts'
import {
  enumerationOf,
  isOpen,
  rowsBelow,
  typeText,
  type Enumeration,
  type Field,
  type Operation,
  type Schema,
  type Side,
} from '../model/model.ts'
import type { Must } from '../model/conditions.ts'
import { fieldRows, requestGroups, rowsOf, type GroupName, type Row } from '../model/rows.ts'
import { detailLines, groupLines, titleText, type Words } from '../model/words.ts'
import { code, plain, rich } from './text.ts'

/** A row of a table of fields. */
export interface TableRow {
  name: string
  required: boolean
  indent: number
  type: string
  /** Markdown that stands behind the type in braces. */
  typeAttributes?: string
  /** Lines of Markdown. */
  description: string[]
  /** Further attributes of the cell of the name. */
  attributes?: string[]
}

/**
 * A table of fields, as Markdown.
 *
 * @param head above the names
 * @param empty in the place of rows, where there are none
 */
export function table({ page }: Words, head: string, id: string, rows: TableRow[], empty: string): string[] {
  return [
    `| ${head} | ${page.type} {.type} | ${page.description} {.desc}`,
    '| --- | --- | ---',
    ...(rows.length ? rows.map(rowText) : [`| ${empty} {align=center colspan=3}`]),
    '',
    `{.im-table #${id}}`,
    '',
  ]
}

function rowText({ name, required, indent, type, typeAttributes, description, attributes = [] }: TableRow): string {
  const own = [required && 'data-required', indent > 0 && `data-indent=${indent}`, ...attributes].filter(Boolean)
  const nameCell = plain(name) + (own.length ? ` {${own.join(' ')}}` : '')
  const typeCell = plain(type) + (typeAttributes ? ` {${typeAttributes}}` : '')
  return `| ${nameCell} | ${typeCell} | ${description.join('<br>').replace(/\|/g, '\\|')}`
}

/**
 * Path variables first, as they stand in the options; then the objects of the client's own that hold the others.
 *
 * @param notes what else is said of the row with an address, as lines of Markdown
 */
export function tableRows(
  dialect: Dialect,
  operation: Operation,
  side: Side,
  notes: (address: string) => string[] = () => [],
): TableRow[] {
  const lines = (rows: Row[], indent: number): TableRow[] =>
    rows.flatMap(row => {
      const own = row.field ? fieldRow(dialect, row.field, side, indent) : groupRow(dialect, operation, row)
      return [{ ...own, description: [...own.description, ...notes(row.address)] }, ...lines(row.below, indent + 1)]
    })
  return lines(rowsOf(operation, side), 0)
}

/** The rows of what a notification carries, or of what answers it. */
export function resourceRows(dialect: Dialect, schema: Schema): TableRow[] {
  const lines = (rows: Row[], indent: number): TableRow[] =>
    rows.flatMap(row => [fieldRow(dialect, row.field!, 'answer', indent), ...lines(row.below, indent + 1)])
  return lines(fieldRows(rowsBelow(schema), ''), 0)
}

function groupRow({ words }: Dialect, operation: Operation, { name, required }: Row): TableRow {
  const { tooltip, lines } = words.page.wrappers[name as GroupName](operation)
  const group = requestGroups(operation).find(own => own.name === name)!
  const typeAttributes = tooltip && `data-tooltip="${tooltip}"`
  return {
    name,
    required,
    indent: 0,
    type: 'object',
    typeAttributes,
    description: [...lines, ...groupLines(words, group.schema, 'request').map(rich)],
  }
}

function fieldRow(dialect: Dialect, field: Field, side: Side, indent: number): TableRow {
  const { name, required, schema } = field
  const enumeration = enumerationOf(schema)
  return {
    name,
    required,
    indent,
    type: typeText(schema),
    attributes: [...attributesOf(dialect, schema), ...modeAttributes(field)],
    description: [
      rich(titleText(dialect.words, field)),
      ...detailLines(dialect, field, side).map(rich),
      ...(enumeration ? valueLines(dialect.words, enumeration, side) : []),
    ],
  }
}

function attributesOf({ extensions }: Dialect, schema: Schema): string[] {
  const leaf = schema.type === 'array' ? schema.items : schema
  return extensions.flatMap(({ keyword, attribute }) =>
    attribute && leaf.extensions?.[keyword] ? [`${attribute}=${leaf.extensions[keyword]}`] : [],
  )
}

/** In which modes a field is not sent, and in which it has to be. */
function modeAttributes({ statements = [] }: Field): string[] {
  const modes = statements.flatMap(statement => (statement.kind === 'modes' ? statement.modes : []))
  const those = (must: Must) => modes.filter(mode => mode.must === must).map(({ mode }) => mode)
  const [without, required] = [those('forbidden'), those('required')]
  return [
    ...(without.length ? [`data-without="${without.join(' ')}"`] : []),
    ...(required.length ? [`data-required-in="${required.join(' ')}"`] : []),
  ]
}

function valueLines({ field, comma, colon }: Words, { values, meanings, ...rest }: Enumeration, side: Side): string[] {
  const head = field.values[isOpen({ values, meanings, ...rest }, side) ? 'open' : 'closed'] + colon
  const texts = values.map(value => ({ code: code(String(value)), meaning: meanings[value] }))
  return texts.some(({ meaning }) => meaning)
    ? [head, ...texts.map(({ code, meaning }) => (meaning ? `${code} ${rich(meaning)}` : code))]
    : [head + texts.map(({ code }) => code).join(comma)]
}
