/** What the tests read off plain Markdown, by GFM's rules and without the code that wrote it. */

/** The parts of a document that are read in different ways. */
export interface Gfm {
  /** The lines outside of code blocks. */
  prose: string[]
  /** Code blocks: their language and code. */
  code: { lang: string; code: string }[]
  /** Whether the last code block is closed. */
  balanced: boolean
}

export function gfmOf(markdown: string): Gfm {
  const result: Gfm = { prose: [], code: [], balanced: true }
  let fence: { ticks: string; lang: string; lines: string[] } | undefined
  for (const line of markdown.split('\n')) {
    const bare = line.replace(/^(?:> ?)+/, '')
    const [, ticks, lang] = /^ {0,3}(`{3,}|~{3,})\s*([^`]*)$/.exec(bare) ?? []
    if (fence) {
      if (ticks?.startsWith(fence.ticks) && !lang) {
        result.code.push({ lang: fence.lang, code: fence.lines.join('\n') })
        fence = undefined
      } else fence.lines.push(line)
    } else if (ticks) fence = { ticks, lang: lang!, lines: [] }
    else result.prose.push(line)
  }
  return { ...result, balanced: !fence }
}

/** A line without its code spans. */
export function withoutCode(line: string): string {
  return line.replace(/(?<!`)(`+)(?!`)[^]*?[^`]\1(?!`)/g, '``')
}

/** The headings of a level, as text. */
export function headings(prose: string[], level: number): string[] {
  return prose.filter(line => line.startsWith(`${'#'.repeat(level)} `)).map(line => line.slice(level + 1))
}

/** The places of a document that links can lead to, by GitHub's rule. */
export function places(prose: string[]): string[] {
  const seen: string[] = []
  return prose
    .filter(line => /^#{1,6} /.test(line))
    .map(line => {
      const slug = line
        .replace(/^#+ /, '')
        .replace(/\]\([^)]*\)/g, ']')
        .toLowerCase()
        .replace(/[^\p{L}\p{M}\p{N}_\- ]/gu, '')
        .replace(/ /g, '-')
      const number = seen.filter(other => other === slug).length
      seen.push(slug)
      return number ? `${slug}-${number}` : slug
    })
}

/** Where the links of a document lead. */
export function links(prose: string[]): string[] {
  return prose.flatMap(line =>
    [...line.replace(/(?<!`)(`+)(?!`)[^]*?[^`]\1(?!`)/g, '``').matchAll(/\]\(([^)\s]*)\)/g)].map(([, href]) => href!),
  )
}

/** The tables of a document, their rows as cells; the first row is the header, the delimiters are left out. */
export function tables(prose: string[]): string[][][] {
  const found: string[][][] = []
  for (let index = 0; index < prose.length; index++) {
    if (!prose[index]!.startsWith('|')) continue
    const rows: string[][] = []
    for (; prose[index]?.startsWith('|'); index++)
      rows.push(
        prose[index]!.replace(/^\|/, '')
          .replace(/\|$/, '')
          .split(/(?<!\\)\|/)
          .map(cell => cell.trim()),
      )
    found.push(rows)
  }
  return found
}
