import { join } from 'node:path'
import type { MarkdownRenderer } from 'vitepress'

const renderers = new Map<string, Promise<MarkdownRenderer>>()

/**
 * Renders pages as the site does, but without highlighting: it is the slowest part by far, and neither links nor ids
 * come from it. VitePress is loaded when the first page is rendered.
 *
 * @param root the project's folder
 */
export function plainRenderer(root: string): Promise<MarkdownRenderer> {
  let renderer = renderers.get(root)
  if (!renderer) renderers.set(root, (renderer = newRenderer(root)))
  return renderer
}

async function newRenderer(root: string): Promise<MarkdownRenderer> {
  const [{ createMarkdownRenderer }, { markdownOptions }] = await Promise.all([
    import('vitepress'),
    import('./index.ts'),
  ])
  const md: MarkdownRenderer = await createMarkdownRenderer(join(root, 'docs'), {
    ...markdownOptions(),
    highlight: code => md.utils.escapeHtml(code),
  })
  return md
}
