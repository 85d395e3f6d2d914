import { tableIdOf } from '../../packages/reference/model/rows.ts'
import { exampleFields, rowAddress, type ExampleLanguage } from './example-fields.ts'
import { scrollerOf } from './beside.ts'
import type { NamedField } from './fields.ts'
import { shownProgram } from './shown-program.ts'
import { nameOf, reveal, rowAbove, rowInView, rowsBelow } from './tables.ts'

/**
 * Ties the names in examples to the rows of the tables: what one points at or focuses in the one lights up in the
 * other. Names are painted by the browser's highlights, which change nothing in the page; those of PHP and JSON become
 * elements when a popup is first asked for (`nameFields`).
 */

interface Mark {
  range: Range
  row: HTMLElement
}

let marks: Mark[] | undefined
let lit: Element[] = []
const highlights = () => (typeof CSS === 'object' && 'highlights' in CSS ? CSS.highlights : undefined)

/** What is pointed at or focused now lights up with what belongs to it, and comes into view beside it. */
export function follow({ target, type }: Event): void {
  if (!(target instanceof Element)) return
  const row = target.closest<HTMLElement>('.im-table tbody tr[id]')
  if (row) return showLines(row, true)
  const mark = target.closest('.code-variants code, .language-json code') ? markAt(target) : undefined
  if (mark || type === 'focusin' || lit.length || highlights()?.has('field'))
    light(mark ? [mark] : [], mark ? [mark.row] : [])
  if (mark) asked = mark.row
  // Pointing alone moves nothing, nor does the focus that a button of the mouse brings before its click.
  const isMeant = type === 'click' || (type === 'focusin' && target.matches(':focus-visible'))
  if (mark && isMeant && scrollerOf(target)?.parentElement?.contains(mark.row)) showRow(mark.row)
}

/** While one scrolls, the lines follow the first row that is read, unless the one pointed at is in sight. */
export function followScroll(): void {
  const isSeen = (row: Element) => {
    const { top, bottom } = row.getBoundingClientRect()
    return bottom > 0 && top < innerHeight
  }
  if (asked?.isConnected && isSeen(asked)) return
  const row = rowInView()
  if (row) showLines(row, false)
}

/** The row that was pointed at or focused last. */
let asked: HTMLElement | undefined

/** Lights the names of a row's field and brings them into view; of one that no line names, those of what it is in. */
function showLines(row: HTMLElement, isAsked: boolean): void {
  asked = isAsked ? row : undefined
  const own = marksOf().filter(mark => mark.row === row)
  const pair = row.closest('.beside')
  const near = (marks: Mark[]) => marks.filter(({ range }) => pair?.contains(range.startContainer))
  let shown = near(own)
  for (let above = rowAbove(row); above && !shown.length; above = rowAbove(above))
    shown = near(marksOf().filter(mark => mark.row === above))
  const code = pair?.querySelector<HTMLElement>('.beside-code')
  const isFollowed = code && scrollerOf(code)
  if (isFollowed && !shown.length) shown = callIn(code, row)
  light(own.length ? own : shown, [])
  if (!isFollowed) return
  if (shown[0]) scrollTo(code, shown[0].range)
  sayMissing(code, near(own).length || rowsBelow(row).length ? undefined : row)
}

/** Where an example calls the API, or an answer begins: what stands there for a row that is of no object's field. */
function callIn(code: Element, row: HTMLElement): Mark[] {
  const block = [...code.querySelectorAll('code')].find(one => one.checkVisibility())
  const lines = [...(block?.querySelectorAll('.line') ?? [])].filter(line => line.checkVisibility())
  const begin = /\b(?:get|post|put|patch|delete|request)(?:Async)?\(|^\{/
  const line = lines.find(({ textContent }) => begin.test(textContent)) ?? lines[0]
  if (!line) return []
  const range = new Range()
  range.selectNodeContents(line)
  return [{ range, row }]
}

/** Scrolls the code, and only that, until a line is in it; a line that is in it stays. */
function scrollTo(code: HTMLElement, range: Range): void {
  const line = range.getBoundingClientRect()
  const box = code.getBoundingClientRect()
  const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)]
  if (line.top >= top + 8 && line.bottom <= bottom - 8) return
  code.scrollTop += line.top - top - (bottom - top) / 3
}

function showRow(row: HTMLElement): void {
  asked = row
  if (!row.checkVisibility()) reveal(row)
  row.scrollIntoView({ block: 'nearest' })
}

/** Says beside the heading of the code that it has no line for a row. */
function sayMissing(code: HTMLElement, row: HTMLElement | undefined): void {
  const note = code.querySelector<HTMLElement>('.beside-note') ?? code.appendChild(document.createElement('p'))
  note.className = 'beside-note'
  const text = row ? `这里没有 ${nameOf(row)}` : ''
  if (note.textContent !== text) note.textContent = text
}

/** Whenever the content of the page or what is shown of it is new. */
export function forgetFields(): void {
  marks = undefined
  asked = undefined
  for (const code of document.querySelectorAll('[data-names]')) code.removeAttribute('data-names')
  light([], [])
}

/** The field that a name in an example stands for; of `data`, the answer with the fields that it has. */
export function fieldOfName(name: Element): NamedField | undefined {
  const row = markAt(name)?.row
  if (row) return fieldOf(row)
  const heading = name.textContent === 'data' ? name.closest('.beside-code')?.querySelector('h2') : undefined
  const table = heading && document.getElementById(tableIdOf('answer', heading.id.replace('request-example', '')))
  const rows = [...(table?.querySelectorAll<HTMLElement>('tbody tr[id]') ?? [])].filter(one => !rowAbove(one))
  return rows.length
    ? { name: 'data', type: 'object', below: rows.map(one => ({ id: one.id, name: nameOf(one) })) }
    : undefined
}

function fieldOf(row: HTMLElement): NamedField {
  const [, type, words] = row.children
  const mark = [...row.querySelectorAll('.required-mark')].find(one => getComputedStyle(one).display !== 'none')
  return {
    name: nameOf(row),
    type: type!.textContent,
    required: mark?.textContent,
    words: words!.innerHTML,
    row: row.id,
  }
}

/** Makes tokens of the names in a block, as those of typed blocks are. */
export function nameFields(code: Element): void {
  code.setAttribute('data-names', '')
  const own = marksOf().filter(({ range }) => code.contains(range.startContainer))
  const bare = own.filter(({ range }) => !range.startContainer.parentElement!.closest('.type-hover'))
  for (const { range } of bare.reverse()) {
    const token = document.createElement('span')
    token.className = 'type-hover'
    token.tabIndex = -1
    range.surroundContents(token)
  }
  marks = undefined
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
