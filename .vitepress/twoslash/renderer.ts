import { createHash } from 'node:crypto'
import { defaultHoverInfoProcessor, rendererRich, type TwoslashRenderer } from '@shikijs/twoslash/core'

/**
 * What a popup says of a token: the type in TypeScript, the description in Markdown's simplest forms, links to read
 * on.
 */
export interface TypePopup {
  type: string
  docs?: string
  links?: string[]
}

declare module 'shiki' {
  interface ShikiTransformerContextMeta {
    /** The popups of the code block by key, for the page to collect. */
    typePopups?: Record<string, TypePopup>
  }
}

/**
 * Renders what twoslash found: errors, queries and highlights in the code as shiki's own renderer does, but of a
 * hover only a key. The popups' texts are sent once a page, and drawn when a reader asks for one.
 */
export function popupRenderer(): TwoslashRenderer {
  return {
    ...rendererRich({ queryRendering: 'line', errorRendering: 'line', processHoverInfo: shorten }),
    nodeStaticInfo(info, node) {
      const type = shorten(info.text)
      if (!type || type === 'any') return node
      const links = info.tags?.filter(([name, text]) => name === 'see' && text).map(([, text]) => text!)
      // The libraries' own comments are long, in English, and in a Markdown that popups do not draw: their types say
      // enough.
      const docs = info.docs && /\p{Script=Han}/u.test(info.docs) ? info.docs : undefined
      if (!docs && isSegment(type)) return node
      const popup: TypePopup = { type, ...(docs && { docs }), ...(docs && links?.length && { links }) }
      const key = createHash('sha256').update(JSON.stringify(popup)).digest('base64url').slice(0, 6)
      ;(this.meta.typePopups ??= {})[key] = popup
      return {
        type: 'element',
        tagName: 'span',
        properties: { 'class': 'type-hover', 'data-type': key },
        children: [node],
      }
    },
  }
}

/** Whether a type says no more than the segment of a path that has it: `Pay.transactions: Transactions`. */
function isSegment(type: string): boolean {
  const [, name, own] = /^[\w$]+\.([\w$]+): ([\w$]+)$/.exec(type) ?? []
  const letters = (text: string) => text.replace(/[^a-z\d]/gi, '').toLowerCase()
  return name !== undefined && letters(name) === letters(own!)
}

/** A hover's text without the namespaces that the path already says: `JsonDataRequest.mchid: string`. */
export function shorten(text: string): string {
  return defaultHoverInfoProcessor(text)
    .replace(/^WeChatPay\.OpenAPI(?:\.[\w$]+)*\.([\w$]+\.[\w$]+)(?=\??[:(<])/, '$1')
    .replace(/\bWeChatPay\.OpenAPI(?:\.[\w$]+)*\.([\w$]+)/g, '$1')
}
