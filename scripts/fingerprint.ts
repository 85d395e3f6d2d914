import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { listFiles } from '../packages/reference/edge/files.ts'

/** Changes when a file that goes into the site in the folder `root` does, or where the site stands. */
export function fingerprint(root: string): string {
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
