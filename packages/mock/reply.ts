import { randomUUID } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import type { Answered } from './answer.ts'
import type { MockOperation } from './document.ts'
import type { MockError } from './errors.ts'
import type { Keys } from './keys.ts'
import { answerHeaders } from './protocol.ts'

const jsonType = 'application/json; charset=utf-8'

/** Sends answers, signed like the platform's. */
export class Replies {
  /** @param serial of the key that signs */
  constructor(
    readonly keys: Keys,
    readonly serial: string,
  ) {}

  fail(reply: FastifyReply, error: MockError): FastifyReply {
    const body = Buffer.from(JSON.stringify(error.body))
    // The platform signs its errors, too; the SDKs do not look at that.
    return reply
      .code(error.status)
      .headers({ 'Content-Type': jsonType, 'Request-ID': randomUUID(), ...this.#signature(body), ...error.headers })
      .send(body)
  }

  /** @param signature how it is to be wrong, if it is */
  send(
    reply: FastifyReply,
    { operationId, answer: { status, isFile } }: MockOperation,
    { known, body }: Answered,
    signature?: 'broken' | 'missing',
  ): FastifyReply {
    const signed = this.#signature(body)
    if (signature === 'broken') signed['Wechatpay-Signature'] = Buffer.from('broken').toString('base64')
    return reply
      .code(status)
      .headers({
        ...(body.length && { 'Content-Type': isFile ? 'application/octet-stream' : jsonType }),
        'Request-ID': randomUUID(),
        'Mock-Operation': operationId,
        'Mock-State': known === undefined ? 'stateless' : known === 'sample' ? 'sample' : 'stateful',
        ...(signature !== 'missing' && signed),
      })
      .send(body)
  }

  #signature(body: Buffer): Record<string, string> {
    return answerHeaders(this.keys.platformPrivateKey, this.serial, body)
  }
}
