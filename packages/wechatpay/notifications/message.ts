import type { Notification, Resource } from '../../reference/model/model.ts'

/** The members of a message around what it carries, whoever encrypts that. */
export interface MessageParts {
  id: string
  /** RFC 3339. */
  create_time: string
  resource_type: 'encrypt-resource'
  event_type: string
  summary: string
  resource: { original_type: string } & Sealed
}

/** What AES-256-GCM makes of a resource. */
export interface Sealed {
  algorithm: 'AEAD_AES_256_GCM'
  ciphertext: string
  associated_data: string
  nonce: string
}

/** What a message says of itself. */
export type Announced = Pick<Notification, 'eventType' | 'title' | 'originalType'>

/**
 * What a message calls the thing that it carries; where no source tells, the first word of its event type.
 *
 * @param shape the name of the resource
 */
export function originalTypeOf({ originalType, eventType }: Announced, shape: string | undefined): string {
  // The one shape of an event that comes under another type.
  if (eventType === 'TRANSACTION.SUCCESS' && shape === 'profitsharing') return 'profitsharing'
  return originalType ?? eventType.split('.')[0]!.toLowerCase()
}

/** A message, its members in the order of the platform's. @param shape the name of the resource */
export function messageOf(
  notification: Announced,
  shape: string | undefined,
  { id, create_time }: Pick<MessageParts, 'id' | 'create_time'>,
  { algorithm, ciphertext, associated_data, nonce }: Sealed,
): MessageParts {
  return {
    id,
    create_time,
    resource_type: 'encrypt-resource',
    event_type: notification.eventType,
    summary: notification.title.replace(/(?:通知|的回调)$/, ''),
    resource: { original_type: originalTypeOf(notification, shape), algorithm, ciphertext, associated_data, nonce },
  }
}

const shownHead = [
  'POST /notify HTTP/1.1',
  'Host: www.example.com',
  'Content-Type: application/json',
  'Wechatpay-Timestamp: 1795142097',
  'Wechatpay-Nonce: EcavcWgRT7yVj3RmMpGAXtmM5QC3vTuB',
  'Wechatpay-Serial: PUB_KEY_ID_0114232134912410000000000000',
  'Wechatpay-Signature-Type: WECHATPAY2-SHA256-RSA2048',
  'Wechatpay-Signature: （签名，Base64）',
]

/** The message as a page shows it, with notes where cipher text and signature stand. */
export function shownMessage(notification: Notification, resource: Resource): string {
  const message = messageOf(
    notification,
    resource.name,
    { id: 'e8a5c7d2-3f10-5b6e-9c41-7a2d0f8b6e13', create_time: '2026-11-20T10:34:57+08:00' },
    {
      algorithm: 'AEAD_AES_256_GCM',
      ciphertext: '（密文，Base64）',
      associated_data: originalTypeOf(notification, resource.name),
      nonce: 'fdasflkja484',
    },
  )
  return [...shownHead, '', JSON.stringify(message)].join('\n')
}

/** The body of a notification in OpenAPI's words: the envelope, and in its cipher text one of the resources. */
export function requestBodyOf(webhook: Record<string, unknown>): object {
  const event_type = { enum: [webhook['x-event-type']] }
  const own = { type: 'object', properties: { event_type, resource: sealedSchema(webhook) } }
  const schema = { allOf: [{ $ref: '#/components/schemas/Notification' }, own] }
  return { required: true, content: { 'application/json': { schema } } }
}

/** What `resource` holds: once decrypted, one of the shapes. */
function sealedSchema(webhook: Record<string, unknown>): object {
  const resources = webhook['x-resources'] as { name?: string; title?: string; description?: string; schema: object }[]
  const schemas = resources.map(({ title, description, schema }) => ({
    ...(title && { title, description }),
    ...schema,
  }))
  const originalType = webhook['x-original-type']
  const ciphertext = {
    type: 'string',
    contentEncoding: 'base64',
    contentMediaType: 'application/json',
    contentSchema: schemas.length === 1 ? schemas[0] : { anyOf: schemas },
  }
  const hasOneType = originalType !== undefined && resources.length === 1
  return { type: 'object', properties: { ...(hasOneType && { original_type: { enum: [originalType] } }), ciphertext } }
}
