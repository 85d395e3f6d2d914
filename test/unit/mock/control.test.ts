import { verify } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { error, keys, startMock } from './helpers.ts'

let mock: Awaited<ReturnType<typeof startMock>>

beforeAll(async () => {
  mock = await startMock()
})
afterAll(() => mock.close())

describe('Mock-Control', () => {
  const controlled = (wish: string) => mock.call('GET', '/v3/people', { headers: { 'Mock-Control': wish } })

  test.each([
    ['status=429', 429, 'RATELIMIT_EXCEEDED'],
    ['status=500', 500, 'SYSTEM_ERROR'],
    ['code=NOT_ENOUGH,status=403', 403, 'NOT_ENOUGH'],
    ['wish=1', 400, 'PARAM_ERROR'],
    ['status=200', 400, 'PARAM_ERROR'],
  ])('%s', async (wish, status, code) => {
    expect(await error(await controlled(wish))).toMatchObject({ status, code })
  })

  test('breaks or leaves out the signature of an answer', async () => {
    const broken = await controlled('signature=broken')
    const message =
      `${broken.headers.get('wechatpay-timestamp')}\n` +
      `${broken.headers.get('wechatpay-nonce')}\n` +
      `${await broken.text()}\n`
    expect(
      verify(
        'sha256',
        Buffer.from(message),
        keys.platformPublicKey,
        Buffer.from(broken.headers.get('wechatpay-signature')!, 'base64'),
      ),
    ).toBe(false)
    const missing = await controlled('signature=missing')
    expect([missing.status, missing.headers.get('wechatpay-signature')]).toEqual([200, null])
  })
})
