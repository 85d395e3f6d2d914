import { join } from 'node:path'
import { normalizePath, type Plugin } from 'vite'
import type { Reading } from './reference/read.ts'
import { problemPages, readSite, referencePages, root } from './site.ts'

/** What stands in for the content of a reference page while writing; `livePages` puts the content there. */
export function pageMark(path: string): string {
  return `<!-- reference-page ${encodeURIComponent(path)} -->`
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
    changed = [...pages].filter(([path, markdown]) => before.get(path) !== markdown).map(([path]) => path)
  }
  return {
    name: 'wechatpay:live-pages',
    apply: 'serve',
    enforce: 'pre',
    transform(code) {
      const mark = /<!-- reference-page (\S+) -->/.exec(code)
      return mark ? code.replace(mark[0], () => pages.get(decodeURIComponent(mark[1]!)) ?? '') : undefined
    },
    hotUpdate({ file, type, server, timestamp }) {
      if (!normalizePath(file).startsWith(normalizePath(join(root, 'docs/openapi/'))) || !/\.(?:ya?ml|md)$/.test(file)) return
      // Each environment (browser, server) asks for the same change.
      if (timestamp !== lastRead) {
        lastRead = timestamp
        reread()
        // A path that comes or goes is another set of routes.
        if (type !== 'update') server.watcher.emit('change', join(root, 'docs/openapi/[path].paths.ts'))
      }
      return changed.flatMap(path => [...this.environment.moduleGraph.getModulesByFile(normalizePath(join(root, `docs/openapi/${path}.md`))) ?? []])
    },
  }
}

/** The Markdown of all reference pages by path, those that tell a problem included. */
function pagesOf(reading: Reading): Map<string, string> {
  return new Map([...referencePages(reading), ...problemPages(reading)].map(({ path, markdown }) => [path, markdown]))
}
