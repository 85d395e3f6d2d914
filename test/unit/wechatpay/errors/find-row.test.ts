import { describe, expect, test } from 'vitest'
import { findRow, treeOf, type Row } from '../../../../packages/wechatpay/errors/find-row.ts'

/** Rows from lines, two spaces a level: `amount object`. */
function table(text: string): Row[] {
  const names: string[] = []
  return treeOf(
    text
      .trim()
      .split('\n')
      .map(line => {
        const indent = /^ */.exec(line)![0].length / 2
        const [name, type = 'string'] = line.trim().split(' ') as [string, string?]
        names.length = indent
        names.push(name)
        return {
          address: ['request', ...names].join('.'),
          name,
          indent,
          required: false,
          encrypted: false,
          type,
          label: name,
          lines: [],
        }
      }),
  )
}

const rows = table(`
out_trade_no
query object
  mchid
  list string[]
headers object
  Wechatpay-Serial
json object
  amount object
    total integer
  goods_detail object[]
    goods_id
  tags string[]
  matrix object[][]
    x
  labels object
    * object
      text
  text string
    inner
  any object
  a/b
  body object
    name
`)

test.each([
  ['/amount/total', 'body', 'request.json.amount.total', false],
  ['#/amount/total', 'body', 'request.json.amount.total', false],
  ['/body/amount/total', 'body', 'request.json.amount.total', false],
  ['amount.total', 'body', 'request.json.amount.total', false],
  ['/goods_detail/0/goods_id', 'body', 'request.json.goods_detail.goods_id', false],
  ['goods_detail[0].goods_id', 'body', 'request.json.goods_detail.goods_id', false],
  ['/goods_detail/0', 'body', 'request.json.goods_detail', true],
  ['/tags/12', 'body', 'request.json.tags', true],
  ['/matrix/0/x', 'body', 'request.json.matrix.x', false],
  ['/labels/zh-CN/text', 'body', 'request.json.labels.*.text', false],
  ['/text/inner', 'body', 'request.json.text.inner', false],
  ['/any/thing/at/all', 'body', 'request.json.any', false],
  ['/a~1b', 'body', 'request.json.a/b', false],
  ['/body/name', 'body', 'request.json.body.name', false],
  ['', 'body', 'request.json', false],
  ['mchid', 'query', 'request.query.mchid', false],
  ['/mchid', 'query', 'request.query.mchid', false],
  ['list', 'query', 'request.query.list', false],
  ['out_trade_no', 'path', 'request.out_trade_no', false],
  ['wechatpay-serial', 'header', 'request.headers.Wechatpay-Serial', false],
  ['out_trade_no', undefined, 'request.out_trade_no', false],
  ['mchid', undefined, 'request.query.mchid', false],
])('%j in %s leads to %s', (field, location, address, isItem) => {
  const found = findRow(rows, field, location)
  expect(found.row && { address: found.row.address, isItem: found.isItem }).toEqual({ address, isItem })
})

describe('a name that there is not', () => {
  const nearest = (field: string, location?: string) => {
    const found = findRow(rows, field, location)
    return found.row ? found.row.address : found.nearest.map(({ address }) => address)
  }

  test('brings the similar ones beside it first', () => {
    expect(nearest('/amount/totle', 'body')).toEqual(['request.json.amount.total'])
    expect(nearest('/goodsDetail', 'body')).toEqual(['request.json.goods_detail'])
  })

  test('is looked for in other places', () => {
    expect(nearest('/total', 'body')).toEqual(['request.json.amount.total'])
    expect(nearest('/mchid', 'body')).toEqual(['request.query.mchid'])
  })

  test('may be like none', () => {
    expect(nearest('/zzzzzzzz', 'body')).toEqual([])
    expect(findRow(rows, '/amount/zzzzzzzz', 'body')).toMatchObject({ name: 'zzzzzzzz', holder: { name: 'amount' } })
  })
})

test('a request without a body has no row for one', () => {
  expect(findRow(table('id'), '/amount', 'body').row).toBeUndefined()
  expect(findRow(table('id'), '', 'body')).toEqual({ name: '', nearest: [] })
})

test('a path variable may be called like an object of the table', () => {
  expect(findRow(table('id\njson object\n  id'), 'id', 'path').row?.address).toBe('request.id')
})
