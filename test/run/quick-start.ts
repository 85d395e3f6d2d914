import { createHash } from 'node:crypto'
import { expect } from 'vitest'
import { downloadedFile } from '../../packages/mock/answer.ts'
import { keys, picture, type Circumstances } from './guides.ts'
import { answerOf, codeOf, failureOf, signsPayment, signsPaymentOfNode, type Check, type Run } from './written.ts'

/** The number of an order that has been paid. */
const paidOrder = 'T20261120183012001'
const wrongSerial = '7777777777777777777777777777777777777777'

/** The quick start, whose examples in both languages do the same. */
export function quickStart(language: 'Node.js' | 'PHP', run: Run): Record<string, Check> {
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
        body: { mchid: keys.mchid, out_trade_no: expect.stringMatching(/^T\d{13,}$/), amount: { total: 5900 } },
      })
      expect(printed.trim()).toBe(answerOf(accepted[0]).code_url)
    },

    async [name('第一笔订单', 2)](code) {
      const open = await run([create() + code])
      expect(open.accepted.map(({ operationId }) => operationId)).toEqual([
        'postPayTransactionsNative',
        'getPayTransactionsOutTradeNoByOutTradeNo',
      ])
      const number = (open.accepted[0]!.body as Record<string, unknown>).out_trade_no
      expect(answerOf(open.accepted[1])).toMatchObject({
        out_trade_no: number,
        trade_state: 'NOTPAY',
        amount: { total: 5900 },
      })
      expect(open.printed.trim(), 'what it prints of an order that nobody has paid').toBe(
        `${String(answerOf(open.accepted[0]).code_url)}\nNOTPAY`,
      )
      const known = isPhp ? `$outTradeNo = '${paidOrder}';\n` : `const out_trade_no = '${paidOrder}'\n`
      const paid = await run([known + code], { paid: paidOrder })
      expect(answerOf(paid.accepted[0])).toMatchObject({ out_trade_no: paidOrder, trade_state: 'SUCCESS' })
      expect(paid.printed.trim(), 'what it prints of a paid order').toBe('SUCCESS')
    },

    async [name('第一笔订单', 3)](code) {
      const { accepted, printed } = await run([create() + code + query()])
      expect(accepted.map(({ operationId }) => operationId)).toEqual([
        'postPayTransactionsNative',
        'postPayTransactionsOutTradeNoByOutTradeNoClose',
        'getPayTransactionsOutTradeNoByOutTradeNo',
      ])
      expect(answerOf(accepted[2])).toMatchObject({ trade_state: 'CLOSED' })
      const url = String(answerOf(accepted[0]).code_url)
      expect(printed.trim(), 'what it prints').toBe(`${url}\n已关闭${isPhp ? '' : '\n'}CLOSED`)
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
      const { bill_date: yesterday } = accepted[0]!.query as { bill_date: string }
      const day = 86_400_000
      // Midnight of that day in Beijing, which is eight hours ahead: it lies one to two days back.
      const age = (Date.now() - Date.parse(`${yesterday}T00:00:00+08:00`)) / day
      expect(age).toBeGreaterThanOrEqual(1)
      expect(age).toBeLessThan(2.01)
      expect(accepted.map(({ operationId, query }) => [operationId, query])).toEqual([
        ['getBillTradebill', { bill_date: yesterday, bill_type: 'ALL' }],
        ['getBilldownloadFile', Object.fromEntries(new URL(String(answerOf(accepted[0]).download_url)).searchParams)],
      ])
      expect(Object.keys(written)).toEqual([`tradebill-${yesterday}.csv`])
      expect(downloadedFile.equals(written[`tradebill-${yesterday}.csv`]!)).toBe(true)
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
      ).toEqual(['401 SIGN_ERROR 商户证书序列号有误', expect.stringMatching(/^原因 \{.*"serial_no".*应为/), withNumber])
      const wrong = isPhp
        ? code.replace("getenv('WXPAY_MCHID')", '1230000109')
        : code.replace('{ mchid }', '{ mchid: 1 }')
      expect((await run([wrong])).errors, 'a wrong parameter').toEqual([
        '400 PARAM_ERROR 参数错误',
        expect.stringMatching(/^原因 \{.*"\/mchid"/),
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
