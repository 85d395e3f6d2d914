import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { encrypt } from '../../../packages/mock/protocol.ts'
import { error, keys, order, place, startMock } from './helpers.ts'

let mock: Awaited<ReturnType<typeof startMock>>

beforeAll(async () => {
  mock = await startMock()
})
afterAll(() => mock.close())

describe('a request', () => {
  test.each<[string, string, string, Parameters<typeof mock.call>[2], unknown[]]>([
    [
      'with a decimal amount',
      'POST',
      '/v3/pay/transactions/native',
      { body: { ...order, amount: { total: 0.01 } } },
      [400, 'PARAM_ERROR', 'body', '/amount/total'],
    ],
    [
      'without a required field',
      'POST',
      '/v3/pay/transactions/native',
      { body: { amount: { total: 1 } } },
      [400, 'PARAM_ERROR', 'body', '/out_trade_no'],
    ],
    [
      'with a field too many',
      'POST',
      '/v3/pay/transactions/native',
      { body: { ...order, mch_id: '1' } },
      [400, 'PARAM_ERROR', 'body', '/mch_id'],
    ],
    [
      'with a field too many in a shared schema',
      'POST',
      '/v3/pay/transactions/native',
      { body: { ...order, amount: { total: 1, totl: 1 } } },
      [400, 'PARAM_ERROR', 'body', '/amount/totl'],
    ],
    [
      'with a text that is too short',
      'POST',
      '/v3/pay/transactions/native',
      { body: { ...order, out_trade_no: '1' } },
      [400, 'PARAM_ERROR', 'body', '/out_trade_no'],
    ],
    ['without a body', 'POST', '/v3/pay/transactions/native', {}, [400, 'PARAM_ERROR', 'body', '']],
    [
      'with a body that nobody asked for',
      'POST',
      '/v3/people/7/end',
      { body: { a: 1 } },
      [400, 'PARAM_ERROR', 'body', ''],
    ],
    ['with a broken body', 'POST', '/v3/pay/transactions/native', { bytes: '{"a":' }, [400, 'PARAM_ERROR', 'body', '']],
    [
      'with a body of another type',
      'POST',
      '/v3/pay/transactions/native',
      { body: order, headers: { 'Content-Type': 'text/xml' } },
      [400, 'PARAM_ERROR', 'header', 'Content-Type'],
    ],
    [
      'with a body that is no UTF-8',
      'POST',
      '/v3/pay/transactions/native',
      { bytes: Uint8Array.of(0x22, 0xff, 0x22) },
      [400, 'PARAM_ERROR', 'body', ''],
    ],
    [
      'without a required query',
      'GET',
      '/v3/pay/transactions/out-trade-no/SAMPLE-1',
      {},
      [400, 'PARAM_ERROR', 'query', 'mchid'],
    ],
    ['with a query too many', 'GET', '/v3/people?offset=1', {}, [400, 'PARAM_ERROR', 'query', 'offset']],
    ['with a query of another type', 'GET', '/v3/people?limit=two', {}, [400, 'PARAM_ERROR', 'query', 'limit']],
    ['with a query beyond its limit', 'GET', '/v3/people?limit=51', {}, [400, 'PARAM_ERROR', 'query', 'limit']],
    [
      'with a broken encoding in its path',
      'GET',
      '/v3/pay/transactions/out-trade-no/%E0%A4%A?mchid=1',
      {},
      [400, 'PARAM_ERROR', 'path', ''],
    ],
  ])('%s is refused, and told where', async (_, method, target, call, expected) => {
    expect(place(await error(await mock.call(method, target, call)))).toEqual(expected)
  })

  test('in the types of a query is understood', async () => {
    expect((await mock.call('GET', '/v3/people?limit=20&all=true')).status).toBe(200)
  })

  test('to an address that the API does not have is not found, with another method it is not allowed', async () => {
    const missing = await mock.call('GET', '/v3/pay/transactions/nativ')
    expect([missing.status, await missing.text()]).toEqual([404, ''])
    const response = await mock.call('GET', '/v3/pay/transactions/native')
    expect([response.status, response.headers.get('allow'), await response.text()]).toEqual([405, 'POST', ''])
  })

  test('below the address of another server is found there', async () => {
    expect((await mock.call('POST', '/hk/v3/transactions/app', { body: { id: '1' } })).status).toBe(200)
    expect((await mock.call('POST', '/v3/transactions/app', { body: { id: '1' } })).status).toBe(404)
  })

  test('to paths that differ by a placeholder only is for the operation whose sample it is', async () => {
    expect((await mock.call('POST', '/v3/people/7/end')).headers.get('mock-operation')).toBe('endById')
    expect((await mock.call('POST', '/v3/people/N-8/end')).headers.get('mock-operation')).toBe('endByNo')
  })
})

describe('an encrypted field', () => {
  const person = (name: string) => ({ body: { people: [{ name }] }, headers: { 'Wechatpay-Serial': keys.publicKeyId } })

  test.each([keys.publicKeyId, keys.certificate.serial])('is decrypted with the key that %s names', async serial => {
    expect(
      (
        await mock.call('POST', '/v3/people', {
          body: { people: [{ name: encrypt('张三', keys.platformPublicKey) }] },
          headers: { 'Wechatpay-Serial': serial },
        })
      ).status,
    ).toBe(200)
  })

  test('that is not encrypted is refused', async () => {
    expect(place(await error(await mock.call('POST', '/v3/people', person('张三'))))).toEqual([
      400,
      'PARAM_ERROR',
      'body',
      '/people/0/name',
    ])
  })

  test('is checked as plain text', async () => {
    expect(
      place(await error(await mock.call('POST', '/v3/people', person(encrypt('一二三四五', keys.platformPublicKey))))),
    ).toEqual([400, 'PARAM_ERROR', 'body', '/people/0/name'])
  })

  test.each([[undefined], ['PUB_KEY_ID_0000000000']])(
    'needs the serial of a key that there is, not %s',
    async serial => {
      expect(
        place(
          await error(
            await mock.call('POST', '/v3/people', {
              ...person(encrypt('张三', keys.platformPublicKey)),
              headers: { 'Wechatpay-Serial': serial },
            }),
          ),
        ),
      ).toEqual([400, 'PARAM_ERROR', 'header', 'Wechatpay-Serial'])
    },
  )

  test('may stand in the query', async () => {
    const target = `/v3/people?name=${encodeURIComponent(encrypt('张三', keys.platformPublicKey))}`
    expect((await mock.call('GET', target, { headers: { 'Wechatpay-Serial': keys.publicKeyId } })).status).toBe(200)
  })
})

describe('an upload', () => {
  const file = Buffer.from('image')
  const form = (sha256: string, filename = '; filename="a.png"') => {
    const meta = JSON.stringify({ filename: 'a.png', sha256 })
    const bytes = Buffer.concat([
      Buffer.from(
        '--b\r\n' +
          'Content-Disposition: form-data; name="meta"\r\n' +
          'Content-Type: application/json\r\n' +
          '\r\n' +
          `${meta}\r\n` +
          '--b\r\n' +
          `Content-Disposition: form-data; name="file"${filename}\r\n` +
          'Content-Type: application/octet-stream\r\n' +
          '\r\n',
      ),
      file,
      Buffer.from('\r\n--b--\r\n'),
    ])
    return { bytes, signed: meta, headers: { 'Content-Type': 'multipart/form-data; boundary=b' } }
  }

  test('is signed over its meta alone, and its digest is that of the file', async () => {
    expect(
      (await mock.call('POST', '/v3/files/upload', form(createHash('sha256').update(file).digest('hex')))).status,
    ).toBe(200)
  })

  test('with the digest of another file is refused', async () => {
    expect(place(await error(await mock.call('POST', '/v3/files/upload', form('00'.repeat(32)))))).toEqual([
      400,
      'PARAM_ERROR',
      'body',
      '/meta/sha256',
    ])
  })

  test('of a file without a name is refused', async () => {
    expect(place(await error(await mock.call('POST', '/v3/files/upload', form('00'.repeat(32), ''))))).toEqual([
      400,
      'PARAM_ERROR',
      'body',
      'file',
    ])
  })

  test('that is no form is refused', async () => {
    expect(place(await error(await mock.call('POST', '/v3/files/upload', { body: {} })))).toEqual([
      400,
      'PARAM_ERROR',
      'header',
      'Content-Type',
    ])
  })
})
