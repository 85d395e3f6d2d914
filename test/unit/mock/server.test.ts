import { createDecipheriv, createHash, verify, X509Certificate } from 'node:crypto'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { downloadedFile } from '../../../packages/mock/answer.ts'
import { decrypt, encrypt } from '../../../packages/mock/protocol.ts'
import { keys, requestOf, startMock } from './helpers.ts'

let mock: Awaited<ReturnType<typeof startMock>>

beforeAll(async () => {
  mock = await startMock()
})
afterAll(() => mock.close())

interface ErrorBody {
  code: string
  message: string
  detail?: {
    field?: string
    value?: string
    issue?: string
    location?: string
    detail?: { issue: string }
    sign_information?: { truncated_sign_message: string }
  }
}

const order = { out_trade_no: 'ORDER-1', mchid: keys.mchid, amount: { total: 100 } }
const error = async (response: Response) => ({ status: response.status, ...((await response.json()) as ErrorBody) })
const place = ({ status, code, detail }: Awaited<ReturnType<typeof error>>) => [
  status,
  code,
  detail?.location,
  detail?.field,
]

describe('an answer', () => {
  test('is signed over just its bytes, by the key that its serial names', async () => {
    const response = await mock.call('GET', '/v3/people')
    const text = await response.text()
    const message = `${response.headers.get('wechatpay-timestamp')}\n${response.headers.get('wechatpay-nonce')}\n${text}\n`
    expect(response.headers.get('wechatpay-serial')).toBe(keys.publicKeyId)
    expect(
      verify(
        'sha256',
        Buffer.from(message),
        keys.platformPublicKey,
        Buffer.from(response.headers.get('wechatpay-signature')!, 'base64'),
      ),
    ).toBe(true)
    expect(response.headers.get('request-id')).toMatch(/^[\w-]{36}$/)
  })

  test('is signed in the name of the certificate in certificate mode', async () => {
    const other = await startMock({ platformKey: 'certificate' })
    expect((await other.call('GET', '/v3/people')).headers.get('wechatpay-serial')).toBe(keys.certificate.serial)
    await other.close()
  })

  test('encrypts for the merchant what its description marks', async () => {
    const { names } = (await (await mock.call('GET', '/v3/people')).json()) as { names: string[] }
    expect(names.map(name => decrypt(name, keys.merchantPrivateKey))).toEqual(['张三', '李四'])
  })

  test('brings back what the request said, where the samples do', async () => {
    expect(await (await mock.call('POST', '/v3/people', { body: { id: 'P-9' } })).json()).toEqual({
      id: 'P-9',
      state: 'NEW',
    })
  })

  test('says whether a state stands behind it', async () => {
    expect((await mock.call('GET', '/v3/people')).headers.get('mock-state')).toBe('stateless')
    expect(
      (await mock.call('GET', '/v3/pay/transactions/out-trade-no/SAMPLE-1?mchid=1')).headers.get('mock-state'),
    ).toBe('sample')
  })

  test('may be a file, whose digest the bill has told', async () => {
    const bill = (await (await mock.call('GET', '/v3/bill')).json()) as { hash_value: string; download_url: string }
    expect(bill).toMatchObject({
      hash_value: createHash('sha1').update(downloadedFile).digest('hex'),
      download_url: `${mock.address}/v3/billdownload/file`,
    })
    expect(Buffer.from(await (await mock.call('GET', '/v3/billdownload/file')).arrayBuffer())).toEqual(downloadedFile)
  })

  test('has the certificate, encrypted with the API v3 key', async () => {
    const {
      data: [item],
    } = (await (await mock.call('GET', '/v3/certificates')).json()) as {
      data: [{ serial_no: string; encrypt_certificate: { nonce: string; associated_data: string; ciphertext: string } }]
    }
    const { nonce, associated_data, ciphertext } = item.encrypt_certificate
    const bytes = Buffer.from(ciphertext, 'base64')
    const decipher = createDecipheriv('aes-256-gcm', keys.apiV3Key, nonce)
      .setAAD(Buffer.from(associated_data))
      .setAuthTag(bytes.subarray(-16))
    const certificate = new X509Certificate(
      decipher.update(bytes.subarray(0, -16)).toString() + decipher.final().toString(),
    )
    expect(certificate.serialNumber).toBe(item.serial_no)
    expect(certificate.publicKey.equals(keys.platformPublicKey)).toBe(true)
  })
})

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
    ['with a body that nobody asked for', 'POST', '/v3/people/7/end', { body: {} }, [400, 'PARAM_ERROR', 'body', '']],
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

  test('to an address that is none of the API is not found, and with a method that it does not have not allowed', async () => {
    expect(await error(await mock.call('GET', '/v3/pay/transactions/nativ'))).toMatchObject({
      status: 404,
      code: 'NOT_FOUND',
    })
    const response = await mock.call('GET', '/v3/pay/transactions/native')
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST'])
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
  const form = (sha256: string) => {
    const meta = JSON.stringify({ filename: 'a.png', sha256 })
    const bytes = Buffer.concat([
      Buffer.from(
        `--b\r\nContent-Disposition: form-data; name="meta"\r\nContent-Type: application/json\r\n\r\n${meta}\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n`,
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

  test('that is no form is refused', async () => {
    expect(place(await error(await mock.call('POST', '/v3/files/upload', { body: {} })))).toEqual([
      400,
      'PARAM_ERROR',
      'header',
      'Content-Type',
    ])
  })
})

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
    const message = `${broken.headers.get('wechatpay-timestamp')}\n${broken.headers.get('wechatpay-nonce')}\n${await broken.text()}\n`
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

describe('what is no request', () => {
  /** Sends bytes and gives back the first line of the answer. */
  const raw = (bytes: string) =>
    new Promise<string>((resolve, reject) => {
      const socket = connect(Number(new URL(mock.address).port), '127.0.0.1', () => socket.write(bytes))
      let text = ''
      socket.on('data', chunk => (text += chunk.toString()))
      socket.on('close', () => resolve(text.split('\r\n')[0]!))
      socket.on('error', reject)
    })

  test.each([
    [
      'a body of ten megabytes',
      () =>
        mock
          .call('POST', '/v3/pay/transactions/native', { bytes: `"${'x'.repeat(10 * 1024 * 1024)}"` })
          .then(({ status }) => String(status)),
      /^413/,
    ],
    ['text that is no HTTP', () => raw('hello\r\n\r\n'), /^HTTP\/1\.1 400 /],
    [
      'a flood of headers',
      () =>
        raw(
          `GET /v3/people HTTP/1.1\r\nHost: a\r\n${Array.from({ length: 3000 }, (_, index) => `X-${index}: ${'y'.repeat(20)}\r\n`).join('')}\r\n`,
        ),
      /^HTTP\/1\.1 431 /,
    ],
    [
      'a path that climbs',
      () => raw('GET /v3/../../etc/passwd HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'),
      /^HTTP\/1\.1 404 /,
    ],
    [
      'a path that climbs in disguise',
      () => raw('GET /v3/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'),
      /^HTTP\/1\.1 40[04] /,
    ],
  ])('%s gets a clean answer, and the mock goes on', async (_, send, expected) => {
    expect(await send()).toMatch(expected)
    expect((await mock.call('GET', '/v3/people')).status).toBe(200)
  })
})

test('it listens on loopback', () => {
  expect(mock.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
})
