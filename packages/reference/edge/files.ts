import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'

/** The edge to the disk: everything else in this folder goes from text to text. */

/**
 * The files of a folder and those below it.
 *
 * @param root the project's folder
 * @param folder relative to it
 * @param ending of the names that count: `.yaml`
 * @returns paths relative to `root`, with `/`, sorted
 */
export function listFiles(root: string, folder: string, ending: string): string[] {
  const top = join(root, folder)
  if (!existsSync(top)) return []
  return readdirSync(top, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name.endsWith(ending))
    .map(entry => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort()
}

/** The text of all descriptions, by path relative to the project: what `read` takes. */
export function descriptionFiles(root: string): Map<string, string> {
  const files = [...listFiles(root, 'docs/openapi', '.yaml'), ...listFiles(root, 'docs/openapi', '.yml')]
  return new Map(files.map(file => [file, readFileSync(join(root, file), 'utf8')]))
}

/**
 * Writes a file only if its text is another one, so that watchers and caches see real changes only. Says whether it
 * wrote.
 */
export function writeIfChanged(file: string, text: string): boolean {
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return false
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  return true
}
