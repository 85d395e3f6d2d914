import type { Dialect, Sdk } from '../dialect.ts'
import {
  enumerationOf,
  isOpen,
  typeText,
  type Enumeration,
  statusOfError,
  type ErrorCode,
  type Field,
  type OfficialDoc,
  type Operation,
  type Reference,
  type Schema,
  type Side,
  type Tag,
} from '../model/model.ts'
import type { Must } from '../model/conditions.ts'
import { productAddress } from '../model/addresses.ts'
import { requestGroups, rowsOf, tableIdOf, type GroupName, type Row } from '../model/rows.ts'
import type { SampleOf } from '../model/sample.ts'
import { detailLines, groupLines, titleText, type Words } from '../model/words.ts'
import { errorAnchor } from './to-errors.ts'
import { cell, choiceInfo, code, fence, paragraph, plain, rich } from './text.ts'

/** What a page shows beside the descriptions. */
export interface PageExtras {
  /** Markdown by hand for the same path, shown under the first description. */
  prose?: string
  /** Lines that say of an operation's examples that they have been run; they lead to the answer at this address. */
  ran?: (operation: Operation, answer: string) => string[]
}

/**
 * The page of an API path: all its operations, as Markdown in the syntax that authors write by hand.
 *
 * @param operations those of one path, in the order of reading
 * @param reference what the page links to: products, the same action in the other mode, error codes
 */
export function toPage(
  dialect: Dialect,
  operations: Operation[],
  reference: Pick<Reference, 'operations' | 'tags' | 'errors'>,
  extras: PageExtras = {},
): string {
  const titles = [...new Set(operations.map(({ title }) => title))]
  const descriptions = operations.map(({ description }) => description).join(' ')
  const several = operations.length > 1
  return [
    '---',
    `title: ${JSON.stringify(titles.join(dialect.words.comma))}`,
    `description: ${JSON.stringify(descriptions.replace(/`/g, ''))}`,
    'layout: doc',
    `outline: ${several ? '[1, 2]' : '[2, 2]'}`,
    '---',
    '',
    ...operations.flatMap((operation, index) =>
      operationLines(dialect, operation, reference, several ? `${operation.method}-` : '', {
        ...extras,
        prose: index === 0 ? extras.prose : undefined,
      }),
    ),
    ...errorLines(dialect.words, operations, reference.errors),
  ].join('\n')
}

function operationLines(
  dialect: Dialect,
  operation: Operation,
  reference: Pick<Reference, 'operations' | 'tags'>,
  prefix: string,
  { prose, ran }: PageExtras,
): string[] {
  const { words } = dialect
  const { page } = words
  const isJson = operation.answer.content?.kind === 'json'
  return [
    ...headLines(dialect, operation),
    ...productLines(words, operation, reference.tags),
    paragraph(operation.description),
    '',
    ...dialect.page.notes(operation, reference),
    ...(prose ? [prose.trim(), ''] : []),
    `## ${page.parameters} {#${prefix}request-parameters}`,
    '',
    ...table(
      words,
      page.parameters,
      tableIdOf('request', prefix),
      tableRows(dialect, operation, 'request'),
      page.noParameters,
    ),
    `## ${page.example} {#${prefix}request-example}`,
    '',
    ...exampleLines(dialect, operation),
    ...(ran?.(operation, isJson ? `#${prefix}answer-example` : `#${prefix}answer`) ?? []),
    ...dialect.page.belowExamples(operation),
    ...answerLines(dialect, operation, prefix),
    ...docLines(words, operation.officialDocs),
  ]
}

function headLines({ protocols, words }: Dialect, operation: Operation): string[] {
  const { method, path, title, status, baseUri, protocol } = operation
  const address = `${baseUri ?? protocols[protocol]!.baseUri}${path.slice(1)}`
  return [
    `# ${plain(title)} {#${method}}`,
    '',
    `\`${method.toUpperCase()}\`{.http-method .${method}} \`${address}\`{.api-address}`,
    '',
    ...(status.length ? [status.map(item => `**${words.statuses[item]}**{.status .${item}}`).join(' '), ''] : []),
  ]
}

function answerLines(dialect: Dialect, operation: Operation, prefix: string): string[] {
  const { answer, protocol } = operation
  const { words, protocols } = dialect
  const { page } = words
  const { content, status } = answer
  const title = content?.schema.title
  const said = dialect.extensions.flatMap(({ keyword, line }) => {
    const value = content?.schema.extensions?.[keyword]
    return value === undefined ? [] : [line(value, 'answer')]
  })
  const empty = content ? page.file + (title ? `${words.colon}${plain(title)}` : '') : page.noContent
  const sample = content?.kind === 'json' ? protocols[protocol]!.asShown(content.schema, content.example) : undefined
  return [
    `## ${page.answer} {#${prefix}answer}`,
    '',
    page.answerStatus(paragraph(answer.description), status),
    '',
    ...said.flatMap(line => [paragraph(line), '']),
    ...table(words, page.answerTable, tableIdOf('answer', prefix), tableRows(dialect, operation, 'answer'), empty),
    ...(sample !== undefined
      ? [`## ${page.answerExample} {#${prefix}answer-example}`, '', ...fence('json', JSON.stringify(sample, null, 2))]
      : []),
  ]
}

// Tables

interface TableRow {
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

function table({ page }: Words, head: string, id: string, rows: TableRow[], empty: string): string[] {
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

/** Path variables first, as they stand in the options; then the objects of the client's own that hold the others. */
function tableRows(dialect: Dialect, operation: Operation, side: Side): TableRow[] {
  const lines = (rows: Row[], indent: number): TableRow[] =>
    rows.flatMap(row => [
      row.field ? fieldRow(dialect, row.field, side, indent) : groupRow(dialect, operation, row),
      ...lines(row.below, indent + 1),
    ])
  return lines(rowsOf(operation, side), 0)
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

// Examples

function exampleLines({ sdks, samples }: Dialect, operation: Operation): string[] {
  return [
    '::: code-group',
    '',
    ...sdks.flatMap(sdk => samples(operation).flatMap(sample => sampleLines(sdk, sample))),
    ':::',
    '',
  ]
}

/** The fences of a sample. Types are shown of whole ones: the lines of the others are lines of theirs. */
function sampleLines({ language, fence: typed, examples }: Sdk, sample: SampleOf): string[] {
  const type = sample.kinds.includes('all') ? typed : undefined
  return examples(sample.operation).flatMap(({ label, hidden, code }) => {
    const info = [language, type, `[${label}]`, choiceInfo(sample)].filter(Boolean).join(' ')
    return fence(info, hidden && type ? `${hidden}\n// ---cut---\n${code}` : code)
  })
}

// Errors

/** What may go wrong: the codes of the operations, then those that any operation may answer. */
function errorLines({ page: { errors: words } }: Words, operations: Operation[], errors: ErrorCode[]): string[] {
  const general = errors.filter(error => error.general)
  if (!general.length) return []
  const rows = [
    ...operations.flatMap(operation =>
      errors.filter(({ code }) => operation.errors.includes(code)).map(error => ({ error, operation })),
    ),
    ...general.map(error => ({ error, operation: undefined })),
  ]
  return [
    `## ${words.title} {#errors}`,
    '',
    words.intro,
    '',
    `| ${words.status} | ${words.code} | ${words.cause}`,
    '| --- | --- | ---',
    ...rows.map(({ error, operation }) => {
      const link = `[${code(error.code)}](/guide/errors#${errorAnchor(error.code)})`
      const only = operation && operations.length > 1 ? words.only(plain(operation.title)) : ''
      const status = operation ? statusOfError(error, operation) : error.status
      return `| ${status ?? '—'} | ${link} | ${cell(error.cause)}${only}`
    }),
    '',
    '{.error-table}',
    '',
  ]
}

// Links

/** The products it belongs to; where a path is shared by several, that is how a reader finds the others. */
function productLines({ page, comma }: Words, { tags }: Operation, all: Tag[]): string[] {
  const links = tags
    .map(name => all.find(tag => tag.name === name)!)
    .map(tag => `[${plain(tag.name)}](${productAddress(tag)})`)
  // While the root of the description is broken, no product may be known.
  return links.length ? [`${page.products(links.join(comma))} {.products}`, ''] : []
}

function docLines({ page: { docs: words }, colon }: Words, docs: OfficialDoc[]): string[] {
  const lines = [...Object.keys(words.audiences), undefined].flatMap(audience => {
    const own = docs.filter(doc => doc.audience === audience)
    const links = own.map(({ url }) => `[${words.name(url)}](${url})`)
    const name = audience === undefined ? words.others : words.audiences[audience]!
    return own.length ? [`- ${name}${colon}${links.join(' ')}`] : []
  })
  const many = docs.length > 8
  return [
    ...(many ? [`::: details ${words.many(docs.length)}`, ''] : [words.title, '']),
    ...lines,
    '',
    ...(many ? [':::', ''] : []),
  ]
}
