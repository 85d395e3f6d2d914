import type { Dialect } from '../dialect.ts'
import type { Reference } from '../model/model.ts'
import { pageOf, productAddress } from '../model/addresses.ts'
import { everyOperation, everyProduct, type Product } from '../model/products.ts'
import type { LlmsWords } from '../model/words.ts'

/** A page and its Markdown twin. */
export interface MarkdownPage {
  /** As in a link between pages: `/openapi/v3/certificates`, `/products/`. */
  address: string
  title: string
  markdown: string
}

/** The twins of a product's pages, one after the other. */
export interface LlmsPart {
  /** `/llms/payment.txt` */
  address: string
  title: string
  description: string
  pages: MarkdownPage[]
  text: string
  /** Of the text in UTF-8. */
  bytes: number
}

/** Writes addresses as links: `/llms.txt` -> what stands in the parentheses of a link. */
export type Link = (address: string) => string

/** The address of a page's twin: `/products/` -> `/products/index.md`. */
export function markdownAddress(address: string): string {
  return `${address.replace(/\/$/, '/index')}.md`
}

/**
 * All pages in as many parts as there are top-level products, and one with the pages that belong to none. Every page is
 * in exactly one: an API path in that of the first product of its first operation.
 */
export function toLlmsParts(
  { words: { llms } }: Dialect,
  pages: MarkdownPage[],
  tree: Product[],
  link: Link,
): LlmsPart[] {
  const rest = new Map(pages.map(page => [page.address, page]))
  const take = (address: string) => {
    const page = rest.get(address)
    rest.delete(address)
    return page ? [page] : []
  }
  const products = tree.map(top => {
    const own = everyProduct([top]).flatMap(({ tag, operations, notifications }) => [
      ...take(productAddress(tag)),
      ...[...operations, ...notifications]
        .filter(({ tags }) => tags[0] === tag.name)
        .flatMap(entry => take(pageOf(entry))),
    ])
    return part(llms, `/llms/${top.tag['x-slug']}.txt`, top.title, top.tag.description ?? '', own, link)
  })
  const others = [...rest.values()].toSorted((a, b) => (a.address < b.address ? -1 : 1))
  return [part(llms, '/llms/guide.txt', llms.guides, llms.guidesDescription, others, link), ...products]
}

function part(
  llms: LlmsWords,
  address: string,
  title: string,
  description: string,
  pages: MarkdownPage[],
  link: Link,
): LlmsPart {
  const text = [
    `# ${title}`,
    '',
    `> ${llms.pagesBelow(oneLine(description), pages.length)}`,
    '',
    ...pages.flatMap(page => ['---', '', llms.source(`[${page.address}](${link(page.address)})`), '', page.markdown]),
  ].join('\n')
  return { address, title, description, pages, text, bytes: new TextEncoder().encode(text).length }
}

/** `/llms.txt` as llmstxt.org describes it: title, summary, notes, then lists of links. */
export function toLlms(
  { words: { llms } }: Dialect,
  { operations, notifications }: Pick<Reference, 'operations' | 'notifications'>,
  tree: Product[],
  guides: MarkdownPage[],
  link: Link,
): string {
  const guideItem = ({ address, title, markdown }: MarkdownPage) =>
    item(title, link(markdownAddress(address)), /^> (.+)$/m.exec(markdown)?.[1] ?? '')
  const productItem = (product: Product) => {
    const size = llms.productSize(everyOperation(product).length)
    const address = link(markdownAddress(productAddress(product.tag)))
    return item(product.title, address, size + oneLine(product.tag.description ?? ''))
  }
  return [
    `# ${llms.title}`,
    '',
    `> ${llms.intro}`,
    '',
    ...llms.notes.map(note => `- ${note}`),
    `- ${llms.count(operations.length, notifications.length)}`,
    '',
    `## ${llms.guides}`,
    '',
    ...guides.map(guideItem),
    '',
    `## ${llms.products}`,
    '',
    ...tree.map(productItem),
    '',
    `## ${llms.downloads}`,
    '',
    ...llms.downloadable.map(({ address, text }) => item(address.split('/').at(-1)!, link(address), text)),
    '',
    // The one heading that llmstxt.org gives a meaning: what follows may be left out.
    '## Optional',
    '',
    item('llms-full.txt', link('/llms-full.txt'), llms.fullText),
    item('sitemap.xml', link('/sitemap.xml'), llms.siteMap),
    '',
  ].join('\n')
}

/** `/llms-full.txt`: where the whole text of each product is, and how large that is. */
export function toLlmsFull({ words: { llms } }: Dialect, parts: LlmsPart[], link: Link): string {
  const pages = parts.reduce((sum, part) => sum + part.pages.length, 0)
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0)
  return [
    `# ${llms.fullTitle}`,
    '',
    `> ${llms.intro}${llms.wholeSize(pages, sizeText(bytes), parts.length)}`,
    '',
    ...llms.notes.map(note => `- ${note}`),
    `- ${llms.onlyContents(`[llms.txt](${link('/llms.txt')})`)}`,
    '',
    `## ${llms.files}`,
    '',
    ...parts.map(({ address, title, description, pages, bytes }) =>
      item(title, link(address), llms.partSize(pages.length, sizeText(bytes)) + oneLine(description)),
    ),
    '',
  ].join('\n')
}

function item(title: string, address: string, text: string): string {
  return `- [${title}](${address})${text ? `: ${text}` : ''}`
}

/** Bytes as a person reads them: `87 kB`, `1.2 MB`. */
function sizeText(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
