import type { Schema } from '../model/model.ts'
import type { Finding } from './problems.ts'
import { isTaken, takenName } from './values.ts'

/** Where a parameter is sent. */
export type Where = 'path' | 'query' | 'header'

/**
 * What no example could send in the name of a parameter.
 *
 * @param taken the names that mean something else where the values of placeholders stand
 */
export function nameFindings(where: Where, name: string, taken: readonly string[]): Finding[] {
  const found = (problem: string, advice: string): Finding[] => [{ path: ['name'], problem, advice }]
  if (isTaken(name)) return [{ path: ['name'], ...takenName(name) }]
  if (where === 'header' && !/^[\w!#$%&'*+.^`|~-]+$/.test(name))
    return found(`"${name}" cannot be the name of a header.`, 'Write letters, digits and "-".')
  return where === 'path' && taken.includes(name)
    ? found(
        `The SDKs take the values of placeholders beside their own options, and "${name}" is one of those.`,
        `Rename the placeholder, in the file's name too: a path is the same whatever its placeholders are called.`,
      )
    : []
}

/** What no example could send in the type of a parameter. */
export function typeFindings(where: Where, name: string, schema: Schema): Finding[] {
  const isList = where === 'query' && schema.type === 'array'
  const leaf = isList ? schema.items : schema
  const path = isList ? ['schema', 'items', 'type'] : ['schema', 'type']
  // As a number, an identifier beyond 2^53 would lose its last digits.
  if (where === 'path' && leaf.type !== 'string')
    return [
      {
        path,
        problem: `The path parameter "${name}" is of type ${leaf.type}, but a path is text.`,
        advice: 'Write type: string, and its example in quotes.',
      },
    ]
  if (leaf.type !== 'object' && leaf.type !== 'array') return []
  return [
    {
      path,
      problem:
        `The ${where} parameter "${name}" is ${isList ? 'a list of type' : 'of type'} ${leaf.type}, ` +
        'which cannot be sent there.',
      advice:
        where === 'header'
          ? 'Write a string, number or boolean.'
          : 'Write a string, number or boolean, or a list of these; for JSON a string with contentMediaType.',
    },
  ]
}

/** What no example could send in the sample of a parameter, which fits its schema. */
export function exampleFindings(where: Where, name: string, example: unknown): Finding[] {
  const found = (problem: string, advice: string): Finding[] => [{ path: ['example'], problem, advice }]
  const text = String(example)
  // The SDKs put it into the address as it is.
  if (where === 'path' && /^\.{0,2}$|[/?#%\\\t\r\n]|^ | $/.test(text))
    return found(
      `The sample ${JSON.stringify(text)} of "${name}" cannot be a segment of a path.`,
      'Write a value without "/", "?", "#", "%" and "\\", not empty and not only dots.',
    )
  return where === 'header' && !/^(?! )[\x20-\x7e]*(?<! )$/.test(text)
    ? found(
        `The sample ${JSON.stringify(text)} of "${name}" cannot be the value of a header.`,
        'Write ASCII characters on one line, without spaces around them.',
      )
    : []
}
