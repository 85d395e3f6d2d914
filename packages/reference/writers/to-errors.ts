import type { Dialect } from '../dialect.ts'
import { statusOfError, type ErrorCode, type Operation, type Reference } from '../model/model.ts'
import { addressOf } from '../model/addresses.ts'
import type { ErrorWords, Words } from '../model/words.ts'
import { code, frontMatter, paragraph, plain } from './text.ts'

/** The heading of a code in the catalogue; in small letters, as links on the site are. */
export function errorAnchor(name: string): string {
  return name.toLowerCase().replace(/_/g, '-')
}

/** The catalogue of error codes, as Markdown: what each means, what to do, and which operations answer it. */
export function toErrors({ words }: Dialect, { errors, operations }: Pick<Reference, 'errors' | 'operations'>): string {
  const section = (title: string, id: string, codes: ErrorCode[]) =>
    codes.length ? [`## ${title} {#${id}}`, '', ...codes.flatMap(error => codeLines(words, error, operations))] : []
  return [
    ...headLines(words.errors),
    ...section(
      words.errors.general,
      'general',
      errors.filter(({ general }) => general),
    ),
    ...section(
      words.errors.specific,
      'specific',
      errors.filter(({ general }) => !general),
    ),
  ].join('\n')
}

function headLines(words: ErrorWords): string[] {
  return [
    ...frontMatter(words.title, words.description, [2, 3]),
    `# ${words.title} {#top}`,
    '',
    words.intro,
    '',
    '```json',
    JSON.stringify(words.sample, null, 2),
    '```',
    '',
    `## ${words.explainTitle} {#explain}`,
    '',
    words.explain,
    '',
    '<ErrorStart />',
    '',
  ]
}

function codeLines({ errors, comma }: Words, error: ErrorCode, operations: Operation[]): string[] {
  const users = operations.filter(operation => operation.errors.includes(error.code))
  const links = users.map(operation => {
    const status = statusOfError(error, operation)
    const link = `[${plain(operation.title)}](${addressOf(operation, operations)})`
    return status === undefined || status === error.status ? link : errors.withStatus(link, status)
  })
  return [
    `### ${code(error.code)} {#${errorAnchor(error.code)}}`,
    '',
    errors.status(error.status, paragraph(error.cause)),
    '',
    errors.solution(paragraph(error.solution)),
    '',
    ...(links.length ? [errors.users(links.join(comma)), ''] : []),
  ]
}
