import { spawnSync, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writtenFences, type WrittenFence } from '../../packages/check/fences.ts'
import { plainRenderer } from '../../.vitepress/markdown/plain.ts'
import { readSite, root } from '../../.vitepress/site/pages.ts'
import { toDeclaration } from '../../packages/wechatpay/index.ts'
import { startMock } from './mock.ts'

/**
 * The guide 快速开始 word for word, by somebody who has nothing but Node.js: in an empty folder, with its own commands
 * and the packages as they are today.
 */

const guide = readFileSync(join(root, 'docs/guide/quick-start.md'), 'utf8')
const folder = mkdtempSync(join(tmpdir(), 'empty-folder-'))
let fences: WrittenFence[]
let mock: { process: ChildProcess; settings: Record<string, string> }

/** The one fence under a heading that has a label. */
const codeUnder = (heading: string, label: string) => {
  const found = fences.filter(({ name }) => name.replace(/ \d+$/, '') === `/guide/quick-start ${heading} [${label}]`)
  return found.filter(({ lang }) => lang !== 'bash' || heading === '安装').map(({ code }) => code)
}

/** What the guide tells to save, by the name that it gives: the parts of a file stand under one heading. */
function filesOfGuide(): [string, string][] {
  return guide.split(/^## /m).flatMap((section): [string, string][] => {
    const heading = section.split('\n')[0]!.replace(/ \{#.*/, '')
    const file = /Node\.js 的?[存为]+ `(\w+\.mts)`/.exec(section)?.[1]
    const label = heading === '初始化客户端' ? 'Node.js · 微信支付公钥' : 'Node.js'
    return file ? [[file, codeUnder(heading, label).join('\n')]] : []
  })
}

/** Runs a command as a shell of the reader does. */
const run = (command: string) =>
  spawnSync('bash', ['-ec', command], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, npm_config_prefer_offline: 'true', npm_config_fund: 'false', ...mock.settings },
  })

beforeAll(async () => {
  fences = await writtenFences(root, () => plainRenderer(root))
  mock = await startMock(join(folder, '../', 'keys-of-' + folder.split('/').at(-1)!))
  const { status, stderr } = run(codeUnder('安装', 'npm').join('\n'))
  expect(stderr.replace(/^npm (?:warn|notice).*\n/gm, '')).toBe('')
  expect(status).toBe(0)
  writeFileSync(join(folder, 'wechatpay.d.ts'), toDeclaration(readSite({ strict: true }).reference, true))
  writeFileSync(join(folder, 'shop.jpg'), 'a picture of a shop')
  for (const [file, code] of filesOfGuide()) writeFileSync(join(folder, file), code)
}, 300_000)

afterAll(() => {
  mock.process.kill()
  for (const made of [folder, mock.settings.WXPAY_MERCHANT_KEY_FILE!.replace(/\/[^/]+$/, '')])
    rmSync(made, { recursive: true })
})

test('the guide names a file for each of its examples', () => {
  expect(filesOfGuide().map(([file]) => file)).toEqual([
    ...['wxpay.mts', 'order.mts', 'jsapi.mts', 'encrypt.mts', 'upload.mts', 'bill.mts', 'errors.mts'],
  ])
  for (const [file, code] of filesOfGuide()) expect(code, file).not.toBe('')
})

test('the guide names the settings that its code reads, and the mock prints them', () => {
  const listed = [...guide.matchAll(/^export (WXPAY_\w+)=/gm)].map(([, name]) => name!)
  const read = [
    ...fences
      .map(({ code }) => code)
      .join('\n')
      .matchAll(/(?:setting|getenv)\('(WXPAY_\w+)'\)/g),
  ]
  expect([...listed, 'WXPAY_BASE_URL', 'WXPAY_CERTIFICATE_FILE'].sort()).toEqual(
    [...new Set(['WXPAY_BASE_URL', ...read.map(([, name]) => name!)])].sort(),
  )
  expect(Object.keys(mock.settings).sort()).toEqual([...listed, 'WXPAY_BASE_URL', 'WXPAY_CERTIFICATE_FILE'].sort())
})

test('all of its files compile with the defaults of the compiler that it installs', () => {
  const { stdout } = run('npx tsc --noEmit *.mts')
  expect(stdout).toBe('')
}, 120_000)

test.each([
  ['order.mts', /^weixin:\/\/\S+\nNOTPAY\n已关闭\n$/],
  ['encrypt.mts', /^1900000110\n$/],
  ['upload.mts', /^\S{20,}\n$/],
])(
  '%s runs and prints what the guide says',
  (file, printed) => {
    const { stdout, stderr, status } = run(`npx tsx ${file}`)
    expect(stderr).toBe('')
    expect(stdout).toMatch(printed)
    expect(status).toBe(0)
  },
  60_000,
)

test('jsapi.mts gives the server of a page the parameters of a payment', () => {
  const { stdout, stderr } = run(
    `npx tsx --eval "import('./jsapi.mts').then(async ({ payByJsapi }) =>
      console.log(JSON.stringify(await payByJsapi('oUpF8uMuAJO_M2pxb1Q9zNjWeS6o', 'T' + Date.now(), 5900))))"`,
  )
  expect(stderr).toBe('')
  expect(Object.keys(JSON.parse(stdout) as object)).toEqual([
    ...['appId', 'timeStamp', 'nonceStr', 'package', 'signType', 'paySign'],
  ])
}, 60_000)

test('bill.mts leaves the statement in the folder', () => {
  const { stderr, status } = run('npx tsx bill.mts')
  expect(stderr).toBe('')
  expect(status).toBe(0)
  expect(readdirSync(folder).filter(name => /^tradebill-\d{4}-\d\d-\d\d\.csv$/.test(name))).toHaveLength(1)
}, 60_000)

test('errors.mts closes an order that is not there, and says what came back', () => {
  const { stderr, status } = run('npx tsx errors.mts')
  expect(stderr).toMatch(/^(?:\d{3} [A-Z_]+ .*\n(?:原因 .*\n)?咨询时附上 \S+\n)?$/)
  expect(status).toBe(0)
}, 60_000)
