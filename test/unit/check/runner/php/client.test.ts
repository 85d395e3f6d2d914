import { constants, generateKeyPairSync, privateDecrypt, sign, verify } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { type PhpOptions } from '../../../../../packages/check/runner/php.ts'
import { bytes, failure, request, run, text } from './php.ts'

describe('a client that the code makes itself', () => {
  const pair = () =>
    generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    })
  const [merchant, platform, other] = [pair(), pair(), pair()]
  const files = { 'merchant.pem': bytes(merchant.privateKey), 'platform.pem': bytes(platform.publicKey) }
  const client = (settings = '') => `use WeChatPay\\Builder;
use WeChatPay\\Crypto\\Rsa;
$own = Builder::factory(array_merge([
  'mchid' => '1900000109',
  'serial' => 'AB12',
  'privateKey' => Rsa::from('file://' . getcwd() . '/merchant.pem'),
  'certs' => ['PUB_KEY_ID_1' => Rsa::from(file_get_contents('platform.pem'), Rsa::KEY_TYPE_PUBLIC)],
  'base_uri' => 'http://127.0.0.1:4010',
], [${settings}]));
`
  /** Answers with `{}`, signed by the platform; `change` spoils the headers. */
  const answering =
    (change: Record<string, string> = {}, status = 200): PhpOptions['send'] =>
    async () => {
      const [timestamp, nonce, body] = [String(Math.floor(Date.now() / 1000)), 'n', '{}']
      const signature = sign('sha256', Buffer.from(`${timestamp}\n${nonce}\n${body}\n`), platform.privateKey).toString(
        'base64',
      )
      const headers = {
        'Wechatpay-Timestamp': timestamp,
        'Wechatpay-Nonce': nonce,
        'Wechatpay-Serial': 'PUB_KEY_ID_1',
        'Wechatpay-Signature': signature,
        ...change,
      }
      return {
        status,
        headers: Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== '')),
        body: bytes(body),
      }
    }

  test('signs with the key that it was given, for the path with its query and the body', async () => {
    const { method, uri, headers, body } = await request(
      `${client()}$own->v3->a->_id_->post(['id' => 7, 'query' => ['b' => '中'], 'json' => ['c' => 1]]);`,
      { files, send: answering() },
    )
    expect([method, uri, text(body)]).toEqual(['POST', 'http://127.0.0.1:4010/v3/a/7?b=%E4%B8%AD', '{"c":1}'])
    const [scheme, named] = headers.Authorization!.split(' ')
    expect(scheme).toBe('WECHATPAY2-SHA256-RSA2048')
    const [, mchid, serial, timestamp, nonce, signature] =
      /^mchid="(.+)",serial_no="(.+)",timestamp="(\d+)",nonce_str="(\w{32})",signature="(.+)"$/.exec(named!)!
    expect([mchid, serial]).toEqual(['1900000109', 'AB12'])
    const signed = Buffer.from(`POST\n/v3/a/7?b=%E4%B8%AD\n${timestamp}\n${nonce}\n{"c":1}\n`)
    expect(verify('sha256', signed, merchant.publicKey, Buffer.from(signature!, 'base64'))).toBe(true)
    expect(verify('sha256', signed, other.publicKey, Buffer.from(signature!, 'base64'))).toBe(false)
  })

  test('is asked for the official address if it was given none', async () => {
    const { uri } = await request(`${client(`'base_uri' => null`)}$own->v3->a->get();`, { files, send: answering() })
    expect(uri).toBe('https://api.mch.weixin.qq.com/v3/a')
  })

  test('gives back an answer that the platform has signed', async () => {
    expect(
      (await run(`${client()}echo $own->v3->a->get()->getBody()->getContents();`, { files, send: answering() })).output,
    ).toBe('{}')
  })

  test.each([
    ['has no signature', { 'Wechatpay-Signature': '' }, /Headers incomplete/],
    ['has a wrong signature', { 'Wechatpay-Signature': 'YnJva2Vu' }, /^Verify the response's data with/],
    [
      'is signed with an unknown key',
      { 'Wechatpay-Serial': 'PUB_KEY_ID_2' },
      /^Cannot found the serial\(`PUB_KEY_ID_2`\)/,
    ],
    ['is too old', { 'Wechatpay-Timestamp': '1700000000' }, /allowed time offset/],
  ])('refuses an answer that %s', async (_, change, expected) => {
    expect((await failure(`${client()}\n$own->v3->a->get();`, { files, send: answering(change) })).message).toMatch(
      expected,
    )
  })

  test('does not verify errors and downloads of bills, like the SDK', async () => {
    expect(
      (await failure(`${client()}$own->v3->a->get();`, { files, send: answering({ 'Wechatpay-Signature': '' }, 429) }))
        .message,
    ).toMatch(/^Client error/)
    expect(
      (
        await run(`${client()}echo $own->v3->billdownload->file->get(['query' => ['token' => 'x']])->getBody();`, {
          files,
          send: answering({ 'Wechatpay-Signature': '' }),
        })
      ).output,
    ).toBe('{}')
  })

  test.each([
    [`'mchid' => 1900000109`, /`mchid` is required/],
    [`'serial' => null`, /`serial` is required/],
    [`'privateKey' => null`, /`privateKey` is required/],
    [`'certs' => []`, /`certs` is required/],
    [`'certs' => ['AB12' => '']`, /merchant's certificate serial number which is not allowed/],
    [`'timeout' => 3`, /The setting timeout is not imitated/],
    [`'privateKey' => Rsa::from(file_get_contents('platform.pem'))`, /^Cannot load privateKey from\(string\)/],
    [
      `'certs' => ['PUB_KEY_ID_1' => Rsa::from('private.pkcs8://MII')]`,
      /begins with private\.pkcs8:\/\/ is not imitated/,
    ],
  ])('is not made with %s', async (settings, expected) => {
    expect((await failure(client(settings), { files })).message).toMatch(expected)
  })

  test('encrypts with a key that it has loaded', async () => {
    const { output } = await run(
      `use WeChatPay\\Crypto\\Rsa; echo Rsa::encrypt('张三', ` +
        `Rsa::from(file_get_contents('platform.pem'), Rsa::KEY_TYPE_PUBLIC));`,
      { files },
    )
    expect(
      privateDecrypt(
        { key: platform.privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING },
        Buffer.from(output, 'base64'),
      ).toString(),
    ).toBe('张三')
  })
})
