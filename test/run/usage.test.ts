import { expect, test } from 'vitest'
import { runNode } from './written.ts'

/** Ways to call that the declaration allows and no example shows, through the real SDK: see `test/types/usage.ts`. */

test('an upload may be a plain object with the stream of a file', async () => {
  const { accepted } = await runNode([
    `import { createReadStream, readFileSync } from 'node:fs'
     import { Hash } from 'wechatpay-axios-plugin'
     const meta = { filename: 'shop.jpg', sha256: Hash.sha256(readFileSync('shop.jpg')) }
     const form = { meta: JSON.stringify(meta), file: createReadStream('shop.jpg') }
     await wxpay.v3.merchant.media.upload.post(form, { meta, headers: { 'Content-Type': 'multipart/form-data' } })`,
  ])
  expect(accepted).toMatchObject([{ operationId: 'postMerchantMediaUpload', body: { file: 'shop.jpg' } }])
})

test.each(['undefined', '{}'])('where there is no body, %s may stand', async body => {
  const { accepted } = await runNode([
    `await wxpay.v3.fundApp.mchTransfer.transferBills.outBillNo._out_bill_no_.cancel.post(${body}, {
       out_bill_no: 'plfk2026112013',
     })`,
  ])
  expect(accepted).toMatchObject([{ operationId: 'postFundAppMchTransferTransferBillsOutBillNoByOutBillNoCancel' }])
})
