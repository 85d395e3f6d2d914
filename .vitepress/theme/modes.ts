import { withBase } from 'vitepress'
import { pageOfPath } from '../../packages/reference/model/addresses.ts'
import type { Mode } from '../../packages/wechatpay/modes.ts'
import { choose, onChoice } from './choices.ts'

/**
 * The mode that a reader calls the API in. Where an action has an operation for each, its page has a switch that
 * leads to the other (wechatpay/page.ts), where both call the same path one that changes table and examples in place.
 * Who takes it has chosen: search lists that mode first, guides lead to it, and pages of the other one say so
 * (styles/layout.css). Nobody is sent away from a page whose address they opened.
 */
export function chosenMode(): Mode | undefined {
  const mode = document.documentElement.getAttribute('data-choice-mode')
  return mode === 'merchant' || mode === 'partner' ? mode : undefined
}

/** Listens once, in the browser. */
export function listenForModes(): void {
  document.addEventListener('click', ({ target }) => {
    const way = target instanceof Element ? target.closest<HTMLElement>('.twin :is(a, button)') : null
    const mode = /\bto-(merchant|partner)\b/.exec(way?.closest('.twin')?.className ?? '')?.[1] ?? way?.dataset.mode
    if (mode) choose('mode', mode)
  })
  window.addEventListener('hashchange', followMode)
  onChoice(followMode)
}

/**
 * Has the links of a guide lead to the chosen mode, and the switch of an operation to the row that the reader is at;
 * whenever content, place or choice is new.
 */
export function followMode(): void {
  for (const button of document.querySelectorAll<HTMLElement>('.twin button'))
    button.setAttribute('aria-pressed', String(button.dataset.mode === (chosenMode() ?? 'merchant')))
  // Most rows are there in both. Where several operations share a page, the link says which one.
  for (const link of document.querySelectorAll<HTMLAnchorElement>('.twin a'))
    if (!written(link).includes('#')) link.setAttribute('href', written(link) + location.hash)
  const links = document.querySelectorAll<HTMLAnchorElement>(`.vp-doc[class*="_guide_"] a[href*="${pageOfPath('/')}"]`)
  // Guides are written for merchants.
  if (!links.length || (chosenMode() !== 'partner' && ![...links].some(({ dataset }) => dataset.own))) return
  void import('./partners.data.ts').then(
    ({ data: partners }) => links.forEach(link => leadToMode(link, partners)),
    () => {
      // Without a connection the links stay as they are written.
    },
  )
}

function leadToMode(link: HTMLAnchorElement, partners: Record<string, string>): void {
  const own = written(link)
  const [address, hash = ''] = own.split(/(?=#)/) as [string, string?]
  const partner = partners[address.slice(withBase('/').length - 1)]
  link.setAttribute('href', partner && chosenMode() === 'partner' ? withBase(partner) + hash : own)
}

/** Where a link leads as it was written. */
function written(link: HTMLAnchorElement): string {
  return (link.dataset.own ??= link.getAttribute('href')!)
}
