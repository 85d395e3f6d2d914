import type { Mode } from '../../packages/wechatpay/modes.ts'
import type { Results } from './engine.ts'
import type { Kind } from './entries.ts'
import type { Request, Response } from './worker.ts'

/** The address of the data, without the site's base; set by plugin.ts. */
declare const __SEARCH_DATA__: string

export const dataAddress = __SEARCH_DATA__

/** The search, in a thread of its own: typing stays smooth while the index is made. */
export interface SearchClient {
  /** Whether the index is there; rejects with the reason why it is not. */
  ready: Promise<void>
  /** Answers once the index is there. */
  find: (query: string, most: Record<Kind, number>, mode?: Mode) => Promise<Results>
  close: () => void
}

/**
 * Starts the search and fetches its data.
 *
 * @param address of the data, with the site's base
 */
export function openSearch(address: string): SearchClient {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
  const waiting = new Map<number, (results: Results) => void>()
  let count = 0
  const ready = new Promise<void>((resolve, reject) => {
    worker.addEventListener('error', ({ message }) => reject(new Error(message || 'The worker could not be loaded.')))
    worker.addEventListener('message', ({ data }: MessageEvent<Response>) => {
      if ('ready' in data) resolve()
      else if ('failed' in data) reject(new Error(data.failed))
      else {
        waiting.get(data.id)?.(data.results)
        waiting.delete(data.id)
      }
    })
  })
  // Who asks gets the reason; nobody else has to.
  ready.catch(() => undefined)
  send({ load: new URL(address, location.href).href })
  return {
    ready,
    close: () => worker.terminate(),
    async find(query, most, mode) {
      await ready
      const id = ++count
      return new Promise(resolve => {
        waiting.set(id, resolve)
        send({ id, query, most, mode })
      })
    },
  }

  function send(request: Request): void {
    worker.postMessage(request)
  }
}
