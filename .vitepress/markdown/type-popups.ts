import type { MarkdownRenderer } from 'vitepress'
import type { ShikiTransformer } from 'shiki'
import type { TypePopup } from '../twoslash/renderer.ts'

/**
 * Hands the popups of a code block over to the page: as a comment in its HTML, which `typePopups` collects. After
 * twoslash.
 */
export function handOverPopups(): ShikiTransformer {
  return {
    name: 'wechatpay:hand-over-popups',
    root(root) {
      const { typePopups } = this.meta
      // At the end: HTML that does not begin with `<pre` would be wrapped into another one.
      if (typePopups)
        root.children.push({ type: 'comment', value: `type-popups ${encodeURIComponent(JSON.stringify(typePopups))}` })
    },
  }
}

/** Prints the popups of all code blocks of a page once, as the property of one component at its end, by numbers. */
export function typePopups(md: MarkdownRenderer): void {
  const renderAsync = md.renderAsync.bind(md)
  md.renderAsync = async (...args) => {
    const all: Record<string, TypePopup> = {}
    const html = (await renderAsync(...args)).replace(/<!--type-popups (\S+?)-->/g, (_, popups: string) => {
      Object.assign(all, JSON.parse(decodeURIComponent(popups)) as typeof all)
      return ''
    })
    const keys = Object.keys(all)
    if (!keys.length) return html
    // Beside a table, its rows say what a field is, and are asked (theme/field-marks.ts).
    const isBeside = html.includes('<div class="beside">')
    const said = (popup: TypePopup) => (isBeside && isField(popup) ? { type: popup.type } : popup)
    const numbers = new Map(keys.map((key, index) => [key, index.toString(36)]))
    const numbered = html.replace(/ data-type="([^"]*)"/g, (attribute, key: string) =>
      numbers.has(key) ? ` data-type="${numbers.get(key)}"` : attribute,
    )
    const popups = JSON.stringify(keys.map(key => said(all[key]!)))
    return `${numbered}<TypePopups popups="${md.utils.escapeHtml(popups)}" />\n`
  }
}

/** Whether a popup is that of a field, or of a name that holds one of an answer. */
function isField({ type, links }: TypePopup): boolean {
  return !links && /^(?:[\w$]+\.\w+\??|(?:const|let) \w+): /.test(type) && !/: Wechatpay$/.test(type)
}
