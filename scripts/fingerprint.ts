import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { listFiles } from '../packages/reference/edge/files.ts'

/**
 * Changes when a file that goes into the site in the folder `root` does, or where the site stands, or the day that its
 * samples are to have.
 */
export function fingerprint(root: string): string {
  const { SITE_BASE, SITE_ORIGIN, SAMPLE_DAY } = process.env
  const files = ['docs', 'snippets', 'packages', '.vitepress']
    .flatMap(folder => listFiles(root, folder, ''))
    .filter(file => !/^\.vitepress\/(?:cache|dist)\//.test(file))
    .concat('package-lock.json')
  const hash = createHash('sha256').update(JSON.stringify([SITE_BASE, SITE_ORIGIN, SAMPLE_DAY]))
  for (const file of files) {
    const { size, mtimeMs } = statSync(join(root, file))
    hash.update(`${file} ${size} ${mtimeMs}\n`)
  }
  return hash.digest('hex')
}
