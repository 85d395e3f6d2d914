import type { Dialect } from '../dialect.ts'
import type { Reference } from '../model/model.ts'
import { notificationList, pageOf, pathOfPage, productAddress } from '../model/addresses.ts'

/** A step on the way to a page. */
export interface Crumb {
  name: string
  /** As in a link between pages. */
  address: string
}

/**
 * The way to every generated page through the product tree, by address, the page itself left out: 全部产品, 基础支付, 直连商户模式.
 */
export function trails(
  { words }: Dialect,
  { tags, operations, notifications }: Pick<Reference, 'tags' | 'operations' | 'notifications'>,
): Map<string, Crumb[]> {
  const top = { name: words.products.all, address: '/products/' }
  const levels = new Map(
    tags.map(tag => [tag.name, { name: tag.name.split(' / ').at(-1)!, address: productAddress(tag) }]),
  )
  const trail = (name: string) => [
    top,
    ...name.split(' / ').flatMap((_, depth, parts) => levels.get(parts.slice(0, depth + 1).join(' / ')) ?? []),
  ]
  return new Map([
    ...tags.map(tag => [productAddress(tag), trail(tag.name).slice(0, -1)] as const),
    // The first operation of a path decides, as it does for the sidebar.
    ...[...notifications, ...operations.toReversed()].map(
      entry => [pageOf(entry), trail(entry.tags[0] ?? '')] as const,
    ),
  ])
}

/** What structured data says of a page. */
export interface Described {
  address: string
  title: string
  description: string
}

/**
 * The structured data of a page as the text of a `script` of type `application/ld+json`, in schema.org's terms: what
 * kind of page it is and, where it has one, the way to it.
 *
 * @param siteName the name of the whole site, which is what its first page describes
 * @param absolute an address as in a link between pages -> with its origin
 */
export function toStructuredData(
  { words }: Dialect,
  { address, title, description }: Described,
  trail: Crumb[],
  siteName: string,
  absolute: (address: string) => string,
): string {
  const page =
    address === '/'
      ? { '@type': 'WebSite', 'name': siteName }
      : {
          '@type': kindOf(address),
          [kindOf(address) === 'CollectionPage' ? 'name' : 'headline']: title,
        }
  const crumbs = trail.length && {
    '@type': 'BreadcrumbList',
    'itemListElement': [...trail, { name: title, address }].map(({ name, address }, index) => ({
      '@type': 'ListItem',
      'position': index + 1,
      name,
      'item': absolute(address),
    })),
  }
  const data = {
    '@context': 'https://schema.org',
    '@graph': [
      { ...page, description, url: absolute(address), inLanguage: words.language },
      ...(crumbs ? [crumbs] : []),
    ],
  }
  // A description may say `</script>`.
  return JSON.stringify(data).replace(/</g, '\\u003c')
}

function kindOf(address: string): 'APIReference' | 'CollectionPage' | 'TechArticle' {
  if (address === notificationList || address.startsWith('/products/')) return 'CollectionPage'
  const isReference = pathOfPage(address) !== undefined || address.startsWith(notificationList)
  return isReference ? 'APIReference' : 'TechArticle'
}
