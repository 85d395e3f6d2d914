import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'

/** What rendering leaves for VitePress beside the HTML: links, front matter, headings and so on; plain data. */
export type PageEnvironment = Record<string, unknown>

export interface WorkerData {
  root: string
  base: string
  /** Whether a type error stops the build. */
  strict: boolean
}

/** A page to be rendered. */
export interface Job {
  id: number
  src: string
  env: PageEnvironment
  /** The module that its programs import as `./wechatpay`; absent where it has none. */
  declaration?: string
}

export type Answer = { id: number } & Rendered | { id: number, error: string }

export interface Rendered {
  html: string
  env: PageEnvironment
  /** Whether it can be remembered: it shows no type errors, which a strict build would not let pass. */
  final: boolean
}

/** More pages a message would make the other workers wait at the end; fewer, more programs. */
const batch = 64

/**
 * Renders pages on all cores. The first page starts the workers; those that wait meanwhile are handed out together.
 *
 * @param most the largest number of workers
 */
export class RenderPool {
  #workers: Worker[] = []
  #idle: Worker[] = []
  #queue: Job[] = []
  readonly #waiting = new Map<number, { resolve: (rendered: Rendered) => void, reject: (error: Error) => void }>()
  #jobs = 0

  constructor(readonly data: WorkerData, readonly most = Math.min(availableParallelism(), 4)) {}

  /** @throws Error with the compiler's message where a program of the page has a type error */
  render(src: string, env: PageEnvironment, declaration?: string): Promise<Rendered> {
    this.start()
    return new Promise((resolve, reject) => {
      const id = this.#jobs++
      this.#waiting.set(id, { resolve, reject })
      this.#queue.push({ id, src, env, declaration })
      this.#handOut()
    })
  }

  /** Starts the workers before the first page asks. */
  start(): void {
    while (this.#workers.length < this.most) {
      const worker = new Worker(join(this.data.root, '.vitepress/render/worker.mjs'), { workerData: this.data })
      this.#workers.push(worker)
      worker.on('message', (message: Answer | 'ready') => {
        if (message === 'ready') {
          this.#idle.push(worker)
          this.#handOut()
        } else this.#settle(message)
      })
      worker.on('error', error => this.#fail(error))
      // A page that waits keeps the process alive; a worker that does does not.
      worker.unref()
    }
  }

  /** Ends the workers; the next page starts new ones. */
  async stop(): Promise<void> {
    const workers = this.#workers
    this.#workers = []
    this.#idle = []
    await Promise.all(workers.map(worker => worker.terminate()))
  }

  #handOut(): void {
    while (this.#idle.length && this.#queue.length) {
      const worker = this.#idle.pop()!
      worker.ref()
      worker.postMessage(this.#queue.splice(0, Math.min(batch, Math.ceil(this.#queue.length / this.#workers.length))))
    }
  }

  #settle(answer: Answer): void {
    const { resolve, reject } = this.#waiting.get(answer.id)!
    this.#waiting.delete(answer.id)
    if (!this.#waiting.size) for (const worker of this.#workers) worker.unref()
    if ('error' in answer) reject(new Error(answer.error))
    else resolve(answer)
  }

  #fail(error: unknown): void {
    for (const { reject } of this.#waiting.values()) reject(error as Error)
    this.#waiting.clear()
    this.#queue = []
    void this.stop()
  }
}
