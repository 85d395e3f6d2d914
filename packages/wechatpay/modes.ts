import { rowsBelow, typeText, type Field, type Operation } from '../reference/model/model.ts'

/**
 * What differs between the two modes of an action, on one side. Fields are named with the objects that hold them:
 * `amount.total`.
 */
export interface TwinDifferences {
  side: 'request' | 'answer'
  /** Fields that only the one or the other has; the members of such a field are not listed again. */
  onlyHere: string[]
  onlyThere: string[]
  /** Fields that are required here and not there, or the other way round. */
  requiredHere: string[]
  requiredThere: string[]
  /** Fields of another type, or with another list of values. */
  otherType: string[]
}

/** Who calls: a merchant for itself, or a partner for merchants of its own. */
export const modes = ['merchant', 'partner'] as const satisfies [string, string]
export type Mode = (typeof modes)[number]

/** The fields in which an operation and its twin in the other mode differ; sides that are alike are left out. */
export function twinDifferences(here: Operation, there: Operation): TwinDifferences[] {
  return (['request', 'answer'] as const)
    .map((side): TwinDifferences => {
      const [own, other] = [fieldsOf(here, side), fieldsOf(there, side)]
      const missing = (from: Map<string, Field>, where: Map<string, Field>) =>
        [...from.keys()].filter(name => !where.has(name) && (where.has(parentOf(name)) || parentOf(name) === ''))
      const both = [...own].flatMap(([name, field]) =>
        other.has(name) ? [{ name, field, twin: other.get(name)! }] : [],
      )
      return {
        side,
        onlyHere: missing(own, other),
        onlyThere: missing(other, own),
        requiredHere: both.filter(({ field, twin }) => field.required && !twin.required).map(({ name }) => name),
        requiredThere: both.filter(({ field, twin }) => !field.required && twin.required).map(({ name }) => name),
        otherType: both
          .filter(({ field, twin }) => typeText(field.schema) !== typeText(twin.schema))
          .map(({ name }) => name),
      }
    })
    .filter(({ side: _, ...lists }) => Object.values(lists).some(list => list.length))
}

/** All fields of one side by their name with the objects that hold them. */
function fieldsOf(
  { pathParameters, query, headers, body, answer }: Operation,
  side: 'request' | 'answer',
): Map<string, Field> {
  const top =
    side === 'request'
      ? [...pathParameters, ...query, ...headers, ...(body ? rowsBelow(body.schema) : [])]
      : answer.content?.kind === 'json'
        ? rowsBelow(answer.content.schema)
        : []
  const all = (fields: Field[], above: string): [string, Field][] =>
    fields.flatMap(field => [
      [above + field.name, field] as [string, Field],
      ...all(rowsBelow(field.schema), `${above}${field.name}.`),
    ])
  return new Map(all(top, ''))
}

function parentOf(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf('.')))
}

/** Whom a page of the official documentation is written for; some do not say. */
export function audienceOf(url: string): string | undefined {
  // The new site says so in its path, the old wiki in the name of its first folder.
  if (/\/doc\/v3\/merchant\/|\/wiki\/doc\/apiv3\//.test(url)) return 'merchant'
  return /\/doc\/v3\/partner\/|\/wiki\/doc\/apiv3_partner\//.test(url) ? 'partner' : undefined
}
