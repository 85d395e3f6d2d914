import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import { listFiles } from '../../packages/reference/edge/files.ts'
import type { Reading } from '../../packages/reference/intake/read.ts'
import { type SearchData } from '../../packages/reference/writers/to-search.ts'
import { isFirstPart, isWhole } from '../site/parts.ts'
import { generatedPages, readSite, root } from '../site/pages.ts'
import { headingsOf } from './guides.ts'
import { toSearch } from '../../packages/wechatpay/index.ts'

/**
 * Where the dev server has the data. In a build of the whole site, the name says which content it is, so that it may
 * be kept forever.
 */
const devAddress = '/search-data.json'

/**
 * What the search knows of the whole site: the model, and the pages that are not made of it.
 *
 * @param reading what the generated pages are made of
 */
export function readSearchData(reading: Reading): SearchData {
  const byHand = ['docs/index.md', ...listFiles(root, 'docs/guide', '.md').filter(file => !file.includes('['))].map(
    file => ({
      address: file.slice('docs'.length, -'.md'.length).replace(/index$/, ''),
      markdown: readFileSync(join(root, file), 'utf8'),
    }),
  )
  // Operations, products and errors come from the model; of the pages that list them, the page itself is to be found.
  const lists = generatedPages(reading).filter(({ address }) => !/^\/(?:openapi|products|webhooks)\/./.test(address))
  return toSearch(reading.reference, [
    ...byHand.flatMap(({ address, markdown }) => headingsOf(address, markdown)),
    ...lists.flatMap(({ address, markdown }) => headingsOf(address, markdown, 1)),
  ])
}

/**
 * Vite plugin that publishes the data of the search; its address is the constant `__SEARCH_DATA__`.
 *
 * @param reading what a build publishes; the dev server reads the descriptions anew for every request
 */
export function searchData(reading: Reading): Plugin {
  let address = devAddress
  let text = ''
  return {
    name: 'wechatpay:search-data',
    config(_, { command }) {
      if (command === 'build') {
        // Asked once for the browser and once for the server. The parts of a site share one file, which the first one
        // writes.
        if (isFirstPart) text ||= JSON.stringify(readSearchData(reading))
        address = isWhole
          ? `/assets/search-data.${createHash('sha256').update(text).digest('hex').slice(0, 8)}.json`
          : devAddress
      }
      return { define: { __SEARCH_DATA__: JSON.stringify(address) } }
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        if (!request.url?.split('?')[0]!.endsWith(devAddress)) return next()
        response.setHeader('Content-Type', 'application/json; charset=utf-8')
        response.end(JSON.stringify(readSearchData(readSite({ strict: false }))))
      })
    },
    generateBundle() {
      if (isFirstPart && this.environment.name !== 'ssr')
        this.emitFile({ type: 'asset', fileName: address.slice(1), source: text })
    },
  }
}
