import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { pageOf } from '../../../packages/reference/model/addresses.ts'
import { rowsBelow, type Field } from '../../../packages/reference/model/model.ts'
import type { Mode } from '../../../packages/wechatpay/modes.ts'
import type { Reading } from '../../../packages/reference/intake/read.ts'
import type { SearchData } from '../../../packages/reference/writers/to-search.ts'
import { createSearch, type Hit, type Results, type Search } from '../../../.vitepress/search/engine.ts'
import { collect } from '../../../.vitepress/search/entries.ts'
import { readSearchData } from '../../../.vitepress/search/plugin.ts'
import { readSite } from '../../../.vitepress/site/pages.ts'
import { attribute, elementsOf, renderWithoutTypes, templateOf } from '../page.ts'
import { queries } from './queries.ts'
import { toPage } from '../../../packages/wechatpay/index.ts'

const all = { operation: Infinity, notification: Infinity, product: Infinity, error: Infinity, guide: Infinity }
let reading: Reading
let data: SearchData
let search: Search

beforeAll(() => {
  reading = readSite()
  data = readSearchData(reading)
  search = createSearch(data)
})

const hitsOf = ({ groups }: Results): Hit[] => groups.flatMap(({ hits }) => hits)
const pagesOf = (query: string) => new Set(hitsOf(search.find(query, all)).map(({ link }) => link.split('#')[0]!))

/** Where the expected result stands, from 1; a query that does not ask for a place on a page is content with any. */
function rankOf(query: string, expected: string): number {
  const links = hitsOf(search.find(query, all)).map(({ link }) => decodeURIComponent(link))
  return 1 + links.findIndex(link => (expected.includes('#') ? link : link.split('#')[0]) === expected)
}

describe('the first result is what one means:', () => {
  test('there are 95 queries of all kinds, and all they mean exists', () => {
    expect(queries).toHaveLength(95)
    expect(new Set(queries.map(([, query]) => query)).size).toBe(95)
    const { entries } = collect(data)
    const addresses = new Set(
      entries.flatMap(({ address, fields }) => [
        address,
        address.split('#')[0]!,
        ...[...(fields?.values() ?? [])].map(row => `${address.split('#')[0]}#${row}`),
      ]),
    )
    expect(queries.map(([, , address]) => address).filter(address => !addresses.has(address))).toEqual([])
  })

  test.each(queries)('%s: %s', (_kind, query, expected) => {
    expect(
      rankOf(query, expected),
      `is number ${rankOf(query, expected)}; the first is ${hitsOf(search.find(query, all))[0]?.link}`,
    ).toBe(1)
  })
})

describe('what is found', () => {
  test('the four ways to order of a merchant are the first for 下单, with one of a partner', () => {
    const first = hitsOf(search.find('下单', all))
      .slice(0, 5)
      .map(({ path }) => path)
    for (const way of ['jsapi', 'app', 'native', 'h5']) expect(first).toContain(`/v3/pay/transactions/${way}`)
  })

  test('a longer word finds less than its end does, never something else', () => {
    const [short, long] = [pagesOf('证书'), pagesOf('平台证书')]
    expect([...long].filter(page => !short.has(page))).toEqual([])
    expect(long.size).toBeGreaterThan(100)
  })

  test('every operation, product, error and guide is found by its own title, and every operation by its path', () => {
    const { entries } = collect(data)
    const missing = entries.filter(({ title, address, path }) => {
      const links = (query: string) => hitsOf(search.find(query, all)).map(({ link }) => decodeURIComponent(link))
      return (
        !links(title).some(link => link === address || link.startsWith(`${address}#`)) ||
        (path && !links(path).includes(address))
      )
    })
    expect(missing.map(({ address }) => address)).toEqual([])
  }, 240_000)

  test('a method decides among the operations of a path', () => {
    for (const method of ['get', 'post', 'put', 'delete'] as const)
      expect(
        hitsOf(search.find(`${method.toUpperCase()} /v3/merchant-service/complaint-notifications`, all))[0]!.method,
      ).toBe(method)
  })

  test('a field leads to its row, and says what it is', () => {
    const [hit] = hitsOf(search.find('code_url', all))
    expect(hit).toMatchObject({
      kind: 'operation',
      link: '/openapi/v3/pay/transactions/native#response.code_url',
      field: { name: 'code_url' },
    })
    expect(hitsOf(search.find('NOTPAY', all))[0]!.field).toMatchObject({
      name: 'trade_state',
      value: expect.stringMatching(/^NOTPAY /) as string,
    })
  })

  test('the answer to a failed request, pasted whole, leads to its code', () => {
    expect(
      hitsOf(
        search.find(
          '{"code":"PARAM_ERROR","detail":{"location":"body","value":"0.01","field":"/amount/total"},"message":"参数错误"}',
          all,
        ),
      )[0]!.link,
    ).toBe('/guide/errors#param-error')
  })

  test('what has two names is found by either', () => {
    for (const [query, path] of [
      ['查单', '/v3/pay/transactions/out-trade-no/{out_trade_no}'],
      ['撤销订单', '/v3/pay/transactions/out-trade-no/{out_trade_no}/reverse'],
      ['对账单', '/v3/bill/tradebill'],
      ['JSAPI支付', '/v3/pay/transactions/jsapi'],
      ['H5支付', '/v3/pay/transactions/h5'],
      ['查询 退款', '/v3/refund/domestic/refunds/{out_refund_no}'],
    ])
      expect(hitsOf(search.find(query!, all))[0]!.path, query).toBe(path)
  })

  test('of an action in two modes, the one in the chosen mode comes first, and all else stays', () => {
    const paths = (query: string, mode?: Mode) => hitsOf(search.find(query, all, mode)).map(({ path }) => path)
    const [merchant, partner] = ['/v3/pay/transactions/jsapi', '/v3/pay/partner/transactions/jsapi']
    expect(paths('JSAPI下单')[0]).toBe(merchant)
    expect(paths('JSAPI下单', 'merchant')).toEqual(paths('JSAPI下单'))
    expect(paths('JSAPI下单', 'partner')[0]).toBe(partner)
    const [plain, chosen] = [paths('下单'), paths('下单', 'partner')]
    expect(chosen.indexOf(merchant)).toBe(plain.indexOf(partner))
    expect(chosen.toSorted()).toEqual(plain.toSorted())
    // Whoever names one means it.
    expect(paths(merchant!, 'partner')[0]).toBe(merchant)
    expect(paths('sub_mchid', 'merchant')).toContain(partner)
  })

  test('a camel-case or otherwise separated name is the same field', () => {
    for (const query of ['prepayId', 'prepay-id', 'PREPAY_ID'])
      expect(hitsOf(search.find(query, all))[0]!.link, query).toBe(
        '/openapi/v3/pay/transactions/jsapi#response.prepay_id',
      )
  })

  test('words that do not stand together anywhere still find what most of them are about', () => {
    expect(hitsOf(search.find('退款 火星', all))[0]!.path).toBe('/v3/refund/domestic/refunds')
  })

  test.each(['火星', 'xyzxyzxyz', '，。', '   ', '/v3/xyzxyzxyz/qqqqqq', '🙂'])('nothing for %j', query => {
    expect(search.find(query, all).groups).toEqual([])
  })

  test('strange input is no trouble', () => {
    for (const query of [
      '(',
      '\\',
      '*',
      '{}',
      'a'.repeat(5000),
      '下'.repeat(5000),
      '__proto__',
      'constructor',
      '%E0%A4%A',
      '<script>',
      '/v3/'.repeat(500),
    ])
      expect(() => search.find(query, all)).not.toThrow()
  })

  test.each([
    'https://pay.weixin.qq.com/doc/v3/merchant/4012716434',
    'pay.weixin.qq.com/doc/v3/merchant/4012716434#请求参数',
    ' 4012716434 ',
  ])('the official page %s leads to what describes the same, and to nothing else', query => {
    const { groups } = search.find(query, all)
    expect(groups.map(({ kind, total }) => [kind, total])).toEqual([['operation', 1]])
    expect(groups[0]!.hits[0]!.link).toBe('/openapi/v3/fund-app/mch-transfer/transfer-bills')
  })

  test('an official page that nothing here is about finds nothing, a number that is no page what has it', () => {
    expect(search.find('https://pay.weixin.qq.com/doc/v3/merchant/4099999999', all).groups).toEqual([])
    expect(search.find('1900000109', all).groups).toEqual(search.find('1900000109 ', all).groups)
  })

  test('every official page of every operation and notification leads there', () => {
    const { operations, notifications } = reading.reference
    for (const entry of [...operations, ...notifications])
      for (const { url } of entry.officialDocs.filter(doc => /\/\d{10}$/.test(doc.url)))
        expect([...pagesOf(url)].map(decodeURIComponent), url).toContain(pageOf(entry))
  })

  test('a group lists no more than asked for and counts the others', () => {
    const [group] = search.find('退款', { operation: 3, notification: 5, product: 1, error: 0, guide: 0 }).groups
    expect(group!.hits).toHaveLength(3)
    expect(group!.total).toBeGreaterThan(50)
  })
})

describe('the data', () => {
  test('is at most 225 kB compressed and has all operations, notifications, products and errors', () => {
    expect(gzipSync(JSON.stringify(data)).length).toBeLessThanOrEqual(225_000)
    expect(data.operations.path).toHaveLength(reading.reference.operations.length)
    expect(data.notifications.eventType).toHaveLength(reading.reference.notifications.length)
    expect(data.products.name).toHaveLength(reading.reference.tags.length)
    expect(data.errors.code).toHaveLength(reading.reference.errors.length)
    expect(data.guides.address).toEqual(
      expect.arrayContaining(['/', '/guide/quick-start', '/guide/errors', '/products/']),
    )
  })

  test('has every field of every table at the place where its page has the row', async () => {
    const { entries } = collect(data)
    for (const path of [
      '/v3/pay/partner/transactions/jsapi',
      '/v3/merchant/media/upload',
      '/v3/merchant-service/complaint-notifications',
      '/v3/marketing/membercard-open/cards/{card_id}',
      '/v3/global/refunds',
    ]) {
      const operations = reading.reference.operations.filter(operation => operation.path === path)
      const ids = elementsOf(templateOf(await renderWithoutTypes(toPage(operations, reading.reference))))
        .filter(({ tag }) => tag === 'tr')
        .map(row => attribute(row, 'id'))
        .filter(id => id !== undefined)
      const rows = entries.filter(entry => entry.path === path).flatMap(({ fields }) => [...fields!.values()])
      expect(rows.length, path).toBeGreaterThan(0)
      expect(
        rows.filter(row => !ids.includes(row)),
        path,
      ).toEqual([])
      // Each name in the tables is found, too.
      const names = (fields: Field[]): string[] =>
        fields.flatMap(({ name, schema }) => [name, ...names(rowsBelow(schema))])
      const found = new Set(rows.map(row => row.split('.').at(-1)))
      expect(
        operations
          .flatMap(({ query, headers, pathParameters, body }) =>
            names([...query, ...headers, ...pathParameters, ...(body ? rowsBelow(body.schema) : [])]),
          )
          .filter(name => !found.has(name)),
        path,
      ).toEqual([])
    }
  })
})
