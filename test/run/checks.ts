import { expect, vi } from 'vitest'
import { keys } from './guides.ts'
import {
  answerOf,
  codeOf,
  failureOf,
  runNode,
  runPhpExamples,
  signsPayment,
  signsPaymentOfNode,
  type Check,
} from './written.ts'
import { paymentGuides } from './payment-guides.ts'
import { quickStart } from './quick-start.ts'

const orderNumber = 'T20261120183012001'

/** What each example does that its page says, by the name of the fence. */
export const checks: Record<string, Check> = {
  ...quickStart('Node.js', runNode),
  ...quickStart('PHP', runPhpExamples),
  ...paymentGuides,

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
