import type { PathReading } from './operations.ts'
import type { Problem } from './problems.ts'
import type { Schemas } from './schemas.ts'
import type { Source } from './source.ts'

/**
 * What an earlier reading has found out: the data of a valid file, and that a sample fits its schema. Only what has
 * passed is remembered.
 */
export interface Knowledge {
  get<Value>(question: unknown[]): Value | undefined
  set<Value>(question: unknown[], value: Value): Value
}

/** What one reading leaves for the next. */
export class Memory {
  /** What could be told of each file alone, by its name and for its text. */
  readonly sources = new Map<string, { source: Source; problems: Problem[] }>()
  #shared: (Source | string)[] = []
  #schemas?: Schemas
  #paths = new WeakMap<Source, PathReading>()

  /** @param known what is remembered from one process to the next */
  constructor(readonly known?: Knowledge) {}

  /** The shared schemas, read anew if one of the files that all others depend on has changed. */
  schemas(shared: (Source | string)[], read: () => Schemas): Schemas {
    const isSame =
      shared.length === this.#shared.length && shared.every((source, index) => source === this.#shared[index])
    if (this.#schemas && isSame) return this.#schemas
    this.#shared = shared
    this.#paths = new WeakMap()
    return (this.#schemas = read())
  }

  /** What the file of a path says, read anew if it or something shared has changed. */
  path(source: Source, read: () => PathReading): PathReading {
    let known = this.#paths.get(source)
    if (!known) this.#paths.set(source, (known = read()))
    return known
  }
}
