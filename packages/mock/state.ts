import type { MockOperation } from './document.ts'
import { MockError } from './errors.ts'

type Json = Record<string, unknown>

/** An order of the merchant's. */
export interface Order {
  /** What the merchant asked for. */
  request: Json
  /** Of the request that made it. */
  operationId: string
  state: 'NOTPAY' | 'SUCCESS' | 'CLOSED' | 'REFUND'
  /** What came of its payment; absent before. */
  payment?: { transaction_id: string; success_time: string }
}

/** A refund of the merchant's. */
export interface Refund {
  request: Json
  /** What it was answered with. */
  refund_id: unknown
  /** How it ended; absent before, when queries are answered with the sample's. */
  status?: 'SUCCESS' | 'ABNORMAL' | 'CLOSED'
}

/**
 * What the mock remembers between requests: orders, and refunds of orders. The orders and refunds of the
 * description's samples are there from the start, paid, so that every sample can be sent at once.
 */
export class State {
  readonly #orders = new Memory<Order>()
  readonly #refunds = new Memory<Refund>()

  /** @param onMade is told the number of each order and refund that the merchant makes */
  constructor(
    operations: MockOperation[],
    public onMade?: (thing: 'order' | 'refund', number: string) => void,
  ) {
    for (const operation of operations) {
      const kind = kindOf(operation)
      const sample = operation.sampleRequest
      if (kind === 'query' || kind === 'close' || kind === 'refund')
        for (const name of ['out_trade_no', 'transaction_id'])
          if (sample[name]) this.#orders.samples.add(String(sample[name]))
      if (kind === 'query-refund' || kind === 'abnormal-refund')
        for (const name of ['out_refund_no', 'refund_id'])
          if (sample[name]) this.#refunds.samples.add(String(sample[name]))
    }
  }

  /** An order of the merchant's own; undefined if there is none of the number. */
  order(outTradeNo: string): Order | undefined {
    const order = this.#orders.get(outTradeNo)
    return order === 'sample' ? undefined : order
  }

  /** A refund of the merchant's own. */
  refund(outRefundNo: string): Refund | undefined {
    const refund = this.#refunds.get(outRefundNo)
    return refund === 'sample' ? undefined : refund
  }

  /** The user pays an order. @param time RFC 3339 @throws MockError where it cannot be paid */
  pay(outTradeNo: string, time: string): Order {
    const order = this.order(outTradeNo)
    if (!order) throw new MockError(404, 'ORDER_NOT_EXIST', '订单不存在，先下单')
    if (order.state === 'CLOSED') throw new MockError(400, 'ORDER_CLOSED', '订单已关闭')
    // Paid once more, it stays as it is: the notification comes again.
    order.payment ??= { transaction_id: numberOf('4200', outTradeNo), success_time: time }
    order.state = 'SUCCESS'
    return order
  }

  /** The platform ends a refund. @throws MockError if there is none of the number */
  endRefund(outRefundNo: string, status: NonNullable<Refund['status']>): Refund {
    const refund = this.refund(outRefundNo)
    if (!refund) throw new MockError(404, 'RESOURCE_NOT_EXISTS', '退款单不存在，先申请退款')
    refund.status = status
    return refund
  }

  /**
   * What the state has to say to a request that is otherwise right.
   *
   * @param request path variables, query and body in one
   * @returns the answer; `sample` where the sample will do; undefined where the operation has no state
   * @throws MockError where the state does not allow it
   */
  answer(operation: MockOperation, request: Json): Json | 'sample' | undefined {
    const kind = kindOf(operation)
    if (!kind) return undefined
    const numbers = ['out_trade_no', 'transaction_id']
      .map(name => request[name])
      .filter(value => value !== undefined)
      .map(String)
    const number = numbers.find(value => this.#orders.has(value))
    const order = number === undefined ? undefined : this.#orders.get(number)
    switch (kind) {
      case 'create': {
        const key = String(request.out_trade_no)
        if (order && order !== 'sample' && order.state !== 'NOTPAY')
          throw new MockError(400, 'ORDER_CLOSED', '订单已关闭或已支付')
        if (order && order !== 'sample' && JSON.stringify(order.request) !== JSON.stringify(request))
          throw new MockError(403, 'OUT_TRADE_NO_USED', '商户订单号重复，且参数与原订单不同')
        if (order) return 'sample'
        this.#orders.set(key, { request, operationId: operation.operationId, state: 'NOTPAY' })
        this.onMade?.('order', key)
        return 'sample'
      }
      case 'query': {
        if (!order) throw new MockError(404, 'ORDER_NOT_EXIST', '订单不存在')
        return order === 'sample' ? 'sample' : orderAnswer(operation, order)
      }
      case 'close': {
        if (!order) throw new MockError(404, 'ORDER_NOT_EXIST', '订单不存在')
        if (order !== 'sample') order.state = 'CLOSED'
        return 'sample'
      }
      case 'refund': {
        if (!order) throw new MockError(404, 'RESOURCE_NOT_EXISTS', '订单不存在，先下单')
        const number = String(request.out_refund_no)
        if (this.#refunds.has(number)) return 'sample'
        const { refund_id } = operation.answer.sample as Json
        this.#refunds.set(number, { request, refund_id })
        this.onMade?.('refund', number)
        return 'sample'
      }
      case 'query-refund':
      case 'abnormal-refund': {
        const number = String(request.out_refund_no ?? request.refund_id)
        const refund = this.#refunds.get(number) ?? this.#refunds.get(String(request.refund_id))
        if (!refund) throw new MockError(404, 'RESOURCE_NOT_EXISTS', '退款单不存在')
        return refund === 'sample' ? 'sample' : refundAnswer(operation, refund)
      }
      default:
        return kind satisfies never
    }
  }
}

/** A number as the platform makes them, always the same for the same one of the merchant. */
function numberOf(start: string, own: string): string {
  let sum = 0
  for (const character of own) sum = (sum * 31 + character.charCodeAt(0)) % 1e12
  return start + String(sum).padStart(24, '0')
}

/** What is remembered of the merchant's own, up to a number: the oldest is forgotten first. */
class Memory<Thing> {
  readonly samples = new Set<string>()
  readonly #own = new Map<string, Thing>()

  has(number: string): boolean {
    return this.#own.has(number) || this.samples.has(number)
  }

  get(number: string): Thing | 'sample' | undefined {
    return this.#own.get(number) ?? (this.samples.has(number) ? 'sample' : undefined)
  }

  set(number: string, thing: Thing): void {
    this.#own.set(number, thing)
    if (this.#own.size > mostRemembered) this.#own.delete(this.#own.keys().next().value!)
  }
}

/** More than any test makes; an order takes about 2 kB. */
const mostRemembered = 20_000

type Kind = 'create' | 'query' | 'close' | 'refund' | 'query-refund' | 'abnormal-refund'

/** Which operations have a state: orders of basic payment in both modes, and their refunds. */
function kindOf({ method, path }: MockOperation): Kind | undefined {
  const rest = /^\/v3\/pay\/(?:partner\/)?transactions\/(.+)$/.exec(path)?.[1]
  if (rest && method === 'POST' && /^(?:jsapi|app|h5|native|miniprogram)$/.test(rest)) return 'create'
  if (rest && method === 'GET') return 'query'
  if (rest?.endsWith('/close')) return 'close'
  if (path === '/v3/refund/domestic/refunds') return 'refund'
  if (path === '/v3/refund/domestic/refunds/{out_refund_no}') return 'query-refund'
  return path === '/v3/refund/domestic/refunds/{refund_id}/apply-abnormal-refund' ? 'abnormal-refund' : undefined
}

/** An order as it stands: what was asked for, and of the sample's payment only what came of its own. */
function orderAnswer({ answer }: MockOperation, { request, state, payment }: Order): Json {
  const sample = answer.sample as Json
  const asked = Object.fromEntries(
    Object.keys(sample)
      .filter(name => name in request)
      .map(name => [
        name,
        name === 'amount' ? { total: (request.amount as Json).total, currency: 'CNY' } : request[name],
      ]),
  )
  return {
    ...Object.fromEntries((answer.schema?.required ?? []).map(name => [name, sample[name]])),
    ...asked,
    ...(payment && { ...paidMembers(sample, request), ...payment }),
    trade_state: state,
    trade_state_desc: { NOTPAY: '订单未支付', SUCCESS: '支付成功', CLOSED: '订单已关闭', REFUND: '转入退款' }[state],
  }
}

/** What payment adds to what was asked for: how it was paid and how much; nothing of the sample's discounts. */
export function paidMembers(sample: Json, request: Json): Json {
  const { total } = request.amount as Json
  return {
    ...('trade_type' in sample && { trade_type: sample.trade_type }),
    ...('bank_type' in sample && { bank_type: sample.bank_type }),
    payer: request.payer ?? sample.payer,
    amount: { total, payer_total: total, currency: 'CNY', payer_currency: 'CNY' },
  }
}

function refundAnswer({ answer }: MockOperation, { request, status }: Refund): Json {
  const sample = answer.sample as Json
  const own = Object.fromEntries(
    ['out_refund_no', 'out_trade_no', 'transaction_id']
      .filter(name => name in request && name in sample)
      .map(name => [name, request[name]]),
  )
  const asked = request.amount as Json | undefined
  return {
    ...sample,
    ...own,
    ...(status && { status }),
    ...(asked && {
      amount: {
        ...(sample.amount as Json),
        ...Object.fromEntries(
          ['total', 'refund', 'currency'].filter(name => name in asked).map(name => [name, asked[name]]),
        ),
      },
    }),
  }
}
