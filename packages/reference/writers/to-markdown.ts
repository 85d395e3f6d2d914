import { parse } from 'yaml'
import type { Dialect, Sdk } from '../dialect.ts'
import type { SampleKind } from '../model/sample.ts'
import type { MarkdownWords } from '../model/words.ts'
import { attributesBelow, table } from './markdown-tables.ts'
import { escaped, inline, slugOf, type Front, visibleCode } from './markdown-text.ts'
import { choiceOf } from './text.ts'

/** What the plain Markdown of a page needs to know of the site around it. */
export interface MarkdownContext {
  /** Where a link leads to: the `href` as it stands in a page -> as it shall stand in its plain Markdown. */
  link: (href: string) => string
  /** The code that `<<< path#region` stands for; throws if there is none. */
  snippet: (path: string, region: string | undefined) => string
  /** What a component of Vue shows, as Markdown in the syntax of pages; undefined for an unknown one. */
  component: (name: string) => string | undefined
}

/** A heading of a page. */
export interface Heading {
  /** Its address on the site, where the page gives it one: `errors` for `## 错误应答 {#errors}`. */
  id?: string
  /** Its address in the plain Markdown, by GitHub's rule, which most viewers follow: `错误应答`, a second one `错误应答-1`. */
  slug: string
}

/**
 * The plain Markdown of a page, for machines and for copying: Markdown (GFM) that reads as a complete document in any
 * viewer. What the site says by attributes, colours and indentation is said in words, code groups become labelled
 * blocks, and nothing is left of the syntax that only VitePress reads.
 *
 * @param markdown the page as its author or writer wrote it, front matter included
 * @throws Error where the page uses what plain Markdown cannot show: an expression or a component that is not known
 */
export function toMarkdown(dialect: Dialect, markdown: string, context: MarkdownContext): string {
  const { front, lines } = partsOf(markdown)
  const body = blocks(lines, { ...context, front, dialect, words: dialect.words.markdown })
  return `${withSummary(front, body)
    .join('\n')
    .replace(/^\n+|\n+$/g, '')}\n`
}

/** The headings of a page, in order. */
export function headingsOf(markdown: string): Heading[] {
  const { lines } = partsOf(markdown)
  const used = new Map<string, number>()
  const headings: Heading[] = []
  let fence: string | undefined
  for (const line of lines) {
    const ticks = /^ *(`{3,}|~{3,})/.exec(line)?.[1]
    if (ticks && (!fence || (ticks.startsWith(fence) && line.trim() === ticks))) fence = fence ? undefined : ticks
    const heading = fence || ticks ? undefined : headingOf(line)
    if (!heading) continue
    const slug = slugOf(heading.text)
    const number = used.get(slug) ?? 0
    used.set(slug, number + 1)
    headings.push({ ...(heading.id && { id: heading.id }), slug: number ? `${slug}-${number}` : slug })
  }
  return headings
}

type Context = MarkdownContext & { front: Front; dialect: Dialect; words: MarkdownWords }

function partsOf(markdown: string): { front: Front; lines: string[] } {
  // The components that a page brings along are imported below the front matter.
  const front = /^---\n([^]*?)\n---(?:\n|$)(?:\s*<script setup>\n[^]*?\n<\/script>\n)?/.exec(markdown)
  return {
    front: front ? ((parse(front[1]!) as Front | null) ?? {}) : {},
    lines: markdown.slice(front?.[0].length ?? 0).split('\n'),
  }
}

/** Says below the first heading what only the front matter says. */
function withSummary({ title, description }: Front, body: string[]): string[] {
  const texts = body.map(line => line.replace(/[`\\]/g, ''))
  const headings = texts.filter(line => line.startsWith('# ')).map(line => line.slice(2))
  const summary = [
    title && !headings.includes(title) && title !== [...new Set(headings)].join('、') && title,
    // A page of several operations joins their descriptions.
    description && !texts.some(text => text && description.startsWith(text)) && description,
  ]
    .filter(Boolean)
    .join('：')
  const first = body.findIndex(line => line.startsWith('# '))
  return summary ? [...body.slice(0, first + 1), '', `> ${escaped(summary)}`, ...body.slice(first + 1)] : body
}

/** The blocks of a page or of a container, line by line. */
function blocks(lines: string[], context: Context): string[] {
  const result: string[] = []
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index]!
    const fence = /^( *)(`{3,}|~{3,})/.exec(line)
    const container = /^(:{3,})\s*([\w-]+)\s*(.*)$/.exec(line)
    if (fence) {
      const end = closing(lines, index, other => other.trim().startsWith(fence[2]!) && /^(`+|~+)$/.test(other.trim()))
      result.push(...codeBlock(context.words, lines.slice(index, end + 1)))
      index = end
    } else if (container) {
      const end = closing(lines, index, containerEnd(container[1]!.length))
      const inner = lines.slice(index + 1, end)
      result.push(
        ...(container[2] === 'code-group'
          ? codeGroup(inner, context)
          : containerBlock(context, container[2]!, container[3]!, blocks(inner, context))),
      )
      index = end
    } else if (line.startsWith('<<<')) {
      result.push(...codeBlock(context.words, snippet(line, context)))
    } else if (line.startsWith('|') && /^\|(?:\s*:?-+:?\s*\|?)+$/.test(lines[index + 1] ?? '')) {
      let end = index + 1
      while (lines[end + 1]?.startsWith('|')) end++
      result.push(...table(lines.slice(index, end + 1), attributesBelow(lines, end), context))
      index = end
    } else {
      const text = textLine(line, context)
      // A line that was only syntax leaves no second empty one behind.
      if (text === '' && (line.trim() !== '' || result.at(-1) === '')) continue
      result.push(...text.split('\n'))
    }
  }
  return result
}

/** The first line behind `start` that ends what begins there; behind the last one if none does. */
function closing(lines: string[], start: number, isEnd: (line: string) => boolean): number {
  for (let index = start + 1; index < lines.length; index++) if (isEnd(lines[index]!)) return index
  return lines.length
}

/** Finds the end of a container, past fences and the containers within. */
function containerEnd(colons: number): (line: string) => boolean {
  let fence: string | undefined
  let depth = 0
  return line => {
    const ticks = /^ *(`{3,}|~{3,})/.exec(line)?.[1]
    if (ticks && (!fence || (ticks.startsWith(fence) && line.trim() === ticks))) fence = fence ? undefined : ticks
    if (fence || ticks) return false
    const mark = /^(:{3,})\s*([\w-]*)/.exec(line)
    if (!mark || mark[1]!.length < colons) return false
    if (mark[2]) depth++
    else if (depth === 0) return true
    else depth--
    return false
  }
}

// Code

/**
 * A fenced block without what only twoslash and the site read: hidden lines, notations, labels. All other code stays
 * as it is.
 */
function codeBlock(words: MarkdownWords, lines: string[]): string[] {
  const [, indent = '', ticks = '', info = ''] = /^( *)(`+|~+)(.*)$/.exec(lines[0]!)!
  const lang = /^\s*([\w+#-]*)/.exec(info)![1]!
  const open = `${indent}${ticks}${lang}`
  const code = lines.slice(1, -1)
  if (!/\btwoslash\b/.test(info)) return [open, ...code, lines.at(-1)!]
  const errors = code.flatMap(line => /^\s*\/\/ @errors: (.+)$/.exec(line)?.[1]!.split(/[\s,]+/) ?? [])
  return [...(errors.length ? [words.doesNotCompile(errors), ''] : []), open, ...visibleCode(code), lines.at(-1)!]
}

/** The blocks of a code group, each below its label. */
function codeGroup(lines: string[], context: Context): string[] {
  const plainLines = lines.flatMap(line => (line.startsWith('<<<') ? snippet(line, context) : [line]))
  const result: string[] = []
  const languages = new Set<string>()
  const variantLabels = labelsOf(context.dialect.sdks)
  for (let index = 0; index < plainLines.length; index++) {
    const [, ticks, info] = /^(`{3,}|~{3,})(.*)$/.exec(plainLines[index]!) ?? []
    if (!ticks) continue
    const end = closing(plainLines, index, line => line.startsWith(ticks) && /^(`+|~+)$/.test(line.trim()))
    const label = /\[(.+)\]/.exec(info!)?.[1] ?? ''
    const language = variantLabels.get(label)
    const choice = choiceOf(info!)
    const isFirst =
      !language ||
      !languages.has(language) ||
      label === context.dialect.sdks.find(sdk => sdk.title === language)!.styles[0]
    if (language) languages.add(language)
    if (isShown(choice, isFirst)) {
      const title = [language, label, ...choiceTitles(choice, context.words)].filter(Boolean).join(' · ')
      if (label) result.push(`**${escaped(title)}**`, '')
      result.push(...codeBlock(context.words, plainLines.slice(index, end + 1)), '')
    }
    index = end
  }
  // The example of an operation, whose client the reader of the page alone would look for in vain.
  const note = languages.size > 1 ? [context.words.clients(context.link), ''] : []
  return [...note, ...result.slice(0, -1)]
}

/** A page without switches shows every sample in the first style, and the usual one in the others. */
function isShown({ samples }: { samples: string[] }, isFirst: boolean): boolean {
  return isFirst || !samples.length || samples.includes('common')
}

function choiceTitles({ samples, modes }: { samples: string[]; modes: string[] }, words: MarkdownWords): string[] {
  const named = samples.map(sample => words.samples[sample as SampleKind])
  return [named, modes.map(mode => words.modes[mode]!)].map(list => list.join(words.listed)).filter(Boolean)
}

/** The styles of examples, whose labels do not name their language, with that. */
function labelsOf(sdks: Sdk[]): Map<string, string> {
  return new Map(sdks.flatMap(({ title, styles }) => styles.map(style => [style, title] as const)))
}

/** `<<< path#region{ts twoslash} [label]` as a fenced block. */
function snippet(line: string, { snippet }: Context): string[] {
  const [, path, region, info = '', label] = /^<<<\s*(.+?)(?:#([\w.-]+))?(?:\{(.*)\})?(?:\s*\[(.+)\])?\s*$/.exec(line)!
  const attributes = info.replace(/^[\d,-]+\s*/, '') || /\.(\w+)$/.exec(path!)?.[1] || ''
  return [`\`\`\`${attributes}${label ? ` [${label}]` : ''}`, ...snippet(path!, region).split('\n'), '```']
}

// Containers

/** Folded text stands below its title; what is set apart in a box is a quotation. */
function containerBlock({ words, dialect }: Context, kind: string, title: string, inner: string[]): string[] {
  const content = inner
    .join('\n')
    .replace(/^\n+|\n+$/g, '')
    .split('\n')
  if (kind === 'details') return [`**${title || words.details}**`, '', ...content]
  const name = words.containers[kind]
  if (!name) throw new Error(`Plain Markdown cannot show the container "${kind}".`)
  return [`**${title ? `${name}${dialect.words.colon}${title}` : name}**`, '', ...content].map(line =>
    line ? `> ${line}` : '>',
  )
}

function textLine(line: string, context: Context): string {
  if (/^\s*\{[^{}]*\}\s*$/.test(line)) return ''
  const component = /^\s*<([A-Z]\w*)\s*\/>\s*$/.exec(line)?.[1]
  if (component) {
    const content = context.component(component)
    if (content === undefined) throw new Error(`Plain Markdown cannot show the component <${component} />.`)
    return blocks(content.split('\n'), context).join('\n')
  }
  const heading = headingOf(line)
  return heading ? `${'#'.repeat(heading.level)} ${inline(heading.text, context)}` : inline(line, context)
}

function headingOf(line: string): { level: number; text: string; id?: string } | undefined {
  const [, marks, text, id] = /^(#{1,6})\s+(.*?)(?:\s*\{#([^{}\s]+)[^{}]*\})?\s*$/.exec(line) ?? []
  return marks ? { level: marks.length, text: text!, ...(id && { id }) } : undefined
}
