import { describe, expect, test } from 'vitest'
import { closedSchema, breaches } from '../../../packages/reference/model/rules.ts'
import type { Operation } from '../../../packages/reference/model/model.ts'
import type { Document } from '../../../packages/mock/document.ts'
import { toOpenapi } from '../../../packages/wechatpay/index.ts'
import { readSite } from '../../../.vitepress/site/pages.ts'
import { digestOf } from '../../../packages/wechatpay/runs.ts'
import { asWritten, onDay, sampleDay, today } from '../../../packages/wechatpay/sample-day.ts'
import { samples } from '../../../packages/wechatpay/samples.ts'

const { reference } = readSite({ strict: true })
const called = (id: string, day: string) =>
  onDay(reference, day).operations.find(({ operationId }) => operationId === id)!

describe('the days of samples', () => {
  test('move by the same number of days, with their times', () => {
    const before = called('postPayTransactionsJsapi', sampleDay).body!.example as Record<string, string>
    const after = called('postPayTransactionsJsapi', '2026-12-20').body!.example as Record<string, string>
    expect(before.time_expire).toMatch(/^2026-11-27T/)
    expect(after.time_expire).toBe(before.time_expire!.replace('2026-11-27', '2026-12-27'))
    expect(after.out_trade_no).toBe(before.out_trade_no)
  })

  test('move without hyphens, too, and in a query', () => {
    const bill = (day: string) =>
      called('getBillTradebill', day).query.find(({ name }) => name === 'bill_date')!.example
    expect([bill(sampleDay), bill('2027-01-01')]).toEqual(['2026-11-19', '2026-12-31'])
    const order = called('postPayscoreServiceorder', '2027-11-20')
    expect(JSON.stringify(order.body!.example)).toMatch(/"start_time":"2027112\d{7}"/)
  })

  test('stay on the day on which they were written, and where they are no days of now', () => {
    expect(onDay(reference, sampleDay)).toBe(reference)
    const card = called('postEcommerceApplyments', '2027-11-20')
    expect(JSON.stringify(card.body!.example)).toBe(JSON.stringify(asWritten(card).body!.example))
  })

  test.each(['2026-11-30', '2027-02-28', '2028-02-29', '2031-01-01'])('moved to %s break no rule', day => {
    const broken = (operation: Operation) =>
      samples(operation).flatMap(({ operation: { operationId, body } }) =>
        body ? breaches(closedSchema(body.schema), body.example).map(breach => ({ operationId, ...breach })) : [],
      )
    expect(onDay(reference, day).operations.flatMap(broken)).toEqual([])
  })

  test('are the same in the published document', () => {
    const { paths } = JSON.parse(toOpenapi(onDay(reference, '2026-12-20'))) as Document
    const { example } = paths['/v3/pay/transactions/jsapi']!.post!.requestBody!.content['application/json']!
    expect(example).toEqual(called('postPayTransactionsJsapi', '2026-12-20').body!.example)
  })

  test('do not change whether an example has been run', () => {
    const moved = called('postPayTransactionsJsapi', '2026-12-20')
    expect(digestOf(moved)).toBe(digestOf(asWritten(moved)))
  })

  test('are those of Beijing', () => {
    expect(today(Date.parse('2026-11-20T15:59:59Z'))).toBe('2026-11-20')
    expect(today(Date.parse('2026-11-20T16:00:00Z'))).toBe('2026-11-21')
  })

  test('are refused where they are none', () => {
    expect(() => onDay(reference, 'tomorrow')).toThrow('SAMPLE_DAY is tomorrow: write a day such as 2026-11-20.')
  })
})

describe('what a request asks for', () => {
  const values = (operation: Operation) =>
    JSON.stringify([operation.body?.example, operation.query.map(({ name, example }) => ({ [name]: example }))])
  const all = reference.operations.map(operation => [operation.operationId, values(operation)] as const)
  const days = (pattern: RegExp) =>
    all.flatMap(([id, text]) => [...text.matchAll(pattern)].map(([found, day]) => ({ id, found, day: day! })))

  test('expires after the day on which it is copied', () => {
    const found = days(/"\w*expired?_(?:time|at)":"(\d{4}-\d\d-\d\d)/g).concat(
      days(/"time_expire":"(\d{4}-\d\d-\d\d)/g),
    )
    expect(found.length).toBeGreaterThan(20)
    expect(found.filter(({ day }) => day <= sampleDay)).toEqual([])
  })

  test('is a statement of a day that is over', () => {
    const found = days(/"bill_date":"(\d{4}-\d\d-\d\d)/g)
    expect(found.length).toBeGreaterThan(10)
    expect(found.filter(({ day }) => day >= sampleDay)).toEqual([])
  })
})
