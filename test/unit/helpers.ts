import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url))

/** The folder of a test file, which asks with its `import.meta.url`. */
export function folderOf(url: string): string {
  return dirname(fileURLToPath(url))
}

/** The text of every file below a folder, by its path relative to the folder, sorted. */
export function textFiles(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .sort()
  return new Map(files.map(file => [relative(folder, file).split(sep).join('/'), readFileSync(file, 'utf8')]))
}

/** The files of an `input` folder as `read` takes them: as if they stood in `docs/openapi`. */
export function descriptions(input: Map<string, string>): Map<string, string> {
  return new Map(
    [...input].filter(([file]) => /\.ya?ml$/.test(file)).map(([file, text]) => [`docs/openapi/${file}`, text]),
  )
}

/** A root description that knows the product 产品, and the files given, which stand in `docs/openapi`. */
export function withRoot(files: Record<string, string>): Map<string, string> {
  return descriptions(new Map([['openapi.yaml', rootText], ...Object.entries(files)]))
}

const rootText = `openapi: 3.1.0
info: { title: 测试, version: 1.0.0 }
servers: [{ url: 'https://api.mch.weixin.qq.com' }]
tags: [{ name: 产品, x-slug: product }]
`
