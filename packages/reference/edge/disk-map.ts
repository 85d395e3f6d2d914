import { digest, type DiskCache } from './disk-cache.ts'

/** Small answers by what was asked, in memory, and on disk as one entry. */
export interface DiskMap {
  get<Value>(question: unknown[]): Value | undefined
  /** Gives the value back. */
  set<Value>(question: unknown[], value: Value): Value
  /**
   * Writes what was asked for since the start, if something new is among it: the rest belongs to texts that are no
   * more.
   */
  save(): void
}

/**
 * @param name of the entry
 * @param version what decides on all answers beside the questions
 */
export function diskMap(cache: DiskCache, name: string, version: string): DiskMap {
  const key = `${name}-${digest([version])}`
  const known = JSON.parse(cache.get(key) ?? '{}') as Record<string, unknown>
  const used: Record<string, unknown> = {}
  let isNew = false
  return {
    get<Value>(question: unknown[]) {
      const id = digest(question)
      if (id in known) used[id] = known[id]
      return known[id] as Value | undefined
    },
    set(question, value) {
      const id = digest(question)
      known[id] = used[id] = value
      isNew = true
      return value
    },
    save() {
      if (isNew) cache.set(key, JSON.stringify(used))
      isNew = false
    },
  }
}
