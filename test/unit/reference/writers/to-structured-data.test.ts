import { expect, test } from 'vitest'
import { descriptions } from '../../helpers.ts'
import { read, toStructuredData, trails } from '../../../../packages/wechatpay/index.ts'

const rootText = `openapi: 3.1.0
info: { title: 测试, version: 1.0.0 }
servers: [{ url: 'https://api.mch.weixin.qq.com' }]
tags: [{ name: 支付, x-slug: pay }, { name: 支付 / 直连, x-slug: pay/direct }, { name: 其他, x-slug: other }]
`
const operation = (operationId: string, tags: string) =>
  `{ operationId: ${operationId}, tags: [${tags}], summary: 事, description: 做事, responses: { ` +
  '204: { description: 成功 } } }'
const reference = read(
  descriptions(
    new Map([
      ['openapi.yaml', rootText],
      [
        'v3/thing.yaml',
        `get: ${operation('getThing', '支付 / 直连, 其他')}\npost: ${operation('postThing', '其他')}\n`,
      ],
    ]),
  ),
)
const absolute = (address: string) => `https://example.org/name${address}`
const dataOf = (address: string, text = '文') =>
  JSON.parse(
    toStructuredData(
      { address, title: `题${text}`, description: text },
      trails(reference).get(address) ?? [],
      '站',
      absolute,
    ),
  ) as { '@graph': Record<string, unknown>[] }

test('the way to a page goes through the first product of its first operation', () => {
  expect(trails(reference).get('/openapi/v3/thing')).toEqual([
    { name: '全部产品', address: '/products/' },
    { name: '支付', address: '/products/pay' },
    { name: '直连', address: '/products/pay/direct' },
  ])
  expect(trails(reference).get('/products/pay/direct')).toEqual([
    { name: '全部产品', address: '/products/' },
    { name: '支付', address: '/products/pay' },
  ])
  expect(trails(reference).get('/guide/reading')).toBeUndefined()
})

test('the page of a path is a reference with its trail, which ends with the page itself', () => {
  expect(dataOf('/openapi/v3/thing')).toEqual({
    '@context': 'https://schema.org',
    '@graph': [
      {
        '@type': 'APIReference',
        'headline': '题文',
        'description': '文',
        'url': 'https://example.org/name/openapi/v3/thing',
        'inLanguage': 'zh-CN',
      },
      {
        '@type': 'BreadcrumbList',
        'itemListElement': [
          ['全部产品', '/products/'],
          ['支付', '/products/pay'],
          ['直连', '/products/pay/direct'],
          ['题文', '/openapi/v3/thing'],
        ].map(([name, address], index) => ({
          '@type': 'ListItem',
          'position': index + 1,
          name,
          'item': absolute(address!),
        })),
      },
    ],
  })
})

test.each([
  ['/', 'WebSite', '站'],
  ['/products/', 'CollectionPage', '题文'],
  ['/products/pay', 'CollectionPage', '题文'],
  ['/guide/reading', 'TechArticle', '题文'],
])('%s is a %s', (address, type, name) => {
  expect(dataOf(address)['@graph'][0]).toMatchObject({
    '@type': type,
    [type === 'TechArticle' ? 'headline' : 'name']: name,
  })
})

test('no text ends the script that the data stands in', () => {
  const text = '</script><script>alert(1)</script> <!--'
  expect(
    toStructuredData({ address: '/openapi/v3/thing', title: text, description: text }, [], '站', absolute),
  ).not.toContain('<')
  expect(dataOf('/openapi/v3/thing', text)['@graph'][0]).toMatchObject({ description: text })
})
