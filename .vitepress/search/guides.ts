import { slugify } from '@mdit-vue/shared'
import type { SearchGuide } from '../../packages/reference/writers/to-search.ts'

/**
 * The headings of a page with the text below each, for the search.
 *
 * @param address of the page: `/guide/reading`
 * @param deepest level of the headings that count, 1–6; what stands below a deeper one is left out
 * @returns none for a page without a heading
 */
export function headingsOf(address: string, markdown: string, deepest = 3): SearchGuide[] {
  const guides: SearchGuide[] = []
  let fence: string | undefined
  /** Whether the text belongs to a heading that counts. */
  let isOwn = true
  for (const line of markdown.replace(/^---\n[^]*?\n---\n/, '').split('\n')) {
    const mark = /^\s*(`{3,}|~{3,})/.exec(line)?.[1]
    if (mark && (!fence || line.trim().startsWith(fence))) {
      fence = fence ? undefined : mark
      continue
    }
    if (fence) continue
    const [, level, heading] = /^(#{1,6})\s+(.+)$/.exec(line) ?? []
    if (level) isOwn = level.length <= deepest
    if (level && isOwn) guides.push(guideOf(heading!, level.length, guides[0]))
    else if (guides.length && isOwn && !/^:::/.test(line)) guides.at(-1)!.text += ` ${plainText(line)}`
  }
  return guides.map(guide => ({ ...guide, text: guide.text.replace(/\s+/g, ' ').trim() }))

  function guideOf(text: string, level: number, first?: SearchGuide): SearchGuide {
    const [, title, id] = /^(.*?)\s*(?:\{#([^\s}]+)[^}]*\})?$/.exec(text)!
    const heading = plainText(title!)
    return {
      page: first?.page ?? heading,
      heading,
      address: level === 1 ? address : `${address}#${id ?? slugify(heading)}`,
      text: '',
    }
  }
}

/** What a reader sees of a line of Markdown. */
function plainText(line: string): string {
  return line
    .replace(/^[\s|:-]+$|^\s*(?:[-*>]|\d+\.)\s+|\|/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\{[.#:][^}]*\}|\{target=[^}]*\}/g, '')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/[`*]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}
