import { verify } from 'node:crypto'
import { expect } from 'vitest'
import { encryptResource } from '../../packages/mock/protocol.ts'
import { keys } from './guides.ts'
import { answerOf, failureOf, runNode, runPhpExamples, type Check, type Run } from './written.ts'

/** The guides from a prepaid order to a settled one, whose examples in both languages do the same. */

const paid = 'T20261120183012001'
const inBoth = (name: string, check: (run: Run, isPhp: boolean, code: string) => Promise<void>) => ({
  [`${name} [Node.js]`]: (code: string) => check(runNode, false, code),
  [`${name} [PHP]`]: (code: string) => check(runPhpExamples, true, code),
})

/** Runs a file that defines something, then what uses it. */
const using = (run: Run, isPhp: boolean, code: string, node: string, php: string, circumstances = {}) =>
  run([code, isPhp ? php : node], circumstances)

export const paymentGuides: Record<string, Check> = {
  ...inBoth('/guide/invoke-payment APP', async (run, isPhp, code) => {
    const call =
      "import { payByApp } from './example-0'\nconsole.log(JSON.stringify(await payByApp('T2026112018', 5900)))"
    const { accepted, printed } = await (isPhp ? run([code]) : using(run, false, code, call, ''))
    expect(accepted).toHaveLength(1)
    expect(accepted[0]).toMatchObject({ operationId: 'postPayTransactionsApp', body: { amount: { total: 5900 } } })
    const { sign, ...params } = JSON.parse(printed) as Record<string, string>
    const { prepay_id } = answerOf(accepted[0])
    expect(params).toEqual({
      appid: (accepted[0]!.body as Record<string, unknown>).appid,
      partnerid: keys.mchid,
      prepayid: prepay_id,
      package: 'Sign=WXPay',
      noncestr: expect.stringMatching(/^\w{32}$/) as string,
      timestamp: expect.stringMatching(/^\d{10}$/) as string,
    })
    const message = `${params.appid}\n${params.timestamp}\n${params.noncestr}\n${String(prepay_id)}\n`
    expect(verify('sha256', Buffer.from(message), keys.merchantPublicKey, Buffer.from(sign!, 'base64'))).toBe(true)
  }),

  async '/guide/invoke-payment H5'(code) {
    const { printed } = await runNode([code])
    expect(new URL(printed).searchParams.get('redirect_url')).toBe('https://shop.example.com/orders/1?from=wxpay')
  },

  ...inBoth('/guide/key-switch 两把都放', async (run, isPhp, code) => {
    const node = [
      "import { platformPublicKeyId } from './wxpay.mjs'",
      "import { wxpay as both } from './example-0'",
      "for (const serial of [platformPublicKeyId, '" + keys.certificate.serial + "'])",
      "  console.log((await both.v3.certificates.get({ headers: { 'Wechatpay-Serial': serial } })).status)",
    ].join('\n')
    const php = [
      `foreach ([$publicKeyId, '${keys.certificate.serial}'] as $serial) {`,
      "  $options = ['headers' => ['Wechatpay-Serial' => $serial]];",
      '  echo $instance->v3->certificates->get($options)->getStatusCode(), PHP_EOL;',
      '}',
    ].join('\n')
    const { printed, accepted } = await using(run, isPhp, code, node, php, { both: true })
    expect(printed.trim()).toBe('200\n200')
    expect(accepted.map(({ headers }) => headers['wechatpay-serial'])).toEqual([
      keys.publicKeyId,
      keys.certificate.serial,
    ])
    // With one of the two only, the other answer is refused.
    const one = run([isPhp ? php.replace('$publicKeyId', "''") : node.replace("'./example-0'", "'./wxpay.mjs'")], {
      both: true,
    })
    expect(await failureOf(one)).toMatch(keys.certificate.serial)
  }),

  ...inBoth('/guide/orders 查单与关单', async (run, isPhp, code) => {
    const settled = (number: string) =>
      using(
        run,
        isPhp,
        code,
        `import { settle } from './example-0'\nconsole.log(await settle('${number}'))`,
        `var_export(settle($instance, '${number}'));`,
        { paid },
      )
    const had = await settled(paid)
    expect(had.accepted.map(({ method }) => method)).toEqual(['GET'])
    expect(had.printed).toContain(String(answerOf(had.accepted[0]).transaction_id))
    const place = isPhp
      ? "$instance->v3->pay->transactions->native->post(['json' => ['appid' => 'wx8888888888888888', " +
        "'mchid' => getenv('WXPAY_MCHID'), 'description' => 'x', 'out_trade_no' => 'UNPAID-1', " +
        "'notify_url' => getenv('WXPAY_NOTIFY_URL'), 'amount' => ['total' => 1]]]);"
      : "import { mchid, setting, wxpay } from './wxpay.mjs'\nawait wxpay.v3.pay.transactions.native.post({ " +
        "appid: 'wx8888888888888888', mchid, description: 'x', out_trade_no: 'UNPAID-1', " +
        "notify_url: setting('WXPAY_NOTIFY_URL'), amount: { total: 1 } })"
    const open = await run([
      place,
      code,
      isPhp
        ? "var_export(settle($instance, 'UNPAID-1'));"
        : "import { settle } from './example-1'\nconsole.log(String(await settle('UNPAID-1')))",
    ])
    expect(open.accepted.map(({ operationId }) => operationId).slice(1)).toEqual([
      'getPayTransactionsOutTradeNoByOutTradeNo',
      'postPayTransactionsOutTradeNoByOutTradeNoClose',
    ])
    expect(open.printed).toBe(isPhp ? 'NULL' : 'undefined')
  }),

  ...inBoth('/guide/refunds 受理不是到账', async (run, isPhp, code) => {
    const args = `'${paid}', 'R20261120183012001', 900, 5900`
    const { accepted, printed } = await using(
      run,
      isPhp,
      code,
      `import { refund } from './example-0'\nconsole.log(await refund(${args}))`,
      `echo refund($instance, ${args});`,
      { paid },
    )
    expect(accepted).toHaveLength(1)
    expect(accepted[0]).toMatchObject({
      operationId: 'postRefundDomesticRefunds',
      body: { out_trade_no: paid, amount: { refund: 900, total: 5900, currency: 'CNY' } },
    })
    expect(printed).toBe(answerOf(accepted[0]).status)
  }),

  ...inBoth('/guide/money 元换成分', async (run, isPhp, code) => {
    const amounts = ['59.9', '0.01', '1.15', '100', '8.20']
    const { printed } = await using(
      run,
      isPhp,
      code,
      `import { toFen, toYuan } from './example-0'
       for (const yuan of ${JSON.stringify(amounts)}) console.log(toFen(yuan), toYuan(toFen(yuan)))`,
      `foreach (${JSON.stringify(amounts)} as $yuan) echo toFen($yuan), ' ', toYuan(toFen($yuan)), PHP_EOL;`,
    )
    expect(printed.trim().split('\n')).toEqual(['5990 59.90', '1 0.01', '115 1.15', '10000 100.00', '820 8.20'])
    for (const wrong of ['1.234', '1,5', '', '-1'])
      expect(
        await failureOf(
          using(run, isPhp, code, `import { toFen } from './example-0'\ntoFen('${wrong}')`, `toFen('${wrong}');`),
        ),
      ).toMatch('不是金额')
  }),

  async '/guide/encryption 解密通知'(code) {
    const sealed = JSON.stringify(encryptResource('{"a":"张三"}', keys.apiV3Key, 'transaction'))
    const { printed } = await runNode([
      code.replace(/import type .*\n/, '').replace('WeChatPay.Message.Resource', 'Record<string, string>'),
      `import { decrypt } from './example-0'\nconsole.log(decrypt(${sealed}, '${keys.apiV3Key}'))`,
    ])
    expect(printed).toBe('{"a":"张三"}')
  },
}
