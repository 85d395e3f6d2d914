import { sign } from 'node:crypto'
import { messageOf } from '../../wechatpay/notifications/message.ts'
import type { Keys } from '../keys.ts'
import { encryptResource } from '../protocol.ts'
import type { Event, Json, Shape } from './events.ts'

/** What a message is signed and encrypted with. */
export type Platform = Pick<Keys, 'apiV3Key' | 'platformPrivateKey' | 'publicKeyId'> & {
  certificate: Pick<Keys['certificate'], 'serial'>
}

/** A request to the address of a receiver, before it is sent. */
export interface Message {
  headers: Record<string, string>
  /** In UTF-8, these bytes are what is signed. */
  body: string
}

interface Kind {
  /** Whether a receiver should take it. */
  taken: boolean
  /** What is wrong with it, or special. */
  text: string
}

/** The messages that a receiver has to tell apart. */
export const kinds = {
  'good': { taken: true, text: '正确，由微信支付公钥签名' },
  'certificate': { taken: true, text: '正确，由平台证书签名' },
  'duplicate': { taken: true, text: '与第一个相同，又来一次' },
  'altered-body': { taken: false, text: '签名之后改了报文' },
  'wrong-signature': { taken: false, text: '签名不是微信支付的' },
  'unknown-serial': { taken: false, text: 'Wechatpay-Serial 不认识' },
  'stale': { taken: false, text: '时间戳是 10 分钟以前的' },
  'probe': { taken: false, text: '探测：签名以 WECHATPAY/SIGNTEST/ 开头' },
  'wrong-key': { taken: false, text: '用别的 APIv3 密钥加密' },
} as const satisfies Record<string, Kind>
export type KindName = keyof typeof kinds

export function isKind(name: string): name is KindName {
  return Object.hasOwn(kinds, name)
}

/** What is different each time. */
export interface Moment {
  /** The message's, which a repetition keeps. */
  id: string
  /** In ms. */
  now: number
  /** Letters and digits, this many. */
  random: (length: number) => string
}

/** In seconds: twice what a receiver should allow. */
const tooOld = 600

/**
 * A notification as the platform sends it, or spoilt.
 *
 * @param resource what it carries, in plain text
 */
export function sealedMessage(
  { event, shape, resource }: { event: Event; shape: Shape; resource: Json },
  platform: Platform,
  kind: KindName,
  { id, now, random }: Moment,
): Message {
  const seconds = Math.floor(now / 1000) - (kind === 'stale' ? tooOld : 0)
  const apiV3Key = kind === 'wrong-key' ? random(32) : platform.apiV3Key
  const sealed = encryptResource(JSON.stringify(resource), apiV3Key, event.originalType ?? '', random(12))
  const body = asWritten(messageOf(event, shape.name, { id, create_time: beijingTime(now) }, sealed))
  const nonce = random(32)
  const signature = sign('sha256', Buffer.from(`${seconds}\n${nonce}\n${body}\n`), platform.platformPrivateKey)
  return {
    headers: {
      'Content-Type': 'application/json',
      'User-Agent': 'Mozilla/4.0',
      'Request-ID': id,
      'Wechatpay-Timestamp': String(seconds),
      'Wechatpay-Nonce': nonce,
      'Wechatpay-Serial': serialOf(kind, platform),
      'Wechatpay-Signature-Type': 'WECHATPAY2-SHA256-RSA2048',
      'Wechatpay-Signature': spoiltSignature(kind, signature),
    },
    body: kind === 'altered-body' ? body.replace('"resource_type"', ' "resource_type"') : body,
  }
}

/**
 * JSON that does not survive being parsed and written anew: one character is escaped, others are not. Whoever verifies
 * anything but the bytes that came will notice.
 */
function asWritten(message: object): string {
  return JSON.stringify(message).replace(
    /[\u0080-\uffff]/,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function serialOf(kind: KindName, { publicKeyId, certificate }: Platform): string {
  if (kind === 'certificate') return certificate.serial
  return kind === 'unknown-serial' ? publicKeyId.replace(/\d{6}$/, '999999') : publicKeyId
}

function spoiltSignature(kind: KindName, signature: Buffer): string {
  if (kind === 'wrong-signature') return Buffer.from(signature.map(byte => byte ^ 0x55)).toString('base64')
  const text = signature.toString('base64')
  return kind === 'probe' ? `WECHATPAY/SIGNTEST/${text}` : text
}

/** RFC 3339, in the platform's time zone: `2026-11-20T10:34:56+08:00`. @param time in ms */
export function beijingTime(time: number): string {
  return `${new Date(time + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`
}
