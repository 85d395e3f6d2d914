import type { Connect, Plugin } from 'vite'
import type { Notification, Reference } from '../../packages/reference/model/model.ts'
import type { Event } from '../../packages/mock/notify/events.ts'
import { kitOf } from '../../packages/mock/notify/kit.ts'
import type { Kit } from '../../packages/wechatpay/notifications/kit.ts'
import { sampleDay } from '../../packages/wechatpay/sample-day.ts'
import { usualRetry } from '../../packages/wechatpay/notifications/words.ts'
import { base } from './address.ts'
import { readSite } from './pages.ts'
import { isFirstPart } from './parts.ts'

/** When all kits are sent; the day moves as that of samples does. */
const clock = 'T10:34:57+08:00'

/** The file of a notification's kit, by its address: `/kits/transaction-success.json`. */
export function kitAddress({ name }: Pick<Notification, 'name'>): string {
  return `/kits/${name}.json`
}

/** The text of a kit. */
export function kitText(notification: Notification): string {
  const now = Date.parse((process.env.SAMPLE_DAY ?? sampleDay) + clock)
  return `${JSON.stringify(kitOf(eventOf(notification), now), null, 1)}\n`
}

/** The kits of all notifications at a time, in ms. */
export function kitsOf({ notifications }: Pick<Reference, 'notifications'>, now: number): Kit[] {
  return notifications.map(notification => kitOf(eventOf(notification), now))
}

function eventOf({ eventType, title, originalType, retry, resources }: Notification): Event {
  return {
    eventType,
    title,
    originalType,
    retry: retry.length ? retry : usualRetry,
    shapes: resources.map(({ name, triggers, example }) => ({
      name,
      triggeredBy: Object.fromEntries(triggers.map(({ operationId, field }) => [operationId, field])),
      example: example as Record<string, unknown>,
    })),
  }
}

/**
 * Vite plugin that publishes the kits.
 *
 * @param reference what a build publishes; the dev server reads the descriptions anew for every request
 */
export function kits(reference: Reference): Plugin {
  return {
    name: 'wechatpay:kits',
    configureServer(server) {
      server.middlewares.use(serveKit)
    },
    generateBundle() {
      if (this.environment.name === 'ssr' || !isFirstPart) return
      for (const notification of reference.notifications)
        this.emitFile({ type: 'asset', fileName: kitAddress(notification).slice(1), source: kitText(notification) })
    },
  }
}

const serveKit: Connect.NextHandleFunction = (request, response, next) => {
  const [address = ''] = (request.url ?? '').split('?')
  if (!address.startsWith(`${base}kits/`)) return next()
  const { notifications } = readSite({ strict: false }).reference
  const own = notifications.find(notification => kitAddress(notification) === address.slice(base.length - 1))
  if (!own) return next()
  response.setHeader('Content-Type', 'application/json; charset=utf-8')
  response.end(kitText(own))
}
