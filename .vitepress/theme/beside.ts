/** Where the code stands that belongs to what one reads (markdown/beside.ts): beside it, in a sheet, or below it. */

/** As the style sheet has it (styles/beside.css). */
export const wide = '(min-width: 85rem)'

/** Whether code stands beside the words now. */
export function isBeside(): boolean {
  return matchMedia(wide).matches && document.documentElement.getAttribute('data-choice-layout') !== 'single'
}

/** What scrolls the code that an element is part of while one reads on; none where the code lies in the page. */
export function scrollerOf(element: Element): HTMLElement | undefined {
  const code = element.closest<HTMLElement>('.beside-code')
  return code && (isBeside() || code.classList.contains('in-sheet')) ? code : undefined
}
