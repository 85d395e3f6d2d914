import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'
import { toOpenapi } from './reference/to-openapi.ts'
import { declarationFile, readSite } from './site.ts'

/** The files that readers download, by address: made anew for every request in dev, and written into the build. */
const files: Record<string, { type: string, text: () => string }> = {
  '/openapi.json': { type: 'application/json', text: () => toOpenapi(readSite().reference) },
  '/types/wechatpay.d.ts': { type: 'text/plain', text: () => (readSite(), readFileSync(declarationFile, 'utf8')) },
}

/** Vite plugin that publishes the downloads. */
export function downloads(): Plugin {
  return {
    name: 'wechatpay:downloads',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const file = files[request.url?.split('?')[0] ?? '']
        if (!file) return next()
        response.setHeader('Content-Type', `${file.type}; charset=utf-8`)
        response.end(file.text())
      })
    },
    generateBundle() {
      if (this.environment.name === 'ssr') return
      for (const [address, { text }] of Object.entries(files)) this.emitFile({ type: 'asset', fileName: address.slice(1), source: text() })
    },
  }
}
