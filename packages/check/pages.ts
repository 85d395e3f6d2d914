import type { DiskMap } from '../reference/edge/disk-map.ts'
import type { Problem } from '../reference/intake/problems.ts'
import { pathOfPage } from '../reference/model/addresses.ts'
import type { Place } from '../reference/model/model.ts'
import { fencesOf, type Fence } from './fences.ts'
import { checkLinks } from './links.ts'
import { parsePhp } from './php.ts'
import { attempt, handWritten, type MakeRenderer, type Source } from './sources.ts'

/** A page that was generated. */
export interface GeneratedPage {
  address: string
  readonly markdown: string
  /** What its Markdown follows from; that itself if left out. */
  key?: string
}

/** What is checked, and with what. */
export interface Site {
  /** The project's folder, from whose `docs/` the pages are read that are written by hand. */
  root: string
  pages: GeneratedPage[]
  /** Where a person would correct a generated page. */
  place: (address: string) => Place
  /**
   * Whether a page is not there, or not whole, for a problem that is told already: a link to it is not a second one.
   */
  isBroken: (address: string) => boolean
  /** The addresses of what is no page: downloads, lists. */
  files: string[]
  renderer: MakeRenderer
  /** Remembers what there is on pages that are as before. */
  known?: DiskMap
}

export interface PagesCheck {
  pages: number
  links: number
  php: number
  problems: Problem[]
}

/** Checks what is only seen in whole pages: links and anchors resolve, PHP parses. */
export async function checkPages(site: Site): Promise<PagesCheck> {
  const written = handWritten(site.root).filter(({ address }) => pathOfPage(address) === undefined)
  const sources = [...site.pages.map(page => sourceOf(page, site.place)), ...written]
  const links = await checkLinks(site, sources)
  const php = await checkPhp(site, sources)
  return { pages: sources.length, links: links.count, php: php.count, problems: [...links.problems, ...php.problems] }
}

function sourceOf(page: GeneratedPage, place: Site['place']): Source {
  return {
    address: page.address,
    get markdown() {
      return page.markdown
    },
    key: page.key ?? page.markdown,
    place: () => place(page.address),
  }
}

/** The fences of a page, among those of all pages. */
interface Range {
  question: unknown[]
  from: number
  count: number
}

async function checkPhp(site: Site, sources: Source[]): Promise<{ count: number; problems: Problem[] }> {
  const { root, known } = site
  const fences: Fence[] = []
  const unreadable: Problem[] = []
  const pages: Range[] = []
  let count = 0
  for (const source of sources) {
    const question = ['php', source.key]
    // A key that is no Markdown is that of a page without imports.
    const before = /^<<< |@include:/m.test(source.key) ? undefined : known?.get<number>(question)
    if (before !== undefined) {
      count += before
      continue
    }
    const md = await site.renderer()
    const own = attempt(root, source, unreadable, () => fencesOf(md, root, source, /^php\b/))
    if (!own) continue
    pages.push({ question, count: own.length, from: fences.length })
    fences.push(...own)
    count += own.length
  }
  const problems = await parseAll(fences)
  for (const { question, count, from } of pages)
    if (!problems.some(({ index }) => index >= from && index < from + count)) known?.set(question, count)
  return { count, problems: [...unreadable, ...problems.map(({ problem }) => problem)] }
}

/** What does not parse, with the number of its fence. */
async function parseAll(fences: Fence[]): Promise<{ index: number; problem: Problem }[]> {
  const errors = fences.length ? await parsePhp(fences.map(({ code }) => code.replace(/^<\?php(?=\s)/, ''))) : []
  return errors.map(({ index, line, message }) => {
    const { place, code } = fences[index]!
    const problem = {
      place: place(line),
      problem: `The PHP does not parse: ${message}. In: ${code.split('\n')[line - 1]?.trim()}.`,
      advice: 'Correct the code; if it is generated, the sample or to-php.ts.',
    }
    return { index, problem }
  })
}
