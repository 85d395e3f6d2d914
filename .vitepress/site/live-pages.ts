import { join, relative } from 'node:path'
import { normalizePath, type Plugin } from 'vite'
import type { Reading } from '../../packages/reference/intake/read.ts'
import { generatedPages, pageFile, problemPages, readSaved, root, writeDeclaration, type Page } from './pages.ts'

/** What stands in for the content of a generated page while writing; `livePages` puts the content there. */
export function pageMark(address: string): string {
  return `<!-- generated-page ${encodeURIComponent(address)} -->`
}

/**
 * Vite plugin of the dev server: a saved description changes its open page.
 *
 * VitePress' own way, reading all routes anew, loses a change that comes while it is still busy with the one before;
 * here a save reads the descriptions and updates just the pages whose text has become another.
 *
 * @param reading the descriptions as they are when the server starts
 */
export function livePages(reading: Reading): Plugin {
  let pages = pagesOf(reading)
  /** What was shown last of the pages that were opened. */
  const shown = new Map<string, string>()
  let changed: string[] = []
  let lastRead = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  // For editors that have a file of `snippets/` open; the page that was saved comes first.
  const declareSoon = () => {
    clearTimeout(timer)
    timer = setTimeout(() => writeDeclaration(), 2000).unref()
  }
  return {
    name: 'wechatpay:live-pages',
    apply: 'serve',
    enforce: 'pre',
    configureServer: declareSoon,
    transform(code) {
      const mark = /<!-- generated-page (\S+) -->/.exec(code)
      if (!mark) return undefined
      const address = decodeURIComponent(mark[1]!)
      const markdown = pages.get(address)?.markdown ?? ''
      shown.set(address, markdown)
      return code.replace(mark[0], () => markdown)
    },
    hotUpdate({ file, type, server, timestamp }) {
      if (!normalizePath(file).startsWith(normalizePath(join(root, 'docs/openapi/'))) || !/\.(?:ya?ml|md)$/.test(file))
        return
      // Each environment (browser, server) asks for the same change.
      if (timestamp !== lastRead) {
        lastRead = timestamp
        pages = pagesOf(readSaved(normalizePath(relative(root, file))))
        changed = [...shown]
          .filter(([address, markdown]) => pages.get(address)?.markdown !== markdown)
          .map(([address]) => address)
        declareSoon()
        // A path that comes or goes is another set of routes.
        if (type !== 'update')
          for (const folder of ['openapi', 'webhooks', 'products'])
            server.watcher.emit('change', join(root, `docs/${folder}/[path].paths.ts`))
      }
      return changed.flatMap(address => [
        ...(this.environment.moduleGraph.getModulesByFile(normalizePath(join(root, 'docs', pageFile(address)))) ?? []),
      ])
    },
  }
}

/** All generated pages by address, those that tell a problem included. */
function pagesOf(reading: Reading): Map<string, Pick<Page, 'markdown'>> {
  return new Map([...generatedPages(reading), ...problemPages(reading)].map(page => [page.address, page]))
}
