import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeIfChanged } from '../packages/reference/edge/files.ts'
import { base } from '../.vitepress/site/address.ts'
import { fingerprint } from './fingerprint.ts'
import { listen, siteServer } from './serve.ts'

/**
 * `npm start`: builds the site if anything it is made of has changed since the last build, serves it to this machine,
 * prints its address. `PORT` chooses the port (4173). A site that cannot be built is not served.
 */

const root = fileURLToPath(new URL('..', import.meta.url))
const site = join(root, '.vitepress/dist')
// In the site itself, so that any other build does away with it.
const stamp = join(site, '.built')
const now = fingerprint(root)
if (existsSync(join(site, 'index.html')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === now) {
  console.log('The site is up to date.')
} else {
  await build()
  writeIfChanged(stamp, now)
}
const port = Number(process.env.PORT ?? 4173)
try {
  await listen(siteServer(site, base), port)
} catch (error) {
  console.error((error as Error).message)
  process.exit(1)
}
console.log(`Built site served at http://localhost:${port}${base}`)

/** A process of its own takes its memory, over a gigabyte, with it. */
async function build(): Promise<void> {
  const child = spawn(process.execPath, [...process.execArgv, join(root, 'scripts/build.ts')], {
    cwd: root,
    stdio: 'inherit',
  })
  const stop = (signal: NodeJS.Signals) => child.kill(signal)
  process.on('SIGTERM', stop).on('SIGINT', stop)
  const [code] = (await once(child, 'exit')) as [number | null]
  process.off('SIGTERM', stop).off('SIGINT', stop)
  if (code !== 0) process.exit(code ?? 1)
}
