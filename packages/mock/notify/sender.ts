import type { Message } from './message.ts'

/** One try to deliver a notification. */
export interface Attempt {
  /** When it began, in ms since 1970. */
  at: number
  /** The HTTP status of the answer; absent if there was none. */
  status?: number
  /** Why there was no answer. */
  error?: string
}

/** A notification on its way. */
export interface Delivery {
  id: string
  eventType: string
  to: string
  attempts: Attempt[]
  outcome: 'pending' | 'delivered' | 'given-up'
}

export interface SenderOptions {
  /** How many times faster than the platform it tries again; 1 if left out. */
  speed?: number
  /** How long a receiver may take, in ms; the platform's five seconds if left out. */
  timeout?: number
  /** How many deliveries are remembered, finished ones being forgotten first; 20,000 if left out. */
  remembered?: number
  /** Whether it may send to other machines. */
  remote?: boolean
  /** Is told of every attempt. */
  onAttempt?: (delivery: Delivery) => void
}

/** Sends notifications, and again on the platform's schedule while nobody takes them. */
export class Sender {
  readonly deliveries: Delivery[] = []
  readonly #options: Required<Omit<SenderOptions, 'onAttempt'>> & Pick<SenderOptions, 'onAttempt'>
  readonly #waiting = new Map<ReturnType<typeof setTimeout>, () => void>()
  #isStopped = false

  constructor({ speed = 1, timeout = 5000, remembered = 20_000, remote = false, onAttempt }: SenderOptions = {}) {
    this.#options = { speed, timeout, remembered, remote, onAttempt }
  }

  /**
   * Delivers a notification.
   *
   * @param to the address of the receiver
   * @param message is asked for each attempt: the platform signs anew
   * @param retry the intervals between attempts; none for a single one
   * @returns how it ended, once it has
   * @throws Error if the address is of another machine, and that is not allowed
   */
  async send(
    { id, eventType }: Pick<Delivery, 'id' | 'eventType'>,
    to: string,
    message: () => Message,
    retry: string[] = [],
  ): Promise<Delivery> {
    this.check(to)
    const delivery: Delivery = { id, eventType, to, attempts: [], outcome: 'pending' }
    this.#remember(delivery)
    for (const interval of ['0s', ...retry]) {
      await this.#wait(millisecondsOf(interval) / this.#options.speed)
      if (this.#isStopped) return delivery
      await this.#attempt(delivery, message())
      if (delivery.outcome === 'delivered') return delivery
    }
    delivery.outcome = 'given-up'
    return delivery
  }

  /** @throws Error if notifications cannot be sent to an address */
  check(to: string): void {
    if (!/^https?:\/\//.test(to) || !URL.canParse(to)) throw new Error(`${to} 不是 http 地址。`)
    const { hostname } = new URL(to)
    if (!this.#options.remote && !/^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname))
      throw new Error(`${hostname} 不是本机。确实要发到别处，加上 --remote。`)
  }

  /** Ends all that is under way. */
  stop(): void {
    this.#isStopped = true
    for (const [timer, end] of this.#waiting) {
      clearTimeout(timer)
      end()
    }
  }

  async #attempt(delivery: Delivery, { headers, body }: Message): Promise<void> {
    const attempt: Attempt = { at: Date.now() }
    try {
      const response = await fetch(delivery.to, {
        method: 'POST',
        headers,
        body,
        redirect: 'manual',
        signal: AbortSignal.timeout(this.#options.timeout),
      })
      attempt.status = response.status
      await response.body?.cancel()
    } catch (error) {
      const { name, cause, message } = error as Error & { cause?: { code?: string } }
      attempt.error = name === 'TimeoutError' ? '没有及时应答' : (cause?.code ?? message)
    }
    delivery.attempts.push(attempt)
    if (attempt.status !== undefined && attempt.status >= 200 && attempt.status < 300) delivery.outcome = 'delivered'
    this.#options.onAttempt?.(delivery)
  }

  #remember(delivery: Delivery): void {
    this.deliveries.push(delivery)
    if (this.deliveries.length <= this.#options.remembered) return
    const finished = this.deliveries.findIndex(({ outcome }) => outcome !== 'pending')
    if (finished >= 0) this.deliveries.splice(finished, 1)
  }

  #wait(time: number): Promise<void> {
    if (!time || this.#isStopped) return Promise.resolve()
    return new Promise(resolve => {
      const timer = setTimeout(end, time)
      const waiting = this.#waiting
      waiting.set(timer, end)
      function end() {
        waiting.delete(timer)
        resolve()
      }
    })
  }
}

const units = { s: 1000, m: 60_000, h: 3_600_000 }

/** `3m` -> 180000 */
function millisecondsOf(interval: string): number {
  return parseInt(interval, 10) * units[interval.at(-1) as keyof typeof units]
}
