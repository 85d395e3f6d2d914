import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { error, keys, order, place, requestOf, startMock } from './helpers.ts'

let mock: Awaited<ReturnType<typeof startMock>>

beforeAll(async () => {
  mock = await startMock()
})
afterAll(() => mock.close())

describe('a signature', () => {
  test.each([
    ['of another body', { body: order, signed: JSON.stringify({ ...order, amount: { total: 1 } }) }, 'signature'],
    [
      'of the same values serialised anew',
      { bytes: JSON.stringify(order, null, 1), signed: JSON.stringify(order) },
      'signature',
    ],
    ['that is none', { body: order, authorization: { signature: 'bm9uZQ==' } }, 'signature'],
    ['of another merchant', { body: order, authorization: { mchid: '1900000001' } }, 'mchid'],
    ['of another certificate', { body: order, authorization: { serial: '00AA' } }, 'serial_no'],
    [
      'six minutes old',
      { body: order, authorization: { timestamp: String(Math.floor(Date.now() / 1000) - 360) } },
      'timestamp',
    ],
    [
      'six minutes ahead',
      { body: order, authorization: { timestamp: String(Math.floor(Date.now() / 1000) + 360) } },
      'timestamp',
    ],
    ['without a header', { body: order, headers: { Authorization: undefined } }, 'Authorization'],
    ['of another scheme', { body: order, headers: { Authorization: 'Bearer x' } }, 'Authorization'],
  ])('%s is refused', async (_, call, field) => {
    expect(place(await error(await mock.call('POST', '/v3/pay/transactions/native', call)))).toEqual([
      401,
      'SIGN_ERROR',
      'authorization',
      field,
    ])
  })

  test('covers the query as it was sent', async () => {
    const target = '/v3/people?limit=2'
    expect((await mock.call('GET', target)).status).toBe(200)
    expect((await fetch(mock.address + target, requestOf(keys, 'GET', '/v3/people'))).status).toBe(401)
  })

  test('is told what was signed, so that one can compare', async () => {
    const { detail } = await error(
      await mock.call('POST', '/v3/pay/transactions/native', { body: order, authorization: { signature: 'bm9uZQ==' } }),
    )
    expect(detail?.detail?.issue).toBe('sign not match')
    expect(detail?.sign_information?.truncated_sign_message).toMatch(
      /^POST\n\/v3\/pay\/transactions\/native\n\d{10}\n.+\n\{"out_trade_no"/,
    )
  })

  test('is good once', async () => {
    const request = requestOf(keys, 'GET', '/v3/people')
    expect((await fetch(`${mock.address}/v3/people`, request)).status).toBe(200)
    expect(place(await error(await fetch(`${mock.address}/v3/people`, request)))).toEqual([
      401,
      'SIGN_ERROR',
      'authorization',
      'nonce_str',
    ])
  })
})
