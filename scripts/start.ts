import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import type { Server } from 'node:http'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { build, serve } from 'vitepress'
import { listFiles, writeIfChanged } from '../packages/reference/edge/files.ts'
import { ProblemsError } from '../packages/reference/intake/problems.ts'
import { root } from '../.vitepress/site/pages.ts'
import { sayEncoding } from './encoding.ts'

/**
 * `npm start`: builds the site if anything it is made of has changed since the last build, serves it, prints its
 * address. `PORT` chooses the port (4173). A site that cannot be built is not served.
 */

// In the site itself, so that any other build does away with it.
const stamp = join(root, '.vitepress/dist/.built')
const now = fingerprint()
if (existsSync(join(root, '.vitepress/dist/index.html')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === now) {
  console.log('The site is up to date.')
} else {
  try {
    await build(root)
  } catch (error) {
    if (!(error instanceof ProblemsError)) throw error
    console.error(error.message)
    process.exit(1)
  }
  writeIfChanged(stamp, now)
}
const port = Number(process.env.PORT ?? 4173)
if (await isTaken(port)) {
  console.error(`Port ${port} is taken. Choose another one: PORT=${port + 1} npm start`)
  process.exit(1)
}
const { server } = await serve({ root, port })
sayEncoding(server as Server)

function isTaken(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const probe = createServer()
    probe.once('error', () => resolve(true))
    probe.listen(port, () => probe.close(() => resolve(false)))
  })
}

/** Changes when a file that goes into the site does. */
function fingerprint(): string {
  const files = ['docs', 'snippets', 'packages', '.vitepress']
    .flatMap(folder => listFiles(root, folder, ''))
    .filter(file => !/^\.vitepress\/(?:cache|dist)\//.test(file))
    .concat('package-lock.json')
  const hash = createHash('sha256').update(JSON.stringify([process.env.SITE_BASE, process.env.SITE_ORIGIN]))
  for (const file of files) {
    const { size, mtimeMs } = statSync(join(root, file))
    hash.update(`${file} ${size} ${mtimeMs}\n`)
  }
  return hash.digest('hex')
}
