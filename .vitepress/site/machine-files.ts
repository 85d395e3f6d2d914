import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { base, origin, pageAddress, withBase } from './address.ts'
import { listFiles } from '../../packages/reference/edge/files.ts'
import { productAddress } from '../../packages/reference/model/addresses.ts'
import { everyOperation, productTree } from '../../packages/reference/model/products.ts'
import type { Reading } from '../../packages/reference/intake/read.ts'
import { markdownAddress, type MarkdownPage } from '../../packages/reference/writers/to-llms.ts'
import { plain } from '../../packages/reference/writers/text.ts'
import { headingsOf, type Heading, type MarkdownContext } from '../../packages/reference/writers/to-markdown.ts'
import { generatedPages, problemPages, root } from './pages.ts'
import { toLlms, toLlmsFull, toLlmsParts, toMarkdown } from '../../packages/wechatpay/index.ts'

/** The lists that pages may link to; the map is VitePress' own. */
export const listAddresses = ['/llms.txt', '/llms-full.txt', '/robots.txt', '/sitemap.xml']

/** The guides that are read first, in this order. */
const firstGuides = ['/guide/quick-start', '/guide/reading', '/guide/errors']

/**
 * The Markdown of all pages by address: `/`, `/guide/reading`, `/openapi/v3/certificates`.
 */
export function pageSources(reading: Reading): Map<string, string> {
  const generated = [...generatedPages(reading), ...problemPages(reading)]
  const written = listFiles(root, 'docs', '.md').filter(
    file => !/^docs\/(?:openapi|public)\/|\/\[\w+\]\.md$/.test(file),
  )
  return new Map([
    ...written.map(file => [pageAddress(file.slice('docs/'.length)), readFileSync(join(root, file), 'utf8')] as const),
    ...generated.map(({ address, markdown }) => [address, markdown] as const),
  ])
}

/**
 * Makes the twins of pages, each when it is asked for.
 *
 * @param sources the Markdown of all pages by address
 * @returns a function from the address of a page to its twin; undefined where there is no such page. It throws an
 *   Error that names the page where that uses what no twin can show
 */
export function twinMaker(reading: Reading, sources: Map<string, string>): (address: string) => string | undefined {
  const headings = new Map<string, Heading[]>()
  // A page that many others link to is read once.
  const headingsAt = (address: string) =>
    headings.get(address) ?? headings.set(address, headingsOf(sources.get(address)!)).get(address)!
  const context = (from: string): MarkdownContext => ({
    link: href => linkInTwin(href, from, address => (sources.has(address) ? headingsAt(address) : undefined)),
    snippet: snippetText,
    component: name => (name === 'ProductList' ? productList(reading) : isTool(name) ? '' : undefined),
  })
  return address => {
    const source = sources.get(address)
    try {
      return source === undefined ? undefined : toMarkdown(source, context(address))
    } catch (error) {
      throw new Error(`The page ${address}: ${(error as Error).message}`, { cause: error })
    }
  }
}

/** What does something in a browser, and says nothing by itself. */
function isTool(component: string): boolean {
  return component === 'ErrorStart' || component === 'NotificationKit'
}

/** All that is written for machines, by address: the twins of all pages, `/llms.txt` with its parts, `/robots.txt`. */
export function machineFiles(reading: Reading, sources = pageSources(reading)): Map<string, string> {
  const twinOf = twinMaker(reading, sources)
  const pages = [...sources.keys()].map((address): MarkdownPage => {
    const markdown = twinOf(address)!
    return { address, title: /^# (.+)$/m.exec(markdown)?.[1] ?? address, markdown }
  })
  const tree = productTree(reading.reference)
  // Those who read these lists often do not know where they come from, so an address says its host where that is known.
  const link = (address: string) => (process.env.SITE_ORIGIN ? origin : '') + withBase(address)
  const parts = toLlmsParts(pages, tree, link)
  const rank = ({ address }: MarkdownPage) => firstGuides.indexOf(address) + 1 || firstGuides.length + 1
  const guides = pages.filter(({ address }) => address.startsWith('/guide/')).toSorted((a, b) => rank(a) - rank(b))
  return new Map([
    ...pages.map(({ address, markdown }) => [markdownAddress(address), markdown] as const),
    ['/llms.txt', toLlms(reading.reference, tree, guides, link)],
    ['/llms-full.txt', toLlmsFull(parts, link)],
    ...parts.map(({ address, text }) => [address, text] as const),
    ['/robots.txt', `User-agent: *\nAllow: /\n\nSitemap: ${origin}${base}sitemap.xml\n`],
  ])
}

/**
 * A link between pages as one between twins. A place is kept where the twin has a heading for it; rows of tables are
 * no places there. What a query would set is of no use there.
 *
 * @param from the page that the link stands on
 * @param headings those of the page with an address; undefined where there is no such page, which is a download
 */
function linkInTwin(href: string, from: string, headings: (address: string) => Heading[] | undefined): string {
  if (!/^[/#]/.test(href)) return href
  const [, path, anchor] = /^([^#?]*)(?:\?[^#]*)?#?(.*)$/.exec(decodeURIComponent(href))!
  const own = headings(path || from)
  if (!own) return withBase(path!)
  const heading = anchor && own.find(({ id, slug }) => (id ?? slug) === anchor)
  return (path || !heading ? withBase(markdownAddress(path || from)) : '') + (heading ? `#${heading.slug}` : '')
}

/**
 * The lines of a code file, or of a region in it, as VitePress' own `<<<` finds them; `@` is the folder of the pages.
 */
function snippetText(path: string, region: string | undefined): string {
  const file = join(root, 'docs', path.replace(/^@\//, ''))
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
  if (!region) return lines.join('\n')
  const start = lines.findIndex(line => line.trim() === `// #region ${region}`)
  const end = lines.findIndex((line, index) => index > start && line.trim() === `// #endregion ${region}`)
  if (start < 0 || end < 0) throw new Error(`${file} has no region "${region}".`)
  return lines.slice(start + 1, end).join('\n')
}

/** What `<ProductList />` shows on the home page. */
function productList({ reference }: Reading): string {
  return productTree(reference)
    .map(product => {
      const link = ({ title, tag }: typeof product) => `[${plain(title)}](${productAddress(tag)})`
      return (
        `- ${link(product)}（${everyOperation(product).length} 个接口）` +
        `${product.children.length ? `：${product.children.map(link).join('、')}` : ''}`
      )
    })
    .join('\n')
}
