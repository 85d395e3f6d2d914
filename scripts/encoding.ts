import { existsSync } from 'node:fs'
import type { Server } from 'node:http'
import { join } from 'node:path'
import { base } from '../.vitepress/site/address.ts'
import { root } from '../.vitepress/site/pages.ts'

/**
 * Lets VitePress' server say of text files that they are UTF-8: it sends `text/markdown` alone, and browsers then
 * take Chinese for Latin. It keeps a type that an answer already has. Other hosts, GitHub's among them, say it by
 * themselves.
 */
export function sayEncoding(server: Server): void {
  server.prependListener('request', ({ url = '' }, response) => {
    const [path = ''] = url.split('?')
    const type = { md: 'markdown', txt: 'plain' }[path.slice(path.lastIndexOf('.') + 1)]
    if (type && isFile(path)) response.setHeader('Content-Type', `text/${type}; charset=utf-8`)
  })
}

/** An address that no file has is answered by a page, which is HTML. */
function isFile(path: string): boolean {
  try {
    return existsSync(join(root, '.vitepress/dist', decodeURI(path).slice(base.length)))
  } catch {
    return false
  }
}
