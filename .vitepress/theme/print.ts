/**
 * Makes the page ready for paper while it is printed: light, and with everything open; afterwards it is as it was.
 * Once, in the browser.
 */
export function preparePrinting(): void {
  let restore: (() => void) | undefined
  const begin = () => {
    if (restore) return
    const wasDark = document.documentElement.classList.contains('dark')
    const folds = [...document.querySelectorAll<HTMLDetailsElement>('.vp-doc details:not([open])')]
    document.documentElement.classList.remove('dark')
    for (const fold of folds) fold.open = true
    restore = () => {
      document.documentElement.classList.toggle('dark', wasDark)
      for (const fold of folds) fold.open = false
    }
  }
  const end = () => {
    restore?.()
    restore = undefined
  }
  window.addEventListener('beforeprint', begin)
  window.addEventListener('afterprint', end)
  // A preview that stays open asks for the medium only.
  matchMedia('print').addEventListener('change', ({ matches }) => (matches ? begin() : end()))
}
