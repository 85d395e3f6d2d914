import type { Plugin } from 'vite'

/** What VitePress' components say to screen readers and no option translates. */
const labels: Record<string, [string, string]> = {
  'VPSidebar.vue': ['Sidebar Navigation', '接口目录'],
}

/**
 * Vite plugin that translates those labels.
 *
 * @throws Error from the transformation where VitePress no longer has a label
 */
export function chineseLabels(): Plugin {
  return {
    name: 'wechatpay:chinese-labels',
    enforce: 'pre',
    transform(code, id) {
      const [, name] = /\/theme-default\/components\/(\w+\.vue)$/.exec(id) ?? []
      const label = name && labels[name]
      if (!label) return undefined
      if (!code.includes(label[0]))
        throw new Error(`${name} of VitePress does not have ${label[0]} any more: see chinese-labels.ts.`)
      return code.replace(...label)
    },
  }
}
