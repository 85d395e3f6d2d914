import { createHash } from 'node:crypto'
import { expect } from 'vitest'
import { downloadedFile } from '../../packages/mock/answer.ts'
import { keys, picture, type Circumstances } from './guides.ts'
import { answerOf, codeOf, failureOf, signsPayment, signsPaymentOfNode, type Check, type Run } from './written.ts'

const orderNumber = 'T20261120183012001'
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
