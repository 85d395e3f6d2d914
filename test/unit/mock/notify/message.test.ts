import { createPublicKey, verify } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { readSite } from '../../../../.vitepress/site/pages.ts'
import { kitsOf } from '../../../../.vitepress/site/kits.ts'
import type { Kit, KitRequest } from '../../../../packages/wechatpay/notifications/kit.ts'
import { decryptResource } from '../../../../packages/mock/protocol.ts'
import { kinds, type KindName } from '../../../../packages/mock/notify/message.ts'

const { reference } = readSite({ strict: true })
const now = Date.parse('2026-11-20T10:34:57+08:00')
const kits = kitsOf(reference, now)

/** What a careful receiver finds wrong, from the outside to the inside; the plain text if nothing is. */
function found({ headers, body }: KitRequest, { keys, now: clock }: Kit): { fault: string } | { plain: string } {
  if (Math.abs(clock - Number(headers['Wechatpay-Timestamp'])) > 300) return { fault: 'time' }
  const pem = { [keys.publicKeyId]: keys.publicKey, [keys.certificateSerial]: keys.certificate }
  const key = pem[headers['Wechatpay-Serial']!]
  if (!key) return { fault: 'serial' }
  const text = `${headers['Wechatpay-Timestamp']}\n${headers['Wechatpay-Nonce']}\n${body}\n`
  const signature = Buffer.from(headers['Wechatpay-Signature']!, 'base64')
  if (!verify('sha256', Buffer.from(text), createPublicKey(key), signature)) return { fault: 'signature' }
  const { resource } = JSON.parse(body) as { resource: Parameters<typeof decryptResource>[0] }
  const plain = decryptResource(resource, keys.apiV3Key)
  return plain === undefined ? { fault: 'key' } : { plain }
}

const faults: Partial<Record<KindName, string>> = {
  'altered-body': 'signature',
  'wrong-signature': 'signature',
  'unknown-serial': 'serial',
  'stale': 'time',
  'probe': 'signature',
  'wrong-key': 'key',
}

test('the kit of an event has each of its shapes, signed by both keys, and every kind of spoilt one', () => {
  for (const [index, kit] of kits.entries()) {
    const { resources, eventType } = reference.notifications[index]!
    const made = (kind: KindName) => kit.requests.filter(request => request.kind === kind)
    expect(kit.event_type).toBe(eventType)
    for (const kind of Object.keys(kinds) as KindName[])
      expect(made(kind), kind).toHaveLength(kinds[kind].taken ? resources.length : 1)
  }
})

describe.each(Object.entries(kinds))('a message that is %s', (kind, { taken }) => {
  test(taken ? 'is right, and decrypts to the sample' : 'has just this fault', () => {
    for (const kit of kits)
      for (const request of kit.requests.filter(own => own.kind === kind)) {
        const { verdict, resource } = request.expected
        expect(verdict).toBe(taken ? 'accept' : 'refuse')
        expect(found(request, kit)).toEqual(
          taken ? { plain: JSON.stringify(resource) } : { fault: faults[kind as KindName] },
        )
      }
  })
})

test('a kit is the same each time, and its repetition is the first message to the byte', () => {
  expect(kitsOf(reference, now)).toEqual(kits)
  for (const { requests } of kits) {
    const [good, again] = ['good', 'duplicate'].map(kind => requests.find(request => request.kind === kind)!)
    expect({ headers: again!.headers, body: again!.body }).toEqual({ headers: good!.headers, body: good!.body })
  }
})

test('no message survives being parsed and written anew, in JavaScript or in PHP', () => {
  for (const { requests } of kits)
    for (const { body } of requests) expect(JSON.stringify(JSON.parse(body))).not.toBe(body)
})

test('a message says what it is: event, original type, summary', () => {
  const { requests } = kits.find(({ event_type: event }) => event === 'TRANSACTION.SUCCESS')!
  const said = (shape: string) => JSON.parse(requests.find(request => request.shape === shape)!.body) as object
  expect(said('merchant')).toMatchObject({
    create_time: '2026-11-20T10:34:57+08:00',
    resource_type: 'encrypt-resource',
    event_type: 'TRANSACTION.SUCCESS',
    summary: '支付成功',
    resource: { original_type: 'transaction', algorithm: 'AEAD_AES_256_GCM' },
  })
  expect(said('profitsharing')).toMatchObject({ resource: { original_type: 'profitsharing' } })
})
