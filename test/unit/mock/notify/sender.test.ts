import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { Sender, type SenderOptions } from '../../../../packages/mock/notify/sender.ts'

const message = () => ({ headers: { 'Content-Type': 'application/json' }, body: '{}' })
const notice = { id: '1', eventType: 'TRANSACTION.SUCCESS' }
let stop: (() => void) | undefined
afterEach(() => stop?.())

/** A receiver that answers what it is told to, time after time. */
async function receiver(answer: (count: number) => number | undefined): Promise<{ to: string; times: number[] }> {
  const times: number[] = []
  const server: Server = createServer((request, response) => {
    request.resume()
    request.on('end', () => {
      times.push(performance.now())
      const status = answer(times.length)
      if (status !== undefined) response.writeHead(status).end()
    })
  }).listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  stop = () => {
    server.closeAllConnections()
    server.close()
  }
  return { to: `http://127.0.0.1:${(server.address() as AddressInfo).port}/notify`, times }
}

const fast = (options: SenderOptions = {}) => new Sender({ speed: 1000, ...options })

describe('a notification', () => {
  test('is delivered by a 200 and by a 204, and comes no more', async () => {
    const { to, times } = await receiver(count => (count === 1 ? 204 : 200))
    for (const outcome of ['delivered', 'delivered'])
      expect(await fast().send(notice, to, message, ['15s'])).toMatchObject({ outcome })
    expect(times).toHaveLength(2)
  })

  test('comes again after each interval, sped up, until it is taken', async () => {
    const { to, times } = await receiver(count => [500, 401, 302][count - 1] ?? 200)
    const delivery = await fast().send(notice, to, message, ['15s', '30s', '1m', '1h'])
    expect(delivery.attempts.map(({ status }) => status)).toEqual([500, 401, 302, 200])
    expect(delivery.outcome).toBe('delivered')
    const waited = times.slice(1).map((time, index) => time - times[index]!)
    for (const [index, least] of [15, 30, 60].entries()) expect(waited[index]).toBeGreaterThanOrEqual(least - 2)
  })

  test('is given up after the last interval', async () => {
    const { to, times } = await receiver(() => 500)
    expect(await fast().send(notice, to, message, ['15s', '15s'])).toMatchObject({ outcome: 'given-up' })
    expect(times).toHaveLength(3)
  })

  test('is signed anew for each attempt, with the same id', async () => {
    const { to } = await receiver(count => (count < 3 ? 500 : 200))
    let made = 0
    const { id } = await fast().send(notice, to, () => ({ ...message(), body: `${++made}` }), ['1s', '1s'])
    expect([id, made]).toEqual(['1', 3])
  })

  test('that is not answered in time, or by nobody, has failed', async () => {
    const { to } = await receiver(() => undefined)
    const late = await fast({ timeout: 30 }).send(notice, to, message)
    expect(late.attempts[0]).toMatchObject({ error: '没有及时应答' })
    const none = await fast().send(notice, 'http://127.0.0.1:1/notify', message)
    expect(none).toMatchObject({ outcome: 'given-up', attempts: [{ error: expect.any(String) as string }] })
  })

  test('goes to this machine only, unless it is allowed to leave it', async () => {
    for (const to of ['https://www.example.com/notify', 'http://10.0.0.1/', 'http://127.0.0.1.example.com/'])
      await expect(fast().send(notice, to, message)).rejects.toThrow('不是本机')
    await expect(fast().send(notice, 'ftp://127.0.0.1/', message)).rejects.toThrow('不是 http 地址')
    expect(() => fast({ remote: true }).check('https://www.example.com/notify')).not.toThrow()
    for (const to of ['http://localhost:3000/', 'http://[::1]:3000/', 'http://127.8.8.8/']) fast().check(to)
  })

  test('under way ends when its sender stops', async () => {
    const { to, times } = await receiver(() => 500)
    const sender = new Sender({ speed: 1 })
    const sent = sender.send(notice, to, message, ['6h'])
    await expect.poll(() => times.length).toBe(1)
    sender.stop()
    expect(await sent).toMatchObject({ outcome: 'pending' })
  })
})

test('of 5,000 notifications to a receiver that fails a third, each arrives or is listed as given up', async () => {
  const { to } = await receiver(count => (count % 3 ? 200 : 500))
  const sender = new Sender({ speed: 10_000 })
  const secret = () => ({ headers: { 'Wechatpay-Signature': 'secret' }, body: '"secret"' })
  const outcomes = { 'delivered': 0, 'given-up': 0, 'pending': 0 }
  for (let batch = 0; batch < 50; batch++) {
    const sent = Array.from({ length: 100 }, (_, number) =>
      sender.send({ ...notice, id: `${batch}-${number}` }, to, secret, ['15s', '15s', '30s', '3m']),
    )
    for (const { outcome } of await Promise.all(sent)) outcomes[outcome]++
  }
  expect(outcomes.delivered + outcomes['given-up']).toBe(5000)
  expect(outcomes.pending).toBe(0)
  expect(sender.deliveries).toHaveLength(5000)
  expect(sender.deliveries.filter(({ outcome }) => outcome === 'given-up')).toHaveLength(outcomes['given-up'])
  // What is remembered of a delivery is little, and nothing of its messages.
  const kept = JSON.stringify(sender.deliveries)
  expect(kept).not.toContain('secret')
  expect(kept.length / 5000).toBeLessThan(500)
}, 60_000)

test('of more deliveries than are remembered, finished ones are forgotten first', async () => {
  const { to } = await receiver(count => (count > 1 ? 200 : 500))
  const sender = new Sender({ remembered: 2 })
  const pending = sender.send({ ...notice, id: 'pending' }, to, message, ['15s'])
  await expect.poll(() => sender.deliveries[0]?.attempts.length).toBe(1)
  for (const id of ['a', 'b', 'c']) await sender.send({ ...notice, id }, to, message)
  expect(sender.deliveries.map(({ id }) => id)).toEqual(['pending', 'c'])
  sender.stop()
  await pending
})
