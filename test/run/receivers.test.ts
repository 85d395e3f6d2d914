import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { keysIn } from '../../packages/mock/settings.ts'
import { readSite, root } from '../../.vitepress/site/pages.ts'
import { kitsOf } from '../../.vitepress/site/kits.ts'
import { nodeReceivers, phpReceivers, receiverFile, startReceiver } from './receivers.ts'

/**
 * The receivers of the guide against the kits of all events: the good ones are accepted, with the right plain text and
 * each once, every bad one is refused with the right status.
 */

const kits = () => kitsOf(readSite({ strict: true }).reference, Date.now())
const all = [...nodeReceivers, ...phpReceivers]

describe.each(all)('the receiver %s', name => {
  test('takes what the platform sends, once, and refuses all else', { timeout: 300_000 }, async () => {
    const own = kits()
    const receiver = await startReceiver(name, own[0]!.keys)
    const wrong: string[] = []
    const expected: string[] = []
    for (const { event_type: event, requests } of own)
      for (const { kind, shape = '', headers, body, expected: should } of requests) {
        const status = await receiver.send({ headers, body })
        if (!should.status.includes(status)) wrong.push(`${event} ${shape} ${kind}: ${status}`)
        if (should.resource && kind !== 'duplicate') expected.push(`${event} ${JSON.stringify(should.resource)}`)
      }
    await expect.poll(() => receiver.handled().length).toBe(expected.length)
    const handled = receiver.handled().map(plainOf)
    await receiver.stop()
    expect(wrong).toEqual([])
    expect(handled).toEqual(expected)
  })
})

/** The checks that a receiver makes, and what becomes of its code if it does not make one. */
const mutations: Record<string, [what: RegExp, instead: string, languages: string[]][]> = {
  'verifies JSON that it has written anew': [
    [
      /(?<=const body = ).*?(?=(?: \/\/.*)?\n)/,
      'JSON.stringify(JSON.parse($&))',
      ['express', 'koa', 'node', 'fastify'],
    ],
    [/await request\.text\(\)/, 'JSON.stringify(await request.json())', ['next']],
    [/(?<=\$body = )(.*?)(?=;)/, 'json_encode(json_decode($1))', phpReceivers],
  ],
  'does not look at the time': [
    [/!\(age <= 300\)/, 'age < 0', nodeReceivers],
    [/> 300\)/, '> 1e9)', phpReceivers],
  ],
  'takes any serial for one that it knows': [
    [/platformKeys\.get\(header\('serial'\)\)/, '[...platformKeys.values()][0]', nodeReceivers],
    [/\$header\('SERIAL'\)\] \?\?/i, "$header('SERIAL')] ?? reset($platformKeys) ?:", ['plain', 'psr7']],
    [/\$header\('Serial'\)\] \?\? null/, "$header('Serial')] ?? reset($this->platformKeys)", ['psr15']],
  ],
  'does not verify': [
    [/!Rsa\.verify\(.*?\)\)(?=\s*return)/, 'false)', nodeReceivers],
    [/!Rsa::verify\(.*?\)\)(?=\s*[{r])/, 'false)', phpReceivers],
  ],
  'handles what has come before': [
    [/if \(!seen\.has\(id\)\) /, '', nodeReceivers],
    [/if \(@fopen\(.*?'x'\)\)/, 'if (true)', phpReceivers],
  ],
}

describe.each(Object.entries(mutations))('a receiver that %s', (_, changes) => {
  test.each(all)('is found out: %s', { timeout: 60_000 }, async name => {
    const [what, instead] = changes.find(([, , names]) => names.includes(name))!
    const [kit] = kits().filter(({ event_type: event }) => event === 'REFUND.ABNORMAL')
    const receiver = await startReceiver(name, kit!.keys, code => {
      expect(code).toMatch(what)
      return code.replace(what, instead)
    })
    const results: { isRight: boolean }[] = []
    for (const { headers, body, expected } of kit!.requests)
      results.push({ isRight: expected.status.includes(await receiver.send({ headers, body })) })
    const once = kit!.requests.filter(({ kind, expected }) => expected.resource && kind !== 'duplicate').length
    // What a receiver writes comes after its answer.
    const isFound = () => results.some(({ isRight }) => !isRight) || receiver.handled().length > once
    await expect.poll(isFound).toBe(true)
    await receiver.stop()
  })
})

describe('wechatpay-mock send --expect', () => {
  const folder = mkdtempSync(join(tmpdir(), 'send-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  /** A receiver with the keys that the command makes. */
  const start = (change?: (code: string) => string) => {
    const { apiV3Key, publicKeyId, platformPublicKey, certificate } = keysIn(folder)
    const publicKey = String(platformPublicKey.export({ type: 'spki', format: 'pem' }))
    const keys = { apiV3Key, publicKeyId, publicKey, certificateSerial: '', certificate: certificate.pem }
    return startReceiver('node', keys, change)
  }
  const send = (to: string) => {
    const args = ['send', 'REFUND.SUCCESS', '--to', to, '--keys', folder, '--expect']
    return spawnSync(process.execPath, ['--import', 'tsx', 'scripts/mock.ts', ...args], { cwd: root, encoding: 'utf8' })
  }

  test('says of a receiver that is right that it is, and ends with 0', { timeout: 60_000 }, async () => {
    const receiver = await start()
    const { stdout, status } = send(receiver.address!)
    await receiver.stop()
    expect(stdout.trim().split('\n').at(-1)).toBe('全部正确。')
    expect(status).toBe(0)
  })

  test('names what a receiver lets through that does not verify, and ends with 1', { timeout: 60_000 }, async () => {
    const receiver = await start(code => code.replace(/!Rsa\.verify\(.*?\)\)(?=\s*return)/, 'false)'))
    const { stdout, status } = send(receiver.address!)
    await receiver.stop()
    const wrong = stdout.split('\n').filter(line => line.startsWith('✗'))
    expect(wrong.map(line => line.split(' ')[1])).toEqual(['altered-body', 'wrong-signature', 'probe'])
    expect(status).toBe(1)
  })
})

/** Without what PHP puts in front of a line of its log. */
function plainOf(line: string): string {
  return line.replace(/^\[[^\]]*\] |^PHP /, '')
}

test('no receiver of the guide is longer than 40 lines', () => {
  for (const name of all) {
    const lines = readFileSync(join(root, 'snippets', receiverFile(name)), 'utf8')
      .trimEnd()
      .split('\n')
    expect(lines.length, name).toBeLessThanOrEqual(40)
  }
})
