import { join } from 'node:path'
import { normalizePath, type Plugin } from 'vite'
import type { Reading } from './reference/read.ts'
import { generatedPages, pageFile, problemPages, readSite, root } from './site.ts'

/** What stands in for the content of a generated page while writing; `livePages` puts the content there. */
export function pageMark(address: string): string {
  return `<!-- generated-page ${encodeURIComponent(address)} -->`
}

/**
 * Vite plugin of the dev server: a saved description changes its open page.
 *
 * VitePress' own way, reading all routes anew, loses a change that comes while it is still busy with the one before; here a save reads
 * the descriptions and updates just the pages whose text has become another.
 *
 * @param reading the descriptions as they are when the server starts
 */
export function livePages(reading: Reading): Plugin {
  let pages = pagesOf(reading)
  let changed: string[] = []
  let lastRead = 0
  const reread = () => {
    const before = pages
    pages = pagesOf(readSite({ strict: false }))
    changed = [...pages].filter(([address, markdown]) => before.get(address) !== markdown).map(([address]) => address)
  }
  return {
    name: 'wechatpay:live-pages',
    apply: 'serve',
    enforce: 'pre',
    transform(code) {
      const mark = /<!-- generated-page (\S+) -->/.exec(code)
      return mark ? code.replace(mark[0], () => pages.get(decodeURIComponent(mark[1]!)) ?? '') : undefined
    },
    hotUpdate({ file, type, server, timestamp }) {
      if (!normalizePath(file).startsWith(normalizePath(join(root, 'docs/openapi/'))) || !/\.(?:ya?ml|md)$/.test(file)) return
      // Each environment (browser, server) asks for the same change.
      if (timestamp !== lastRead) {
        lastRead = timestamp
        reread()
        // A path that comes or goes is another set of routes.
        if (type !== 'update') for (const folder of ['openapi', 'products']) server.watcher.emit('change', join(root, `docs/${folder}/[path].paths.ts`))
      }
      return changed.flatMap(address => [...this.environment.moduleGraph.getModulesByFile(normalizePath(join(root, 'docs', pageFile(address)))) ?? []])
    },
  }
}

/** The Markdown of all generated pages by address, those that tell a problem included. */
function pagesOf(reading: Reading): Map<string, string> {
  return new Map([...generatedPages(reading), ...problemPages(reading)].map(({ address, markdown }) => [address, markdown]))
}
