import type { Notification, Operation, Reference, Tag } from './model.ts'

/** A node of the product tree. */
export interface Product {
  tag: Tag
  /** The last level of its name: 合作伙伴模式. */
  title: string
  children: Product[]
  /** Its own operations, in the order in which one calls them. */
  operations: Operation[]
  notifications: Notification[]
}

/** The product tree, in the order of the tags. */
export function productTree({
  tags,
  operations,
  notifications,
}: Pick<Reference, 'tags' | 'operations' | 'notifications'>): Product[] {
  const top: Product[] = []
  const products = new Map<string, Product>()
  for (const tag of tags) {
    const [above, title] = [tag.name.slice(0, Math.max(0, tag.name.lastIndexOf(' / '))), tag.name.split(' / ').at(-1)!]
    const own = operations.filter(operation => operation.tags.includes(tag.name))
    const order = tag['x-call-order'] ?? []
    const product: Product = {
      tag,
      title,
      children: [],
      operations: order.length
        ? own.toSorted((a, b) => order.indexOf(a.operationId) - order.indexOf(b.operationId))
        : own,
      notifications: notifications.filter(notification => notification.tags.includes(tag.name)),
    }
    products.set(tag.name, product)
    ;(products.get(above)?.children ?? top).push(product)
  }
  return top
}

/** All nodes of a tree, each before its children. */
export function everyProduct(products: Product[]): Product[] {
  return products.flatMap(product => [product, ...everyProduct(product.children)])
}

/** The operations of a product and of all below it, each once. */
export function everyOperation(product: Product): Operation[] {
  return [...new Set(everyProduct([product]).flatMap(({ operations }) => operations))]
}
