import type { Plugin } from 'vite'

/**
 * Vite plugin for pages that are one text (`asOneText`): marks it as VitePress marks what never changes, so that a first visit, which has it in the HTML,
 * does not load it a second time (`staticStripRE` in VitePress' build; the test of page weights fails if that should change).
 */
export function staticText(): Plugin {
  return {
    name: 'wechatpay:static-text',
    apply: 'build',
    renderChunk(code, chunk) {
      if (this.environment.name === 'ssr' || !chunk.facadeModuleId?.endsWith('.md')) return null
      return code.replace(/\binnerHTML: (["`])((?:[^"`\\]|\\[^]|(?!\1)["`])*)\1/g, (_, quote: string, text: string) => `innerHTML: ${quote}__VP_STATIC_START__${text}__VP_STATIC_END__${quote}`)
    },
  }
}
