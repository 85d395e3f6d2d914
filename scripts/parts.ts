import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from '../.vitepress/site/pages.ts'

/**
 * `npm run parts -- 10`: builds the site in ten processes, one after the other, and puts the parts together in
 * `.vitepress/dist`. `npm run parts -- --merge FOLDER...`: puts together parts that were built elsewhere
 * (`SITE_PART=2/10 npx vitepress build --outDir FOLDER`).
 */

const {
  values: { merge },
  positionals,
} = parseArgs({ options: { merge: { type: 'boolean', default: false } }, allowPositionals: true })
const count = Number(positionals[0])
if (!merge && !(count >= 1)) throw new Error('Say in how many parts: npm run parts -- 10')
const folders = merge
  ? positionals.map(folder => resolve(folder))
  : Array.from({ length: count }, (_, index) => build(index + 1))
mergeParts(folders, join(root, '.vitepress/dist'))
if (!merge) rmSync(join(root, '.vitepress/parts'), { recursive: true })

function build(number: number): string {
  const folder = join(root, '.vitepress/parts', String(number))
  const { status } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/vitepress/bin/vitepress.js'), 'build', '--outDir', folder],
    { cwd: root, stdio: 'inherit', env: { ...process.env, SITE_PART: `${number}/${count}` } },
  )
  if (status !== 0) throw new Error(`Part ${number} ended with ${status}.`)
  return folder
}

/**
 * The pages and assets of all parts side by side; the map from pages to scripts and the site map are those of all
 * parts.
 */
function mergeParts(parts: string[], target: string): void {
  const missing = parts.find(part => !existsSync(join(part, 'hashmap.json')))
  if (missing || !parts.length)
    throw new Error(`${missing ?? 'No folder was named, so nothing'} is a built part of the site.`)
  rmSync(target, { recursive: true, force: true })
  mkdirSync(target, { recursive: true })
  for (const part of parts) cpSync(part, target, { recursive: true })
  const hashes = Object.assign(
    {},
    ...parts.map(part => JSON.parse(readFileSync(join(part, 'hashmap.json'), 'utf8')) as Record<string, string>),
  ) as Record<string, string>
  writeFileSync(join(target, 'hashmap.json'), JSON.stringify(hashes))
  const [first, ...others] = parts.map(part => readFileSync(join(part, 'sitemap.xml'), 'utf8'))
  const urls = others.flatMap(text => text.match(/<url>[^]*?<\/url>/g) ?? [])
  writeFileSync(join(target, 'sitemap.xml'), first!.replace('</urlset>', `${urls.join('')}</urlset>`))
}
