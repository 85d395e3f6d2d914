import { createDecipheriv, createHash, verify, X509Certificate } from 'node:crypto'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { downloadedFile } from '../../../packages/mock/answer.ts'
import { decrypt } from '../../../packages/mock/protocol.ts'
import { keys, startMock } from './helpers.ts'

let mock: Awaited<ReturnType<typeof startMock>>

beforeAll(async () => {
  mock = await startMock()
})
afterAll(() => mock.close())

describe('an answer', () => {
  test('is signed over just its bytes, by the key that its serial names', async () => {
    const response = await mock.call('GET', '/v3/people')
    const text = await response.text()
    const message =
      `${response.headers.get('wechatpay-timestamp')}\n` + `${response.headers.get('wechatpay-nonce')}\n` + `${text}\n`
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
          'GET /v3/people HTTP/1.1\r\n' +
            'Host: a\r\n' +
            `${Array.from({ length: 3000 }, (_, index) => `X-${index}: ${'y'.repeat(20)}\r\n`).join('')}` +
            '\r\n',
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
