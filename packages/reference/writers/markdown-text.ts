/** What a page says of itself before its text. */
export interface Front {
  title?: string | null
  description?: string | null
  [key: string]: unknown
}

/** What the text of a line needs to know of its page, and where a link of it leads in plain Markdown. */
export interface TextContext {
  front: Front
  link: (href: string) => string
}

/** The text of a line without attributes and tags, with other links; code spans stay as they are. */
export function inline(text: string, context: TextContext): string {
  const parts = text.includes('`')
    ? text.split(/((?<!`)(`+)(?!`)[^]*?[^`]\2(?!`))/).filter((_, index) => index % 3 !== 2)
    : [text]
  return parts
    .map((part, index) => {
      if (index % 2 || !/[{<\](&]/.test(part)) return part
      const isLast = index === parts.length - 1
      const bare = part
        // Attributes: behind code, emphasis or a link, and at the end of the line.
        .replace(index > 0 ? /^\{[^{}]*\}/ : /^(?!)/, '')
        .replace(/(?<=[*)])\{[^{}]*\}/g, '')
        .replace(isLast ? /\s*\{[.#\w][^{}]*\}\s*$/ : /^(?!)/, '')
        .replace(/\{\{\s*(.*?)\s*\}\}/g, (_, expression: string) => escaped(valueOf(expression, context.front)))
        .replace(/\]\(([^()\s]+)\)/g, (_, href: string) => `](${context.link(href)})`)
        .replace(/\s*<small>(.*?)<\/small>/g, '（$1）')
        .replace(/<!--.*?-->|<(?!br\s*\/?>|https?:|mailto:)\/?[a-z][^>]*>/g, '')
      return readable(bare, index === 0)
    })
    .join('')
    .trimEnd()
}

/** As Vue shows it: what is empty in the front matter is empty. */
function valueOf(expression: string, front: Front): string {
  const name = /^\$frontmatter\.(\w+)$/.exec(expression)?.[1]
  const value = name !== undefined && Object.hasOwn(front, name) ? front[name] : {}
  if (typeof value === 'object' && value !== null)
    throw new Error(`Plain Markdown cannot show the value of {{ ${expression} }}.`)
  return String(value ?? '')
}

/**
 * Entities as the characters they are, which a person can read; those that Markdown would take for its own behind a
 * backslash.
 */
function readable(text: string, isStart: boolean): string {
  return text.replace(/&#(\d+);/g, (entity, number: string, offset: number) => {
    const character = String.fromCodePoint(Number(number))
    if (isStart && offset === 0) return /\d/.test(character) ? entity : `\\${character}`
    if (character === '#') return /^\s*$/.test(text.slice(offset + entity.length)) ? '\\#' : '#'
    return escaped(character)
  })
}

/** A text in which Markdown sees only text. */
export function escaped(text: string): string {
  return text.replace(/[&<>[\]*`~\\|]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\$&')
}

/** What an escaped text says. */
export function unescaped(text: string): string {
  return text.replace(/&#(\d+);/g, (_, number: string) => String.fromCodePoint(Number(number))).replace(/\\\|/g, '|')
}

/** GitHub's address of a heading. */
export function slugOf(heading: string): string {
  const text = unescaped(heading.replace(/\]\([^()\s]*\)/g, '').replace(/\{[^{}]*\}|<[^>]*>/g, ''))
  return text
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replace(/ /g, '-')
}

/** The lines of a typed program that readers see: without what is cut away, and what only the compiler is told. */
export function visibleCode(code: string[]): string[] {
  const from = code.findLastIndex(line => /^\s*\/\/ ---cut(?:-before)?---$/.test(line)) + 1
  const to = code.findIndex((line, index) => index >= from && /^\s*\/\/ ---cut-after---$/.test(line))
  return code
    .slice(from, to < 0 ? undefined : to)
    .filter(line => !/^\s*\/\/ (?:@\w+(?::.*)?$|\s*\^[?|]|---cut-)/.test(line))
}
