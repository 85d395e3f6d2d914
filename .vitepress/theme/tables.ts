import { sideOfTable } from '../../packages/reference/model/rows.ts'
import { foldLabel } from '../markdown/parameter-table.ts'
import { choose } from './choices.ts'
import { whileScrolling } from './while-scrolling.ts'

/**
 * Folding in parameter tables, and the line that says where in a table one is. The buttons stand in the HTML
 * (markdown/parameter-table.ts); whether a branch is open stands in its button's `aria-expanded`, and a row is hidden
 * if any branch above it is folded.
 */

/** Hidden rows are still found by the browser's search where it can open them for the reader. */
const hiddenValue = () => ('onbeforematch' in document.documentElement ? 'until-found' : '')

/** Listens once, in the browser. */
export function listenForTables(): void {
  document.addEventListener('click', ({ target }) => {
    if (!(target instanceof Element)) return
    const button = target.closest<HTMLButtonElement>('.im-table .fold')
    if (button) setOpen(button, button.getAttribute('aria-expanded') !== 'true')
    const all = target.closest<HTMLButtonElement>('.fold-bar button')
    if (all) {
      choose('rows', all.dataset.rows!)
      // Also where the reader has folded by hand since.
      applyFolds(true)
    }
    // A link to a row of the page that is open already changes nothing but what is seen.
    const link = target.closest<HTMLAnchorElement>('a[href*="#"]')
    if (link && link.pathname === location.pathname && !link.target) revealRow(link.hash, false)
  })
  // Which rows a button folds is of use to who is at the button; in the HTML of a large table it would weigh as much
  // as the rows.
  document.addEventListener('focusin', ({ target }) => {
    if (target instanceof Element && target.matches('.im-table .fold') && !target.hasAttribute('aria-controls'))
      target.setAttribute(
        'aria-controls',
        rowsBelow(rowOf(target))
          .map(({ id }) => id)
          .join(' '),
      )
  })
  document.addEventListener('beforematch', ({ target }) => {
    if (target instanceof Element) reveal(target.closest<HTMLElement>('.im-table tr'))
  })
  window.addEventListener('hashchange', () => revealRow(location.hash, true))
  whileScrolling(showPlaces)
}

/**
 * Puts back what the script of a page leaves out, since the row says it (`briefly` in render/page-texts.ts): where a
 * field's name leads, and what its button is called.
 */
export function completeRows(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('.im-table .field-name > a:not([href])')) {
    const row = rowOf(link)
    link.href = `#${encodeURIComponent(row.id)}`
    row.querySelector('.fold')?.setAttribute('aria-label', foldLabel(nameOf(row)))
  }
}

/**
 * Brings the tables of the page in line with what the reader chose, once for each table and choice.
 *
 * @param anew also tables that the reader has folded by hand since
 */
export function applyFolds(anew = false): void {
  const folded = document.documentElement.getAttribute('data-choice-rows') === 'folded'
  for (const table of document.querySelectorAll<HTMLElement>('.im-table')) {
    const known = table.dataset.rows
    const wanted = folded ? 'folded' : 'open'
    if (!anew && known === wanted) continue
    table.dataset.rows = wanted
    // As it comes, a table lies open.
    if (!folded && known === undefined) continue
    const isRequest = sideOfTable(table.id) === 'request'
    for (const button of table.querySelectorAll('.fold')) {
      // The containers of a request are no fields: folding them would leave nothing to look at.
      const open = !folded || (isRequest && depthOf(rowOf(button)) === 0)
      button.setAttribute('aria-expanded', String(open))
    }
    hideFolded(table)
  }
}

/** Opens the branch of the row in the address, and marks it. */
export function revealAddressed(): void {
  revealRow(location.hash, true)
  // The browser may have gone there before anybody listened.
  requestAnimationFrame(showPlaces)
}

/** Opens the branches above the row that an address names, and goes there if it was hidden. */
function revealRow(hash: string, mark: boolean): void {
  if (mark) for (const row of document.querySelectorAll('.im-table tr.here')) row.classList.remove('here')
  const row = hash.length > 1 ? document.getElementById(decode(hash.slice(1))) : null
  if (!row?.matches('.im-table tr')) return
  // The browser's own mark, `:target`, knows nothing of addresses that a script has set.
  if (mark) row.classList.add('here')
  if (reveal(row) || document.documentElement.dataset.ready === undefined)
    requestAnimationFrame(() => row.scrollIntoView({ block: 'start' }))
}

/** Opens all branches above a row. @returns whether any was folded */
export function reveal(row: HTMLElement | null): boolean {
  let changed = false
  for (let above = row && rowAbove(row); above; above = rowAbove(above)) {
    const button = above.querySelector('.fold[aria-expanded="false"]')
    if (!button) continue
    button.setAttribute('aria-expanded', 'true')
    changed = true
  }
  if (changed) hideFolded(row!.closest<HTMLElement>('.im-table')!)
  return changed
}

function setOpen(button: Element, open: boolean): void {
  button.setAttribute('aria-expanded', String(open))
  hideFolded(button.closest<HTMLElement>('.im-table')!)
}

/** Hides the rows below folded branches, and only those. */
function hideFolded(table: HTMLElement): void {
  const hidden = hiddenValue()
  /** How deep the folded branch stands that the rows are in. */
  let folded = Infinity
  for (const row of table.querySelectorAll<HTMLElement>('tbody tr')) {
    const depth = depthOf(row)
    if (depth <= folded) folded = Infinity
    if (depth > folded) {
      if (!row.hasAttribute('hidden')) row.setAttribute('hidden', hidden)
    } else {
      row.removeAttribute('hidden')
      if (row.querySelector('.fold[aria-expanded="false"]')) folded = depth
    }
  }
}

/**
 * Says in the bar of a table which rows stand above the first that is seen; nothing where that is a row of the first
 * level.
 */
function showPlaces(): void {
  for (const bar of document.querySelectorAll<HTMLElement>('.fold-bar')) {
    const row = firstRow(bar.nextElementSibling!)
    const names: HTMLElement[] = []
    for (let above = row && rowAbove(row); above; above = rowAbove(above)) names.unshift(above)
    const place = bar.firstElementChild!
    const key = names.map(({ id }) => id).join(' ')
    if (place.getAttribute('data-at') === key || (!key && !place.hasAttribute('data-at'))) continue
    place.setAttribute('data-at', key)
    place.replaceChildren(...names.map(placeLink))
  }
}

function placeLink(row: HTMLElement): HTMLElement {
  const link = document.createElement('a')
  link.href = `#${encodeURIComponent(row.id)}`
  link.tabIndex = -1
  link.textContent = nameOf(row)
  return link
}

/** The row that is read: the first that is seen below what holds on to the window's edge. */
export function rowInView(): HTMLElement | undefined {
  for (const table of document.querySelectorAll('.im-table')) {
    const row = firstRow(table)
    if (row) return row
  }
  return undefined
}

/** Of a table that has passed the window's upper edge, the first row that is seen. */
function firstRow(table: Element): HTMLElement | undefined {
  const box = table.getBoundingClientRect()
  const head = table.firstElementChild!.getBoundingClientRect()
  const barBottom = table.previousElementSibling?.getBoundingClientRect().bottom ?? head.top
  const bottom = Math.max(barBottom, head.bottom)
  // Until the bar or the header holds on to the window's edge, the first row is seen.
  const isPassed = Math.max(barBottom, head.top) > box.top + 1 && box.bottom > bottom
  if (!isPassed || bottom <= 0 || bottom >= innerHeight) return undefined
  return rowAt(box.left + box.width / 2, bottom + 16, table)
}

function rowAt(x: number, y: number, table: Element): HTMLElement | undefined {
  const row = document
    .elementsFromPoint(x, y)
    .map(element => element.closest<HTMLElement>('tbody tr'))
    .find(found => found && table.contains(found))
  return row ?? undefined
}

/** The row of the object that a row is a member of. */
export function rowAbove(row: HTMLElement): HTMLElement | null {
  const depth = depthOf(row)
  if (depth === 0) return null
  let above = row.previousElementSibling as HTMLElement | null
  while (above && depthOf(above) >= depth) above = above.previousElementSibling as HTMLElement | null
  return above
}

export function rowsBelow(row: HTMLElement): HTMLElement[] {
  const below: HTMLElement[] = []
  for (
    let next = row.nextElementSibling as HTMLElement | null;
    next && depthOf(next) > depthOf(row);
    next = next.nextElementSibling as HTMLElement | null
  )
    below.push(next)
  return below
}

function rowOf(element: Element): HTMLElement {
  return element.closest<HTMLElement>('tr')!
}

function depthOf(row: Element): number {
  return Number(row.firstElementChild?.getAttribute('data-indent') ?? 0)
}

export function nameOf(row: Element): string {
  return row.querySelector('.field-name')!.textContent
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
