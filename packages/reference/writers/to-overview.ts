import type { Operation, Reference } from '../model/model.ts'
import { addressOf, everyOperation, productAddress, type Product } from '../model/products.ts'
import { statusTexts } from './to-page.ts'
import { cell, paragraph, plain } from './text.ts'

/**
 * The overview of a product, as Markdown: what it is for, its operations in the order in which one calls them, direct
 * and partner mode side by side, and the products below it.
 */
export function toOverview(product: Product, { operations }: Pick<Reference, 'operations'>): string {
  const { tag, title, children } = product
  const link = (operation: Operation) => `[${plain(operation.title)}](${addressOf(operation, operations)})`
  const modes = modesOf(children)
  return [
    '---',
    `title: ${JSON.stringify(tag.name.replaceAll(' / ', ' · '))}`,
    `description: ${JSON.stringify((tag.description ?? title).replace(/`/g, ''))}`,
    'layout: doc',
    'outline: [2, 2]',
    '---',
    '',
    `# ${plain(title)} {#product}`,
    '',
    ...(tag.description ? [paragraph(tag.description), ''] : []),
    ...(product.operations.length ? ['## 接口 {#operations}', '', ...operationTable(product.operations, link)] : []),
    ...(modes ? ['## 直连商户与合作伙伴 {#modes}', '', ...modeTable(modes, link)] : []),
    ...(children.length ? ['## 包含的产品 {#products}', '', ...productTable(children)] : []),
  ].join('\n')
}

/** The list of all products, as Markdown. */
export function toProductList(products: Product[]): string {
  return [
    '---',
    'title: 全部产品',
    'description: 按产品查找微信支付 API v3 的接口。',
    'layout: doc',
    'outline: [2, 2]',
    '---',
    '',
    '# 全部产品 {#products}',
    '',
    ...products.flatMap(product => [
      `## [${plain(product.title)}](${productAddress(product.tag)}) {#${product.tag['x-slug']}}`,
      '',
      ...(product.tag.description ? [paragraph(product.tag.description), ''] : []),
      ...(product.children.length
        ? [
            ...product.children.map(child => `- [${plain(child.title)}](${productAddress(child.tag)}) ${count(child)}`),
            '',
          ]
        : []),
    ]),
  ].join('\n')
}

function count(product: Product): string {
  return `<small>${everyOperation(product).length} 个接口</small>`
}

function operationTable(operations: Operation[], link: (operation: Operation) => string): string[] {
  return [
    '| 顺序 | 接口 | 路径',
    '| --- | --- | ---',
    ...operations.map(
      (operation, index) =>
        `| ${index + 1} | ${link(operation)}${operation.status.map(status => ` **${statusTexts[status]}**{.status .${status}}`).join('')} | \`${operation.method.toUpperCase()}\`{.http-method .${operation.method}} \`${operation.path}\``,
    ),
    '',
    '{.overview-table .operations-table}',
    '',
  ]
}

/** The two modes of a product, if these are what it is divided into. */
function modesOf(children: Product[]): { merchant: Product; partner: Product } | undefined {
  const merchant = children.find(({ title }) => title.startsWith('直连商户'))
  const partner = children.find(({ title }) => title.startsWith('合作伙伴'))
  return merchant && partner && { merchant, partner }
}

/** A row an action, both modes side by side; what only one of them has stands alone in its row. */
function modeTable(
  { merchant, partner }: { merchant: Product; partner: Product },
  link: (operation: Operation) => string,
): string[] {
  const [own, others] = [everyOperation(merchant), everyOperation(partner)]
  const twinOf = (operation: Operation) =>
    others.find(other => other === operation || other.operationId === operation.twin?.operationId)
  const rows = [
    ...own.map(operation => [operation, twinOf(operation)] as const),
    ...others
      .filter(other => !own.some(operation => twinOf(operation) === other))
      .map(other => [undefined, other] as const),
  ]
  return [
    `| [${plain(merchant.title)}](${productAddress(merchant.tag)}) | [${plain(partner.title)}](${productAddress(partner.tag)})`,
    '| --- | ---',
    ...rows.map(row => `| ${row.map(operation => (operation ? link(operation) : '—')).join(' | ')}`),
    '',
    '{.modes-table}',
    '',
  ]
}

function productTable(children: Product[]): string[] {
  return [
    '| 产品 | 用途',
    '| --- | ---',
    ...children.map(
      child =>
        `| [${plain(child.title)}](${productAddress(child.tag)}) ${count(child)} | ${cell(child.tag.description ?? '')}`,
    ),
    '',
    '{.overview-table}',
    '',
  ]
}
