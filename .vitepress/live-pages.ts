import { join } from 'node:path'
import { normalizePath, type Plugin } from 'vite'
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
 */
export function livePages(): Plugin {
  let pages = new Map<string, string>()
  let changed: string[] = []
  let lastRead = 0
  const reread = () => {
    const before = pages
    const reading = readSite({ strict: false })
    pages = new Map([...referencePages(reading), ...problemPages(reading)].map(({ path, markdown }) => [path, markdown]))
    changed = [...pages].filter(([path, markdown]) => before.get(path) !== markdown).map(([path]) => path)
  }
  return {
    name: 'wechatpay:live-pages',
    apply: 'serve',
    enforce: 'pre',
    buildStart: reread,
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
