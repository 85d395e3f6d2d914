import type { Operation } from '../reference/model/model.ts'
import { serialHeader } from './encryption.ts'
import { samplesOf, type SampleOf, type SampleRules } from '../reference/model/sample.ts'

/**
 * What nine of ten send of what one may leave out. None of these freezes money, limits how one may pay, or asks who
 * the payer is: `profit_sharing`, `limit_pay` and `identity` are sent where one has read what they do.
 */
const common = new Set([
  ...['currency', 'description', 'attach', 'notify_url', 'reason', 'remark'],
  ...['appid', 'mchid', 'openid', 'payer', 'amount', 'out_trade_no', 'receivers'],
  ...['offset', 'limit', 'page_index', 'page_size'],
])

/** Values for what a mode sends beside the sample of the other one; those that samples have everywhere. */
const values: Record<string, unknown> = {
  mchid: '1900000109',
  appid: 'wx8888888888888888',
  sp_mchid: '1900000109',
  sp_appid: 'wx8888888888888888',
  sub_mchid: '1900000209',
  openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o',
}

export const sampleRules: SampleRules = {
  isCommon: ({ name }) => common.has(name),
  isDecidedLater: ({ name }) => name === serialHeader,
  valueOf: name => values[name],
}

const known = new WeakMap<Operation, SampleOf[]>()

/** The samples of an operation that differ, each as the operation that has just this one. */
export function samples(operation: Operation): SampleOf[] {
  let own = known.get(operation)
  if (!own) known.set(operation, (own = samplesOf(operation, sampleRules)))
  return own
}
