import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { descriptionFiles, writeIfChanged } from './reference/files.ts'
import type { Operation, Reference } from './reference/model.ts'
import { ProblemsError, problemText, type Problem } from './reference/problems.ts'
import { readLeniently } from './reference/read.ts'
import { toDeclaration } from './reference/to-declaration.ts'
import { toPage } from './reference/to-page.ts'

/** The project's folder. VitePress runs its configuration from a bundle, so the caller's place counts where this module has none. */
export const root = existsSync(join(process.cwd(), '.vitepress/site.ts')) ? process.cwd() : fileURLToPath(new URL('..', import.meta.url))

export const declarationFile = join(root, '.vitepress/cache/types/wechatpay.d.ts')

/** The page of one API path. */
export interface Page {
  /** Without the leading slash, placeholders in braces: `v3/certificates`. */
  path: string
  markdown: string
}

/**
 * Reads the descriptions and brings the declaration on disk up to date.
 *
 * @throws ProblemsError in a build; the dev server gets the problems, to show each on its page
 */
export function readSite({ strict = process.env.NODE_ENV === 'production' } = {}): { reference: Reference, problems: Problem[] } {
  const reading = readLeniently(descriptionFiles(root))
  if (strict && reading.problems.length) throw new ProblemsError(reading.problems)
  writeIfChanged(declarationFile, toDeclaration(reading.reference))
  return reading
}

/** All reference pages; in dev, a description with problems has a page that says what is wrong instead of one that looks complete. */
export function referencePages({ reference, problems }: { reference: Reference, problems: Problem[] } = readSite()): Page[] {
  const pages = new Map([...groupByPath(reference.operations)].map(([path, operations]) => [path, toPage(operations, prose(path))]))
  for (const problem of problems) {
    const path = /^docs\/openapi(\/v3\/.*)\.yaml$/.exec(problem.place.file)?.[1]
    if (path) pages.set(path, problemPage(path, problems.filter(({ place }) => place.file === problem.place.file)))
  }
  return [...pages].map(([path, markdown]) => ({ path: path.slice(1), markdown }))
}

function groupByPath(operations: Operation[]): Map<string, Operation[]> {
  const groups = new Map<string, Operation[]>()
  for (const operation of operations) groups.set(operation.path, [...groups.get(operation.path) ?? [], operation])
  return groups
}

/** What an author adds by hand to a path, from the Markdown file beside its description. */
function prose(path: string): string | undefined {
  const file = join(root, `docs/openapi${path}.md`)
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

function problemPage(path: string, problems: Problem[]): string {
  return [`# ${path.replace(/[{}]/g, brace => `&#${brace.charCodeAt(0)};`)}`, '', '::: danger 描述有误', '', '```txt', ...problems.map(problemText), '```', '', ':::', ''].join('\n')
}
