import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { digest } from './disk-cache.ts'

/** What a result depends on beside its input. */
export interface CodeOf {
  /** The files of code that make it, relative to the project; all that they import counts, too. */
  entries: string[]
  /** Files that are read rather than imported: settings, say. */
  files?: string[]
}

/** All that decides on what code does: its files and the versions of the libraries that these use. */
export interface Closure {
  /** Relative to the project, sorted. */
  files: string[]
  /** The packages that they import, with their locked versions and those of what these need: `vue@3.5.45`. */
  packages: string[]
}

/**
 * A digest that changes with the code that makes a result, and with no other.
 *
 * @param root the project's folder
 */
export function codeVersion(root: string, code: CodeOf): string {
  const { files, packages } = closureOf(root, code)
  return digest([packages, ...files.map(file => `${file}\n${readFileSync(join(root, file), 'utf8')}`)])
}

/** @throws Error if an import leads to no file, or a package is not in the lock file */
export function closureOf(root: string, { entries, files = [] }: CodeOf): Closure {
  const found = new Set(files)
  const names = new Set<string>()
  const visit = (file: string): void => {
    if (found.has(file)) return
    found.add(file)
    if (!/\.(?:ts|mjs|vue)$/.test(file)) return
    for (const source of importsOf(readFileSync(join(root, file), 'utf8'))) {
      if (source.startsWith('.')) visit(fileOf(root, file, source))
      else if (!source.startsWith('node:')) names.add(packageOf(source))
    }
  }
  for (const entry of entries) visit(entry)
  return { files: [...found].sort(), packages: lockedVersions(root, [...names]) }
}

/** Statements as Prettier lays them out, at the left edge; those of types only are gone when the code runs. */
const statement =
  /^(?:import|export)\s+(?!type\s)(?:(?:\*(?:\s+as\s+\w+)?|\w+|(?:\w+,\s*)?\{[^}]*\})\s+from\s+)?'([^']+)'/gm
const dynamic = /\bimport\(\s*'([^']+)'/g
const required = /\b(?:require|createRequire\(.*\))\('([^']+)'\)/g
/** Workers and data beside the code. */
const beside = /\bnew URL\(\s*'([^']+\.\w+)',\s*import\.meta\.url/g

function importsOf(text: string): string[] {
  const found = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, source]) => source!)
  return [...found(statement), ...found(dynamic), ...found(required), ...found(beside).map(source => `./${source}`)]
}

function fileOf(root: string, from: string, source: string): string {
  const file = posix.join(dirname(from), source.replace(/\?.*$/, ''))
  if (!existsSync(join(root, file))) throw new Error(`${from} imports ${source}, which is not there.`)
  return file
}

/** `ajv/dist/2020.js` -> `ajv`, `@shikijs/twoslash` as it is. */
function packageOf(source: string): string {
  return source
    .split('/')
    .slice(0, source.startsWith('@') ? 2 : 1)
    .join('/')
}

interface Locked {
  version?: string
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
}

/** The packages and all that they need, with their versions, as the lock file has them. */
function lockedVersions(root: string, names: string[]): string[] {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Locked>
  }
  const found = new Map<string, string>()
  const visit = (name: string, from: string): void => {
    const place = placeOf(packages, name, from)
    if (place === undefined || found.has(place)) return
    const { version, dependencies, optionalDependencies } = packages[place]!
    found.set(place, `${name}@${version}`)
    for (const inner of Object.keys({ ...dependencies, ...optionalDependencies })) visit(inner, place)
  }
  for (const name of names) visit(name, '')
  return [...new Set(found.values())].sort()
}

/** Where Node.js would find a package, from the folder of another one upward. */
function placeOf(packages: Record<string, Locked>, name: string, from: string): string | undefined {
  const above = from
    .split('/node_modules/')
    .map((_, index, parts) => parts.slice(0, parts.length - index).join('/node_modules/'))
  return [...above.map(folder => `${folder}/node_modules/${name}`), `node_modules/${name}`].find(
    place => packages[place],
  )
}
