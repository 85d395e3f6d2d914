import { digest, type DiskCache } from './disk-cache.ts'
import type { Knowledge } from './reference/read.ts'

/**
 * What reading has found out, kept on disk from one process to the next as one entry; `save` writes it where there is something new.
 *
 * @param version what else decides on the answers: the reader's own code and its libraries
 */
export function knowledge(cache: DiskCache, version: string): Knowledge & { save(): void } {
  const key = `descriptions-${version}`
  const known = JSON.parse(cache.get(key) ?? '{"data":{},"fitting":[]}') as { data: Record<string, unknown>, fitting: string[] }
  const fitting = new Set(known.fitting)
  const used = { data: {} as Record<string, unknown>, fitting: new Set<string>() }
  let isNew = false
  const idOf = (file: string, text: string) => digest([file, text])
  return {
    data(file, text) {
      const id = idOf(file, text)
      const data = known.data[id]
      if (data !== undefined) used.data[id] = data
      return data
    },
    addData(file, text, data) {
      used.data[idOf(file, text)] = data
      isNew = true
    },
    fits(question) {
      const id = digest([question])
      if (!fitting.has(id)) return false
      used.fitting.add(id)
      return true
    },
    addFitting(question) {
      const id = digest([question])
      used.fitting.add(id)
      fitting.add(id)
      isNew = true
    },
    // What was not asked for belongs to texts that are no more.
    save() {
      if (isNew) cache.set(key, JSON.stringify({ data: used.data, fitting: [...used.fitting] }))
      isNew = false
    },
  }
}
