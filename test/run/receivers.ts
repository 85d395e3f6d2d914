import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, connect } from 'node:net'
import { join } from 'node:path'
import { getPHPLoaderModule } from '@php-wasm/node-8-4'
import { loadPHPRuntime, PHP } from '@php-wasm/universal'
import { readPhp } from '../../packages/check/runner/php.ts'
import type { Kit } from '../../packages/wechatpay/notifications/kit.ts'
import type { Message } from '../../packages/mock/notify/message.ts'
import { root } from '../unit/helpers.ts'

/** A receiver of the guide, running. */
export interface Receiver {
  /** Where it listens; absent of one of PHP, which is called. */
  address?: string
  /** @returns the HTTP status of the answer */
  send(message: Message): Promise<number>
  /** What it has handled so far: event type and plain text, `TRANSACTION.SUCCESS {"transaction_id":…}`. */
  handled(): string[]
  stop(): Promise<void>
}

/** The names of the receivers in `snippets/`. */
export const nodeReceivers = ['node', 'express', 'koa', 'fastify', 'next']
export const phpReceivers = ['plain', 'psr15', 'psr7']

export function receiverFile(name: string): string {
  return `receiver-${name}.${phpReceivers.includes(name) ? 'php' : 'mts'}`
}

/**
 * Starts a receiver with the keys of a kit.
 *
 * @param change what becomes of its code, for a receiver that is wrong
 */
export function startReceiver(name: string, keys: Kit['keys'], change = (code: string) => code): Promise<Receiver> {
  const code = change(readFileSync(join(root, 'snippets', receiverFile(name)), 'utf8'))
  return phpReceivers.includes(name) ? startPhp(name, code, keys) : startNode(name, code, keys)
}

// Node.js

async function startNode(name: string, code: string, keys: Kit['keys']): Promise<Receiver> {
  // Below the project, where its packages are found.
  mkdirSync(join(root, '.vitepress/cache/run'), { recursive: true })
  const folder = mkdtempSync(join(root, '.vitepress/cache/run/receiver-'))
  const file = (own: string, text: string) => {
    writeFileSync(join(folder, own), text)
    return join(folder, own)
  }
  file('receiver.mts', code)
  file('wxpay-keys.mts', readFileSync(join(root, 'snippets/wxpay-keys.mts'), 'utf8'))
  const program = name === 'next' ? file('server.mts', nextServer) : join(folder, 'receiver.mts')
  const port = await freePort()
  const child = spawn(process.execPath, ['--import', 'tsx', program], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      PORT: String(port),
      WXPAY_API_V3_KEY: keys.apiV3Key,
      WXPAY_PUBLIC_KEY_ID: keys.publicKeyId,
      WXPAY_PUBLIC_KEY_FILE: file('public.pem', keys.publicKey),
      WXPAY_CERTIFICATE_FILE: file('certificate.pem', keys.certificate),
    },
  })
  let output = ''
  child.stdout.on('data', data => (output += data))
  await listening(port, () => child.exitCode !== null)
  const address = `http://127.0.0.1:${port}/notify`
  return {
    address,
    async send({ headers, body }) {
      const response = await fetch(address, { method: 'POST', headers, body })
      await response.arrayBuffer()
      return response.status
    },
    handled: () => output.split('\n').filter(Boolean),
    async stop() {
      child.kill()
      await once(child, 'exit')
    },
  }
}

/** What Next.js does around a route handler. */
const nextServer = `import { createServer } from 'node:http'
import { POST } from './receiver.mjs'

createServer(async (request, response) => {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)])
  const body = Buffer.concat(chunks)
  const answer = await POST(new Request('http://localhost' + request.url, { method: 'POST', headers, body }))
  response.writeHead(answer.status, Object.fromEntries(answer.headers))
  response.end(Buffer.from(await answer.arrayBuffer()))
}).listen(process.env.PORT)
`

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

/** Waits until something listens. @throws Error if that which should has ended */
async function listening(port: number, hasEnded: () => boolean): Promise<void> {
  for (;;) {
    if (hasEnded()) throw new Error('The receiver has ended before it listened.')
    const socket = connect(port, '127.0.0.1')
    const isOpen = await new Promise(resolve => {
      socket.once('connect', () => resolve(true))
      socket.once('error', () => resolve(false))
    })
    socket.destroy()
    if (isOpen) return
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}

// PHP

async function startPhp(name: string, code: string, keys: Kit['keys']): Promise<Receiver> {
  const php = new PHP(await loadPHPRuntime(await getPHPLoaderModule(), { processId: 1 }))
  const write = (path: string, text: string | Uint8Array) => {
    php.mkdirTree(path.slice(0, path.lastIndexOf('/')))
    php.writeFile(path, text)
  }
  for (const [file, bytes] of Object.entries(readPhp('wechatpay'))) write(`/library/${file}`, bytes)
  write('/library/server.php', readFileSync(join(import.meta.dirname, 'php/server.php')))
  write('/app/vendor/autoload.php', "<?php require_once '/library/wechatpay.php'; require_once '/library/server.php';")
  write('/app/wxpay-keys.php', readFileSync(join(root, 'snippets/wxpay-keys.php')))
  write('/app/receiver.php', code)
  write('/app/public.pem', keys.publicKey)
  write('/app/certificate.pem', keys.certificate)
  write('/app/index.php', `<?php\n${phpEntries[name]!}\n`)
  php.mkdirTree('/tmp')
  const handled: string[] = []
  return {
    async send({ headers, body }) {
      const { httpStatusCode, errors } = await php.run({
        scriptPath: '/app/index.php',
        method: 'POST',
        headers,
        body,
        env: {
          WXPAY_API_V3_KEY: keys.apiV3Key,
          WXPAY_PUBLIC_KEY_ID: keys.publicKeyId,
          WXPAY_PUBLIC_KEY_FILE: '/app/public.pem',
          WXPAY_CERTIFICATE_FILE: '/app/certificate.pem',
        },
      })
      handled.push(...errors.split('\n').filter(line => line.trim()))
      return httpStatusCode
    },
    handled: () => handled,
    async stop() {
      php.exit()
      return Promise.resolve()
    },
  }
}

/** How a request reaches each of the receivers. */
const phpEntries: Record<string, string> = {
  plain: "chdir('/app'); require 'receiver.php';",
  psr15: [
    "chdir('/app'); require 'vendor/autoload.php'; require 'wxpay-keys.php'; require 'receiver.php';",
    'Run\\emit((new NotifyHandler($platformKeys, $apiV3Key,',
    '  fn(string $type, array $resource) => error_log("$type " . json_encode($resource, 320))))',
    '  ->handle(new Run\\Request()));',
  ].join('\n'),
  psr7: "chdir('/app'); require 'vendor/autoload.php'; Run\\emit((require 'receiver.php')(new Run\\Request()));",
}
