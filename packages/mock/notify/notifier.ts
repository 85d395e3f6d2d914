import { randomBytes, randomUUID } from 'node:crypto'
import type { Document } from '../document.ts'
import { MockError } from '../errors.ts'
import type { Keys } from '../keys.ts'
import { paidMembers, type Order, type Refund, type State } from '../state.ts'
import { eventsOf, shapeOf, type Event, type Json, type Shape } from './events.ts'
import { beijingTime, sealedMessage, type KindName } from './message.ts'
import { Sender, type Delivery, type SenderOptions } from './sender.ts'

export interface NotifierOptions extends SenderOptions {
  /** Where all notifications go; to the `notify_url` of their request if left out. */
  to?: string
}

/** What a notification is about, before it is a message. */
export interface Notice {
  event: Event
  shape: Shape
  resource: Json
}

/** Tells a merchant what the platform would: of orders and refunds with their own values, of all else the samples. */
export class Notifier {
  readonly sender: Sender
  readonly #events: Map<string, Event>

  constructor(
    document: Pick<Document, 'webhooks'>,
    readonly keys: Keys,
    readonly options: NotifierOptions = {},
  ) {
    this.#events = eventsOf(document)
    this.sender = new Sender(options)
  }

  /** @throws Error if there is no such event */
  event(eventType: string): Event {
    const event = this.#events.get(eventType)
    if (event) return event
    const start = eventType.split('.')[0]!
    const near = [...this.#events.keys()].filter(name => name.startsWith(start))
    throw new Error(`没有 ${eventType} 这种通知${near.length ? `，有 ${near.join('、')}` : ''}。`)
  }

  /** The sample of an event. @param shape one of its shapes by name; the usual one if left out */
  sample(eventType: string, shape?: string): Notice {
    const event = this.event(eventType)
    const own = shapeOf(event, shape)
    return { event, shape: own, resource: own.example }
  }

  /** Tells that an order is paid. @throws MockError if it cannot be paid, Error if it cannot be told */
  paid(state: State, outTradeNo: string): Promise<Delivery> {
    const order = state.order(outTradeNo)
    this.sender.check(this.#addressOf(order?.request))
    const { request, operationId, payment } = state.pay(outTradeNo, beijingTime(Date.now()))
    const event = this.event('TRANSACTION.SUCCESS')
    const shape = event.shapes.find(({ triggeredBy }) => operationId in triggeredBy) ?? shapeOf(event)
    return this.send({ event, shape, resource: paidResource(shape, { request, payment }) }, this.#addressOf(request))
  }

  /** Tells how a refund has ended. @throws likewise */
  refunded(state: State, outRefundNo: string, status: NonNullable<Refund['status']>): Promise<Delivery> {
    const refund = state.refund(outRefundNo)
    this.sender.check(this.#addressOf(refund?.request))
    const ended = state.endRefund(outRefundNo, status)
    const event = this.event(`REFUND.${status}`)
    const shape = shapeOf(event, 'sub_mchid' in ended.request ? 'partner' : 'merchant')
    const order = state.order(String(ended.request.out_trade_no))
    const resource = refundedResource(shape, ended, order, this.keys.mchid)
    return this.send({ event, shape, resource }, this.#addressOf(ended.request))
  }

  /**
   * Sends a notification until it is taken, or given up.
   *
   * @param kind how it is spoilt, if it is
   * @param id of a repetition, that of the first one
   * @param retries whether to send it again while nobody takes it
   */
  send(notice: Notice, to: string, kind: KindName = 'good', id: string = randomUUID(), retries = true) {
    const { eventType, retry } = notice.event
    const message = () => sealedMessage(notice, this.keys, kind, { id, now: Date.now(), random })
    return this.sender.send({ id, eventType }, to, message, retries ? retry : [])
  }

  /** Where the notification of a request goes. @throws MockError if it says nowhere */
  #addressOf(request: Json | undefined): string {
    const to = this.options.to ?? request?.notify_url
    if (typeof to === 'string') return to
    throw new MockError(400, 'PARAM_ERROR', request ? '请求里没有 notify_url，用 --notify 指定' : '没有这张单')
  }
}

/** Letters and digits, this many. */
export function random(length: number): string {
  return randomBytes(length).toString('hex').slice(0, length)
}

/** The sample with the order's own values; nothing is left of the sample's discounts. */
function paidResource({ example }: Shape, { request, payment }: Pick<Order, 'request' | 'payment'>): Json {
  const own = Object.fromEntries(Object.keys(example).flatMap(name => (name in request ? [[name, request[name]]] : [])))
  const { promotion_detail: _, installment_info: __, scene_info: ___, ...usual } = example
  return { ...usual, ...own, ...paidMembers(example, request), ...payment }
}

function refundedResource(
  { example }: Shape,
  { request, refund_id }: Refund,
  order: Order | undefined,
  mchid: string,
): Json {
  const asked = (request.amount ?? {}) as Json
  const amount = { total: asked.total, refund: asked.refund, payer_total: asked.total, payer_refund: asked.refund }
  const out_trade_no = request.out_trade_no ?? order?.request.out_trade_no
  const transaction_id = request.transaction_id ?? order?.payment?.transaction_id
  const own = {
    ...('mchid' in example && { mchid }),
    ...('sp_mchid' in example && { sp_mchid: mchid, sub_mchid: request.sub_mchid }),
    ...(out_trade_no !== undefined && { out_trade_no }),
    ...(transaction_id !== undefined && { transaction_id }),
    ...('success_time' in example && { success_time: beijingTime(Date.now()) }),
  }
  return { ...example, ...own, out_refund_no: request.out_refund_no, refund_id, amount }
}
