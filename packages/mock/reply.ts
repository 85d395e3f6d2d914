import { createHash, randomUUID } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import type { Answered } from './answer.ts'
import type { MockOperation } from './document.ts'
import type { MockError } from './errors.ts'
import type { Keys } from './keys.ts'
import { answerHeaders } from './protocol.ts'

const jsonType = 'application/json; charset=utf-8'

/** Sends answers, signed like the platform's. */
export class Replies {
  /** @param serial of the key that signs where a request asks for no other */
  constructor(
    readonly keys: Keys,
    readonly serial: string,
  ) {}

  /** The platform does not sign its errors. */
  fail(reply: FastifyReply, { status, body, headers }: MockError): FastifyReply {
    return reply
      .code(status)
      .headers({ ...(body && { 'Content-Type': jsonType }), 'Request-ID': randomUUID(), ...headers })
      .send(body && Buffer.from(JSON.stringify(body)))
  }

  /** @param signature how it is to be wrong, if it is */
  send(
    reply: FastifyReply,
    { operationId, answer: { status, isFile, signature: kind } }: MockOperation,
    { known, body }: Answered,
    signature?: 'broken' | 'missing',
  ): FastifyReply {
    const signed = kind === 'none' ? {} : this.#signature(body, kind, serialAskedFor(reply, this.keys) ?? this.serial)
    if (kind !== 'none' && signature === 'broken')
      signed['Wechatpay-Signature'] = Buffer.from('broken').toString('base64')
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

  #signature(body: Buffer, kind: 'content' | 'statement-sha1', serial: string): Record<string, string> {
    const { platformPrivateKey: key } = this.keys
    if (kind === 'content') return answerHeaders(key, serial, body)
    const sha1 = createHash('sha1').update(body).digest('hex')
    const signed = answerHeaders(key, serial, Buffer.from(JSON.stringify({ sha1 })))
    return { ...signed, 'Wechatpay-Statement-Sha1': sha1 }
  }
}

/** A request that names a key of the platform is answered with that one (official page 4012154180). */
function serialAskedFor({ request }: FastifyReply, { publicKeyId, certificate }: Keys): string | undefined {
  const asked = request.headers['wechatpay-serial']
  return [publicKeyId, certificate.serial].find(own => own === asked)
}
