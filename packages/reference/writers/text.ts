import type { SampleOf } from '../model/sample.ts'
/** What a description says, as Markdown. */

/** A text of a description as Markdown that shows just these characters; `code` in backticks stays code. */
export function rich(text: string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part, index) => (index % 2 ? code(part.slice(1, -1)) : plain(part)))
    .join('')
}

/** Like `rich`, in a cell of a table, which a bar would end. */
export function cell(text: string): string {
  return rich(text).replace(/\|/g, '\\|')
}

/**
 * What a page says of itself before its text.
 *
 * @param outline the depths of the headings that its outline lists
 */
export function frontMatter(title: string, description: string, outline: [number, number]): string[] {
  return [
    '---',
    `title: ${JSON.stringify(title)}`,
    `description: ${JSON.stringify(description.replace(/`/g, ''))}`,
    'layout: doc',
    `outline: [${outline.join(', ')}]`,
    '---',
    '',
  ]
}

/** Like `rich`, at the beginning of a line, where further characters begin a list, a rule or a container. */
export function paragraph(text: string): string {
  return rich(text.trim()).replace(/^(?:[-+=:]|\d+(?=[.)]))/, start => `${entity(start[0]!)}${start.slice(1)}`)
}

/**
 * Characters that Markdown, HTML, Vue or markdown-it-attrs would take for their own become entities, which VitePress
 * carries through to the page: a `{{ }}` or a tag in a description is read, never run.
 */
export function plain(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[&<>{}[\]*`~\\|#!]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, entity)
}

function entity(character: string): string {
  return `&#${character.codePointAt(0)};`
}

/** A code span; what stands in it is literal (markdown/literal-code.ts), so only backticks need care. */
export function code(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  const ticks = '`'.repeat(Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length)) + 1)
  return ticks.length > 1 ? `${ticks} ${line} ${ticks}` : `\`${line}\``
}

/** A code block that no line of its code can end. */
export function fence(info: string, code: string): string[] {
  const ticks = longerThan(code, '`')
  return [ticks + info, code, ticks, '']
}

/** A mark of three or more such characters that no line of the text begins with. */
export function longerThan(text: string, character: ':' | '`'): string {
  const runs = [...text.matchAll(new RegExp(`^\\s*(${character}{3,})`, 'gm'))]
  return character.repeat(Math.max(3, ...runs.map(([, run]) => run!.length + 1)))
}

/** Behind the label of a fence: for which samples and modes it stands, ` sample=common,all mode=partner`. */
export function choiceInfo({ kinds, modes }: Pick<SampleOf, 'kinds' | 'modes'>): string {
  return [`sample=${kinds.join(',')}`, ...(modes.length ? [`mode=${modes.join(',')}`] : [])].join(' ')
}

/** For which samples and modes a fence stands, of what `choiceInfo` wrote; empty where it says nothing. */
export function choiceOf(info: string): { samples: string[]; modes: string[] } {
  const listed = (name: string) => new RegExp(` ${name}=(\\S+)`).exec(info)?.[1]?.split(',') ?? []
  return { samples: listed('sample'), modes: listed('mode') }
}
