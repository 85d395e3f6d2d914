import { pascal, segmentsOf, type Field, type Schema } from '../model/model.ts'
import type { Finding } from './problems.ts'

/**
 * What the declaration could not name: every object of a field's own is an interface called after the field, beside
 * those of the other fields.
 *
 * @param additional what further keys hold; it is an interface beside the others, too
 */
export function fieldNameFindings(fields: Field[], additional?: Schema): Finding[] {
  const owners = new Map<string, string>()
  if (additional && hasOwnInterface(additional)) owners.set('Value', 'additionalProperties')
  return fields.flatMap(({ name, schema }): Finding[] => {
    if (!hasOwnInterface(schema)) return []
    const type = pascal(name)
    const owner = owners.get(type)
    owners.set(type, name)
    const found = (problem: string, advice: string) => [{ path: ['properties'], key: name, problem, advice }]
    if (owner !== undefined)
      return found(
        `"${name}" and "${owner}" would both be the type ${type} of the declaration.`,
        `Correct one of the names, or describe one as a schema of its own and refer to it by $ref.`,
      )
    return /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(type)
      ? []
      : found(
          `"${name}" is an object, but what it would be called in the declaration, "${type}", is no name of a type.`,
          'Correct the name, or describe the object as a schema of its own and refer to it by $ref.',
        )
  })
}

/** Whether the declaration has an interface for the schema that is called after its place. */
function hasOwnInterface(schema: Schema): boolean {
  if (schema.type === 'array') return hasOwnInterface(schema.items)
  return schema.type === 'object' && schema.name === undefined
}

/**
 * The paths that the declaration could not tell from others: two segments side by side have one name there, as
 * `out_bill` and `out.bill` have.
 *
 * @param typeNameOf a segment as the declaration calls its type
 * @returns for each such path, the one before it that has the name
 */
export function clashingPaths(paths: string[], typeNameOf: (segment: string) => string): Map<string, string> {
  const owners = new Map<string, { segment: string; path: string }>()
  const clashing = new Map<string, string>()
  for (const path of paths) {
    let above = ''
    for (const segment of segmentsOf(path)) {
      above = `${above}.${typeNameOf(segment)}`
      const owner = owners.get(above)
      if (!owner) owners.set(above, { segment, path })
      else if (owner.segment !== segment) {
        clashing.set(path, owner.path)
        break
      }
    }
  }
  return clashing
}
