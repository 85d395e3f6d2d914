import { scrollerOf } from './beside.ts'
import { onChoice } from './choices.ts'
import { whileScrolling } from './while-scrolling.ts'

/**
 * What ties examples and tables together is loaded when a reader first points at one of them: most of a visit's
 * weight is its scripts.
 */
let loaded: Promise<typeof import('./field-marks.ts')> | undefined
const marks = () => (loaded ??= import('./field-marks.ts'))

/** Listens once, in the browser. */
export function listenForFields(): void {
  let last = ''
  const follow = (event: Event) => {
    // Code that scrolls below a pointer at rest is not pointed at.
    if (event instanceof PointerEvent && event.type === 'pointerover') {
      const before = last
      last = `${event.screenX} ${event.screenY}`
      if (last === before && event.target instanceof Element && event.target.closest('.beside-code')) return
    }
    if (
      !loaded &&
      !(event.target instanceof Element && event.target.closest('.im-table, .code-variants, .language-json'))
    )
      return
    void marks().then(loadedMarks => loadedMarks.follow(event), failed)
  }
  for (const name of ['pointerover', 'focusin', 'click']) document.addEventListener(name, follow)
  whileScrolling(() => {
    const code = document.querySelector('.beside-code.in-sheet, .has-beside .beside-code')
    if (code && scrollerOf(code)) void marks().then(loadedMarks => loadedMarks.followScroll(), failed)
  })
  // Other lines are shown now, or other programs.
  onChoice(forgetFields)
}

/** Whenever the content of the page or what is shown of it is new. */
export function forgetFields(): void {
  void loaded?.then(loadedMarks => loadedMarks.forgetFields(), failed)
}

/** What a popup says of a field by the table of the page. */
export interface NamedField {
  name: string
  /** As the table has it. */
  type: string
  /** 必填 or 必返, where it is. */
  required?: string
  /** The row's description, as HTML. */
  words?: string
  /** The row's address; none of an answer as a whole. */
  row?: string
  /** Of an answer as a whole: what it has. */
  below?: { id: string; name: string }[]
}

/** The field that a name in an example stands for. */
export async function fieldOfName(name: Element): Promise<NamedField | undefined> {
  return marks().then(loadedMarks => loadedMarks.fieldOfName(name), failed)
}

/**
 * Makes tokens of the names in an example without types: PHP and JSON.
 *
 * @param element in the example, or anywhere else
 * @returns whether it is in such an example
 */
export async function nameFields(element: Element): Promise<boolean> {
  const code = element.closest('pre')?.querySelector('code')
  if (!code?.closest('[data-lang="php"], .beside .language-json')) return false
  if (!code.hasAttribute('data-names')) await marks().then(loadedMarks => loadedMarks.nameFields(code), failed)
  return true
}

/** Without a connection nothing lights up; the next time asks again. */
function failed(): undefined {
  loaded = undefined
}
