import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { MarkdownRenderer } from 'vitepress'
import { listFiles } from '../reference/edge/files.ts'
import type { Problem } from '../reference/intake/problems.ts'
import type { Place } from '../reference/model/model.ts'

/** Makes the renderer of the site's Markdown: as pages are, but code is not highlighted, the slowest part by far. */
export type MakeRenderer = () => Promise<MarkdownRenderer>

/** A page as it is checked: its address, its Markdown, and where a person would correct it. */
export interface Source {
  address: string
  readonly markdown: string
  /** What its Markdown follows from, or that itself: by this, what was found in it is remembered. */
  readonly key: string
  /** The place of a line (counted from 1) of the Markdown. */
  place: (line: number) => Place
}

/** What is made of a page; undefined if VitePress cannot render it, which is a problem then. */
export function attempt<Result>(
  root: string,
  source: Source,
  problems: Problem[],
  make: () => Result,
): Result | undefined {
  try {
    return make()
  } catch (error) {
    problems.push(renderProblem(root, source, error))
    return undefined
  }
}

/** What VitePress says of a page that it cannot render, at the line that names the file it misses. */
export function renderProblem(root: string, { markdown, place }: Source, error: unknown): Problem {
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

/**
 * Guides, and the prose beside descriptions, which is part of a generated page and a source of its own where code is
 * concerned.
 */
export function handWritten(root: string): Source[] {
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
