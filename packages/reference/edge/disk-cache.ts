import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const day = 86_400_000

/** Texts on disk, by keys that say all that the texts depend on. What cannot be read is as good as absent. */
export class DiskCache {
  /**
   * @param folder made when it is needed; several processes may share it
   * @param limit what `prune` leaves, in bytes
   */
  constructor(
    readonly folder: string,
    readonly limit = 400 * 1024 * 1024,
  ) {}

  /** Undefined if there is no such entry, or a damaged one. */
  get(key: string): string | undefined {
    const file = join(this.folder, key)
    let entry: string
    try {
      entry = readFileSync(file, 'utf8')
      // An entry that is used stays; once a day is enough to know that.
      if (Date.now() - statSync(file).mtimeMs > day) utimesSync(file, new Date(), new Date())
    } catch {
      return undefined
    }
    const end = entry.indexOf('\n')
    const text = entry.slice(end + 1)
    return entry.slice(0, end) === digest([text]) ? text : undefined
  }

  /**
   * Moved into place whole, so that a process that is killed leaves no half entry; threads of one process may write
   * the same one.
   */
  set(key: string, text: string): void {
    mkdirSync(this.folder, { recursive: true })
    const temporary = join(this.folder, `${key}.${randomUUID()}.tmp`)
    writeFileSync(temporary, `${digest([text])}\n${text}`)
    renameSync(temporary, join(this.folder, key))
  }

  /** Removes what was not used for longest until the rest is within the limit, and what a killed process left. */
  prune(): void {
    let files: { file: string; size: number; used: number }[]
    try {
      files = readdirSync(this.folder).map(name => {
        const file = join(this.folder, name)
        const { size, mtimeMs } = statSync(file)
        return { file, size, used: name.endsWith('.tmp') && Date.now() - mtimeMs > day ? 0 : mtimeMs }
      })
    } catch {
      // No folder yet, or another process prunes at the same time: nothing that has to be done now.
      return
    }
    let total = files.reduce((sum, { size }) => sum + size, 0)
    for (const { file, size, used } of files.toSorted((a, b) => a.used - b.used)) {
      if (total <= this.limit && used > 0) break
      rmSync(file, { force: true })
      total -= size
    }
  }
}

/** A key of texts, or of anything else that JSON can say. */
export function digest(parts: unknown[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(typeof part === 'string' ? part : (JSON.stringify(part) ?? '')).update('\0')
  return hash.digest('hex').slice(0, 32)
}
