import type { MarkdownWords } from '../model/words.ts'
import { inline, unescaped, type TextContext } from './markdown-text.ts'
import { code } from './text.ts'

interface Cell {
  text: string
  attributes: Record<string, string>
}

/**
 * A table with all its bars. In one of parameters, the path to a field stands in its name and a column of its own
 * says whether it is required.
 */
export function table(
  lines: string[],
  { id, classes }: { id: string; classes: string[] },
  context: TextContext & { words: MarkdownWords },
): string[] {
  const [head, , ...rows] = lines.map(cellsOf)
  const header = head!.map(({ text }) => inline(text, context))
  if (!classes.includes('im-table'))
    return gfm(
      header,
      rows.map(row => row.map(({ text }) => inline(text, context))),
      cellsOf(lines[1]!).map(({ text }) => text),
    )
  if (rows.length === 1 && rows[0]![0]!.attributes.colspan) return [`${inline(rows[0]![0]!.text, context)}。`]
  const above: string[] = []
  const fields = rows.map(([name, type, description]) => {
    const depth = Number(name!.attributes['data-indent'] ?? 0)
    const path = [...above.slice(0, depth), unescaped(name!.text)].join('.')
    const typeText = unescaped(type?.text ?? '')
    above.length = depth
    // The members of a list's items.
    above[depth] = unescaped(name!.text) + /(?:\[\])*$/.exec(typeText)![0]
    const notes = [type?.attributes['data-tooltip'], name!.attributes['data-encrypted'] && context.words.encrypted]
      .filter(Boolean)
      .join('，')
    return [
      cellCode(path),
      `${cellCode(typeText)}${notes ? `（${notes}）` : ''}`,
      'data-required' in name!.attributes ? context.words.yes : context.words.no,
      inline(description?.text ?? '', context),
    ]
  })
  return gfm(
    [header[0]!, header[1]!, /response$/.test(id) ? context.words.returned : context.words.required, header[2]!],
    fields,
  )
}

function gfm(header: string[], rows: string[][], delimiters?: string[]): string[] {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`
  return [
    line(header),
    line(header.map((_, index) => delimiters?.[index] || '---')),
    ...rows.map(row => line(header.map((_, index) => row[index] ?? ''))),
  ]
}

/** The cells of a row, whose last bar may be missing; the attributes at the end of each apart. */
function cellsOf(line: string): Cell[] {
  const cells = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
    .split(/(?<!\\)\|/)
  return cells.map(cell => {
    const text = cell.trim()
    const [braces, attributes] = (text.endsWith('}') && /\s*\{([^{}]*)\}$/.exec(text)) || []
    return braces
      ? { text: text.slice(0, -braces.length), attributes: attributesOf(attributes!) }
      : { text, attributes: {} }
  })
}

function attributesOf(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/([\w-]+)(?:=(?:"([^"]*)"|(\S+)))?/g)].map(([, name, quoted, bare]) => [
      name!,
      quoted ?? bare ?? '',
    ]),
  )
}

/** What stands in braces on a line of its own below a table. */
export function attributesBelow(lines: string[], end: number): { id: string; classes: string[] } {
  const text = lines[end + 1] === '' ? (/^\{(.*)\}$/.exec(lines[end + 2] ?? '')?.[1] ?? '') : ''
  return { id: /#([\w-]+)/.exec(text)?.[1] ?? '', classes: [...text.matchAll(/\.([\w-]+)/g)].map(([, name]) => name!) }
}

function cellCode(text: string): string {
  return code(text).replace(/\|/g, '\\|')
}
