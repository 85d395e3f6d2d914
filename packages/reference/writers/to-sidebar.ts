import type { Dialect } from '../dialect.ts'
import type { Operation } from '../model/model.ts'
import { addressOf, notificationList, productAddress } from '../model/addresses.ts'
import { everyProduct, type Product } from '../model/products.ts'

/** An entry of a sidebar, as VitePress takes it. */
export interface SidebarItem {
  text: string
  link: string
  items?: SidebarItem[]
}

/**
 * The sidebar of a page about a product: the levels above it, what stands beside it, its operations and notifications.
 * A page carries only its own branch; the rest of the tree is one click away.
 *
 * @param tree all products
 * @param name the product whose branch is open, the name of its tag; none for the top of the tree
 * @param operations all operations, to tell which of them share a page
 */
export function toSidebar(
  { words }: Dialect,
  tree: Product[],
  name: string | undefined,
  operations: Operation[],
): SidebarItem[] {
  const itemsOf = (product: Product): SidebarItem[] => [
    ...[...product.operations, ...product.notifications].map(entry => ({
      text: entry.title,
      link: addressOf(entry, operations),
    })),
    ...product.children.map(item),
  ]
  const isOpen = ({ tag }: Product) => name === tag.name || name?.startsWith(`${tag.name} / `)
  const item = (product: Product): SidebarItem => ({
    text: product.title,
    link: productAddress(product.tag),
    ...(isOpen(product) && { items: itemsOf(product) }),
  })
  const top = tree.find(isOpen)
  return [
    { text: words.products.all, link: '/products/' },
    ...(everyProduct(tree).some(({ notifications }) => notifications.length)
      ? [{ text: words.notifications.all, link: notificationList }]
      : []),
    ...(top ? [item(top)] : tree.map(item)),
  ]
}
