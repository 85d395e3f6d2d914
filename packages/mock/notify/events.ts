import type { Document } from '../document.ts'

export type Json = Record<string, unknown>

/** A notification that the mock can send, as the bundled description has it. */
export interface Event {
  /** `TRANSACTION.SUCCESS` */
  eventType: string
  title: string
  originalType?: string
  /** After how long it is sent again while nobody takes it: `15s`, `3m`, `6h`. */
  retry: string[]
  /** What it may carry, the usual shape first. */
  shapes: Shape[]
}

/** A shape of what a notification carries. */
export interface Shape {
  /** Absent where there is one only. */
  name?: string
  /** The operationIds that ask for it, with the field where they do. */
  triggeredBy: Record<string, string>
  /** What it is like. */
  example: Json
}

interface Webhook {
  'summary': string
  'x-event-type': string
  'x-former-event-types'?: string[]
  'x-original-type'?: string
  'x-retry'?: string
  'x-resources': { name?: string; triggeredBy?: Record<string, string>; example: Json }[]
}

/** The platform's usual intervals, which stand in where no source tells those of a notification. */
const usualRetry = '15s/15s/30s/3m/10m/20m/30m/30m/30m/60m/3h/3h/3h/6h/6h'

/** The notifications of a description by event type; one that had another name before is found by that, too. */
export function eventsOf({ webhooks = {} }: Pick<Document, 'webhooks'>): Map<string, Event> {
  const all = Object.values(webhooks).map(({ post }) => post as unknown as Webhook)
  return new Map(
    all.flatMap(webhook => {
      const event = eventOf(webhook)
      return [event.eventType, ...(webhook['x-former-event-types'] ?? [])].map(name => [name, event] as const)
    }),
  )
}

function eventOf(webhook: Webhook): Event {
  return {
    eventType: webhook['x-event-type'],
    title: webhook.summary,
    originalType: webhook['x-original-type'],
    retry: (webhook['x-retry'] ?? usualRetry).split('/'),
    shapes: webhook['x-resources'].map(({ name, triggeredBy = {}, example }) => ({ name, triggeredBy, example })),
  }
}

/**
 * The shape of a name; the first one if none is named.
 *
 * @throws Error that lists the names if there is no such shape
 */
export function shapeOf({ eventType, shapes }: Event, name?: string): Shape {
  const shape = name === undefined ? shapes[0] : shapes.find(own => own.name === name)
  if (shape) return shape
  const names = shapes.map(own => own.name).filter(own => own !== undefined)
  throw new Error(`${eventType} 没有 ${name} 这种内容，${names.length ? `有 ${names.join('、')}` : '它只有一种'}。`)
}
