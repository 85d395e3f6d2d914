import type { HeadConfig, TransformContext } from 'vitepress'
import { absolute, pageAddress, withBase } from './address.ts'
import type { Reference } from '../../packages/reference/model/model.ts'
import { toStructuredData, trails } from '../../packages/wechatpay/index.ts'

/**
 * What the head of a page says to search engines, previews and other machines; for `transformHead`, so that it stands
 * in the HTML and not once more in the script of the page.
 */
export function headWriter(reference: Reference): (context: TransformContext) => HeadConfig[] {
  const trailOf = trails(reference)
  return ({ page, pageData, siteData, title: fullTitle, description }) => {
    if (page === '404.md') return [['meta', { name: 'robots', content: 'noindex' }]]
    const address = pageAddress(page)
    const title = pageData.title || fullTitle
    const property = (name: string, content: string): HeadConfig => ['meta', { property: `og:${name}`, content }]
    return [
      ['link', { rel: 'canonical', href: absolute(address) }],
      ['link', { rel: 'alternate', type: 'text/markdown', href: withBase(`/${page}`) }],
      property('title', title),
      property('description', description),
      property('type', address === '/' ? 'website' : 'article'),
      property('url', absolute(address)),
      property('site_name', siteData.title),
      property('locale', 'zh_CN'),
      ['meta', { name: 'twitter:card', content: 'summary' }],
      [
        'script',
        { type: 'application/ld+json' },
        toStructuredData({ address, title, description }, trailOf.get(address) ?? [], siteData.title, absolute),
      ],
    ]
  }
}
