import type { Dialect } from '../dialect.ts'
import type { Notification, OpenapiDocument, Operation, Reference, Schema } from '../model/model.ts'
import { rootFile } from './kinds.ts'
import { misnamed, withModes } from './links.ts'
import { tellSlips } from './lint.ts'
import { Memory, type Knowledge } from './memory.ts'
import { readPath, type Context, type PathReading } from './operations.ts'
import { ProblemsError, type Problem } from './problems.ts'
import { sampleFindings } from './samples.ts'
import { Schemas } from './schemas.ts'
import type { Source } from './source.ts'
import { readSources, type Sources } from './sources.ts'
import { Spot } from './spot.ts'
import { readWebhooks } from './webhooks.ts'
import { checkStatuses, checkTags, distinct, rootParts, withKnown } from './tags.ts'

/**
 * The descriptions and what is wrong with them. A broken operation or schema is a problem and is not in the
 * reference.
 */
export interface Reading {
  reference: Reference
  /** In the order of the files and of the places in them. */
  problems: Problem[]
  /** The paths of which an operation could not be read, be it for a problem in a schema that it shares with others. */
  broken: string[]
  /** The names of the notifications that could not be read. */
  brokenWebhooks: string[]
  /**
   * Whether something is wrong with the root of the description: products and error codes may be missing then, and
   * operations name only those that are there.
   */
  isRootBroken: boolean
}

/**
 * Turns the descriptions into the model.
 *
 * @param files the text of every YAML file below `docs/openapi`, by its path relative to the project
 *   (`docs/openapi/v3/certificates.yaml`)
 * @throws ProblemsError with all that is wrong, so that a faulty description never becomes a page that looks complete
 */
export function read(dialect: Dialect, files: Map<string, string>): Reference {
  const { reference, problems } = readLeniently(dialect, files)
  if (problems.length) throw new ProblemsError(problems)
  return reference
}

/**
 * Like `read`, but hands back the problems beside the good part: for the dev server, where the rest should stay
 * readable.
 */
export function readLeniently(dialect: Dialect, files: Map<string, string>): Reading {
  return reader(dialect)(files)
}

/**
 * A `readLeniently` that remembers: files whose text has not changed since the call before are not read again. For
 * the dev server, where one file changes at a time.
 *
 * @param known what is remembered from one process to the next
 */
export function reader(dialect: Dialect, known?: Knowledge): (files: Map<string, string>) => Reading {
  const memory = new Memory(known)
  return files => readAll(dialect, files, memory)
}

function readAll(dialect: Dialect, files: Map<string, string>, memory: Memory): Reading {
  const problems: Problem[] = []
  const sources = readSources(dialect, files, memory, problems)
  const root = rootParts(dialect, memory.sources.get(rootFile)?.source.data)
  const schemas = sharedSchemas(dialect, sources, memory)
  const context: Context = { dialect, schemas, root: sources.root && root }
  const read = readPaths(context, sources, memory)
  problems.push(...schemas.problems, ...read.problems)
  const operations = linked(read, dialect, problems)
  const isWhole = operations.length >= sources.described.length
  const notifications = readWebhooks(context, sources.webhooks, operations, isWhole, problems)
  if (sources.root) {
    const spot = new Spot(sources.root, [], problems)
    checkTags(spot, root.tags, isWhole ? operations : undefined)
    if (isWhole) checkStatuses(spot, root.errors, operations)
  }
  const isRootBroken = problems.some(({ place }) => place.file === rootFile)
  tellSlips(dialect.lint(operations, notifications), sources, problems)
  const tags = distinct(root.tags)
  const known = <E extends Operation | Notification>(entries: E[]) =>
    isRootBroken ? entries.map(entry => withKnown(entry, tags, root.errors)) : entries
  return {
    reference: {
      operations: known(operations),
      notifications: known(notifications),
      schemas: schemas.shared,
      tags,
      errors: root.errors,
      document: documentOf(sources),
    },
    problems: sorted(problems),
    broken: brokenPaths(sources, operations),
    brokenWebhooks: sources.describedWebhooks.filter(name => !notifications.some(own => own.name === name)),
    isRootBroken,
  }
}

function sharedSchemas(dialect: Dialect, { root, schemas, brokenSchemas }: Sources, memory: Memory): Schemas {
  const { known } = memory
  const judge = (schema: Schema, sample: unknown) => {
    if (known?.get(['fits', schema, sample])) return []
    const findings = sampleFindings(schema, sample)
    if (!findings.length) known?.set(['fits', schema, sample], true)
    return findings
  }
  return memory.schemas(
    [...(root ? [root] : []), ...schemas.values(), ...brokenSchemas],
    () => new Schemas(dialect, schemas, brokenSchemas, judge),
  )
}

function readPaths(context: Context, { paths }: Sources, memory: Memory): PathReading {
  const readings = [...paths].map(([path, source]) => memory.path(source, () => readPath(context, path, source)))
  return {
    operations: readings.flatMap(({ operations }) => operations),
    problems: readings.flatMap(({ problems }) => problems),
    ids: readings.flatMap(({ ids }) => ids),
    partners: readings.flatMap(({ partners }) => partners),
  }
}

/** The operations whose own id and whose other mode's are right. */
function linked(read: PathReading, { modes }: Dialect, problems: Problem[]): Operation[] {
  const wrong = misnamed(read.ids, problems)
  const named = read.operations.filter(({ method, path }) => !wrong.includes(`${method} ${path}`))
  return withModes(named, read, modes, problems)
}

function brokenPaths({ described, paths }: Sources, operations: Operation[]): string[] {
  const counts = new Map<string, number>()
  for (const { path } of operations) counts.set(path, (counts.get(path) ?? 0) + 1)
  return described.filter(
    path => !paths.has(path) || (counts.get(path) ?? 0) < Object.keys(paths.get(path)!.data as object).length,
  )
}

/** In the order of the files, which is that of their names, and of the places in them. */
function sorted(problems: Problem[]): Problem[] {
  const before = (a: string, b: string) => Number(a > b) - Number(a < b)
  return problems.sort(({ place: a }, { place: b }) => before(a.file, b.file) || a.line - b.line || a.column - b.column)
}

/** The descriptions as one document, as they stand in their files. */
function documentOf({ root, paths, webhooks, schemas }: Sources): OpenapiDocument {
  const whole = (root?.data ?? {}) as Partial<OpenapiDocument>
  const { openapi = '', info = {}, servers = [], tags = [], components = {}, ...rest } = whole
  const dataOf = (sources: Map<string, Source>) =>
    Object.fromEntries([...sources].map(([name, { data }]) => [name, data as never]))
  return {
    openapi,
    info,
    servers,
    ...rest,
    tags,
    paths: dataOf(paths) as OpenapiDocument['paths'],
    webhooks: dataOf(webhooks) as OpenapiDocument['webhooks'],
    components: { ...components, schemas: dataOf(schemas) },
  }
}
