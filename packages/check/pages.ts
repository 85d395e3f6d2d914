import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { removeTwoslashNotations } from 'twoslash/core'
import type { MarkdownRenderer } from 'vitepress'
import type { DiskMap } from '../reference/edge/disk-map.ts'
import { downloadFiles } from '../../.vitepress/site/downloads.ts'
import { listFiles } from '../reference/edge/files.ts'
import type { Place } from '../reference/model/model.ts'
import type { Problem } from '../reference/intake/problems.ts'
import type { Page } from '../../.vitepress/site/pages.ts'
import { listAddresses } from '../../.vitepress/site/machine-files.ts'
import { idsOf, linksOf } from './html.ts'
import { parsePhp } from './php.ts'
import type { TypedFence } from './typescript.ts'

/** A page as it is checked: its address, its Markdown, and where a person would correct it. */
interface Source {
  address: string
  readonly markdown: string
  /** What its Markdown follows from, or that itself: by this, what was found in it is remembered. */
  readonly key: string
  /** The place of a line (counted from 1) of the Markdown. */
  place: (line: number) => Place
}

export interface PagesCheck {
  pages: number
  links: number
  php: number
  problems: Problem[]
}

/**
 * Checks what is only seen in whole pages: links and anchors resolve, PHP parses.
 *
 * @param root the project's folder
 * @param pages the generated pages; the hand-written ones are read from `docs/`
 * @param place where a person would correct a generated page
 * @param isBroken whether a page is not there, or not whole, for a problem that is told already: a link to it is not a
 *   second one
 * @param known remembers what there is on pages that are as before
 */
export async function checkPages(
  root: string,
  pages: Page[],
  place: (address: string) => Place,
  isBroken: (address: string) => boolean,
  known?: DiskMap,
): Promise<PagesCheck> {
  const written = handWritten(root).filter(({ address }) => !address.startsWith('/openapi/'))
  const sources: Source[] = [
    ...pages.map(page => ({
      address: page.address,
      get markdown() {
        return page.markdown
      },
      key: page.key ?? page.markdown,
      place: () => place(page.address),
    })),
    ...written,
  ]
  const links = await checkLinks(root, sources, isBroken, known)
  const php = await checkPhp(root, sources, known)
  return { pages: sources.length, links: links.count, php: php.count, problems: [...links.problems, ...php.problems] }
}

/**
 * The typed fences of pages that are written by hand, for `checkTypescript`; those that are imported from `snippets/`
 * as they stand in the guide.
 *
 * @param known remembers them for as long as no guide and no snippet changes
 * @returns also the pages whose fences cannot be told, because they import what is not there
 */
export async function typedFences(
  root: string,
  known?: DiskMap,
): Promise<{ fences: TypedFence[]; problems: Problem[] }> {
  const sources = handWritten(root)
  const question = [
    'fences',
    sources,
    listFiles(root, 'snippets', '').map(file => readFileSync(join(root, file), 'utf8')),
  ]
  const problems: Problem[] = []
  const find = async () => {
    const md = await renderer(root)
    return sources.flatMap(source => {
      const fences = attempt(root, source, problems, () => fencesOf(md, root, source, /^[tj]sx?\b.*\btwoslash\b/))
      return (fences ?? []).map(({ code, lang, place }) => ({ code, lang, first: place(1) }))
    })
  }
  const before = known?.get<Awaited<ReturnType<typeof find>>>(question)
  const found = before ?? (await find())
  if (!before && !problems.length) known?.set(question, found)
  return {
    fences: found.map(({ code, lang, first }) => ({
      code,
      lang,
      place: line => ({ ...first, line: first.line + line - 1 }),
    })),
    problems,
  }
}

/** What is made of a page; undefined if VitePress cannot render it, which is a problem then. */
function attempt<Result>(root: string, source: Source, problems: Problem[], make: () => Result): Result | undefined {
  try {
    return make()
  } catch (error) {
    problems.push(renderProblem(root, source, error))
    return undefined
  }
}

/** What VitePress says of a page that it cannot render, at the line that names the file it misses. */
function renderProblem(root: string, { markdown, place }: Source, error: unknown): Problem {
  const message = (error as Error).message.replaceAll(`${root}/`, '')
  const line = markdown.split('\n').findIndex(text => {
    const name = /(?:^<<<\s*|@include:\s*)[^\s#{]*?([^\s#{/]+)(?=[\s#{]|-->|$)/.exec(text)?.[1]
    return name !== undefined && message.includes(name)
  })
  return {
    place: place(Math.max(line + 1, 1)),
    problem: `The page cannot be rendered: ${message.replace(/\.$/, '')}.`,
    advice: 'Correct what it imports or says.',
  }
}

/** A fence of a page that is written by hand, as a reader sees it. */
export interface WrittenFence {
  /**
   * Its page, the heading above it, its label if it has one, and its number if all that occurs more than once:
   * `/guide/quick-start 第一笔订单 [PHP] 2`.
   */
  name: string
  /** `ts`, `php`; empty if it has none. */
  lang: string
  /** With what it imports, without the lines that are there for the compiler only. */
  code: string
}

/**
 * The fences of all pages that are written by hand, in any language.
 *
 * @param root the project's folder
 */
export async function writtenFences(root: string): Promise<WrittenFence[]> {
  const md = await renderer(root)
  const counts = new Map<string, number>()
  return handWritten(root).flatMap(source =>
    fencesOf(md, root, source, /^/).map(({ code, lang, typed, heading, label }) => {
      const name = [source.address, heading, label && `[${label}]`].filter(Boolean).join(' ')
      const count = (counts.get(name) ?? 0) + 1
      counts.set(name, count)
      return { name: count > 1 ? `${name} ${count}` : name, lang, code: typed ? removeTwoslashNotations(code) : code }
    }),
  )
}

const renderers = new Map<string, Promise<MarkdownRenderer>>()

/**
 * Without highlighting: it is the slowest part by far, and neither links nor ids come from it. Loaded where there is
 * something to render.
 */
function renderer(root: string): Promise<MarkdownRenderer> {
  return renderers.get(root) ?? renderers.set(root, newRenderer(root)).get(root)!
}

async function newRenderer(root: string): Promise<MarkdownRenderer> {
  const [{ createMarkdownRenderer }, { markdownOptions }] = await Promise.all([
    import('vitepress'),
    import('../../.vitepress/markdown/index.ts'),
  ])
  const md: MarkdownRenderer = await createMarkdownRenderer(join(root, 'docs'), {
    ...markdownOptions(),
    highlight: code => md.utils.escapeHtml(code),
  })
  return md
}

/**
 * Guides, and the prose beside descriptions, which is part of a generated page and a source of its own where code is
 * concerned.
 */
function handWritten(root: string): Source[] {
  return listFiles(root, 'docs', '.md')
    .filter(file => !file.endsWith('/[path].md'))
    .map(file => ({
      address: `/${file.slice('docs/'.length).replace(/(?:^|(?<=\/))index\.md$|\.md$/, '')}`,
      ...keyed(readFileSync(join(root, file), 'utf8')),
      place: line => ({ file, line, column: 1, pointer: '#' }),
    }))
}

function keyed(markdown: string): Pick<Source, 'markdown' | 'key'> {
  return { markdown, key: markdown }
}

async function checkLinks(
  root: string,
  sources: Source[],
  isBroken: (address: string) => boolean,
  known?: DiskMap,
): Promise<{ count: number; problems: Problem[] }> {
  const render = async ({ address }: Source, markdown: string) =>
    (await renderer(root)).renderAsync(markdown, {
      path: join(root, 'docs', `${address.slice(1) || 'index'}.md`),
      relativePath: `${address.slice(1) || 'index'}.md`,
      cleanUrls: true,
    })
  const ids = new Map<string, Set<string>>()
  const links: { source: Source; href: string }[] = []
  const problems: Problem[] = []
  const failed = new Set<string>()
  let count = 0
  const look = async (source: Source, withRows: boolean) => {
    const question = ['links', withRows, source.address, source.key]
    // Of a page that is included, the key does not say what stands there.
    const memory = /@include:/.test(source.key) ? undefined : known
    const before = memory?.get<{ ids: string[]; hrefs: string[] }>(question)
    if (before) return before
    const html = await render(source, withRows ? source.markdown : withoutRows(source.markdown))
    const found = { ids: idsOf(html), hrefs: linksOf(html) }
    return memory?.set(question, found) ?? found
  }
  for (const source of sources) {
    try {
      const found = await look(source, false)
      ids.set(source.address, new Set(found.ids))
      links.push(...found.hrefs.filter(isInternal).map(href => ({ source, href })))
      count += found.hrefs.length
    } catch (error) {
      problems.push(renderProblem(root, source, error))
      failed.add(source.address)
    }
  }
  // The rows of a table are looked at only where a link leads to one.
  for (const { href, source } of links) {
    const url = new URL(href, `http://site${source.address}`)
    const [address, anchor] = [decoded(url.pathname), decoded(url.hash.slice(1))]
    const target =
      anchor && ids.has(address) && !ids.get(address)!.has(anchor) && sources.find(other => other.address === address)
    if (target) ids.set(address, new Set((await look(target, true)).ids))
  }
  const downloads = new Set([
    ...Object.keys(downloadFiles),
    ...listAddresses,
    ...listFiles(root, 'docs/public', '').map(file => `/${file.slice('docs/public/'.length)}`),
  ])
  const dead = links.flatMap(({ source, href }): Problem[] => {
    const url = new URL(href, `http://site${source.address}`)
    const address = decoded(url.pathname)
      .replace(/\.html$/, '')
      .replace(/\/index$/, '/')
    const anchor = decoded(url.hash.slice(1))
    if (isBroken(address) || failed.has(address)) return []
    const at = () => source.place(lineOf(source.markdown, href))
    if (!ids.has(address))
      return downloads.has(address)
        ? []
        : [
            {
              place: at(),
              problem: `The link "${href}" leads to no page.`,
              advice: 'Correct the address; a reference page has /openapi and the path of its API.',
            },
          ]
    if (anchor && !ids.get(address)!.has(anchor))
      return [
        {
          place: at(),
          problem: `The link "${href}" leads to no heading or row of its page.`,
          advice: 'Correct what follows the #.',
        },
      ]
    return []
  })
  return { count, problems: [...problems, ...dead] }
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

function lineOf(text: string, href: string): number {
  const index = text.split('\n').findIndex(line => line.includes(href) || line.includes(href.replace(/\.html/, '')))
  return index + 1 || 1
}

/** A fence, and where a person would correct a line of it (counted from 1). */
interface Fence {
  code: string
  lang: string
  /** Whether twoslash compiles it. */
  typed: boolean
  /** The heading above it, without its address. */
  heading: string
  /** What stands in brackets: the name of its tab. */
  label: string
  place: (line: number) => Place
}

/** The fences of a page in the given languages; one that `<<<` imports has its place in the file that it comes from. */
function fencesOf(md: MarkdownRenderer, root: string, { markdown, place }: Source, matches: RegExp): Fence[] {
  const front = /^---\n[^]*?\n---\n/.exec(markdown)?.[0] ?? ''
  const offset = front.split('\n').length - 1
  // Blocks only: the rules that come after them take code groups apart.
  const tokens: ReturnType<MarkdownRenderer['parse']> = []
  md.block.parse(markdown.slice(front.length), md, {}, tokens)
  let heading = ''
  return tokens.flatMap((token, index): Fence[] => {
    if (token.type === 'heading_open') heading = tokens[index + 1]!.content.replace(/\s*\{#[^}]*\}$/, '')
    if (token.type !== 'fence' || !matches.test(token.info)) return []
    // Before it is rendered, which may take the name of its tab away.
    const { info } = token
    const imported = token.meta as { src?: string; region?: string } | null
    // VitePress reads what is imported when it renders it.
    if (imported?.src) md.renderer.rules.fence!(tokens, index, md.options, {}, md.renderer)
    const start = token.map![0] + 2 + offset
    return [
      {
        code: token.content,
        lang: /^\w*/.exec(info)![0],
        typed: /\btwoslash\b/.test(info),
        heading,
        label: /\[(.+)\]/.exec(info)?.[1] ?? '',
        place: imported?.src ? placeIn(root, imported.src, imported.region) : line => place(start + line - 1),
      },
    ]
  })
}

/** The places of the lines of a file's region, or of the whole file. */
function placeIn(root: string, path: string, region = ''): Fence['place'] {
  const marker = region
    ? readFileSync(path, 'utf8')
        .split('\n')
        .findIndex(line => line.trimEnd().endsWith(`#region ${region}`))
    : -1
  return line => ({ file: relative(root, path), line: marker + 1 + line, column: 1, pointer: '#' })
}

async function checkPhp(
  root: string,
  sources: Source[],
  known?: DiskMap,
): Promise<{ count: number; problems: Problem[] }> {
  const fences: Fence[] = []
  const unreadable: Problem[] = []
  const pages: { question: unknown[]; count: number; from: number }[] = []
  let count = 0
  for (const source of sources) {
    const question = ['php', source.key]
    // A key that is no Markdown is that of a page without imports.
    const before = /^<<< |@include:/m.test(source.key) ? undefined : known?.get<number>(question)
    if (before === undefined) {
      const md = await renderer(root)
      const own = attempt(root, source, unreadable, () => fencesOf(md, root, source, /^php\b/))
      if (!own) continue
      pages.push({ question, count: own.length, from: fences.length })
      fences.push(...own)
    }
    count += before ?? pages.at(-1)!.count
  }
  const errors = fences.length ? await parsePhp(fences.map(({ code }) => code.replace(/^<\?php(?=\s)/, ''))) : []
  for (const { question, count, from } of pages)
    if (!errors.some(({ index }) => index >= from && index < from + count)) known?.set(question, count)
  const problems = errors.map(({ index, line, message }): Problem => {
    const { place, code } = fences[index]!
    return {
      place: place(line),
      problem: `The PHP does not parse: ${message}. In: ${code.split('\n')[line - 1]?.trim()}.`,
      advice: 'Correct the code; if it is generated, the sample or to-php.ts.',
    }
  })
  return { count, problems: [...unreadable, ...problems] }
}
