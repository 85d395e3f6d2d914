import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { kitsOf } from '../../.vitepress/site/kits.ts'
import { readSite, root } from '../../.vitepress/site/pages.ts'
import { parsePhp } from '../../packages/check/php.ts'
import { kitCode } from '../../packages/wechatpay/notifications/kit.ts'

/** What the page 通知的测试包 writes, run as it is against the receiver of the guide. */

const now = Date.parse('2026-11-20T10:34:57+08:00')
const kits = kitsOf(readSite({ strict: true }).reference, now)
const kit = kits.find(({ event_type: event }) => event === 'REFUND.SUCCESS')!

// Below the project, where its packages are found.
mkdirSync(join(root, '.vitepress/cache/run'), { recursive: true })
const folder = mkdtempSync(join(root, '.vitepress/cache/run/kit-'))
afterAll(() => rmSync(folder, { recursive: true }))
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
file('refund-success.json', JSON.stringify(kit))
file('wxpay-keys.mts', readFileSync(join(root, 'snippets/wxpay-keys.mts'), 'utf8'))
const receiver = readFileSync(join(root, 'snippets/receiver-node.mts'), 'utf8')

test('the tests for Vitest pass with a receiver that is right, and fail with one that does not verify', () => {
  file('kit.test.ts', kitCode('Vitest', kit, 'refund-success.json', kit.requests[0]!))
  file('vitest.config.ts', 'export default {}\n')
  const run = () => spawnSync('npx', ['vitest', 'run', '--root', folder], { cwd: folder, encoding: 'utf8' }).stdout
  file('notify.mts', receiver)
  expect(run()).toMatch(new RegExp(`Tests.*${kit.requests.length} passed`))
  file('notify.mts', receiver.replace(/!Rsa\.verify\(.*?\)\)/, 'false)'))
  expect(run()).toMatch(/Tests.*3 failed/)
}, 120_000)

const hasCurl = spawnSync('curl', ['--version']).status === 0
const name =
  'each command of cURL is answered as it says by a receiver with its clock set (skipped where there is no curl)'

test.skipIf(!hasCurl)(
  name,
  async () => {
    const clock = `const { now } = Date; const start = now(); Date.now = () => ${now} + now() - start`
    file('clock.mjs', `${clock}\n`)
    file('notify.mts', receiver)
    const { keys } = kit
    const child = spawn(process.execPath, ['--import', './clock.mjs', '--import', 'tsx', 'notify.mts'], {
      cwd: folder,
      stdio: 'ignore',
      env: {
        ...process.env,
        PORT: '3918',
        WXPAY_API_V3_KEY: keys.apiV3Key,
        WXPAY_PUBLIC_KEY_ID: keys.publicKeyId,
        WXPAY_PUBLIC_KEY_FILE: file('public.pem', keys.publicKey),
        WXPAY_CERTIFICATE_FILE: file('certificate.pem', keys.certificate),
      },
    })
    const isUp = () =>
      fetch('http://127.0.0.1:3918', { method: 'POST' }).then(
        () => true,
        () => false,
      )
    await expect.poll(isUp, { timeout: 20_000 }).toBe(true)
    for (const request of kit.requests) {
      const command = kitCode('cURL', kit, 'refund-success.json', request).replace(':3000', ':3918')
      const { stdout } = spawnSync('bash', ['-c', command], { encoding: 'utf8' })
      expect(request.expected.status.map(String), request.kind).toContain(stdout.trim())
    }
    child.kill()
  },
  120_000,
)

test('the tests for PHPUnit of all events parse', async () => {
  const codes = kits.map(own => kitCode('PHPUnit', own, 'kit.json', own.requests[0]!).replace('<?php', ''))
  expect(await parsePhp(codes)).toEqual([])
}, 60_000)
