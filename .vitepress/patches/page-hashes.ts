import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Every visit loads the list of all pages with the hashes of their scripts: 19 kB compressed for 1,136 pages as
 * VitePress writes it. Names and hashes one after the other, in hexadecimal digits, which compress to half, are 13; 11,
 * if a name leaves out the segments that it shares with the one before.
 *
 * `hashCharacters` of the bundler belongs to it.
 */
export const hashCharacters = 'hex'

/**
 * Rewrites the list of a built site.
 *
 * @param outDir the site's folder
 * @throws Error where VitePress writes another one than is known here
 */
export function shortenPageHashes(outDir: string): void {
  const folder = join(outDir, 'assets/chunks')
  const name = readdirSync(folder).find(file => /^metadata\.\w+\.js$/.test(file))
  const script = name && readFileSync(join(folder, name), 'utf8')
  const [list, literal] = /^window\.__VP_HASH_MAP__=JSON\.parse\(("(?:[^"\\]|\\.)*")\);/.exec(script ?? '') ?? []
  const hashes = Object.entries(JSON.parse(literal ? (JSON.parse(literal) as string) : '{}') as Record<string, string>)
  const length = hashes[0]?.[1].length
  if (!name || !list || !length || !hashes.every(([page, hash]) => page.endsWith('.md') && hash.length === length))
    throw new Error('VitePress lists the hashes of pages in another way: see page-hashes.ts.')
  const pages = JSON.stringify(withoutShared(hashes.map(([page]) => page.slice(0, -'.md'.length))).join(' '))
  const digits = JSON.stringify(hashes.map(([, hash]) => hash).join(''))
  const short =
    `window.__VP_HASH_MAP__=(page=>Object.fromEntries(${pages}.split(" ").map((name,index)=>[` +
    `(page=page.slice(0,parseInt(name[0],36)).concat(name.slice(1).split("_"))).join("_")+".md",` +
    `${digits}.substr(index*${length},${length})])))([]);`
  writeFileSync(
    join(folder, name),
    script!.replace(list, () => short),
  )
}

/** Names by their segments: how many are those of the name before, as one digit, then the others. */
function withoutShared(names: string[]): string[] {
  let before: string[] = []
  return names.map(name => {
    const segments = name.split('_')
    const most = Math.min(segments.length - 1, 35)
    const different = segments.findIndex((segment, index) => index >= most || segment !== before[index])
    before = segments
    return different.toString(36) + segments.slice(different).join('_')
  })
}
