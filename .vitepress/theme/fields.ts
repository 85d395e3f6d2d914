import { onChoice } from './choices.ts'

/**
 * What ties examples and tables together is loaded when a reader first points at one of them: most of a visit's
 * weight is its scripts.
 */
let loaded: Promise<typeof import('./field-marks.ts')> | undefined
const marks = () => (loaded ??= import('./field-marks.ts'))

/** Listens once, in the browser. */
export function listenForFields(): void {
  const follow = (event: Event) => {
    if (
      !loaded &&
      !(event.target instanceof Element && event.target.closest('.im-table, .code-variants, .language-json'))
    )
      return
    void marks().then(loadedMarks => loadedMarks.follow(event), failed)
  }
  document.addEventListener('pointerover', follow)
  document.addEventListener('focusin', follow)
  // Other lines are shown now, or other programs.
  onChoice(forgetFields)
}

/** Whenever the content of the page or what is shown of it is new. */
export function forgetFields(): void {
  void loaded?.then(loadedMarks => loadedMarks.forgetFields(), failed)
}

/** The row of the field that a name in an example stands for. */
export async function rowOfName(name: Element): Promise<HTMLElement | undefined> {
  return marks().then(loadedMarks => loadedMarks.rowOfName(name), failed)
}

/** Without a connection nothing lights up; the next time asks again. */
function failed(): undefined {
  loaded = undefined
}
