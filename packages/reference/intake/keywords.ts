import { conditionKeywords } from '../model/conditions.ts'
import type { Schema } from '../model/model.ts'
import type { Finding } from './problems.ts'
import type { Json } from './spot.ts'

const ofNumbers = ['enum', 'x-extensible-enum', 'x-enumDescriptions', 'minimum', 'maximum', 'x-unit', 'default']

/** Keywords of a schema that mean something for one type only. */
const ofType: Record<Schema['type'], string[]> = {
  string: [
    ...['format', 'enum', 'x-extensible-enum', 'x-enumDescriptions', 'minLength', 'maxLength', 'pattern', 'x-maxBytes'],
    ...['contentMediaType', 'contentSchema', 'default'],
  ],
  integer: ofNumbers,
  number: ofNumbers,
  boolean: ['default'],
  object: ['properties', 'required', 'additionalProperties', ...conditionKeywords],
  array: ['items', 'minItems', 'maxItems'],
}
const ofAll = ['type', 'title', 'description', 'deprecated', 'x-lint-exceptions']

const limits = [
  ['minLength', 'maxLength'],
  ['minimum', 'maximum'],
  ['minItems', 'maxItems'],
] as const

/** What is wrong with the keywords of a schema, but for their form; the first thing, as one often brings others. */
export function keywordFinding(data: Json, type: Schema['type'], extensions: string[]): Finding | undefined {
  const known = [...ofAll, ...ofType[type], ...extensions]
  const stray = Object.keys(data).find(key => !known.includes(key))
  if (stray)
    return {
      path: [],
      key: stray,
      problem: `"${stray}" says nothing about type ${type}.`,
      advice: 'Remove it, or correct the type.',
    }
  const crossed = limits.find(([low, high]) => Number(data[low]) > Number(data[high]))
  if (!crossed) return undefined
  const [low, high] = crossed
  return {
    path: [],
    key: low,
    problem: `${low} (${String(data[low])}) is more than ${high} (${String(data[high])}).`,
    advice: 'Correct one of the two.',
  }
}
