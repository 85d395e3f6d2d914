import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listen, siteServer } from '../../../scripts/serve.ts'

const folder = mkdtempSync(join(tmpdir(), 'site-'))
const files = {
  'index.html': '<h1>首页</h1>',
  '404.html': '<h1>没有这一页</h1>',
  '.built': 'stamp',
  'openapi/v3/cards/{card_id}.html': '<h1>卡</h1>',
  'openapi/v3/certificates.md': '# 证书',
  'llms.txt': '列表',
  'assets/app.js': 'export {}',
}
const servers: Server[] = []

beforeAll(() => {
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), content)
  }
})

afterAll(() => {
  for (const server of servers) server.close()
  rmSync(folder, { recursive: true })
})

async function serving(base = '/'): Promise<number> {
  const server = siteServer(folder, base)
  servers.push(server)
  await listen(server, 0)
  return (server.address() as AddressInfo).port
}

/** `fetch` would correct a path before it sends it. */
function ask(port: number, path: string, { method = 'GET', host = '127.0.0.1', headers = {} } = {}) {
  return new Promise<IncomingMessage & { body: Promise<string> }>((resolve, reject) => {
    request({ host, port, path, method, headers }, response =>
      resolve(Object.assign(response, { body: text(response) })),
    )
      .on('error', reject)
      .end()
  })
}

describe('the site that npm start serves', () => {
  test.each([
    ['/', 'text/html;charset=utf-8', '<h1>首页</h1>'],
    ['/openapi/v3/cards/%7Bcard_id%7D', 'text/html;charset=utf-8', '<h1>卡</h1>'],
    ['/openapi/v3/certificates.md', 'text/markdown; charset=utf-8', '# 证书'],
    ['/llms.txt?from=x', 'text/plain; charset=utf-8', '列表'],
  ])('answers %s as %s', async (path, type, content) => {
    const answer = await ask(await serving(), path)
    expect([answer.statusCode, answer.headers['content-type'], answer.headers['cache-control']]).toEqual([
      200,
      type,
      'no-cache',
    ])
    expect(await answer.body).toBe(content)
  })

  test('lets what has a hash in its name be kept, and of other files asks for what has changed', async () => {
    const port = await serving()
    expect((await ask(port, '/assets/app.js')).headers['cache-control']).toBe('public,max-age=31536000,immutable')
    const { etag } = (await ask(port, '/')).headers
    expect((await ask(port, '/', { headers: { 'If-None-Match': etag } })).statusCode).toBe(304)
  })

  test.each(['/nowhere', '/.built', '/../package.json', '/%2e%2e/package.json', '/%E4%B8', '/%00'])(
    'answers %s by the page that says so',
    async path => {
      const answer = await ask(await serving(), path)
      expect([answer.statusCode, await answer.body]).toEqual([404, files['404.html']])
    },
  )

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('does not allow %s', async method => {
    const answer = await ask(await serving(), '/', { method })
    expect([answer.statusCode, answer.headers.allow]).toEqual([405, 'GET, HEAD'])
  })

  test('sends the head alone where only that is asked for', async () => {
    const answer = await ask(await serving(), '/', { method: 'HEAD' })
    expect([answer.statusCode, await answer.body]).toEqual([200, ''])
  })

  test('stands below a base, leads there from the root, and has nothing beside it', async () => {
    const port = await serving('/name/')
    expect(await (await ask(port, '/name/')).body).toBe(files['index.html'])
    for (const path of ['/', '/name']) {
      const answer = await ask(port, path)
      expect([answer.statusCode, answer.headers.location]).toEqual([302, '/name/'])
    }
    expect((await ask(port, '/llms.txt')).statusCode).toBe(404)
  })

  test('is for this machine alone', async () => {
    const port = await serving()
    const others = Object.values(networkInterfaces())
      .flatMap(list => list ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4')
    for (const { address } of others) await expect(ask(port, '/', { host: address })).rejects.toThrow('ECONNREFUSED')
    expect((servers.at(-1)!.address() as AddressInfo).address).toBe('127.0.0.1')
  })

  test('says of a port that is taken how another one is chosen', async () => {
    const port = await serving()
    await expect(listen(siteServer(folder, '/'), port)).rejects.toThrow(
      `Port ${port} is taken. Choose another one: PORT=${port + 1} npm start`,
    )
  })
})
