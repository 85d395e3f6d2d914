import type { Operation, Tag } from './model.ts'

/** The address of the page of an API's path on the site: `/openapi/v3/certificates`, placeholders in braces. */
export function pageOfPath(path: string): string {
  return `/openapi${path}`
}

/** The address of the page on which an entry stands. */
export function pageOf({ path }: Operation): string {
  return pageOfPath(path)
}

/** The address of an entry on the site: its page, with the method where others stand above it there. */
export function addressOf(entry: Operation, entries: Operation[]): string {
  const first = entries.find(({ path }) => path === entry.path)!
  return pageOf(entry) + (first.method === entry.method ? '' : `#${entry.method}`)
}

/** The address of the facts of an API's path, for code in a browser: `/facts/v3/certificates.json`. */
export function factsOfPath(path: string): string {
  return `/facts${path.replace(/\/$/, '/index')}.json`
}

/** The address of a product's overview on the site. */
export function productAddress(tag: Tag): string {
  return `/products/${tag['x-slug']}`
}
