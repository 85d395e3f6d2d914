import type { Dialect } from '../dialect.ts'
import {
  operationIdOf,
  placeholderOf,
  segmentsOf,
  type ErrorCode,
  type Method,
  type OfficialDoc,
  type Operation,
  type Place,
  type Status,
  type Tag,
} from '../model/model.ts'
import { readQueryConditions } from './conditions.ts'
import { readAnswer, readBody } from './bodies.ts'
import { rootFile } from './kinds.ts'
import type { IdUse, PartnerUse } from './links.ts'
import { readParameters, type PlacedParameter } from './parameters.ts'
import type { Problem } from './problems.ts'
import type { Schemas } from './schemas.ts'
import { pointerOf, type Source } from './source.ts'
import { Spot } from './spot.ts'

/** What the operations of a path are read with. */
export interface Context {
  dialect: Dialect
  schemas: Schemas
  /** What the root says; absent where it cannot be read, so that operations are not blamed for it. */
  root?: { tags: Tag[]; errors: ErrorCode[] }
}

/** All that the file of a path says. */
export interface PathReading {
  operations: Operation[]
  problems: Problem[]
  ids: IdUse[]
  partners: PartnerUse[]
}

/** Reads the operations of a path; those with a problem are left out. */
export function readPath(context: Context, path: string, source: Source): PathReading {
  const reading: PathReading = { operations: [], problems: [], ids: [], partners: [] }
  for (const method of Object.keys(source.data as object) as Method[]) {
    const spot = new Spot(source, [method], reading.problems)
    const operationId = spot.map.operationId as string
    const expected = operationIdOf(method, path)
    reading.ids.push({ id: operationId, spot: spot.at('operationId'), expected, operation: `${method} ${path}` })
    const partner = spot.map['x-partner-operation'] as string | undefined
    if (partner !== undefined)
      reading.partners.push({ spot: spot.at('x-partner-operation'), merchant: operationId, partner })
    const operation = readOperation(context, path, method, spot)
    if (operation) reading.operations.push(operation)
  }
  return reading
}

function readOperation(context: Context, path: string, method: Method, spot: Spot): Operation | undefined {
  const { dialect, schemas, root } = context
  const before = spot.problems.length
  if (root) nameUnknown(spot, root)
  const parameters = readParameters(spot, path, schemas, dialect)
  const body = readBody(spot, schemas)
  const answer = readAnswer(spot, schemas)
  const sorted = parameters && sortedParameters(path, parameters)
  const query = sorted && readQueryConditions(spot, sorted.query, dialect.modes)
  if (spot.problems.length > before || !sorted || !query || body === 'broken' || !answer) return undefined
  const operation: Operation = {
    kind: 'operation',
    method,
    path,
    protocol: segmentsOf(path)[0]!,
    ...ownWords(spot, dialect),
    ...sorted,
    ...query,
    body,
    answer,
    place: placeOf(spot.source, method),
  }
  const findings = dialect.protocols[operation.protocol]!.findings(operation)
  for (const { steps, problem, advice } of findings) new Spot(spot.source, steps, spot.problems).refuse(problem, advice)
  return findings.length ? undefined : operation
}

/** Tells products and error codes that the root does not know. @param spot of an operation or a notification */
export function nameUnknown(spot: Spot, { tags, errors }: NonNullable<Context['root']>): void {
  const unknown = (key: string, known: string[]) =>
    [...((spot.map[key] as string[] | undefined) ?? []).entries()].filter(([, name]) => !known.includes(name))
  for (const [index, tag] of unknown(
    'tags',
    tags.map(({ name }) => name),
  ))
    spot
      .at('tags', index)
      .refuse(
        `The product "${tag}" is not in the product tree.`,
        `Add it to the tags of ${rootFile}, or correct the name.`,
      )
  for (const [index, code] of unknown(
    'x-error-codes',
    errors.map(error => error.code),
  ))
    spot
      .at('x-error-codes', index)
      .refuse(
        `The error code "${code}" is not in the catalogue.`,
        `Explain it under x-error-codes of ${rootFile}, or correct it.`,
      )
}

/** What an operation says of itself beside what it sends and answers. */
function ownWords({ map }: Spot, { audienceOf }: Dialect) {
  const docs = (map['x-official-docs'] as string[] | undefined) ?? []
  const servers = map.servers as { url: string }[] | undefined
  return {
    operationId: map.operationId as string,
    tags: map.tags as string[],
    title: map.summary as string,
    description: map.description as string,
    status: [...(map.deprecated ? ['deprecated' as const] : []), ...((map['x-status'] as Status[] | undefined) ?? [])],
    officialDocs: docs.map((url): OfficialDoc => ({ url, audience: audienceOf(url) })),
    errors: (map['x-error-codes'] as string[] | undefined) ?? [],
    baseUri: servers?.[0]?.url.replace(/\/?$/, '/'),
  }
}

/** The parameters by where they are sent; those of the path in its order. */
function sortedParameters(path: string, parameters: PlacedParameter[]) {
  const of = (where: string) =>
    parameters.filter(parameter => parameter.in === where).map(({ in: _, ...parameter }) => parameter)
  const inPath = of('path')
  return {
    pathParameters: segmentsOf(path)
      .map(placeholderOf)
      .filter(name => name !== undefined)
      .map(name => inPath.find(parameter => parameter.name === name)!),
    query: of('query'),
    headers: of('header'),
  }
}

function placeOf(source: Source, method: Method): Place {
  const line = source.lineOfKey(method)
  return line === undefined
    ? source.place([], method)
    : { file: source.file, line, column: 1, pointer: pointerOf([method]) }
}
