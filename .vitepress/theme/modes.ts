import { choose } from './choices.ts'

/**
 * Remembers the mode of the pages that a reader goes to: who follows the link to the same operation in the other mode has chosen it. From then on
 * the link stands out on pages of the mode that was left (styles/layout.css); nobody is sent anywhere by themselves. Once, in the browser.
 */
export function listenForModes(): void {
  document.addEventListener('click', ({ target }) => {
    const link = target instanceof Element ? target.closest('.twin a') : null
    const mode = /\bto-(merchant|partner)\b/.exec(link?.closest('.twin')?.className ?? '')?.[1]
    if (mode) choose('mode', mode)
  })
}
