import type { FastifyInstance } from 'fastify'
import { MockError } from '../errors.ts'
import type { Refund, State } from '../state.ts'
import type { Notifier } from './notifier.ts'
import type { Delivery } from './sender.ts'

const endings = { success: 'SUCCESS', abnormal: 'ABNORMAL', close: 'CLOSED' } as const

/**
 * What makes things happen that only users and the platform do, for tests. These requests are not signed: the mock
 * listens on this machine alone unless it is told otherwise.
 *
 * - `POST /mock/orders/{out_trade_no}/pay`: the user pays, and the merchant is told
 * - `POST /mock/orders/{out_trade_no}/close`: it is closed; the platform tells nobody of that
 * - `POST /mock/refunds/{out_refund_no}/success`, `/abnormal`, `/close`: it ends so, and the merchant is told
 * - `GET /mock/notifications`: all deliveries with their attempts
 */
export function addNotifyRoutes(app: FastifyInstance, state: State, notifier: Notifier): void {
  app.get('/mock/notifications', (_, reply) => reply.send(notifier.sender.deliveries))
  app.post<{ Params: { number: string } }>('/mock/orders/:number/pay', async ({ params }, reply) =>
    reply.code(202).send(started(notifier, () => notifier.paid(state, params.number))),
  )
  app.post<{ Params: { number: string } }>('/mock/orders/:number/close', async ({ params }, reply) => {
    const order = state.order(params.number)
    if (!order) throw new MockError(404, 'ORDER_NOT_EXIST', '订单不存在，先下单')
    order.state = 'CLOSED'
    return reply.code(204).send()
  })
  for (const [ending, status] of Object.entries(endings) as [string, NonNullable<Refund['status']>][])
    app.post<{ Params: { number: string } }>(`/mock/refunds/:number/${ending}`, async ({ params }, reply) =>
      reply.code(202).send(started(notifier, () => notifier.refunded(state, params.number, status))),
    )
}

/** The delivery that a call begins, which goes on by itself. @throws MockError if it cannot begin */
function started({ sender }: Notifier, begin: () => Promise<Delivery>): Delivery {
  try {
    begin().catch(() => undefined)
  } catch (error) {
    if (error instanceof MockError) throw error
    throw new MockError(400, 'PARAM_ERROR', (error as Error).message)
  }
  return sender.deliveries.at(-1)!
}
