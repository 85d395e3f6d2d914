import { createHash, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { downloadedFile } from '../../../packages/mock/answer.ts'
import type { Document } from '../../../packages/mock/document.ts'
import { createMock } from '../../../packages/mock/server.ts'
import { toOpenapi } from '../../../packages/wechatpay/index.ts'
import { readSite, root } from '../../../.vitepress/site/pages.ts'
import { keys, requestOf } from './helpers.ts'

/** What the guide 在本地测试 says of the platform and of the mock, row for row. */

interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
}

const document = JSON.parse(toOpenapi(readSite({ strict: true }).reference)) as Document
const mock = createMock({ document, keys })
let address: string

beforeAll(async () => {
  address = await mock.listen()
})
afterAll(() => mock.close())

/** Unlike `fetch`, adds no header of its own. */
function call(method: string, target: string, given: Parameters<typeof requestOf>[3] = {}): Promise<Answer> {
  const { body, headers } = requestOf(keys, method, target, {
    ...given,
    headers: { 'User-Agent': 'test', ...given.headers },
  })
  return new Promise((resolve, reject) => {
    const sent = httpRequest(address + target, { method, headers: headers as Record<string, string> }, answer => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () =>
        resolve({ status: answer.statusCode!, headers: answer.headers, body: Buffer.concat(chunks) }),
      )
    })
    sent.on('error', reject)
    sent.end(body as string | undefined)
  })
}

const json = ({ body }: Answer) => JSON.parse(body.toString()) as Record<string, unknown>
const signatureHeaders = ({ headers }: Answer) => Object.keys(headers).filter(name => name.startsWith('wechatpay-'))

function isSigned({ headers, body }: Answer, content: Buffer | string = body): boolean {
  const [timestamp, nonce, signature] = ['timestamp', 'nonce', 'signature'].map(name => headers[`wechatpay-${name}`])
  const message = Buffer.concat([Buffer.from(`${timestamp}\n${nonce}\n`), Buffer.from(content), Buffer.from('\n')])
  return verify('sha256', message, keys.platformPublicKey, Buffer.from(signature as string, 'base64'))
}

const order = {
  appid: 'wx8888888888888888',
  mchid: keys.mchid,
  description: '茶',
  out_trade_no: 'COMPARED-1',
  notify_url: 'https://www.example.com/notify',
  amount: { total: 100 },
}
const native = '/v3/pay/transactions/native'
const sampleOf = (path: string) => {
  const { parameters = [] } = document.paths[path]!.get!
  const value = (name: string) => String(parameters.find(parameter => parameter.name === name)!.example)
  const search = parameters.filter(({ in: place, example }) => place === 'query' && example !== undefined)
  const query = new URLSearchParams(search.map(({ name }) => [name, value(name)]))
  const own = path.replace(/\{([^}]*)\}/g, (_, name: string) => encodeURIComponent(value(name)))
  return search.length ? `${own}?${query.toString()}` : own
}

const checks: Record<string, () => Promise<void>> = {
  async '失败的应答'() {
    const answer = await call('POST', native, { body: { ...order, amount: {} } })
    expect([answer.status, signatureHeaders(answer)]).toEqual([400, []])
  },
  async '没有这个路径'() {
    const answer = await call('GET', '/v3/pay/transactions/nativ')
    expect([answer.status, answer.body.length, answer.headers['content-type']]).toEqual([404, 0, undefined])
  },
  async '请求方法不对'() {
    const answer = await call('GET', native)
    expect([answer.status, answer.body.length, answer.headers.allow]).toEqual([405, 0, 'POST'])
  },
  async '没有 `Accept` 或 `User-Agent`'() {
    for (const name of ['Accept', 'User-Agent']) {
      const answer = await call('GET', '/v3/certificates', { headers: { [name]: undefined } })
      expect([answer.status, json(answer)]).toEqual([
        400,
        { code: 'INVALID_REQUEST', message: 'Http头缺少Accept或User-Agent' },
      ])
    }
  },
  async '`Authorization` 的写法不对'() {
    const answer = await call('GET', '/v3/certificates', { headers: { Authorization: 'Bearer x' } })
    expect(answer.status).toBe(401)
    expect(json(answer)).toMatchObject({
      code: 'SIGN_ERROR',
      message: expect.stringMatching(/^Http头Authorization值格式错误/) as string,
      detail: { field: 'Authorization' },
    })
  },
  async '时间戳过旧'() {
    const timestamp = String(Math.floor(Date.now() / 1000) - 301)
    const answer = await call('GET', '/v3/certificates', { authorization: { timestamp } })
    expect(answer.status).toBe(401)
    expect(json(answer)).toMatchObject({
      code: 'SIGN_ERROR',
      message: 'Http头Authorization中的timestamp与发起请求的时间不得超过5分钟',
      detail: { field: 'timestamp' },
    })
  },
  async '签名不符'() {
    const answer = await call('POST', native, { body: order, signed: '{}' })
    expect(answer.status).toBe(401)
    expect(json(answer)).toMatchObject({
      code: 'SIGN_ERROR',
      detail: { sign_information: { method: 'POST', url: native } },
    })
  },
  async '参数有误'() {
    const answer = await call('POST', native, { body: { ...order, amount: { total: 'a' } } })
    expect([answer.status, json(answer)]).toMatchObject([
      400,
      { code: 'PARAM_ERROR', message: '参数错误', detail: { field: '/amount/total', location: 'body' } },
    ])
  },
  async '请求头 `Wechatpay-Serial` 写了公钥 ID 或证书序列号'() {
    for (const serial of [keys.publicKeyId, keys.certificate.serial]) {
      const answer = await call('GET', '/v3/certificates', { headers: { 'Wechatpay-Serial': serial } })
      expect([answer.headers['wechatpay-serial'], isSigned(answer)]).toEqual([serial, true])
    }
  },
  async '成功而没有内容'() {
    await call('POST', native, { body: order })
    const answer = await call('POST', '/v3/pay/transactions/out-trade-no/COMPARED-1/close', {
      body: { mchid: keys.mchid },
    })
    expect([answer.status, answer.body.length, isSigned(answer)]).toEqual([204, 0, true])
  },
  async '下载账单'() {
    for (const tarType of ['', '&tar_type=GZIP']) {
      const { download_url, hash_value } = json(
        await call('GET', `/v3/bill/tradebill?bill_date=2026-11-19${tarType}`),
      ) as { download_url: string; hash_value: string }
      expect(new URL(download_url).searchParams.get('tartype')).toBe(tarType ? 'gzip' : null)
      const file = await call('GET', download_url.slice(address.length))
      expect(signatureHeaders(file)).toEqual([])
      const content = tarType ? gunzipSync(file.body) : file.body
      expect(content.equals(downloadedFile)).toBe(true)
      expect(createHash('sha1').update(content).digest('hex')).toBe(hash_value)
    }
  },
  async '下载电子回单、发票与投诉图片'() {
    const paths = [
      '/v3/transferdownload/signfile',
      '/v3/transferdownload/elecvoucherfile',
      '/v3/new-tax-control-fapiao/download',
      '/v3/merchant-service/images/{media_id}',
      '/v3/global/merchant-service/images/{media_id}',
    ]
    for (const path of paths) {
      const answer = await call('GET', sampleOf(path))
      expect([path, answer.status, signatureHeaders(answer)]).toEqual([path, 200, []])
    }
  },
  async '境外对账单'() {
    for (const [path, prefix] of [
      ['/v3/statements', '/hk'],
      ['/v3/global/statements', ''],
    ] as const) {
      const answer = await call('GET', prefix + sampleOf(path))
      const sha1 = answer.headers['wechatpay-statement-sha1'] as string
      expect(sha1).toBe(createHash('sha1').update(answer.body).digest('hex'))
      expect([isSigned(answer), isSigned(answer, JSON.stringify({ sha1 }))]).toEqual([false, true])
    }
  },
}

test('every row of the guide has a check, and every check a row', () => {
  const guide = readFileSync(join(root, 'docs/guide/sandbox.md'), 'utf8')
  const [table] = guide.split(/^## /m).filter(section => section.startsWith('与真实接口对照'))
  const rows = [...table!.matchAll(/^\| ([^|]+?) \| [^|]+ \| [^|]+ \|$/gm)].map(([, first]) => first!)
  expect(rows.filter(row => !/^(?:情形|---)$/.test(row))).toEqual(Object.keys(checks))
})

test.each(Object.keys(checks))('%s', name => checks[name]!())
