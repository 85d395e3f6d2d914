import { join } from 'node:path'
import { listFiles } from '../reference/edge/files.ts'
import type { Problem } from '../reference/intake/problems.ts'
import { idsOf, linksOf } from './html.ts'
import type { Site } from './pages.ts'
import { renderProblem, type Source } from './sources.ts'

interface Link {
  source: Source
  href: string
}

/** What there is on a page. */
interface Found {
  ids: string[]
  hrefs: string[]
}

/** The places on the pages, and the links between them. */
interface SiteMap {
  ids: Map<string, Set<string>>
  links: Link[]
  /** The pages that could not be rendered. */
  failed: Set<string>
  problems: Problem[]
  count: number
}

/** Links lead to pages, headings and rows that there are. */
export async function checkLinks(site: Site, sources: Source[]): Promise<{ count: number; problems: Problem[] }> {
  const map = await mapOf(site, sources)
  await lookAtRows(site, sources, map)
  const inPublic = listFiles(site.root, 'docs/public', '').map(file => `/${file.slice('docs/public/'.length)}`)
  const files = new Set([...site.files, ...inPublic])
  const dead = map.links.flatMap(link => {
    const wrong = wrongWith(link, map, files, site.isBroken)
    return wrong ? [{ place: link.source.place(lineOf(link)), ...wrong }] : []
  })
  return { count: map.count, problems: [...map.problems, ...dead] }
}

async function mapOf(site: Site, sources: Source[]): Promise<SiteMap> {
  const map: SiteMap = { ids: new Map(), links: [], failed: new Set(), problems: [], count: 0 }
  for (const source of sources) {
    try {
      const { ids, hrefs } = await look(site, source, false)
      map.ids.set(source.address, new Set(ids))
      map.links.push(...hrefs.filter(isInternal).map(href => ({ source, href })))
      map.count += hrefs.length
    } catch (error) {
      map.problems.push(renderProblem(site.root, source, error))
      map.failed.add(source.address)
    }
  }
  return map
}

/** The rows of a table are looked at only where a link leads to one. */
async function lookAtRows(site: Site, sources: Source[], { links, ids }: SiteMap): Promise<void> {
  for (const link of links) {
    const { address, anchor } = targetOf(link)
    const known = ids.get(address)
    const target = anchor && known && !known.has(anchor) && sources.find(source => source.address === address)
    if (target) ids.set(address, new Set((await look(site, target, true)).ids))
  }
}

async function look({ root, renderer, known }: Site, source: Source, withRows: boolean): Promise<Found> {
  const question = ['links', withRows, source.address, source.key]
  // Of a page that is included, the key does not say what stands there.
  const memory = /@include:/.test(source.key) ? undefined : known
  const before = memory?.get<Found>(question)
  if (before) return before
  const relativePath = `${source.address.slice(1) || 'index'}.md`
  const md = await renderer()
  const html = await md.renderAsync(withRows ? source.markdown : withoutRows(source.markdown), {
    path: join(root, 'docs', relativePath),
    relativePath,
    cleanUrls: true,
  })
  const found = { ids: idsOf(html), hrefs: linksOf(html) }
  return memory?.set(question, found) ?? found
}

function wrongWith(
  link: Link,
  { ids, failed }: SiteMap,
  files: Set<string>,
  isBroken: Site['isBroken'],
): Pick<Problem, 'problem' | 'advice'> | undefined {
  const { anchor, address: asked } = targetOf(link)
  const address = asked.replace(/\.html$/, '').replace(/\/index$/, '/')
  if (isBroken(address) || failed.has(address) || (!ids.has(address) && files.has(address))) return undefined
  if (!ids.has(address))
    return {
      problem: `The link "${link.href}" leads to no page.`,
      advice: 'Correct the address; a reference page has /openapi and the path of its API.',
    }
  if (!anchor || ids.get(address)!.has(anchor)) return undefined
  return {
    problem: `The link "${link.href}" leads to no heading or row of its page.`,
    advice: 'Correct what follows the #.',
  }
}

function targetOf({ source, href }: Link): { address: string; anchor: string } {
  const url = new URL(href, `http://site${source.address}`)
  return { address: decoded(url.pathname), anchor: decoded(url.hash.slice(1)) }
}

function isInternal(href: string): boolean {
  return !/^(?:https?:|mailto:)/.test(href)
}

/** An address as a person reads it; one that is encoded wrongly is taken as it is, and leads nowhere then. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** A generated page without the parts that hold no link: parameter tables and code groups, by far the most of it. */
function withoutRows(markdown: string): string {
  return markdown
    .replace(/^::: code-group$[^]*?^:::$/gm, '')
    .replace(/^\|[^\n]*\n(?:\|[^\n]*\n)+\n\{\.im-table [^\n]*$/gm, '')
}

function lineOf({ source, href }: Link): number {
  const lines = source.markdown.split('\n')
  return lines.findIndex(line => line.includes(href) || line.includes(href.replace(/\.html/, ''))) + 1 || 1
}
