import type { Reference } from '../model/model.ts'
import { everyOperation, everyProduct, productAddress, type Product } from '../model/products.ts'

/** A page and its Markdown twin. */
export interface TwinPage {
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
  pages: TwinPage[]
  text: string
  /** Of the text in UTF-8. */
  bytes: number
}

/** Writes addresses as links: `/llms.txt` -> what stands in the parentheses of a link. */
export type Link = (address: string) => string

/** The address of a page's twin: `/products/` -> `/products/index.md`. */
export function twinAddress(address: string): string {
  return `${address.replace(/\/$/, '/index')}.md`
}

/**
 * All pages in as many parts as there are top-level products, and one with the pages that belong to none. Every page
 * is in exactly one: an API path in that of the first product of its first operation.
 */
export function toLlmsParts(pages: TwinPage[], tree: Product[], link: Link): LlmsPart[] {
  const rest = new Map(pages.map(page => [page.address, page]))
  const take = (address: string) => {
    const page = rest.get(address)
    rest.delete(address)
    return page ? [page] : []
  }
  const products = tree.map(top => {
    const own = everyProduct([top]).flatMap(product => [
      ...take(productAddress(product.tag)),
      ...product.operations
        .filter(operation => operation.tags[0] === product.tag.name)
        .flatMap(({ path }) => take(`/openapi${path}`)),
    ])
    return part(`/llms/${top.tag['x-slug']}.txt`, top.title, top.tag.description ?? '', own, link)
  })
  return [
    part(
      '/llms/guide.txt',
      '指南',
      '快速开始、如何阅读、错误码、本地测试、全部产品。',
      [...rest.values()].toSorted((a, b) => (a.address < b.address ? -1 : 1)),
      link,
    ),
    ...products,
  ]
}

function part(address: string, title: string, description: string, pages: TwinPage[], link: Link): LlmsPart {
  const text = [
    `# ${title}`,
    '',
    `> ${oneLine(description)}共 ${pages.length} 页，每页之前是它的地址。`,
    '',
    ...pages.flatMap(page => ['---', '', `来源：[${page.address}](${link(page.address)})`, '', page.markdown]),
  ].join('\n')
  return { address, title, description, pages, text, bytes: new TextEncoder().encode(text).length }
}

const intro =
  '微信支付 API v3 的接口参考，中文，为 Node.js（wechatpay-axios-plugin）与 PHP（wechatpay-php）的开发者而写。每个接口由一份 OpenAPI 描述生成参数表、类型声明与示例，示例都经过编译与运行。'

const notes = [
  '每一页都有 Markdown 版：在页面地址后面加 `.md`，以斜杠结尾的地址加 `index.md`。一个接口路径一页，地址是 `/openapi` 加接口路径，花括号写作 `%7B` 与 `%7D`。',
  '参数表里的字段名是从容器起的完整路径：`json` 是请求体，`query` 是查询参数，`headers` 是请求头，`body` 是表单，不带容器的是路径变量；`[]` 表示数组的每一项，`*` 表示任意键。金额的单位是分。',
]

/** `/llms.txt` as llmstxt.org describes it: title, summary, notes, then lists of links. */
export function toLlms(
  { operations }: Pick<Reference, 'operations'>,
  tree: Product[],
  guides: TwinPage[],
  link: Link,
): string {
  return [
    '# 微信支付 API v3 参考',
    '',
    `> ${intro}`,
    '',
    ...notes.map(note => `- ${note}`),
    `- 收录 ${operations.length} 个接口。`,
    '',
    '## 指南',
    '',
    ...guides.map(({ address, title, markdown }) =>
      item(title, link(twinAddress(address)), /^> (.+)$/m.exec(markdown)?.[1] ?? ''),
    ),
    '',
    '## 产品',
    '',
    ...tree.map(product =>
      item(
        product.title,
        link(twinAddress(productAddress(product.tag))),
        `${everyOperation(product).length} 个接口。${oneLine(product.tag.description ?? '')}`,
      ),
    ),
    '',
    '## 下载',
    '',
    item('openapi.json', link('/openapi.json'), '全部接口的 OpenAPI 3.1 描述'),
    item('wechatpay.d.ts', link('/types/wechatpay.d.ts'), 'TypeScript 声明，用于 wechatpay-axios-plugin'),
    '',
    '## Optional',
    '',
    item('llms-full.txt', link('/llms-full.txt'), '全部页面的全文，按产品分为多个文件，附各文件的大小'),
    item('sitemap.xml', link('/sitemap.xml'), '全部页面的地址'),
    '',
  ].join('\n')
}

/** `/llms-full.txt`: where the whole text of each product is, and how large that is. */
export function toLlmsFull(parts: LlmsPart[], link: Link): string {
  return [
    '# 微信支付 API v3 参考：全文',
    '',
    `> ${intro}全文共 ${parts.reduce((sum, { pages }) => sum + pages.length, 0)} 页、${sizeText(parts.reduce((sum, { bytes }) => sum + bytes, 0))}，所以按产品分为 ${parts.length} 个文件，每一页恰好在其中一个里：接口在它的第一个产品里。`,
    '',
    ...notes.map(note => `- ${note}`),
    `- 只要目录，看 [llms.txt](${link('/llms.txt')})。`,
    '',
    '## 文件',
    '',
    ...parts.map(({ address, title, description, pages, bytes }) =>
      item(title, link(address), `${pages.length} 页，${sizeText(bytes)}。${oneLine(description)}`),
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
