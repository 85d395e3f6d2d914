import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { descriptionFiles, writeIfChanged } from './reference/files.ts'
import type { Operation } from './reference/model.ts'
import { ProblemsError, problemText } from './reference/problems.ts'
import { readLeniently, type Reading } from './reference/read.ts'
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
export function readSite({ strict = process.env.NODE_ENV === 'production' } = {}): Reading {
  const reading = readLeniently(descriptionFiles(root))
  if (strict && reading.problems.length) throw new ProblemsError(reading.problems)
  writeIfChanged(declarationFile, toDeclaration(reading.reference))
  return reading
}

/** The pages of all paths that are described without a problem. */
export function referencePages({ reference: { operations }, broken }: Reading): Page[] {
  return [...groupByPath(operations)].filter(([path]) => !broken.includes(path)).map(([path, own]) => ({ path: path.slice(1), markdown: toPage(own, prose(path)) }))
}

/** For the other paths, while writing: pages that say what is wrong, instead of ones that look complete. */
export function problemPages({ problems, broken }: Reading): Page[] {
  return broken.map((path) => {
    const own = problems.filter(({ place }) => place.file === `docs/openapi${path}.yaml`)
    const title = path.replace(/[{}]/g, brace => `&#${brace.charCodeAt(0)};`)
    return { path: path.slice(1), markdown: [`# ${title}`, '', '::: danger 描述有误', '', '```txt', ...(own.length ? own : problems).map(problemText), '```', '', ':::', ''].join('\n') }
  })
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
