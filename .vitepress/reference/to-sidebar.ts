import type { DefaultTheme } from 'vitepress'
import type { Operation, Reference } from './model.ts'

/** The address of an operation on the site: its page, with the method where others stand above it there. */
export function addressOf({ path, method }: Operation, operations: Operation[]): string {
  return `/openapi${path}${operations.find(other => other.path === path)!.method === method ? '' : `#${method}`}`
}

/** The product tree as VitePress' sidebar: a group a product, an item an operation, in the order of the tags; empty products are left out. */
export function toSidebar({ tags, operations }: Pick<Reference, 'tags' | 'operations'>): DefaultTheme.SidebarItem[] {
  const top: DefaultTheme.SidebarItem[] = []
  for (const { name } of tags) {
    const own = operations.filter(operation => operation.tags.includes(name))
    if (!own.length) continue
    let level = top
    let group: DefaultTheme.SidebarItem | undefined
    for (const text of name.split(' / ')) {
      group = level.find(item => item.text === html(text) && item.items)
      if (!group) level.push(group = { text: html(text), collapsed: true, items: [] })
      level = group.items!
    }
    level.push(...own.map(operation => ({ text: html(operation.title), link: addressOf(operation, operations) })))
  }
  return top
}

/** VitePress prints the texts of a sidebar as HTML. */
function html(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}
