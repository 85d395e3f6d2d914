import type { DefaultTheme } from 'vitepress'
import type { Operation } from '../model/model.ts'
import { addressOf, productAddress, type Product } from '../model/products.ts'

/**
 * The sidebar of a page about a product: the levels above it, what stands beside it, and its operations. A page
 * carries only its own branch; the rest of the tree is one click away.
 *
 * @param tree all products
 * @param name the product whose branch is open, the name of its tag; none for the top of the tree
 * @param operations all operations, to tell which of them share a page
 */
export function toSidebar(
  tree: Product[],
  name: string | undefined,
  operations: Operation[],
): DefaultTheme.SidebarItem[] {
  const itemsOf = (product: Product): DefaultTheme.SidebarItem[] => [
    ...product.operations.map(operation => ({ text: operation.title, link: addressOf(operation, operations) })),
    ...product.children.map(item),
  ]
  const isOpen = ({ tag }: Product) => name === tag.name || name?.startsWith(`${tag.name} / `)
  const item = (product: Product): DefaultTheme.SidebarItem => ({
    text: product.title,
    link: productAddress(product.tag),
    ...(isOpen(product) && { items: itemsOf(product) }),
  })
  const top = tree.find(isOpen)
  return [{ text: '全部产品', link: '/products/' }, ...(top ? [item(top)] : tree.map(item))]
}
