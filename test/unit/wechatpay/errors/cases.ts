import { expect } from 'vitest'
import { explained } from './explained.ts'

/* What integrators have pasted, in short, and what the box has to say of it. */

export const jsapi = 'POST /v3/pay/transactions/jsapi'
export const close = 'POST /v3/pay/transactions/out-trade-no/{out_trade_no}/close'
export const batches = 'POST /v3/transfer/batches'
export const bills = 'POST /v3/fund-app/mch-transfer/transfer-bills'
export const refunds = 'POST /v3/refund/domestic/refunds'
export const receivers = 'POST /v3/profitsharing/receivers/add'
export const certificates = 'GET /v3/certificates'

export const answer = (code: string, message: string, detail?: object) => JSON.stringify({ code, detail, message })
export const rule = (pointer: string, name: string, fault: string) =>
  `输入源“${pointer}”映射到值字段“${name}”字符串规则校验失败，${fault}`

/** The sentences that have to be there, and those that must not. */
interface Expected {
  row?: string
  said?: RegExp[]
  not?: RegExp[]
  received?: string
  reason?: string
}

export type Case = [name: string, called: string, pasted: string, expected: Expected]

/** The box says of a paste what it has to. */
export async function check(called: string, pasted: string, { row, said = [], not = [], ...rest }: Expected) {
  const found = await explained(called, pasted)
  expect(found).toMatchObject({ ...rest, ...(row && { row }) })
  for (const sentence of said) expect(found.said).toMatch(sentence)
  for (const sentence of not) expect(found.said).not.toMatch(sentence)
}
