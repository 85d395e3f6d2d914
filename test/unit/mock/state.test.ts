import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { error, order, startMock } from './helpers.ts'

let mock: Awaited<ReturnType<typeof startMock>>

beforeAll(async () => {
  mock = await startMock()
})
afterAll(() => mock.close())

describe('an order', () => {
  const query = async (number: string) =>
    (await mock.call('GET', `/v3/pay/transactions/out-trade-no/${number}?mchid=1`)).json() as Promise<
      Record<string, unknown>
    >

  test('that was placed can be queried, closed, and not placed again', async () => {
    const own = { ...order, out_trade_no: 'ORDER-77' }
    expect((await mock.call('POST', '/v3/pay/transactions/native', { body: own })).status).toBe(200)
    expect(await query('ORDER-77')).toEqual({
      out_trade_no: 'ORDER-77',
      trade_state: 'NOTPAY',
      trade_state_desc: '订单未支付',
      amount: { total: 100, currency: 'CNY' },
    })
    expect(
      await error(await mock.call('POST', '/v3/pay/transactions/native', { body: { ...own, attach: 'x' } })),
    ).toMatchObject({ status: 403, code: 'OUT_TRADE_NO_USED' })
    expect(
      (await mock.call('POST', '/v3/pay/transactions/out-trade-no/ORDER-77/close', { body: { mchid: '1' } })).status,
    ).toBe(204)
    expect(await query('ORDER-77')).toMatchObject({ trade_state: 'CLOSED' })
    expect(await error(await mock.call('POST', '/v3/pay/transactions/native', { body: own }))).toMatchObject({
      status: 400,
      code: 'ORDER_CLOSED',
    })
  })

  test('that was never placed is not there, and cannot be refunded', async () => {
    expect(await query('ORDER-NONE')).toMatchObject({ code: 'ORDER_NOT_EXIST' })
    expect(
      await error(
        await mock.call('POST', '/v3/refund/domestic/refunds', {
          body: { out_trade_no: 'ORDER-NONE', out_refund_no: 'R-9' },
        }),
      ),
    ).toMatchObject({ status: 404, code: 'RESOURCE_NOT_EXISTS' })
    expect(await error(await mock.call('GET', '/v3/refund/domestic/refunds/R-9'))).toMatchObject({ status: 404 })
  })

  test('of the samples is there from the start and can be refunded', async () => {
    expect(await query('SAMPLE-1')).toMatchObject({ trade_state: 'SUCCESS', transaction_id: '4200' })
    expect(
      (
        await mock.call('POST', '/v3/refund/domestic/refunds', {
          body: { out_trade_no: 'SAMPLE-1', out_refund_no: 'R-5' },
        })
      ).status,
    ).toBe(200)
    expect(await (await mock.call('GET', '/v3/refund/domestic/refunds/R-5')).json()).toEqual({
      out_refund_no: 'R-5',
      out_trade_no: 'SAMPLE-1',
    })
  })
})
