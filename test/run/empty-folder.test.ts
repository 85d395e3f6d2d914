import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writtenFences, type WrittenFence } from '../../packages/check/fences.ts'
import { plainRenderer } from '../../.vitepress/markdown/plain.ts'
import { readSite, root } from '../../.vitepress/site/pages.ts'
import { toDeclaration } from '../../packages/wechatpay/index.ts'
import type { Message } from '../../packages/mock/notify/message.ts'
import type { Delivery } from '../../packages/mock/notify/sender.ts'
import { startMock } from './mock.ts'
import { startReceiver } from './receivers.ts'

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
      .filter(({ name }) => name.startsWith('/guide/quick-start '))
      .map(({ code }) => code)
      .join('\n')
      .matchAll(/(?:setting|getenv)\('(WXPAY_\w+)'\)/g),
  ]
  const others = ['WXPAY_BASE_URL', 'WXPAY_CERTIFICATE_FILE']
  expect([...listed, ...others].sort()).toEqual(
    [...new Set(['WXPAY_BASE_URL', ...read.map(([, name]) => name!)])].sort(),
  )
  // The last one is what 接收通知 asks for.
  expect(Object.keys(mock.settings).sort()).toEqual([...listed, ...others, 'WXPAY_API_V3_KEY'].sort())
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

describe('接收通知, word for word: an order is paid, and the receiver', () => {
  /** Fails once, then hands on: what it was sent, and what the receiver answered. */
  const relay = async (receive: (message: Message) => Promise<number>) => {
    const statuses: number[] = []
    const server = createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', async () => {
        const headers = Object.fromEntries(
          Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
        )
        const message = { headers, body: Buffer.concat(chunks).toString() }
        statuses.push(statuses.length ? await receive(message) : 500)
        response.writeHead(statuses.at(-1)!).end()
      })
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    return { address: `http://127.0.0.1:${port}/notify`, statuses, close: () => server.close() }
  }

  /** Places an order by the guide, lets the user pay, and waits until the notification has arrived. */
  const pay = async (to: string) => {
    const [place] = codeUnder('第一笔订单', 'Node.js')
    writeFileSync(join(folder, 'place.mts'), `${place}\nconsole.log(out_trade_no)\n`)
    const { stdout, stderr } = run(`WXPAY_NOTIFY_URL=${to} npx tsx place.mts`)
    expect(stderr).toBe('')
    const number = stdout.trim().split('\n').at(-1)!
    const base = mock.settings.WXPAY_BASE_URL!
    const { status } = await fetch(`${base}mock/orders/${number}/pay`, { method: 'POST' })
    expect(status).toBe(202)
    const delivery = async () => {
      const all = (await (await fetch(`${base}mock/notifications`)).json()) as Delivery[]
      return all.find(own => own.to === to)!
    }
    await expect.poll(async () => (await delivery()).outcome, { timeout: 10_000 }).toBe('delivered')
    return { number, attempts: (await delivery()).attempts.map(attempt => attempt.status) }
  }

  const files = () =>
    ['Node.js', 'http'].map(label => fences.find(({ name }) => name === `/guide/notifications 接收器 [${label}]`)!.code)

  test('of Node.js takes it, after a 500, with the values of the order', async () => {
    const [keys, receiver] = files()
    writeFileSync(join(folder, 'wxpay-keys.mts'), keys!)
    writeFileSync(join(folder, 'notify.mts'), receiver!)
    expect(run('npx tsc --noEmit notify.mts wxpay-keys.mts --ignoreConfig').stdout).toBe('')
    const child = spawn('npx', ['tsx', 'notify.mts'], {
      cwd: folder,
      detached: true,
      env: { ...process.env, ...mock.settings, PORT: '3917' },
    })
    let printed = ''
    child.stdout.on('data', data => (printed += data))
    const own = 'http://127.0.0.1:3917/notify'
    await expect
      .poll(
        () =>
          fetch(own, { method: 'POST' }).then(
            ({ status }) => status,
            () => 0,
          ),
        { timeout: 20_000 },
      )
      .toBe(401)
    const { address, statuses, close } = await relay(
      async ({ headers, body }) => (await fetch(own, { method: 'POST', headers, body })).status,
    )
    const { number, attempts } = await pay(address)
    await expect.poll(() => printed).toMatch(/^TRANSACTION\.SUCCESS \{.*\}\n$/)
    process.kill(-child.pid!)
    close()
    expect(attempts).toEqual([500, 204])
    expect(statuses).toEqual([500, 204])
    const paid = { out_trade_no: number, trade_state: 'SUCCESS', amount: { total: 5900, payer_total: 5900 } }
    expect(JSON.parse(printed.slice('TRANSACTION.SUCCESS '.length))).toMatchObject(paid)
  }, 120_000)

  test('of PHP takes it, after a 500, with the values of the order', async () => {
    const { WXPAY_API_V3_KEY, WXPAY_PUBLIC_KEY_ID, WXPAY_PUBLIC_KEY_FILE, WXPAY_CERTIFICATE_FILE } = mock.settings
    const receiver = await startReceiver('plain', {
      apiV3Key: WXPAY_API_V3_KEY!,
      publicKeyId: WXPAY_PUBLIC_KEY_ID!,
      publicKey: readFileSync(WXPAY_PUBLIC_KEY_FILE!, 'utf8'),
      certificateSerial: '',
      certificate: readFileSync(WXPAY_CERTIFICATE_FILE!, 'utf8'),
    })
    const { address, statuses, close } = await relay(receiver.send)
    const { number } = await pay(address)
    close()
    await receiver.stop()
    expect(statuses).toEqual([500, 204])
    expect(receiver.handled()).toEqual([expect.stringContaining(`"out_trade_no":"${number}"`)])
  }, 120_000)
})
