import type { Dialect } from '../dialect.ts'
import { descriptionFileOf } from '../model/model.ts'
import { kindOf, rootFile, type Kind } from './kinds.ts'
import type { Memory } from './memory.ts'
import { clashingPaths } from './names.ts'
import type { Finding, Problem } from './problems.ts'
import { pointerOf, Source } from './source.ts'
import { Spot } from './spot.ts'
import { formFindings } from './form.ts'
import { valueFindings } from './values.ts'

/** The files of a description by what they are, those left out that are broken as a whole. */
export interface Sources {
  root?: Source
  schemas: Map<string, Source>
  /** The names of the schemas whose files are broken. */
  brokenSchemas: string[]
  paths: Map<string, Source>
  /** The notifications by name. */
  webhooks: Map<string, Source>
  /** The names of the notifications that have a file, be it a broken one. */
  describedWebhooks: string[]
  /** The paths that have a file, be it a broken one. */
  described: string[]
}

/** Parses the files, in the order of their names, and looks at the form of each. */
export function readSources(
  dialect: Dialect,
  files: Map<string, string>,
  memory: Memory,
  problems: Problem[],
): Sources {
  const sources: Sources = {
    schemas: new Map(),
    brokenSchemas: [],
    paths: new Map(),
    described: [],
    webhooks: new Map(),
    describedWebhooks: [],
  }
  for (const file of [...files.keys()].sort()) {
    const kind = kindOf(file, Object.keys(dialect.protocols))
    const read = readSource(dialect, file, files.get(file)!, kind, memory)
    problems.push(...read.problems)
    sort(sources, kind, read.problems.length ? undefined : read.source)
  }
  if (!sources.root && !problems.some(({ place }) => place.file === rootFile)) problems.push(noRoot)
  refuseClashes(dialect, sources.paths, problems)
  return sources
}

const noRoot: Problem = {
  place: { file: rootFile, line: 1, column: 1, pointer: '#' },
  problem: 'The root of the description is missing.',
  advice: 'Write openapi, info, servers and tags there.',
}

function sort(sources: Sources, kind: Kind, source: Source | undefined): void {
  if (kind.name === 'pathItem') sources.described.push(kind.key)
  if (kind.name === 'webhook') sources.describedWebhooks.push(kind.key)
  if (kind.name === 'schema' && !source) sources.brokenSchemas.push(kind.key)
  if (!source) return
  if (kind.name === 'root') sources.root = source
  if (kind.name === 'schema') sources.schemas.set(kind.key, source)
  if (kind.name === 'pathItem') sources.paths.set(kind.key, source)
  if (kind.name === 'webhook') sources.webhooks.set(kind.key, source)
}

/** A file and what can be told of it alone. */
function readSource(
  dialect: Dialect,
  file: string,
  text: string,
  kind: Kind,
  memory: Memory,
): { source: Source; problems: Problem[] } {
  const before = memory.sources.get(file)
  if (before?.source.text === text) return before
  const data = memory.known?.get<unknown>(['data', file, text])
  const source = new Source(file, text, data)
  const read = { source, problems: [] as Problem[] }
  const spot = new Spot(source, [], read.problems)
  if (kind.name === 'misplaced') spot.refuse(kind.problem, kind.advice)
  else if (source.problem) read.problems.push(source.problem)
  else if (data === undefined && !spot.refuseAll(wholeFindings(dialect, source.data, kind.name)))
    memory.known?.set(['data', file, text], source.data)
  memory.sources.set(file, read)
  return read
}

/** What is wrong with the form of a file, and with its values, whatever they mean. */
function wholeFindings(dialect: Dialect, data: unknown, part: 'root' | 'schema' | 'webhook' | 'pathItem'): Finding[] {
  const values = valueFindings(data)
  // What is no value at all is not told once more as one of a wrong form.
  const told = new Set(values.map(pointerOfFinding))
  return [...values, ...formFindings(dialect, part, data).filter(finding => !told.has(pointerOfFinding(finding)))]
}

function pointerOfFinding({ path, key }: Finding): string {
  return pointerOf(key === undefined ? path : [...path, key])
}

/** Takes out the paths that the declaration could not tell from others. */
function refuseClashes(dialect: Dialect, paths: Map<string, Source>, problems: Problem[]): void {
  for (const [path, other] of clashingPaths([...paths.keys()], dialect.declaration.segment)) {
    new Spot(paths.get(path)!, [], problems).refuse(
      `${path} would have the same names in the declaration as ${other}.`,
      `One of the two is misspelt: correct the place of this file or of ${descriptionFileOf(other)}.`,
    )
    paths.delete(path)
  }
}
