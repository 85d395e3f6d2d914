import { renameSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { build } from 'rolldown'
import { writeIfChanged } from '../../packages/reference/edge/files.ts'
import type { PageText } from './page-texts.ts'

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
  /** Under which it is remembered on disk. */
  key: string
  /** The module that its programs import as `./wechatpay`; absent where it has none. */
  declaration?: string
}

export interface Rendered {
  /** For Vue. */
  template: string
  env: PageEnvironment
}

/** A page as it is on disk. */
export interface Remembered extends Rendered {
  text?: PageText
}

/** A page as it comes from a worker: its text is bytes, which are handed over, not copied. */
export interface Delivered extends Rendered {
  text?: { id: string; html: Uint8Array }
}

export type Answer = ({ id: number } & Delivered) | { id: number; error: string }

/** More pages a message would make the other workers wait at the end; fewer, more programs. */
const batch = 64

/**
 * Renders pages on all cores. The first page starts the workers; those that wait meanwhile are handed out together.
 */
export class RenderPool {
  #starting: Promise<void> | undefined
  /** Each with what it has been given and not yet answered. */
  readonly #workers = new Map<Worker, Set<Job>>()
  #idle: Worker[] = []
  #queue: Job[] = []
  readonly #waiting = new Map<number, { resolve: (rendered: Delivered) => void; reject: (error: Error) => void }>()
  #jobs = 0
  #heap: number | undefined

  /**
   * @param most the largest number of workers
   * @param heap what a worker's heap should keep to, in MB. A batch needs 400 today and leaves as much behind, which
   *   the runtime would let pile up to gigabytes; a worker that cannot do with it, because the API has grown, is
   *   replaced by one without a limit.
   */
  constructor(
    readonly data: WorkerData,
    readonly most = Math.min(availableParallelism(), 4),
    heap = 800,
  ) {
    this.#heap = heap
  }

  /** @throws Error with the compiler's message where a program of the page has a type error */
  render(src: string, env: PageEnvironment, key: string, declaration?: string): Promise<Delivered> {
    this.start()
    return new Promise((resolve, reject) => {
      const id = this.#jobs++
      this.#waiting.set(id, { resolve, reject })
      this.#queue.push({ id, src, env, key, declaration })
      this.#handOut()
    })
  }

  /** Starts the workers before the first page asks. */
  start(): void {
    this.#starting ??= this.#startAll().catch((error: unknown) => this.#fail(error))
  }

  /** Ends the workers; the next page starts new ones. */
  async stop(): Promise<void> {
    const workers = [...this.#workers.keys()]
    this.#workers.clear()
    this.#idle = []
    this.#starting = undefined
    await Promise.all(workers.map(worker => worker.terminate()))
  }

  async #startAll(): Promise<void> {
    const file = await bundledWorker(this.data.root)
    for (let count = 0; count < this.most; count++) this.#startOne(file)
  }

  #startOne(file: string): void {
    const limit = this.#heap
    // Most of what a batch makes is of no use a moment later: a large first generation is cheap to clear.
    const worker = new Worker(file, {
      workerData: this.data,
      resourceLimits: { maxYoungGenerationSizeMb: 96, ...(limit && { maxOldGenerationSizeMb: limit }) },
    })
    const given = new Set<Job>()
    this.#workers.set(worker, given)
    worker.on('message', (message: Answer | 'ready') => {
      if (message === 'ready') {
        this.#idle.push(worker)
        this.#handOut()
      } else this.#settle(given, message)
    })
    worker.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ERR_WORKER_OUT_OF_MEMORY' || !limit) return this.#fail(error)
      this.#heap = undefined
      this.#workers.delete(worker)
      this.#queue.unshift(...given)
      this.#startOne(file)
    })
    // A page that waits keeps the process alive; a worker that does does not.
    if (!this.#waiting.size) worker.unref()
  }

  #handOut(): void {
    while (this.#idle.length && this.#queue.length) {
      const worker = this.#idle.pop()!
      const jobs = this.#queue.splice(0, Math.min(batch, Math.ceil(this.#queue.length / this.#workers.size)))
      for (const job of jobs) this.#workers.get(worker)!.add(job)
      worker.ref()
      worker.postMessage(jobs)
    }
  }

  #settle(given: Set<Job>, answer: Answer): void {
    for (const job of given) if (job.id === answer.id) given.delete(job)
    const { resolve, reject } = this.#waiting.get(answer.id)!
    this.#waiting.delete(answer.id)
    if (!this.#waiting.size) for (const worker of this.#workers.keys()) worker.unref()
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

/**
 * The code of a worker as one file of JavaScript: Node.js 20 reads no TypeScript, and a loader that does takes a
 * thread and a second for each worker.
 */
async function bundledWorker(root: string): Promise<string> {
  const {
    output: [{ code }],
  } = await build({
    input: join(root, '.vitepress/render/worker.ts'),
    platform: 'node',
    external: /^[^./]/,
    write: false,
  })
  const file = join(root, '.vitepress/cache/render/worker.mjs')
  // Moved into place whole: another build may be starting its workers from it.
  const temporary = `${file}.${process.pid}`
  writeIfChanged(temporary, code)
  renameSync(temporary, file)
  return file
}
