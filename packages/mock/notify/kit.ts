import { createHash, createPrivateKey } from 'node:crypto'
import type { Kit, KitRequest } from '../../wechatpay/notifications/kit.ts'
import type { Event } from './events.ts'
import { kinds, sealedMessage, type KindName, type Platform } from './message.ts'
import testKeys from '../data/test-keys.json' with { type: 'json' }

/** The test keys of all kits, for nothing else. */
const platform: Platform = {
  apiV3Key: testKeys.apiV3Key,
  publicKeyId: testKeys.publicKeyId,
  platformPrivateKey: createPrivateKey(testKeys.privateKey),
  certificate: testKeys.certificate,
}

/** The kit of an event, the same for the same input. @param now in ms */
export function kitOf(event: Event, now: number): Kit {
  const [usual] = event.shapes
  const all = Object.keys(kinds) as KindName[]
  return {
    event_type: event.eventType,
    now: Math.floor(now / 1000),
    keys: {
      apiV3Key: testKeys.apiV3Key,
      publicKeyId: testKeys.publicKeyId,
      publicKey: testKeys.publicKey,
      certificateSerial: testKeys.certificate.serial,
      certificate: testKeys.certificate.pem,
    },
    // A shape is as good as another one: the spoilt ones are of the usual.
    requests: event.shapes.flatMap(shape =>
      all.filter(kind => kinds[kind].taken || shape === usual).map(kind => requestOf(event, shape, kind, now)),
    ),
  }
}

function requestOf(event: Event, shape: Event['shapes'][number], kind: KindName, now: number): KitRequest {
  // A repetition is the first message, byte for byte.
  const seed = [event.eventType, shape.name ?? '', kind === 'duplicate' ? 'good' : kind].join(' ')
  const message = sealedMessage({ event, shape, resource: shape.example }, platform, kind, {
    id: uuidOf(seed),
    now,
    random: length => digestOf(`${seed} ${length}`).slice(0, length),
  })
  const { taken, text } = kinds[kind]
  return {
    kind,
    ...(shape.name && { shape: shape.name }),
    description: text,
    ...message,
    expected: taken
      ? { verdict: 'accept', status: [200, 204], resource: shape.example }
      : { verdict: 'refuse', status: kind === 'wrong-key' ? [400, 401, 500] : [401] },
  }
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function uuidOf(seed: string): string {
  return digestOf(seed).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5')
}
