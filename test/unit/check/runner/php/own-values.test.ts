import { describe, expect, test } from 'vitest'
import { generateKeys } from '../../../../../packages/mock/keys.ts'
import { bytes, failure, request, run, text } from './php.ts'

describe('encryption', () => {
  test('is what JavaScript says', async () => {
    const { body } = await request(
      `$instance->v3->a->post(['json' => ['name' => \\WeChatPay\\Crypto\\Rsa::encrypt('张三', ` +
        `$platformPublicKeyInstance), 'list' => [\\WeChatPay\\Crypto\\Rsa::encrypt("it's", ` +
        '$platformPublicKeyInstance)]]]);',
    )
    expect(JSON.parse(text(body))).toEqual({ name: '<张三>', list: [`<it's>`] })
  })

  test('needs the key', async () => {
    expect((await failure(`\\WeChatPay\\Crypto\\Rsa::encrypt('1', 'key');`)).message).toMatch(
      'please checking your $publicKey',
    )
    expect((await failure(`\\WeChatPay\\Crypto\\Rsa::encrypt('1', $publicKey);`)).message).toMatch(
      'Undefined variable $publicKey',
    )
  })
})

describe('what an example signs or reads itself', () => {
  test('is joined with a line break after each piece, the last one too', async () => {
    expect((await run(`echo json_encode(WeChatPay\\Formatter::joinedByLineFeed('a', 'b'));`)).output).toBe(
      String.raw`"a\nb\n"`,
    )
  })

  test('has the time in seconds and another nonce every time', async () => {
    const { output } = await run(
      `use WeChatPay\\Formatter; echo json_encode([Formatter::timestamp(), Formatter::nonce(), Formatter::nonce()]);`,
    )
    const [timestamp, ...nonces] = JSON.parse(output) as [number, string, string]
    expect(Math.abs(timestamp - Date.now() / 1000)).toBeLessThan(5)
    expect(nonces).toEqual([expect.stringMatching(/^\w{32}$/), expect.stringMatching(/^\w{32}$/)])
    expect(nonces[0]).not.toBe(nonces[1])
  })

  test('has the serial number of a certificate, or an exception if it is none', async () => {
    const { certificate } = generateKeys()
    const serial =
      `use WeChatPay\\Util\\PemUtil; echo PemUtil::parseCertificateSerialNo('file://' . getcwd() . ` +
      `'/platform.pem');`
    expect((await run(serial, { files: { 'platform.pem': bytes(certificate.pem) } })).output).toBe(certificate.serial)
    expect((await failure(serial, { files: { 'platform.pem': bytes('none') } })).message).toMatch(
      'Read the $certificate failed',
    )
  })
})
