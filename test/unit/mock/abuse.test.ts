import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Api, type Document } from '../../../packages/mock/document.ts'
import { State } from '../../../packages/mock/state.ts'
import { toOpenapi } from '../../../packages/wechatpay/index.ts'
import { readSite } from '../../../.vitepress/site/pages.ts'
import { mutated, randomFrom } from '../mutations.ts'
import { document, error, keys, order, place, requestOf, startMock } from './helpers.ts'

/** What nobody sends on purpose: the mock refuses it as it would refuse any mistake, and goes on. */

let mock: Awaited<ReturnType<typeof startMock>>

beforeAll(async () => {
  mock = await startMock()
})
afterAll(() => mock.close())

describe('an Authorization header', () => {
  const good = (target = '/v3/people') =>
    (requestOf(keys, 'GET', target).headers as Record<string, string>).Authorization!
  const send = (Authorization: string) =>
    fetch(`${mock.address}/v3/people`, { headers: { Accept: 'application/json', Authorization } })
  const parts = () => /^(\S+) (.*)$/.exec(good())!.slice(1) as [string, string]
  const changed = (change: (members: string[]) => string[]) => {
    const [scheme, list] = parts()
    return `${scheme} ${change(list.split(',')).join(',')}`
  }
  const withValue = (name: string, value: string) =>
    changed(members => members.map(member => (member.startsWith(`${name}=`) ? `${name}="${value}"` : member)))

  test.each<[string, () => string]>([
    ['as the SDKs write it', () => good()],
    ['with spaces behind the commas', () => good().replaceAll(',', ', ')],
    ['with its members in another order', () => changed(members => members.toReversed())],
    ['with several spaces behind the scheme', () => good().replace(' ', '   ')],
  ])('%s is taken', async (_, header) => {
    expect((await send(header())).status).toBe(200)
  })

  test.each<[string, () => string]>([
    ['that is empty', () => ''],
    ['of another scheme', () => good().replace('RSA2048', 'SM2')],
    ['of a scheme in small letters', () => good().replace('WECHATPAY2', 'wechatpay2')],
    ['of the scheme alone', () => 'WECHATPAY2-SHA256-RSA2048'],
    ['of the scheme and a space', () => 'WECHATPAY2-SHA256-RSA2048 '],
    ['of Basic', () => 'Basic YTpi'],
    ['without a space behind the scheme', () => good().replace(' ', '')],
    ['with a word before the members', () => good().replace(' ', ' x ')],
    ['with a word behind the members', () => `${good()} x`],
    ['with a comma at the end', () => `${good()},`],
    ['with a comma at the beginning', () => good().replace(' ', ' ,')],
    ['with two commas', () => good().replace(',', ',,')],
    ['with semicolons', () => good().replaceAll(',', ';')],
    ['with spaces in place of commas', () => good().replaceAll(',', ' ')],
    ['with spaces around the equals sign', () => good().replace('mchid=', 'mchid = ')],
    ['without quotes', () => good().replaceAll('"', '')],
    ['with single quotes', () => good().replaceAll('"', "'")],
    ['with a quote too few', () => good().replace(/"$/, '')],
    ['with a member too many', () => `${good()},extra="1"`],
    ['with a member twice', () => changed(members => [...members, members[0]!])],
    ['with a member twice, and another value', () => changed(members => [...members, 'mchid="1"'])],
    ['without mchid', () => changed(members => members.filter(member => !member.startsWith('mchid')))],
    ['without serial_no', () => changed(members => members.filter(member => !member.startsWith('serial_no')))],
    ['without nonce_str', () => changed(members => members.filter(member => !member.startsWith('nonce_str')))],
    ['without timestamp', () => changed(members => members.filter(member => !member.startsWith('timestamp')))],
    ['without signature', () => changed(members => members.filter(member => !member.startsWith('signature')))],
    ['with an empty nonce', () => withValue('nonce_str', '')],
    ['with a nonce of 33 characters', () => withValue('nonce_str', 'n'.repeat(33))],
    ['with a timestamp in ms', () => withValue('timestamp', String(Date.now()))],
    ['with a timestamp that is no number', () => withValue('timestamp', 'now')],
    ['with a signature of base64url', () => withValue('signature', 'ab-_')],
    [
      'with a signature without its padding',
      () =>
        good()
          .replace(/=+"/, '"')
          .replace(/(signature="[^"]*[^"])/, '$1A'),
    ],
    ['with a signature that has a space', () => good().replace('signature="', 'signature=" ')],
    ['with a signature of the right length and no sense', () => withValue('signature', 'A'.repeat(344))],
  ])('%s is refused', async (_, header) => {
    const answer = await error(await send(header()))
    expect([answer.status, answer.code]).toEqual([401, 'SIGN_ERROR'])
  })
})

describe('a body', () => {
  const post = (bytes: string) => mock.call('POST', '/v3/pay/transactions/native', { bytes })

  test('of a GET that was not signed is refused, also where it is empty JSON', async () => {
    const { headers } = requestOf(keys, 'GET', '/v3/people')
    const answer = await raw('GET', '/v3/people', headers as Record<string, string>, '{}')
    expect(answer).toMatch(/^HTTP\/1\.1 401 /)
    expect(answer).toContain('SIGN_ERROR')
  })

  test.each([
    ['of 100,000 open brackets', '['.repeat(100_000)],
    ['of 100,000 brackets, closed', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['of 100,000 objects in each other', '{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000)],
    ['with a text of 8 MB', JSON.stringify({ ...order, attach: 'x'.repeat(8_000_000), nobody: 1 })],
    ['with a number beyond what can be told apart', `{"out_trade_no":"ORDER-9","amount":{"total":9007199254740993}}`],
    ['with a number that is infinite', `{"out_trade_no":"ORDER-9","amount":{"total":1e400}}`],
  ])('%s is refused, and not sent back whole', async (_, bytes) => {
    const response = await post(bytes)
    const text = await response.text()
    expect(response.status).toBe(400)
    expect(text.length).toBeLessThan(1000)
  })

  test('that does not arrive is not waited for', async () => {
    const hurried = await startMock({ requestTimeout: 200 })
    const { headers } = requestOf(keys, 'POST', '/v3/pay/transactions/native', { body: order })
    const all = { ...(headers as Record<string, string>), 'Content-Length': '100' }
    const answer = await raw('POST', '/v3/pay/transactions/native', all, '{"out', hurried.address)
    expect(answer).toMatch(/^HTTP\/1\.1 408 /)
    await hurried.close()
  })

  test('below a map is decrypted, too', async () => {
    const own = new Api({ ...document, components: { schemas: {} } } as unknown as Document)
    const schema = { type: 'object', additionalProperties: { 'type': 'string', 'x-encrypted': 'by-rsa-pubkey' } }
    expect(own.replaceEncrypted(schema, { a: 'x', b: 'y' }, (text, field) => `${field}=${text}`)).toEqual({
      a: '/a=x',
      b: '/b=y',
    })
  })
})

test.each(['signature=wrong', 'delay=soon', 'delay=-1', 'status=abc', 'status=42', 'code=lower', 'x=1'])(
  'Mock-Control %s is refused',
  async wish => {
    const answer = await error(await mock.call('GET', '/v3/people', { headers: { 'Mock-Control': wish } }))
    expect(place(answer)).toEqual([400, 'PARAM_ERROR', 'header', 'Mock-Control'])
  },
)

test('20,000 requests with something changed are answered, none with a fault of the mock', async () => {
  const whole = JSON.parse(toOpenapi(readSite({ strict: true }).reference)) as Document
  const big = await startMock({ document: whole })
  const { operations } = new Api(whole)
  const random = randomFrom(20_261_120)
  const counts = new Map<number, number>()
  const send = async () => {
    const operation = operations[Math.floor(random() * operations.length)]!
    const [content] = Object.values(operation.requestBody?.content ?? {})
    const path = operation.path.replace(/\{([^}]*)\}/g, (_, name: string) => {
      const value = mutatedSometimes(operation.sampleRequest[name])
      return encodeURIComponent(typeof value === 'string' ? value : JSON.stringify(value)) || 'x'
    })
    const query = (operation.parameters ?? []).filter(
      ({ in: where, example }) => where === 'query' && example !== undefined,
    )
    const search = new URLSearchParams(query.map(({ name, example }) => [name, String(mutatedSometimes(example))]))
    const body = content ? mutated(content.example, random) : undefined
    const response = await big.call(operation.method, search.size ? `${path}?${search.toString()}` : path, { body })
    counts.set(response.status, (counts.get(response.status) ?? 0) + 1)
    await response.arrayBuffer()
  }
  const mutatedSometimes = (value: unknown) => (random() < 0.3 ? mutated(value, random) : value)
  for (let sent = 0; sent < 20_000; sent += 50) await Promise.all(Array.from({ length: 50 }, send))
  expect([...counts.keys()].filter(status => status >= 500)).toEqual([])
  expect(counts.get(400)).toBeGreaterThan(5_000)
  await big.close()
}, 600_000)

test('200,000 orders do not stay in memory', () => {
  const { operations } = new Api(document as unknown as Document)
  const state = new State(operations)
  const [create, query] = ['native', 'query'].map(id => operations.find(({ operationId }) => operationId === id)!)
  const request = (number: number) => ({ out_trade_no: `N${number}`, mchid: keys.mchid, amount: { total: 1 } })
  for (let number = 0; number < 200_000; number++) state.answer(create!, request(number))
  expect(() => state.answer(query!, { out_trade_no: 'N0' })).toThrow('订单不存在')
  expect(() => state.answer(query!, { out_trade_no: 'N179999' })).toThrow('订单不存在')
  expect(state.answer(query!, { out_trade_no: 'N180000' })).toMatchObject({ out_trade_no: 'N180000' })
  expect(state.answer(query!, { out_trade_no: 'SAMPLE-1' })).toBe('sample')
})

/** Sends bytes as they are, and gives all that comes back. */
function raw(
  method: string,
  target: string,
  headers: Record<string, string>,
  body: string,
  address = mock.address,
): Promise<string> {
  const { hostname, port, host } = new URL(address)
  const all = { 'Host': host, 'User-Agent': 'test', 'Content-Length': String(body.length), ...headers }
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}`)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname)
    let answer = ''
    socket.on('data', chunk => {
      answer += String(chunk)
      if (/\r\n\r\n\{.*\}$/s.test(answer)) socket.end()
    })
    socket.on('close', () => resolve(answer))
    socket.on('error', reject)
    socket.write(`${method} ${target} HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n${body}`)
  })
}
