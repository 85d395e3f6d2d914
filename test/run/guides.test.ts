import { createHash, verify } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { downloadedFile } from '../../packages/mock/answer.ts'
import type { Document } from '../../packages/mock/document.ts'
import { writtenFences, type WrittenFence } from '../../packages/check/fences.ts'
import { plainRenderer } from '../../.vitepress/markdown/plain.ts'
import { toOpenapi } from '../../packages/reference/writers/to-openapi.ts'
import { readSite, root } from '../../.vitepress/site/pages.ts'
import { keys, picture, runPhp, runTypescript, type Circumstances, type GuideRun } from './guides.ts'
import { startPhp, type PhpRunner } from '../../packages/check/runner/php.ts'

/**
 * The examples that are written by hand: each is run against the mock as its page shows it, or says below why it is
 * not.
 */

let document: Document
let fences: WrittenFence[]
let php: PhpRunner

beforeAll(async () => {
  document = JSON.parse(toOpenapi(readSite({ strict: true }).reference)) as Document
  fences = await writtenFences(root, () => plainRenderer(root))
  php = await startPhp()
})
afterAll(() => php.exit())

/** What is no example: by its language. */
const otherLanguages: Record<string, string> = {
  bash: 'commands that install packages, download certificates or start something',
  md: 'the syntax of an import',
  txt: 'what a command prints',
  yaml: 'parts of descriptions',
}

/** Examples that are not run here, and why. */
const notRunHere: Record<string, string> = {
  '/guide/sandbox Node.js [sandbox.test.ts]': 'sandbox.test.ts runs it',
  '/guide/sandbox PHP [SandboxTest.php]': 'sandbox.test.ts runs it',
}

/** Runs code that stands on a page, and throws if it does not do what the page says. */
type Check = (code: string) => Promise<unknown>

/** Runs examples, one after the other, with the client of the quick start or another one. */
type Run = (examples: string[], circumstances?: Circumstances & { client?: string }) => Promise<GuideRun>

const runNode: Run = (examples, { client, ...circumstances } = {}) =>
  runTypescript(
    document,
    client ??
      codeOf(`/guide/quick-start 初始化客户端 [Node.js · ${circumstances.certificate ? '平台证书' : '微信支付公钥'}]`),
    examples,
    circumstances,
  )

const runPhpExamples: Run = (examples, { client, ...circumstances } = {}) =>
  runPhp(
    php,
    document,
    client ??
      codeOf(`/guide/quick-start 初始化客户端 [PHP · ${circumstances.certificate ? '平台证书' : '微信支付公钥'}]`),
    examples,
    circumstances,
  )

const orderNumber = 'T20261120183012001'
const wrongSerial = '7777777777777777777777777777777777777777'

/** The quick start, whose examples in both languages do the same. */
function quickStart(language: 'Node.js' | 'PHP', run: Run): Record<string, Check> {
  const isPhp = language === 'PHP'
  const name = (heading: string, number?: number) =>
    `/guide/quick-start ${heading} [${language}]${number ? ` ${number}` : ''}`
  const [create, query] = [() => codeOf(name('第一笔订单')), () => codeOf(name('第一笔订单', 2))]

  const client =
    (certificate: boolean): Check =>
    async code => {
      const {
        accepted: [request],
      } = await run([create()], { client: code, certificate })
      expect(request).toMatchObject({ operationId: 'postPayTransactionsNative', body: { mchid: keys.mchid } })
      const failure = (circumstances: Circumstances) =>
        failureOf(run([create()], { client: code, certificate, ...circumstances }))
      expect(await failure({ control: 'signature=broken' })).toMatch("Verify the response's data with")
      expect(await failure({ settings: { WXPAY_MERCHANT_SERIAL: wrongSerial } })).toMatch('SIGN_ERROR')
      expect(
        await failure({
          settings: { WXPAY_MERCHANT_SERIAL: certificate ? keys.certificate.serial : keys.publicKeyId },
        }),
      ).toMatch("The `certs` contains the merchant's certificate serial number")
      expect(await failure({ settings: { WXPAY_MCHID: undefined } })).toMatch(
        isPhp ? '`mchid` is required' : '缺少环境变量 WXPAY_MCHID',
      )
    }

  return {
    [`/guide/quick-start 初始化客户端 [${language} · 微信支付公钥]`]: client(false),
    [`/guide/quick-start 初始化客户端 [${language} · 平台证书]`]: client(true),

    async [name('第一笔订单')](code) {
      const { accepted, printed } = await run([code])
      expect(accepted).toHaveLength(1)
      expect(accepted[0]).toMatchObject({
        operationId: 'postPayTransactionsNative',
        body: { mchid: keys.mchid, out_trade_no: orderNumber, amount: { total: 5900 } },
      })
      expect(printed).toBe(answerOf(accepted[0]).code_url)
    },

    async [name('第一笔订单', 2)](code) {
      const open = await run([create(), code])
      expect(open.accepted.map(({ operationId }) => operationId)).toEqual([
        'postPayTransactionsNative',
        'getPayTransactionsOutTradeNoByOutTradeNo',
      ])
      expect(answerOf(open.accepted[1])).toMatchObject({
        out_trade_no: orderNumber,
        trade_state: 'NOTPAY',
        amount: { total: 5900 },
      })
      expect(open.printed, 'what it prints of an order that nobody has paid').toBe(answerOf(open.accepted[0]).code_url)
      const paid = await run([code], { paid: orderNumber })
      expect(answerOf(paid.accepted[0])).toMatchObject({ out_trade_no: orderNumber, trade_state: 'SUCCESS' })
      expect(paid.printed, 'what it prints of a paid order').toBe(
        `已支付 ${String(answerOf(paid.accepted[0]).transaction_id)}`,
      )
    },

    async [name('第一笔订单', 3)](code) {
      const { accepted, printed } = await run([create(), code, query()])
      expect(accepted.map(({ operationId }) => operationId)).toEqual([
        'postPayTransactionsNative',
        'postPayTransactionsOutTradeNoByOutTradeNoClose',
        'getPayTransactionsOutTradeNoByOutTradeNo',
      ])
      expect(answerOf(accepted[2])).toMatchObject({ trade_state: 'CLOSED' })
      expect(printed, 'what it prints').toBe(`${String(answerOf(accepted[0]).code_url)}${isPhp ? '已关闭' : '\ntrue'}`)
    },

    [name('JSAPI 调起支付')]: isPhp ? code => signsPayment(run, [code]) : signsPaymentOfNode,

    async [name('加密敏感字段')](code) {
      const added = {
        operationId: 'postProfitsharingReceiversAdd',
        body: { name: '深圳市示例供应链有限公司', account: '1900000110' },
      }
      const { accepted, printed } = await run([code])
      expect(accepted).toEqual([expect.objectContaining({ ...added, body: expect.objectContaining(added.body) })])
      expect(accepted[0]!.headers['wechatpay-serial']).toBe(keys.publicKeyId)
      expect(accepted[0]!.signed, 'what was sent').not.toContain('深圳市')
      expect(printed).toBe(isPhp ? '' : '1900000110')
      // 使用平台证书时，把 platformPublicKeyId 换成 platformCertificateSerial。
      const certified = await run([code.replaceAll('platformPublicKeyId', 'platformCertificateSerial')], {
        certificate: true,
      })
      expect(certified.accepted).toEqual([
        expect.objectContaining({ ...added, body: expect.objectContaining(added.body) }),
      ])
      expect(certified.accepted[0]!.headers['wechatpay-serial']).toBe(keys.certificate.serial)
    },

    async [name('上传文件')](code) {
      const { accepted, printed } = await run([code, ...(isPhp ? ['echo $mediaId;'] : [])])
      expect(accepted).toHaveLength(1)
      expect(accepted[0]).toMatchObject({
        operationId: 'postMerchantMediaUpload',
        body: {
          meta: { filename: 'shop.jpg', sha256: createHash('sha256').update(picture).digest('hex') },
          file: 'shop.jpg',
        },
      })
      expect(printed).toBe(answerOf(accepted[0]).media_id)
    },

    async [name('下载账单')](code) {
      const { accepted, written } = await run([code])
      expect(accepted.map(({ operationId, query }) => [operationId, query])).toEqual([
        ['getBillTradebill', { bill_date: '2026-11-20', bill_type: 'ALL' }],
        ['getBilldownloadFile', Object.fromEntries(new URL(String(answerOf(accepted[0]).download_url)).searchParams)],
      ])
      expect(Object.keys(written)).toEqual(['tradebill-2026-11-20.csv'])
      expect(downloadedFile.equals(written['tradebill-2026-11-20.csv']!)).toBe(true)
      expect(await failureOf(run([code], { truncated: true }))).toMatch('账单摘要不符')
    },

    async [name('处理错误')](code) {
      const [contact, silence] = isPhp
        ? ['联系微信支付时附上', '没有收到应答，结果未知：先查询再决定是否重试']
        : ['咨询时附上', '没有收到应答：先查询，再决定是否重试 ECONNREFUSED']
      const withNumber = expect.stringMatching(new RegExp(`^${contact} [0-9a-f-]{36}$`))
      const closed = await run([code])
      expect(closed.accepted.map(({ operationId }) => operationId)).toEqual([
        'postPayTransactionsOutTradeNoByOutTradeNoClose',
      ])
      expect(closed.errors).toEqual([])
      expect((await run([code], { control: 'status=403,code=NO_AUTH' })).errors, 'a refusal').toEqual([
        '403 NO_AUTH 按 Mock-Control 的要求失败',
        withNumber,
      ])
      expect(
        (await run([code], { settings: { WXPAY_MERCHANT_SERIAL: wrongSerial } })).errors,
        'a request that is not signed well',
      ).toEqual([
        '401 SIGN_ERROR 商户证书序列号有误',
        ...(isPhp ? [] : [`原因 serial_no 应为 ${keys.merchantSerial}，收到 ${wrongSerial}`]),
        withNumber,
      ])
      expect((await run([code.replace("'1230000109'", '1230000109')])).errors, 'a wrong parameter').toEqual([
        '400 PARAM_ERROR 参数错误',
        ...(isPhp ? [] : [expect.stringMatching(/^原因 \/mchid ./)]),
        withNumber,
      ])
      expect((await run([code], { unreachable: true })).errors, 'silence').toEqual([silence])
      if (isPhp)
        expect(await failureOf(run([code], { control: 'signature=broken' }))).toMatch("Verify the response's data with")
      else
        expect(
          (await run([code], { control: 'signature=broken' })).errors,
          'an answer that is not signed well',
        ).toEqual([
          expect.stringMatching(
            /^应答验签失败，结果不可信 EV3_RES_HEADER_SIGNATURE_DIGEST Verify the response's data with/,
          ),
        ])
      const withoutKey = isPhp
        ? '$instance = null;'
        : "import { rmSync } from 'node:fs'\nrmSync(process.env.WXPAY_MERCHANT_KEY_FILE!)"
      expect(await failureOf(run([withoutKey, code])), 'what is no error of the request').toMatch(
        isPhp ? 'on null' : 'ENOENT',
      )
    },
  }
}

/** The six parameters of a payment, as the code prints them, are signed for the page that asked for them. */
async function signsPayment(run: Run, examples: string[]): Promise<Record<string, string>> {
  const { accepted, printed } = await run(examples)
  expect(accepted).toHaveLength(1)
  expect(accepted[0]).toMatchObject({
    operationId: 'postPayTransactionsJsapi',
    body: { mchid: keys.mchid, amount: { total: 5900 }, payer: { openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' } },
  })
  const { paySign, ...params } = JSON.parse(printed) as Record<string, string>
  expect(params).toEqual({
    appId: (accepted[0]!.body as Record<string, unknown>).appid,
    timeStamp: expect.stringMatching(/^\d{10}$/),
    nonceStr: expect.stringMatching(/^\w{32}$/),
    package: `prepay_id=${String(answerOf(accepted[0]).prepay_id)}`,
    signType: 'RSA',
  })
  const message = `${params.appId}\n${params.timeStamp}\n${params.nonceStr}\n${params.package}\n`
  expect(
    verify('sha256', Buffer.from(message), keys.merchantPublicKey, Buffer.from(paySign!, 'base64')),
    'paySign',
  ).toBe(true)
  return { ...params, paySign: paySign! }
}

/** The function is called as a server would call it. */
const signsPaymentOfNode: Check = code =>
  signsPayment(runNode, [
    code,
    "import { payByJsapi } from './example-0'\nconsole.log(JSON.stringify(await payByJsapi('oUpF8uMuAJO_M2pxb1Q9zNjWeS6o', 5900)))",
  ])

const checks: Record<string, Check> = {
  ...quickStart('Node.js', runNode),
  ...quickStart('PHP', runPhpExamples),

  async '/guide/quick-start JSAPI 调起支付'(code) {
    const params = await signsPayment(runPhpExamples, [codeOf('/guide/quick-start JSAPI 调起支付 [PHP]')])
    const { appId: _, ...others } = params
    const [requestPayment, invoke, callback] = [vi.fn(), vi.fn(), () => {}]
    new Function('params', 'wx', 'WeixinJSBridge', 'callback', code)(params, { requestPayment }, { invoke }, callback)
    expect(requestPayment.mock.calls, 'what the mini program is asked').toEqual([[others]])
    expect(invoke.mock.calls, 'what the browser is asked').toEqual([['getBrandWCPayRequest', params, callback]])
  },

  '/openapi/v3/pay/transactions/jsapi [jsapi.ts]': signsPaymentOfNode,

  ...Object.fromEntries(
    ['await', 'promise'].map(
      style =>
        [
          `/guide/reading 示例 [${style}]`,
          async code => {
            const { accepted, printed } = await runNode([code])
            expect(accepted).toHaveLength(1)
            expect(accepted[0]).toMatchObject({
              operationId: 'getPayTransactionsIdByTransactionId',
              path: { transaction_id: '4200002914202611201234567890' },
              query: { mchid: '1230000109' },
            })
            expect(printed).toBe('SUCCESS')
          },
        ] satisfies [string, Check],
    ),
  ),

  ...Object.fromEntries(
    ['异步纯链式', '异步声明式', '异步属性式', '同步纯链式', '同步声明式', '同步属性式'].map(
      style =>
        [
          `/guide/reading 示例 [${style}]`,
          async code => {
            const { accepted, printed } = await runPhpExamples([code], { paid: orderNumber })
            expect(accepted).toHaveLength(1)
            expect(accepted[0]).toMatchObject({
              operationId: 'getPayTransactionsOutTradeNoByOutTradeNo',
              path: { out_trade_no: orderNumber },
              query: { mchid: '1230000109' },
            })
            expect(printed).toMatch(/^Array\n/)
            expect(printed).toMatch('[trade_state] => SUCCESS')
          },
        ] satisfies [string, Check],
    ),
  ),

  async '/guide/reading 从路径到链式'(code) {
    const { accepted } = await runNode([code])
    expect(accepted).toHaveLength(1)
    expect(accepted[0]).toMatchObject({
      operationId: 'postProfitsharingReceiversDelete',
      body: { account: '1900000110' },
    })
  },

  // What the compiler finds is wrong: sent all the same, it is refused. The last one changes who the SDK signs for,
  // too.
  async '/guide/reading 编译器能查出什么'(code) {
    expect(await failureOf(runNode([code]))).toMatch(/PARAM_ERROR.*out_trade_(?:on|no)/)
  },
  async '/guide/reading 编译器能查出什么 2'(code) {
    expect(await failureOf(runNode([code]))).toMatch(/PARAM_ERROR.*"\/amount\/total","value":"59\.00"/)
  },
  async '/guide/reading 编译器能查出什么 3'(code) {
    expect(await failureOf(runNode([code]))).toMatch(/SIGN_ERROR.*应为 1900000109，收到 1230000109/)
    expect(await failureOf(runNode([code.replace('1230000109', keys.mchid)]))).toMatch(
      /PARAM_ERROR.*"mchid".*缺少必填的查询参数/,
    )
  },

  ...Object.fromEntries(
    ['await', 'promise'].map(
      style =>
        [
          `/ 只写一次的微信支付参考 [${style}]`,
          async code => {
            const { accepted, printed } = await runNode([code])
            expect(accepted).toHaveLength(1)
            expect(accepted[0]).toMatchObject({
              operationId: 'postPayTransactionsNative',
              body: { mchid: '1230000109', out_trade_no: '1217752501201407033233368018', amount: { total: 100 } },
            })
            expect(printed).toBe(answerOf(accepted[0]).code_url)
          },
        ] satisfies [string, Check],
    ),
  ),
}

test('every fence is run, or there is a reason why not', () => {
  const examples = fences.filter(({ lang }) => !(lang in otherLanguages)).map(({ name }) => name)
  expect([...Object.keys(checks), ...Object.keys(notRunHere)].toSorted()).toEqual(examples.toSorted())
  expect([...new Set(fences.map(({ lang }) => lang))]).toEqual(expect.arrayContaining(Object.keys(otherLanguages)))
})

test.each(Object.keys(checks))('%s does what its page says', async name => {
  await checks[name]!(codeOf(name))
})

describe('is found:', () => {
  const quick = (heading: string, label = 'Node.js', number = '') => `/guide/quick-start ${heading} [${label}]${number}`
  test.each<[string, string, (code: string) => string, RegExp]>([
    [
      'a wrong setting',
      quick('初始化客户端', 'Node.js · 微信支付公钥'),
      code => code.replace("setting('WXPAY_MERCHANT_SERIAL')", 'mchid'),
      /SIGN_ERROR/,
    ],
    [
      'a wrong setting of PHP',
      quick('初始化客户端', 'PHP · 微信支付公钥'),
      code => code.replace('$platformPublicKeyId =>', "'PUB_KEY_ID_1' =>"),
      /Cannot found the serial/,
    ],
    [
      'a wrong serial number',
      quick('初始化客户端', 'Node.js · 平台证书'),
      code => code.replace(').serialNumber', ').fingerprint'),
      /Cannot found the serial/,
    ],
    [
      'a wrong serial number of PHP',
      quick('初始化客户端', 'PHP · 平台证书'),
      code => code.replace('PemUtil::parseCertificateSerialNo($platformCertificate)', "'1'"),
      /Cannot found the serial/,
    ],
    [
      'a key of the wrong type',
      quick('初始化客户端', 'PHP · 微信支付公钥'),
      code => code.replace('Rsa::KEY_TYPE_PRIVATE', 'Rsa::KEY_TYPE_PUBLIC'),
      /Cannot load publicKey/,
    ],
    ['a slip in a path', quick('第一笔订单'), code => code.replace('native', 'nativ'), /没有这个接口/],
    [
      'a slip in a field of PHP',
      quick('第一笔订单', 'PHP'),
      code => code.replace('out_trade_no', 'out_trade_on'),
      /out_trade_on|out_trade_no/,
    ],
    [
      'an answer that is misread',
      quick('第一笔订单', 'PHP', ' 2'),
      code => code.replace('trade_state', 'trade_status'),
      /trade_status/,
    ],
    [
      'a state that there is not',
      quick('第一笔订单', 'Node.js', ' 2'),
      code => code.replace('SUCCESS', 'PAID'),
      /what it prints of a paid order/,
    ],
    [
      'a placeholder without its underscore',
      quick('第一笔订单', 'PHP', ' 3'),
      code => code.replace('_out_trade_no_', '_out_trade_no'),
      /out_trade_no/,
    ],
    ['a wrong status', quick('第一笔订单', 'Node.js', ' 3'), code => code.replace('204', '200'), /what it prints/],
    [
      'a wrong order of what is signed',
      quick('JSAPI 调起支付'),
      code => code.replace('appId, timeStamp, nonceStr, prepay', 'appId, nonceStr, timeStamp, prepay'),
      /paySign/,
    ],
    [
      'a missing line break at the end',
      quick('JSAPI 调起支付', 'PHP'),
      code => code.replace('Formatter::joinedByLineFeed(...array_values($params))', 'implode("\\n", $params)'),
      /paySign/,
    ],
    [
      'a parameter too many',
      '/guide/quick-start JSAPI 调起支付',
      code => code.replace('requestPayment(others)', 'requestPayment(params)'),
      /the mini program/,
    ],
    [
      'plain text',
      quick('加密敏感字段'),
      code => code.replace(/Rsa\.encrypt\(('[^']*'), platformPublicKey\)/, '$1'),
      /无法解密/,
    ],
    [
      'plain text of PHP',
      quick('加密敏感字段', 'PHP'),
      code => code.replace(/Rsa::encrypt\(('[^']*'), \$platformPublicKeyInstance\)/, '$1'),
      /无法解密/,
    ],
    [
      'a missing header',
      quick('加密敏感字段', 'PHP'),
      code => code.replace("'Wechatpay-Serial'", "'Wechatpay-Serial-No'"),
      /Wechatpay-Serial/,
    ],
    [
      'a form that axios has changed',
      quick('上传文件'),
      code => code.replace(/^ *transformRequest.*\n/m, ''),
      /PARAM_ERROR/,
    ],
    [
      'a form without its type',
      quick('上传文件', 'PHP'),
      code => code.replace("'Content-Type'", "'Content-Kind'"),
      /SIGN_ERROR/,
    ],
    [
      'a file that is not compared',
      quick('下载账单'),
      code => code.replace(/^if \(Hash[^]*?^\}\n/m, ''),
      /账单摘要不符/,
    ],
    [
      'a file that is not compared in PHP',
      quick('下载账单', 'PHP'),
      code => code.replace(/^if [^]*?^\}\n/m, ''),
      /账单摘要不符/,
    ],
    [
      'an error that is not told apart',
      quick('处理错误'),
      code => code.replace('EV3_', 'EV2_'),
      /an answer that is not signed well/,
    ],
    [
      'an error of PHP that is caught too late',
      quick('处理错误', 'PHP'),
      code => code.replace('catch (ConnectException $e)', 'catch (LogicException $e)'),
      /Nothing was answered/,
    ],
    [
      'a header that there is not',
      quick('处理错误', 'PHP'),
      code => code.replace('Request-ID', 'Request-Number'),
      /a refusal/,
    ],
    [
      'a call that is not waited for',
      '/guide/reading 示例 [异步声明式]',
      code => code.replace('->wait()', ''),
      /length/,
    ],
    [
      'a slip in a style',
      '/guide/reading 示例 [同步属性式]',
      code => code.replace('out-trade-no/', 'outTrade/'),
      /没有这个接口/,
    ],
    [
      'a path that is a method',
      '/guide/reading 从路径到链式',
      code => code.replace("chain('v3/profitsharing/receivers/delete')", 'v3.profitsharing.receivers.delete'),
      /is not a function/,
    ],
    [
      'a mistake that is none',
      '/guide/reading 编译器能查出什么 2',
      code => code.replace("'59.00'", '5900'),
      /It does not fail/,
    ],
    [
      'a slip on the first page',
      '/ 只写一次的微信支付参考 [promise]',
      code => code.replace('total: 100', 'total: 1.5'),
      /PARAM_ERROR/,
    ],
  ])('%s, in %s', async (_, name, change, expected) => {
    const code = codeOf(name)
    expect(change(code), 'the change has to change the example').not.toBe(code)
    expect(await failureOf(checks[name]!(change(code)))).toMatch(expected)
  })
})

function codeOf(name: string): string {
  const fence = fences.find(fence => fence.name === name)
  if (!fence) throw new Error(`There is no fence ${name}`)
  return fence.code
}

function answerOf(request: GuideRun['accepted'][number] | undefined): Record<string, unknown> {
  return request!.answer as Record<string, unknown>
}

/** What is said of the failure, with the answer of the mock; throws if there is none. */
async function failureOf(run: Promise<unknown>): Promise<string> {
  const error: unknown = await run.then(
    () => new Error('It does not fail'),
    (error: unknown) => error,
  )
  const { message, response } = error as Error & { response?: { data?: unknown } }
  return `${message} ${JSON.stringify(response?.data ?? '')}`
}
