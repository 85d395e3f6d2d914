import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import sirv from 'sirv'

const types: Record<string, string> = { md: 'text/markdown', txt: 'text/plain' }

/**
 * A server of a built site, as static hosts serve it: pages without `.html`, files of the bundle kept for good, text
 * as UTF-8, and the site's own page where there is nothing. It reads, so any other method is answered by 405.
 *
 * @param folder the built site
 * @param base where the site stands; starts and ends with a slash. What is outside of it leads to its start.
 * @throws Error where the folder has no `404.html`: what is there is no built site
 */
export function siteServer(folder: string, base: string): Server {
  const page = readFileSync(join(folder, '404.html'))
  const notFound = (response: ServerResponse) =>
    response.writeHead(404, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-cache' }).end(page)
  const files = sirv(folder, {
    etag: true,
    maxAge: 31_536_000,
    immutable: true,
    onNoMatch: (_, response) => notFound(response),
    setHeaders(response, path) {
      if (!path.startsWith('/assets/')) response.setHeader('Cache-Control', 'no-cache')
      // Browsers take Chinese for Latin where it is not said.
      const type = types[path.slice(path.lastIndexOf('.') + 1)]
      if (type) response.setHeader('Content-Type', `${type}; charset=utf-8`)
    },
  })
  return createServer((request: IncomingMessage, response) => {
    const { method = '', url = '/' } = request
    if (method !== 'GET' && method !== 'HEAD') response.writeHead(405, { Allow: 'GET, HEAD' }).end()
    else if (url.startsWith(base)) {
      request.url = url.slice(base.length - 1)
      files(request, response)
    } else if (url === '/' || `${url}/` === base) response.writeHead(302, { Location: base }).end()
    else notFound(response)
  })
}

/**
 * Lets a server listen on this machine alone.
 *
 * @throws Error where the port is taken, which says how another one is chosen
 */
export function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${port} is taken. Choose another one: PORT=${port + 1} npm start`, { cause: error })
          : error,
      ),
    )
    server.listen(port, '127.0.0.1', () => resolve())
  })
}
