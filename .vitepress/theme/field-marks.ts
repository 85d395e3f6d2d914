import { tableIdOf } from '../../packages/reference/model/rows.ts'
import { exampleFields, rowAddress, type ExampleLanguage } from './example-fields.ts'
import { shownProgram } from './shown-program.ts'

/**
 * Ties the names in examples to the rows of the tables: what one points at or focuses in the one lights up in the
 * other. Names are painted by the browser's highlights, which change nothing in the page.
 */

interface Mark {
  range: Range
  row: HTMLElement
}

let marks: Mark[] | undefined
let lit: Element[] = []
const highlights = () => (typeof CSS === 'object' && 'highlights' in CSS ? CSS.highlights : undefined)

/** What is pointed at or focused now lights up with what belongs to it. */
export function follow({ target, type }: Event): void {
  if (!(target instanceof Element)) return
  const row = target.closest<HTMLElement>('.im-table tbody tr[id]')
  if (row)
    return light(
      marksOf().filter(mark => mark.row === row),
      [],
    )
  const mark = target.closest('.code-variants code, .language-json code') ? markAt(target) : undefined
  if (mark || type === 'focusin' || lit.length || highlights()?.has('field'))
    light(mark ? [mark] : [], mark ? [mark.row] : [])
}

/** Whenever the content of the page or what is shown of it is new. */
export function forgetFields(): void {
  marks = undefined
  light([], [])
}

/** The row of the field that a name in an example stands for. */
export function rowOfName(name: Element): HTMLElement | undefined {
  return markAt(name)?.row
}

function markAt(element: Element): Mark | undefined {
  return marksOf().find(({ range }) => element.contains(range.startContainer) && element.closest('.line'))
}

function light(names: Mark[], rows: Element[]): void {
  for (const row of lit) row.classList.remove('lit')
  for (const row of rows) row.classList.add('lit')
  lit = rows
  if (names.length) highlights()?.set('field', new Highlight(...names.map(({ range }) => range)))
  else highlights()?.delete('field')
}

/** All names of the examples that are shown, worked out when the first one is asked for. */
function marksOf(): Mark[] {
  return (marks ??= [...document.querySelectorAll('.vp-doc h2[id$="request-example"]')].flatMap(heading => {
    const prefix = heading.id.slice(0, -'request-example'.length)
    const code = [...heading.parentElement!.querySelectorAll(`#${heading.id} ~ .code-variants`)][0]
    const answer = document.querySelector(`#${prefix}answer-example ~ .language-json code`)
    const blocks = [...(code?.querySelectorAll('.code-language') ?? [])].filter(block => block.checkVisibility())
    return [
      ...blocks.flatMap(block =>
        marksIn(block.querySelector('code')!, block.getAttribute('data-lang') as ExampleLanguage, prefix),
      ),
      ...(answer ? marksIn(answer, 'json', prefix) : []),
    ]
  }))
}

function marksIn(code: Element, language: ExampleLanguage, prefix: string): Mark[] {
  const { program, texts } = shownProgram(code)
  let at = 0
  return exampleFields(program, language).flatMap(({ path, side, start, end }) => {
    const address = rowAddress(tableIdOf(side, prefix), path, id => document.getElementById(id) !== null)
    const row = address === undefined ? null : document.getElementById(address)
    if (!row) return []
    while (at + 1 < texts.length && texts[at + 1]!.start <= start) at++
    const { node, start: from } = texts[at]!
    // A name is one token; were it ever taken apart, its first part is lit.
    const range = new Range()
    range.setStart(node, start - from)
    range.setEnd(node, Math.min(end - from, node.length))
    return [{ range, row }]
  })
}
