import { enumerationOf } from '../reference/model/model.ts'
import type { Finding, Visit } from './lint.ts'

/** A value whose meaning one page tells and another one does not: readers of the second need it as much. */
export function valueWithoutMeaning(visits: Visit[]): Finding[] {
  const known = new Map<string, string>()
  const all = visits.flatMap(visit => valuesOf(visit).map(value => ({ visit, ...value })))
  for (const { key, meaning } of all) if (meaning !== undefined && !known.has(key)) known.set(key, meaning)
  return all.flatMap(({ visit: { entry, steps, field }, key, value, meaning }): Finding[] => {
    if (meaning !== undefined || !known.has(key)) return []
    return [
      {
        rule: 'value-without-meaning',
        entry,
        steps,
        problem: `"${field.name}" does not say what ${value} means, as it does elsewhere: ${known.get(key)}.`,
        advice: 'Say it under x-enumDescriptions.',
      },
    ]
  })
}

/** A list of values with their meanings, in the words of a description: ON 已开通，OFF 已关闭. */
const listed = /(?:^|[：，])`[A-Z][A-Z0-9_]+`[^`：]+`[A-Z][A-Z0-9_]+`/

/** Types, samples and the judge know of values only what the keyword says. Lists that begin with 如 are not whole. */
export function enumInProse({ entry, steps, field: { name, schema } }: Visit): Finding[] {
  const isText = schema.type === 'string' || schema.type === 'integer'
  if (!isText || schema.enum || !listed.test(schema.description ?? '') || /[如时]/.test(schema.description!)) return []
  return [
    {
      rule: 'enum-in-prose',
      entry,
      steps,
      problem: `The description of "${name}" lists values that no keyword does.`,
      advice: 'Write them as enum, with x-enumDescriptions.',
    },
  ]
}

function valuesOf({ field }: Visit): { key: string; value: string; meaning: string | undefined }[] {
  const { values = [], meanings = {} } = enumerationOf(field.schema) ?? {}
  return values.map(String).map(value => ({ key: `${field.name}=${value}`, value, meaning: meanings[value] }))
}
