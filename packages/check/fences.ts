import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { removeTwoslashNotations } from 'twoslash/core'
import type { MarkdownRenderer } from 'vitepress'
import type { DiskMap } from '../reference/edge/disk-map.ts'
import { listFiles } from '../reference/edge/files.ts'
import type { Problem } from '../reference/intake/problems.ts'
import type { Place } from '../reference/model/model.ts'
import { attempt, handWritten, type MakeRenderer, type Source } from './sources.ts'
import type { TypedFence } from './typescript.ts'

/**
 * The typed fences of pages that are written by hand, for `checkTypescript`; those that are imported from `snippets/`
 * as they stand in the guide.
 *
 * @param known remembers them for as long as no guide and no snippet changes
 * @returns also the pages whose fences cannot be told, because they import what is not there
 */
export async function typedFences(
  root: string,
  renderer: MakeRenderer,
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
    const md = await renderer()
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
export async function writtenFences(root: string, renderer: MakeRenderer): Promise<WrittenFence[]> {
  const md = await renderer()
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

/** A fence, and where a person would correct a line of it (counted from 1). */
export interface Fence {
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
export function fencesOf(md: MarkdownRenderer, root: string, { markdown, place }: Source, matches: RegExp): Fence[] {
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
