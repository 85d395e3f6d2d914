import type { MarkdownRenderer } from 'vitepress'

/** Names the links that VitePress puts behind headings in the language of the page. */
export function headingAnchors(md: MarkdownRenderer): void {
  md.core.ruler.push('wechatpay:heading-anchors', state => {
    for (const token of state.tokens.flatMap(({ children }) => children ?? [])) {
      if (token.type === 'link_open' && token.attrGet('class') === 'header-anchor')
        token.attrSet('aria-label', String(token.attrGet('aria-label')).replace(/^Permalink to (“.*”)$/, '$1的链接'))
    }
  })
}
