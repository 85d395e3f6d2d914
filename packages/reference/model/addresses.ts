import type { Entry, Tag } from './model.ts'

const reference = '/openapi'

/** The address of the list of all notifications. */
export const notificationList = '/webhooks/'

/** The address of the page of an API's path on the site: `/openapi/v3/certificates`, placeholders in braces. */
export function pageOfPath(path: string): string {
  return reference + path
}

/** The API's path whose page has an address; undefined where that is another kind of page. */
export function pathOfPage(address: string): string | undefined {
  return address.startsWith(`${reference}/`) ? address.slice(reference.length) : undefined
}

/** The address of the page on which an entry stands. */
export function pageOf(entry: Entry): string {
  switch (entry.kind) {
    case 'operation':
      return pageOfPath(entry.path)
    case 'notification':
      return `${notificationList}${entry.name}`
    default:
      return entry satisfies never
  }
}

/** The address of an entry on the site: its page, with the method where others stand above it there. */
export function addressOf(entry: Entry, entries: Entry[]): string {
  const page = pageOf(entry)
  if (entry.kind === 'notification') return page
  const first = entries.find(other => pageOf(other) === page)
  const isFirst = first?.kind === 'operation' && first.method === entry.method
  return page + (isFirst ? '' : `#${entry.method}`)
}

/** The address of the facts of an API's path, for code in a browser: `/facts/v3/certificates.json`. */
export function factsOfPath(path: string): string {
  return `/facts${path.replace(/\/$/, '/index')}.json`
}

/** The address of a product's overview on the site. */
export function productAddress(tag: Tag): string {
  return `/products/${tag['x-slug']}`
}
