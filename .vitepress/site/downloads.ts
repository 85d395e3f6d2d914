import type { Plugin } from 'vite'
import type { Reference } from '../../packages/reference/model/model.ts'
import { isFirstPart } from './parts.ts'
import { readSite } from './pages.ts'
import { toDeclaration, toOpenapi } from '../../packages/wechatpay/index.ts'

/** The files that readers download, by address. */
export const downloadFiles: Record<string, { type: string; write: (reference: Reference) => string }> = {
  '/openapi.json': { type: 'application/json', write: toOpenapi },
  '/types/wechatpay.d.ts': { type: 'text/plain', write: reference => toDeclaration(reference, true) },
}

/**
 * Vite plugin that publishes the downloads.
 *
 * @param reference what a build publishes; the dev server reads the descriptions anew for every request
 */
export function downloads(reference: Reference): Plugin {
  return {
    name: 'wechatpay:downloads',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const file = downloadFiles[request.url?.split('?')[0] ?? '']
        if (!file) return next()
        response.setHeader('Content-Type', `${file.type}; charset=utf-8`)
        response.end(file.write(readSite().reference))
      })
    },
    generateBundle() {
      if (this.environment.name === 'ssr' || !isFirstPart) return
      for (const [address, { write }] of Object.entries(downloadFiles))
        this.emitFile({ type: 'asset', fileName: address.slice(1), source: write(reference) })
    },
  }
}
