import { expect, test } from 'vitest'
import type { Operation } from '../../../../packages/reference/model/model.ts'
import { productTree } from '../../../../packages/reference/model/products.ts'
import { toSidebar } from '../../../../packages/wechatpay/index.ts'

const operation = (path: string, tags: string[], title: string, method: Operation['method'] = 'get'): Operation => ({
  kind: 'operation',
  method,
  path,
  tags,
  title,
  operationId: title,
  description: '',
  protocol: 'v3',
  status: [],
  officialDocs: [],
  pathParameters: [],
  query: [],
  headers: [],
  answer: { status: 204, description: '' },
  errors: [],
  place: { file: '', line: 1, column: 1, pointer: '#' },
})
const tags = [
  { 'name': '支付', 'x-slug': 'pay' },
  { 'name': '支付 / 直连', 'x-slug': 'pay/merchant' },
  { 'name': '支付 / 服务商', 'x-slug': 'pay/partner' },
  { 'name': '退款', 'x-slug': 'refund' },
]
const operations = [
  operation('/v3/r', ['退款'], '退'),
  operation('/v3/p', ['支付 / 服务商', '支付 / 直连'], '付'),
  operation('/v3/q', ['支付 / 服务商'], '查'),
]
const sidebar = (name?: string) => toSidebar(productTree({ tags, operations, notifications: [] }), name, operations)

test('of a product has its operations, the products beside it, and nothing of another family', () => {
  expect(sidebar('支付 / 直连')).toEqual([
    { text: '全部产品', link: '/products/' },
    {
      text: '支付',
      link: '/products/pay',
      items: [
        { text: '直连', link: '/products/pay/merchant', items: [{ text: '付', link: '/openapi/v3/p' }] },
        { text: '服务商', link: '/products/pay/partner' },
      ],
    },
  ])
})

test('of a product above others lists them without opening them', () => {
  expect(sidebar('支付')[1]).toEqual({
    text: '支付',
    link: '/products/pay',
    items: [
      { text: '直连', link: '/products/pay/merchant' },
      { text: '服务商', link: '/products/pay/partner' },
    ],
  })
})

test('of the list of all products has the top of the tree', () => {
  expect(sidebar()).toEqual([
    { text: '全部产品', link: '/products/' },
    { text: '支付', link: '/products/pay' },
    { text: '退款', link: '/products/refund' },
  ])
})
