import type { Dialect } from '../dialect.ts'
import { placeholderOf, segmentsOf, type Parameter } from '../model/model.ts'
import { exampleFindings, nameFindings, typeFindings, type Where } from './parameter-findings.ts'
import type { Schemas } from './schemas.ts'
import type { Json, Spot } from './spot.ts'

type Described = Json & { name: string; in: Where }
export type PlacedParameter = Parameter & { in: Where }

/**
 * The parameters of an operation.
 *
 * @param spot the operation's place
 * @returns undefined if something is wrong with them, which has been said then
 */
export function readParameters(
  spot: Spot,
  path: string,
  schemas: Schemas,
  { sdks }: Dialect,
): PlacedParameter[] | undefined {
  const list = (spot.map.parameters ?? []) as Described[]
  const before = spot.problems.length
  const taken = sdks.flatMap(({ options }) => options)
  const parameters = list.map((parameter, index) => {
    const place = spot.at('parameters', index)
    return isInPlace(place, parameter, list.slice(0, index), path)
      ? readParameter(place, parameter, schemas, taken)
      : undefined
  })
  if (spot.problems.length === before) missPlaceholders(spot, path, list)
  return spot.problems.length > before ? undefined : (parameters as PlacedParameter[])
}

function placeholdersOf(path: string): string[] {
  return segmentsOf(path)
    .map(placeholderOf)
    .filter(name => name !== undefined)
}

function isInPlace(spot: Spot, { name, in: where, required }: Described, before: Described[], path: string): boolean {
  const start = spot.problems.length
  if (before.some(other => other.name === name && other.in === where))
    spot.refuse(`The ${where} parameter "${name}" is described twice.`, 'Keep one of the two.')
  else if (where === 'path' && !placeholdersOf(path).includes(name))
    spot
      .at('name')
      .refuse(
        `The path has no placeholder "{${name}}".`,
        `The file's place says ${path}: correct the name, the file's place, or "in".`,
      )
  else if (where === 'path' && required !== true)
    spot.refuse(`The path parameter "${name}" is not marked as required.`, 'Write required: true.')
  return spot.problems.length === start
}

function readParameter(
  spot: Spot,
  parameter: Described,
  schemas: Schemas,
  taken: string[],
): PlacedParameter | undefined {
  const { name, in: where } = parameter
  const required = parameter.required === true
  const schema = schemas.read(spot.at('schema'))
  if (!schema) return undefined
  if (spot.refuseAll([...nameFindings(where, name, taken), ...typeFindings(where, name, schema)])) return undefined
  const described = { ...schema, description: (parameter.description as string | undefined) ?? schema.description }
  if (described.title === undefined && described.description === undefined)
    return spot.refuse(
      `"${name}" does not say what it means.`,
      'Add a title to its schema, the official short name in Chinese.',
    )
  const hasExample = 'example' in parameter
  if (required && !hasExample)
    return spot.refuse(`The sample request has no value for "${name}", which is required.`, 'Add an example.')
  if (hasExample && !spot.at('example').refuseAll(schemas.judge(schema, parameter.example)))
    spot.refuseAll(exampleFindings(where, name, parameter.example))
  return { name, in: where, required, schema: described, ...(hasExample && { example: parameter.example }) }
}

function missPlaceholders(spot: Spot, path: string, list: Described[]): void {
  const described = list.filter(parameter => parameter.in === 'path').map(({ name }) => name)
  const missing = placeholdersOf(path).find(placeholder => !described.includes(placeholder))
  if (missing === undefined) return
  spot.problems.push({
    place: spot.source.place([], String(spot.path[0])),
    problem: `No parameter describes the placeholder "{${missing}}" of ${path}.`,
    advice: `Add one with name: ${missing} and in: path.`,
  })
}
