import { isBeside, wide } from './beside.ts'
import { onChoice } from './choices.ts'
import { giveStyles } from './styles.ts'
import styles from './styles/sheet.css?inline'
import { whileScrolling } from './while-scrolling.ts'

giveStyles(styles)

/** What of VitePress' router a sheet has to do with. */
interface Router {
  onBeforePageLoad?: (to: string) => unknown
}

export interface Sheet {
  /** Takes it away, with its own step of the history. */
  dismiss: () => void
  /** Takes it away where the page goes anyway. */
  close: () => void
}

interface OwnState {
  sheet?: true
}

/** The code that is in the sheet, and what keeps its room on the page. */
let code: HTMLElement | undefined
let room: HTMLElement | undefined
/** Of the sheet that is open. */
let close: (() => void) | undefined
const closeBeside = () => isBeside() && close?.()
matchMedia(wide).addEventListener('change', closeBeside)
onChoice(closeBeside)

/**
 * Brings the code to what is read as a sheet above the bar; Escape and the browser's way back take it away. The page
 * keeps its place, and where one reads on to other code, that is in the sheet.
 *
 * @param onClose is told, and whether the focus was in the sheet
 */
export function openSheet(router: Router, onClose: (held: boolean) => void): Sheet | undefined {
  const first = codeInView()
  if (!first) return undefined
  put(first)
  first.focus({ preventScroll: true })
  const path = location.pathname
  // The way back closes the sheet, and scrolls nothing; what the router notes of the page stays.
  history.scrollRestoration = 'manual'
  history.pushState({ ...history.state, scrollPosition: scrollY, sheet: true }, '')
  const isOwnStep = () => (history.state as OwnState | null)?.sheet === true
  // To the router the way back would be one to another place of the page.
  router.onBeforePageLoad = to => (!isOwnStep() && new URL(to, location.origin).pathname === path ? false : undefined)
  const listeners = new AbortController()
  const stopFollowing = whileScrolling(() => put(codeInView() ?? code))
  close = () => {
    const held = code?.contains(document.activeElement) ?? false
    put(undefined)
    close = undefined
    listeners.abort()
    stopFollowing()
    router.onBeforePageLoad = undefined
    history.scrollRestoration = 'auto'
    onClose(held)
  }
  const dismiss = () => (isOwnStep() ? history.back() : close?.())
  window.addEventListener('popstate', () => !isOwnStep() && close?.(), listeners)
  document.addEventListener(
    'keydown',
    event => {
      if (event.key === 'Escape' && !event.defaultPrevented && !document.querySelector('.type-popup')) dismiss()
    },
    listeners,
  )
  return { dismiss, close }
}

function put(next: HTMLElement | undefined): void {
  if (next === code) return
  room?.remove()
  room = undefined
  code?.classList.remove('in-sheet')
  for (const name of ['role', 'tabindex', 'aria-label']) code?.removeAttribute(name)
  code = next
  if (!next) return
  room = document.createElement('div')
  room.style.height = `${next.getBoundingClientRect().height}px`
  next.before(room)
  next.classList.add('in-sheet')
  next.setAttribute('role', 'region')
  next.setAttribute('tabindex', '-1')
  next.setAttribute('aria-label', next.querySelector('h2')!.firstChild!.textContent!.trim())
}

/** The code that belongs to what stands in the middle of the window, or to what comes next. */
function codeInView(): HTMLElement | undefined {
  const pairs = [...document.querySelectorAll<HTMLElement>('.beside')]
  const read = pairs.findLast(pair => pair.getBoundingClientRect().top < innerHeight / 2) ?? pairs[0]
  return read?.querySelector<HTMLElement>('.beside-code') ?? undefined
}
