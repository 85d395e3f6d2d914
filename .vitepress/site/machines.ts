import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Plugin } from 'vite'
import { base } from './address.ts'
import type { Reading } from '../../packages/reference/intake/read.ts'
import { markdownAddress } from '../../packages/reference/writers/to-llms.ts'
import { readSite } from './pages.ts'
import { machineFiles, pageSources, twinMaker } from './machine-files.ts'

/**
 * Vite plugin of the dev server: answers with the twins and lists as the descriptions are at that moment; a build
 * writes them as files.
 */
export function machines(): Plugin {
  return {
    name: 'wechatpay:machines',
    apply: 'serve',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const [path = '', query = ''] = (request.url ?? '').split('?')
        // VitePress imports the page itself, as a module, from the same address with the time behind it.
        if (!path.startsWith(base) || !/\.(?:md|txt)$/.test(path) || /(?:^|&)(?:t=|import\b)/.test(query)) return next()
        const text = fileAt(path.slice(base.length - 1))
        if (text === undefined) return next()
        response.setHeader('Content-Type', `text/${path.endsWith('.md') ? 'markdown' : 'plain'}; charset=utf-8`)
        response.end(text)
      })
    },
  }
}

/** Writes all that machines read into the built site; for VitePress' `buildEnd`. */
export function writeMachineFiles(reading: Reading, outDir: string): void {
  for (const [address, text] of machineFiles(reading)) {
    const file = join(outDir, address)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
}

/** A file of the dev server; a twin is made alone, the lists take all twins together. */
function fileAt(encoded: string): string | undefined {
  let address: string
  try {
    address = decodeURIComponent(encoded)
  } catch {
    return undefined
  }
  const reading = readSite({ strict: false })
  if (!address.endsWith('.md')) return machineFiles(reading).get(address)
  const sources = pageSources(reading)
  const page = [...sources.keys()].find(page => markdownAddress(page) === address)
  return page && twinMaker(reading, sources)(page)
}
