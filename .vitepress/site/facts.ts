import type { Plugin } from 'vite'
import type { Reference } from '../../packages/reference/model/model.ts'
import { toFacts } from '../../packages/reference/writers/to-facts.ts'
import { base } from './address.ts'
import { readSite } from './pages.ts'
import { isFirstPart } from './parts.ts'

/**
 * Vite plugin that publishes the facts of every path, which the error box asks for when it is opened.
 *
 * @param reference what a build publishes; the dev server reads the descriptions anew for every request
 */
export function facts(reference: Reference): Plugin {
  return {
    name: 'wechatpay:facts',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const [address = ''] = (request.url ?? '').split('?')
        if (!address.startsWith(`${base}facts/`)) return next()
        const text = factsAt(address.slice(base.length - 1))
        if (text === undefined) return next()
        response.setHeader('Content-Type', 'application/json; charset=utf-8')
        response.end(text)
      })
    },
    generateBundle() {
      if (this.environment.name === 'ssr' || !isFirstPart) return
      for (const [address, source] of toFacts(reference))
        this.emitFile({ type: 'asset', fileName: address.slice(1), source })
    },
  }
}

function factsAt(encoded: string): string | undefined {
  try {
    return toFacts(readSite({ strict: false }).reference).get(decodeURIComponent(encoded))
  } catch (error) {
    if (error instanceof URIError) return undefined
    throw error
  }
}
