import type { Dialect, Sdk } from '../dialect.ts'
import { pageOf } from '../model/addresses.ts'
import {
  statusOfError,
  type ErrorCode,
  type Notification,
  type Operation,
  type Reference,
  type Trigger,
} from '../model/model.ts'
import { tableIdOf } from '../model/rows.ts'
import type { SampleOf } from '../model/sample.ts'
import type { Words } from '../model/words.ts'
import { docLines, productLines } from './page-links.ts'
import { table, tableRows } from './parameter-table.ts'
import { errorAnchor } from './to-errors.ts'
import { cell, choiceInfo, code, fence, frontMatter, paragraph, plain } from './text.ts'

/** What a page shows beside the descriptions. */
export interface PageExtras {
  /** Markdown by hand for the same path, shown below the answer of the first operation. */
  prose?: string
  /** Lines that say of an operation's examples that they have been run; they lead to the answer at this address. */
  ran?: (operation: Operation, answer: string) => string[]
}

/**
 * The page of an API path: all its operations, as Markdown in the syntax that authors write by hand.
 *
 * @param operations those of one path, in the order of reading
 * @param reference what the page links to: products, the same action in the other mode, notifications, error codes
 */
export function toPage(
  dialect: Dialect,
  operations: Operation[],
  reference: Pick<Reference, 'operations' | 'notifications' | 'tags' | 'errors'>,
  extras: PageExtras = {},
): string {
  const titles = [...new Set(operations.map(({ title }) => title))]
  const descriptions = operations.map(({ description }) => description).join(' ')
  const several = operations.length > 1
  return [
    ...frontMatter(titles.join(dialect.words.comma), descriptions, several ? [1, 2] : [2, 2]),
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
  reference: Pick<Reference, 'operations' | 'notifications' | 'tags'>,
  prefix: string,
  { prose, ran }: PageExtras,
): string[] {
  const { words } = dialect
  const { page } = words
  const isJson = operation.answer.content?.kind === 'json'
  return [
    ...headLines(dialect, operation),
    dialect.page.description(operation, reference),
    '',
    ...dialect.page.notes(operation, reference),
    `## ${page.parameters} {#${prefix}request-parameters}`,
    '',
    ...table(
      words,
      page.parameters,
      tableIdOf('request', prefix),
      tableRows(dialect, operation, 'request', notificationNotes(words, operation, reference.notifications)),
      page.noParameters,
    ),
    `## ${page.example} {#${prefix}request-example}`,
    '',
    ...exampleLines(dialect, operation),
    ...(ran?.(operation, isJson ? `#${prefix}answer-example` : `#${prefix}answer`) ?? []),
    ...dialect.page.belowExamples(operation),
    ...answerLines(dialect, operation, prefix),
    ...(prose ? [prose.trim(), ''] : []),
    ...productLines(words, operation, reference.tags),
    ...docLines(words, operation),
  ]
}

/** In the row of a field that says where a notification is sent: which ones. */
function notificationNotes(
  { notifications: words, comma }: Words,
  { operationId }: Operation,
  notifications: Notification[],
): (address: string) => string[] {
  const isSent = (address: string) => (trigger: Trigger) =>
    trigger.operationId === operationId && address === `json.${trigger.field}`
  return address => {
    const own = notifications.filter(({ resources }) =>
      resources.some(({ triggers }) => triggers.some(isSent(address))),
    )
    const links = own.map(notification => `[${plain(notification.title)}](${pageOf(notification)})`)
    return links.length ? [words.received(links.join(comma))] : []
  }
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
