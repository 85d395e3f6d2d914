import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Document } from '../../../../packages/mock/document.ts'
import { decryptResource } from '../../../../packages/mock/protocol.ts'
import { createMock, type Mock } from '../../../../packages/mock/server.ts'
import type { Delivery } from '../../../../packages/mock/notify/sender.ts'
import { expectationTable, tryKinds } from '../../../../packages/mock/notify/expect.ts'
import { kinds } from '../../../../packages/mock/notify/message.ts'
import { toOpenapi } from '../../../../packages/wechatpay/index.ts'
import { readSite } from '../../../../.vitepress/site/pages.ts'
import { keys, requestOf } from '../helpers.ts'

const document = JSON.parse(toOpenapi(readSite({ strict: true }).reference)) as Document
type Json = Record<string, unknown>

/** What a merchant receives: event type and plain text. */
const received: { event_type: string; resource: Json }[] = []
let answer = () => 204
const receiver = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const { event_type, resource } = JSON.parse(Buffer.concat(chunks).toString()) as {
      event_type: string
      resource: Parameters<typeof decryptResource>[0]
    }
    const plain = decryptResource(resource, keys.apiV3Key)
    received.push({ event_type, resource: JSON.parse(plain ?? '{}') as Json })
    response.writeHead(answer()).end()
  })
})
let to: string
let mock: Mock
let address: string

beforeAll(async () => {
  receiver.listen(0, '127.0.0.1')
  await once(receiver, 'listening')
  to = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/notify`
  mock = createMock({ document, keys, notify: { speed: 1000 } })
  address = await mock.listen()
})
afterAll(async () => {
  await mock.close()
  receiver.close()
})

async function call(
  method: string,
  target: string,
  body?: object,
  at = address,
): Promise<{ status: number; json: Json }> {
  const { body: sent, headers } = requestOf(keys, method, target, { body, headers: { 'User-Agent': 'test' } })
  const response = await fetch(at + target, { method, headers, body: sent as string | undefined })
  const text = await response.text()
  return { status: response.status, json: text ? (JSON.parse(text) as Json) : {} }
}
const control = async (target: string, at = address) => {
  const response = await fetch(`${at}/mock/${target}`, { method: 'POST' })
  return { status: response.status, json: response.status === 204 ? {} : ((await response.json()) as Json) }
}
const order = (number: string, notify_url = to) => ({
  appid: 'wx8888888888888888',
  mchid: keys.mchid,
  description: '测试',
  out_trade_no: number,
  attach: '门店 7',
  notify_url,
  amount: { total: 5900 },
})
const native = '/v3/pay/transactions/native'
const query = (number: string) => call('GET', `/v3/pay/transactions/out-trade-no/${number}?mchid=${keys.mchid}`)

/** The notifications that have come for a number. */
const about = (number: string) => received.filter(({ resource }) => Object.values(resource).includes(number))

describe('an order', () => {
  test('that the user pays is told with its own values, and a query says the same', async () => {
    expect((await call('POST', native, order('NOTIFY-1'))).status).toBe(200)
    expect((await query('NOTIFY-1')).json).toMatchObject({ trade_state: 'NOTPAY' })
    expect(await control('orders/NOTIFY-1/pay')).toMatchObject({
      status: 202,
      json: { eventType: 'TRANSACTION.SUCCESS' },
    })
    await expect.poll(() => about('NOTIFY-1')).toHaveLength(1)
    const [{ event_type, resource }] = about('NOTIFY-1') as [(typeof received)[number]]
    expect(event_type).toBe('TRANSACTION.SUCCESS')
    expect(resource).toMatchObject({
      mchid: keys.mchid,
      out_trade_no: 'NOTIFY-1',
      attach: '门店 7',
      trade_state: 'SUCCESS',
      amount: { total: 5900, payer_total: 5900, currency: 'CNY' },
    })
    expect(resource).not.toHaveProperty('promotion_detail')
    const { json } = await query('NOTIFY-1')
    expect(json).toMatchObject({ trade_state: 'SUCCESS', transaction_id: resource.transaction_id })
  })

  test('of a partner is told in the shape of partners', async () => {
    const { appid: _, mchid: __, ...rest } = order('NOTIFY-2')
    const body = { ...rest, sp_appid: 'wx8888888888888888', sp_mchid: keys.mchid, sub_mchid: '1900008001' }
    expect((await call('POST', '/v3/pay/partner/transactions/native', body)).status).toBe(200)
    await control('orders/NOTIFY-2/pay')
    await expect.poll(() => about('NOTIFY-2')).toHaveLength(1)
    expect(about('NOTIFY-2')[0]!.resource).toMatchObject({ sp_mchid: keys.mchid, sub_mchid: '1900008001' })
  })

  test('is told again until it is taken, and the list of notifications says how that went', async () => {
    await call('POST', native, order('NOTIFY-3'))
    let count = 0
    answer = () => (++count < 3 ? 500 : 204)
    await control('orders/NOTIFY-3/pay')
    await expect.poll(() => about('NOTIFY-3')).toHaveLength(3)
    answer = () => 204
    const list = async () => (await (await fetch(`${address}/mock/notifications`)).json()) as Delivery[]
    await expect.poll(async () => (await list()).at(-1)!.outcome).toBe('delivered')
    expect((await list()).at(-1)!.attempts.map(({ status }) => status)).toEqual([500, 500, 204])
  })

  test('that is closed is told to nobody, and cannot be paid', async () => {
    await call('POST', native, order('NOTIFY-4'))
    expect(await control('orders/NOTIFY-4/close')).toMatchObject({ status: 204 })
    expect(await control('orders/NOTIFY-4/pay')).toMatchObject({ status: 400, json: { code: 'ORDER_CLOSED' } })
    expect((await query('NOTIFY-4')).json).toMatchObject({ trade_state: 'CLOSED' })
    expect(about('NOTIFY-4')).toEqual([])
  })

  test('that is not there, or whose address is of another machine, is told why', async () => {
    expect(await control('orders/NOBODY/pay')).toMatchObject({ status: 400, json: { message: '没有这张单' } })
    expect(await control('orders/NOBODY/close')).toMatchObject({ status: 404, json: { code: 'ORDER_NOT_EXIST' } })
    await call('POST', native, order('NOTIFY-5', 'https://www.example.com/notify'))
    const refused = await control('orders/NOTIFY-5/pay')
    expect(refused.json.message).toContain('www.example.com 不是本机')
    expect((await query('NOTIFY-5')).json).toMatchObject({ trade_state: 'NOTPAY' })
  })
})

describe('a refund', () => {
  test.each([
    ['success', 'SUCCESS'],
    ['abnormal', 'ABNORMAL'],
    ['close', 'CLOSED'],
  ])('that ends with %s is told so, and a query says the same', async (ending, status) => {
    const [number, refund] = [`PAID-${status}`, `REFUND-${status}`]
    await call('POST', native, order(number))
    await control(`orders/${number}/pay`)
    const amount = { total: 5900, refund: 900, currency: 'CNY' }
    const asked = { out_trade_no: number, out_refund_no: refund, amount, notify_url: to }
    expect((await call('POST', '/v3/refund/domestic/refunds', asked)).status).toBe(200)
    expect((await control(`refunds/${refund}/${ending}`)).status).toBe(202)
    await expect.poll(() => about(refund)).toHaveLength(1)
    const [{ event_type, resource }] = about(refund) as [(typeof received)[number]]
    expect(event_type).toBe(`REFUND.${status}`)
    expect(resource).toMatchObject({
      mchid: keys.mchid,
      out_trade_no: number,
      refund_status: status,
      amount: { total: 5900, refund: 900, payer_refund: 900 },
    })
    expect((await call('GET', `/v3/refund/domestic/refunds/${refund}`)).json).toMatchObject({ status })
  })
})

test('with an address of its own, the mock lets orders be paid and refunds succeed by itself', async () => {
  const own = createMock({ document, keys, notify: { to, after: 1, speed: 1000 } })
  const at = await own.listen()
  await call('POST', native, order('AUTO-1', 'https://www.example.com/notify'), at)
  await expect.poll(() => about('AUTO-1')).toHaveLength(1)
  const amount = { total: 5900, refund: 5900, currency: 'CNY' }
  await call('POST', '/v3/refund/domestic/refunds', { out_trade_no: 'AUTO-1', out_refund_no: 'AUTO-2', amount }, at)
  await expect.poll(() => about('AUTO-2').map(({ event_type: event }) => event)).toEqual(['REFUND.SUCCESS'])
  await own.close()
})

test('a receiver that takes everything is told which messages it should have refused', async () => {
  const results = await tryKinds(mock.notifier, mock.notifier.sample('REFUND.SUCCESS', 'partner'), to)
  const wrong = results.filter(({ isRight }) => !isRight).map(({ kind }) => kind)
  expect(wrong).toEqual(Object.entries(kinds).flatMap(([kind, { taken }]) => (taken ? [] : [kind])))
  const table = expectationTable(results)
  expect(
    table
      .split('\n')
      .slice(0, 4)
      .map(line => line.replace(/\s+/g, ' ')),
  ).toEqual([
    '✓ good 应收下，应答 204 正确，由微信支付公钥签名',
    '✓ certificate 应收下，应答 204 正确，由平台证书签名',
    '✓ duplicate 应收下，应答 204 与第一个相同，又来一次',
    '✗ altered-body 应拒绝，应答 204 签名之后改了报文',
  ])
  expect(table).toContain('6 种不对')
})

test('events and shapes that there are not are told with those that there are', () => {
  const { notifier } = mock
  expect(() => notifier.sample('REFUND.DONE')).toThrow('没有 REFUND.DONE 这种通知，有 REFUND.ABNORMAL、REFUND.CLOSED')
  expect(() => notifier.sample('REFUND.CLOSED', 'x')).toThrow('没有 x 这种内容，有 merchant、partner')
  expect(() => notifier.sample('RISKTRADE.IDENTIFICATION', 'x')).toThrow('它只有一种')
  expect(notifier.sample('DELIVERY_PLAN_STATE.DELIVER').event.eventType).toBe('DELIVERY_PLAN.CHANGE')
})
