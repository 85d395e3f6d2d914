import { autoUpdate, computePosition, flip, offset, shift, size } from '@floating-ui/dom'
import { isBeside } from './beside.ts'
import { giveStyles } from './styles.ts'
import styles from './styles/type-popup.css?inline'

giveStyles(styles)

/** The room that a popup keeps from the edges of the window, in px; above, the navigation bar's. */
const edge = { top: 72, right: 8, bottom: 8, left: 8 }

/**
 * Puts a popup where it hides nothing that one is about to read, and keeps it there: beside code that stands beside the
 * words, else above the line.
 *
 * @returns what ends it
 */
export function placePopup(token: HTMLElement, panel: HTMLElement): () => void {
  const block = isBeside() ? token.closest('.beside-code') : null
  const reference = { contextElement: token, getBoundingClientRect: () => lineBox(token, block) }
  return autoUpdate(reference, panel, async () => {
    const { x, y } = await computePosition(reference, panel, {
      placement: block ? 'left-start' : 'top-start',
      strategy: 'fixed',
      middleware: [
        offset(6),
        flip({ padding: edge, fallbackPlacements: block ? ['top-start', 'bottom-start'] : ['bottom-start'] }),
        shift({ padding: edge }),
        size({
          padding: edge,
          apply: ({ availableHeight, elements }) => {
            elements.floating.style.maxHeight = `${Math.max(availableHeight, 120)}px`
          },
        }),
      ],
    })
    Object.assign(panel.style, { left: `${x}px`, top: `${y}px`, visibility: 'visible' })
  })
}

/** As wide as the code, as high as the token. */
function lineBox(token: Element, block: Element | null): DOMRect {
  const own = token.getBoundingClientRect()
  if (!block) return own
  const { left, width } = block.getBoundingClientRect()
  return new DOMRect(left, own.top, width, own.height)
}
