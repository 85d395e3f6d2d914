import { expect, test } from 'vitest'
import type { Operation } from '../../../.vitepress/reference/model.ts'
import { addressOf, toSidebar } from '../../../.vitepress/reference/to-sidebar.ts'

const operation = (path: string, tags: string[], title: string, method: Operation['method'] = 'get'): Operation => ({
  method, path, tags, title, operationId: title, description: '', status: [], officialDocs: [], pathParameters: [], query: [], headers: [],
  answer: { status: 204, description: '' }, place: { file: '', line: 1, column: 1, pointer: '#' },
})

test('an operation below another one on its page is addressed with its method', () => {
  const operations = [operation('/v3/a', [], 'a'), operation('/v3/b', [], 'b'), operation('/v3/b', [], 'c', 'post')]
  expect(operations.map(one => addressOf(one, operations))).toEqual(['/openapi/v3/a', '/openapi/v3/b', '/openapi/v3/b#post'])
})

test('follows the order of the tags, joins levels that begin alike, and leaves empty products out', () => {
  const tags = [{ name: '支付 / 直连' }, { name: '空' }, { name: '退款' }, { name: '支付 / 服务商' }]
  const operations = [operation('/v3/r', ['退款'], '退'), operation('/v3/p', ['支付 / 服务商', '支付 / 直连'], '付')]
  const pay = { text: '付', link: '/openapi/v3/p' }
  expect(toSidebar({ tags, operations })).toEqual([
    { text: '支付', collapsed: true, items: [{ text: '直连', collapsed: true, items: [pay] }, { text: '服务商', collapsed: true, items: [pay] }] },
    { text: '退款', collapsed: true, items: [{ text: '退', link: '/openapi/v3/r' }] },
  ])
})

test('a product with operations of its own can have inner products', () => {
  const tags = [{ name: '会员卡' }, { name: '会员卡 / 服务项' }]
  const operations = [operation('/v3/a', ['会员卡'], '卡'), operation('/v3/b', ['会员卡 / 服务项'], '项')]
  expect(toSidebar({ tags, operations })).toEqual([{ text: '会员卡', collapsed: true, items: [{ text: '卡', link: '/openapi/v3/a' }, { text: '服务项', collapsed: true, items: [{ text: '项', link: '/openapi/v3/b' }] }] }])
})

test('an operation that is called like its product does not become a group', () => {
  const [group] = toSidebar({ tags: [{ name: '账单' }, { name: '账单 / 账单' }], operations: [operation('/v3/a', ['账单'], '账单'), operation('/v3/b', ['账单 / 账单'], '下载')] })
  expect(group?.items).toEqual([{ text: '账单', link: '/openapi/v3/a' }, { text: '账单', collapsed: true, items: [{ text: '下载', link: '/openapi/v3/b' }] }])
})

// VitePress prints the texts of its sidebar as HTML.
test('a title is text in the sidebar, whatever it looks like', () => {
  const [group] = toSidebar({ tags: [{ name: 'A & <b>B</b>' }], operations: [operation('/v3/a', ['A & <b>B</b>'], '<img src=x onerror=alert(1)> & Co')] })
  expect(group?.text).toBe('A &amp; &lt;b&gt;B&lt;/b&gt;')
  expect(group?.items?.[0]?.text).toBe('&lt;img src=x onerror=alert(1)&gt; &amp; Co')
})
