import type { Dialect } from '../dialect.ts'
import type { Operation, Reference } from '../model/model.ts'
import { addressOf, productAddress } from '../model/addresses.ts'
import { everyOperation, type Product } from '../model/products.ts'
import type { Words } from '../model/words.ts'
import { cell, frontMatter, paragraph, plain } from './text.ts'
import { notificationTable } from './to-notification.ts'

type Link = (operation: Operation) => string

/**
 * The overview of a product, as Markdown: what it is for, its operations in the order in which one calls them, the two
 * modes of its actions side by side, and the products below it.
 */
export function toOverview(
  { words }: Dialect,
  product: Product,
  { operations }: Pick<Reference, 'operations'>,
): string {
  const { tag, title, children } = product
  const link: Link = operation => `[${plain(operation.title)}](${addressOf(operation, operations)})`
  const modes = modesOf(words, children)
  const own = product.operations
  return [
    ...frontMatter(tag.name.replaceAll(' / ', ' · '), tag.description ?? title, [2, 2]),
    `# ${plain(title)} {#product}`,
    '',
    ...(tag.description ? [paragraph(tag.description), ''] : []),
    ...(own.length ? [`## ${words.products.operations} {#operations}`, '', ...operationTable(words, own, link)] : []),
    ...(product.notifications.length
      ? [`## ${words.notifications.ofProduct} {#notifications}`, '', ...notificationTable(words, product.notifications)]
      : []),
    ...(modes ? [`## ${words.products.modes} {#modes}`, '', ...modeTable(modes, link)] : []),
    ...(children.length ? [`## ${words.products.contained} {#products}`, '', ...productTable(words, children)] : []),
  ].join('\n')
}

/** The list of all products, as Markdown. */
export function toProductList({ words }: Dialect, products: Product[]): string {
  return [
    ...frontMatter(words.products.all, words.products.allDescription, [2, 2]),
    `# ${words.products.all} {#products}`,
    '',
    ...products.flatMap(({ title, tag, children }) => [
      `## [${plain(title)}](${productAddress(tag)}) {#${tag['x-slug']}}`,
      '',
      ...(tag.description ? [paragraph(tag.description), ''] : []),
      ...(children.length ? [...children.map(child => `- ${productLink(words, child)}`), ''] : []),
    ]),
  ].join('\n')
}

/** A link to a product, and how many operations it has. */
function productLink({ products }: Words, product: Product): string {
  const count = products.count(everyOperation(product).length)
  return `[${plain(product.title)}](${productAddress(product.tag)}) <small>${count}</small>`
}

function operationTable({ products, statuses }: Words, operations: Operation[], link: Link): string[] {
  const row = (operation: Operation, index: number) => {
    const { method, path, status } = operation
    const marks = status.map(name => ` **${statuses[name]}**{.status .${name}}`).join('')
    return (
      `| ${index + 1} | ${link(operation)}${marks} | \`${method.toUpperCase()}\`{.http-method .` +
      `${method}} \`${path}\``
    )
  }
  return [
    `| ${products.order} | ${products.operation} | ${products.path}`,
    '| --- | --- | ---',
    ...operations.map(row),
    '',
    '{.overview-table .operations-table}',
    '',
  ]
}

/** The two modes of a product, if these are what it is divided into. */
function modesOf({ products }: Words, children: Product[]): [Product, Product] | undefined {
  const [one, other] = products.modeTitles.map(start => children.find(({ title }) => title.startsWith(start)))
  return one && other && [one, other]
}

/** A row an action, both modes side by side; what only one of them has stands alone in its row. */
function modeTable([here, there]: [Product, Product], link: Link): string[] {
  const [own, others] = [everyOperation(here), everyOperation(there)]
  const pairOf = (operation: Operation) =>
    others.find(other => other === operation || other.operationId === operation.otherMode?.operationId)
  const rows = [
    ...own.map(operation => [operation, pairOf(operation)] as const),
    ...others
      .filter(other => !own.some(operation => pairOf(operation) === other))
      .map(other => [undefined, other] as const),
  ]
  return [
    `| ${[here, there].map(({ title, tag }) => `[${plain(title)}](${productAddress(tag)})`).join(' | ')}`,
    '| --- | ---',
    ...rows.map(row => `| ${row.map(operation => (operation ? link(operation) : '—')).join(' | ')}`),
    '',
    '{.modes-table}',
    '',
  ]
}

function productTable(words: Words, children: Product[]): string[] {
  return [
    `| ${words.products.product} | ${words.products.purpose}`,
    '| --- | ---',
    ...children.map(child => `| ${productLink(words, child)} | ${cell(child.tag.description ?? '')}`),
    '',
    '{.overview-table}',
    '',
  ]
}
