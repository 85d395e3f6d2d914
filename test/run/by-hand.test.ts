import { spawnSync, type ChildProcess } from 'node:child_process'
import { publicEncrypt, createPublicKey } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writtenFences, type WrittenFence } from '../../packages/check/fences.ts'
import { plainRenderer } from '../../.vitepress/markdown/plain.ts'
import { root } from '../../.vitepress/site/pages.ts'
import { startMock } from './mock.ts'

/** The commands of 签名与验签 and 敏感信息加解密, with nothing but a shell, OpenSSL and curl, against the mock. */

const folder = mkdtempSync(join(tmpdir(), 'by-hand-'))
let fences: WrittenFence[]
let mock: { process: ChildProcess; settings: Record<string, string> }

const tools = ['openssl version', 'curl --version']
const isMissing = tools.some(tool => spawnSync('bash', ['-c', tool]).status !== 0)
const title = (text: string) => `${text} (skipped where there is no OpenSSL or no curl)`

const codeUnder = (guide: string, heading: string) => {
  const found = fences.find(({ name, lang }) => name === `/guide/${guide} ${heading}` && lang === 'bash')
  if (!found) throw new Error(`There are no commands under ${heading}.`)
  return found.code
}

const run = (command: string) =>
  spawnSync('bash', ['-euo', 'pipefail', '-c', command], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, ...mock.settings },
  })

beforeAll(async () => {
  fences = await writtenFences(root, () => plainRenderer(root))
  mock = await startMock(join(folder, 'keys'))
}, 60_000)
afterAll(() => {
  mock.process.kill()
  rmSync(folder, { recursive: true })
})

test.skipIf(isMissing)(title('a request that is signed by hand is taken, and its answer verified by hand'), () => {
  const signed = run(codeUnder('signature', '给请求签名'))
  expect(signed.stderr).toBe('')
  expect(JSON.parse(signed.stdout)).toHaveProperty('data')
  const verify = codeUnder('signature', '给应答与通知验签')
  expect(run(verify).stdout.trim()).toBe('Verified OK')
  writeFileSync(join(folder, 'body.json'), `${readFileSync(join(folder, 'body.json'), 'utf8')} `)
  expect(run(verify).stdout.trim()).toBe('Verification failure')
})

test.skipIf(isMissing)(
  title('what is encrypted by hand is what the platform decrypts, and the other way round'),
  () => {
    const { stdout, stderr } = run(codeUnder('encryption', '加密请求里的字段'))
    expect(stderr).toBe('')
    const platform = join(folder, 'keys/mock_platform_key.pem')
    const open = `openssl pkeyutl -decrypt -inkey ${platform} -pkeyopt rsa_padding_mode:oaep`
    expect(run(`openssl base64 -d -A < cipher.txt | ${open}`).stdout).toBe('张三')
    expect(stdout).toMatch(/^[A-Za-z\d+/]{342}==$/)
    const merchant = createPublicKey(readFileSync(mock.settings.WXPAY_MERCHANT_KEY_FILE!))
    const cipher = publicEncrypt({ key: merchant, oaepHash: 'sha1' }, Buffer.from('李四')).toString('base64')
    writeFileSync(join(folder, 'answered.txt'), cipher)
    expect(run(codeUnder('encryption', '解密应答里的字段')).stdout).toBe('李四')
  },
)
