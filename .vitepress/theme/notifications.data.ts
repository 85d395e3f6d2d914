import { defineLoader } from 'vitepress'
import { kitAddress } from '../site/kits.ts'
import { lastReading } from '../site/pages.ts'

/** A notification for the page of kits. */
export interface ListedNotification {
  eventType: string
  title: string
  /** Of its kit. */
  address: string
}

declare const data: ListedNotification[]
export { data }

export default defineLoader({
  watch: ['../../docs/openapi/webhooks/*.yaml'],
  load: (): ListedNotification[] =>
    lastReading().reference.notifications.map(notification => ({
      eventType: notification.eventType,
      title: notification.title,
      address: kitAddress(notification),
    })),
})
