/**
 * Makes the copy button of an example with variants copy what is shown: the lines of other variants get the class that VitePress
 * leaves out, just before its own listener runs.
 */
export function copyVisibleLinesOnly(): void {
  window.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('.code-variants button.copy') : null
    for (const line of button?.parentElement?.querySelectorAll('.variant') ?? []) line.classList.toggle('vp-copy-ignore', getComputedStyle(line).display === 'none')
  }, { capture: true })
}
