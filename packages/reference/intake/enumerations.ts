import type { Enumeration } from '../model/model.ts'
import type { Spot } from './spot.ts'

/**
 * The list of values of a schema.
 *
 * @returns undefined where it has none; `'broken'` if something is wrong with it, which has been said then
 */
export function readEnumeration(spot: Spot, type: 'string' | 'number'): Enumeration | undefined | 'broken' {
  const data = spot.map
  const [key, other] = ['enum', 'x-extensible-enum'].filter(keyword => keyword in data)
  const meanings = (data['x-enumDescriptions'] ?? {}) as Record<string, string>
  const values = (key ? data[key] : []) as (string | number)[]
  if (other) return broken(spot.refuse(...bothWays, other))
  if (key && hasForeignValue(spot, key, values, type)) return 'broken'
  const stray = Object.keys(meanings).find(value => !values.map(String).includes(value))
  if (stray !== undefined)
    return broken(
      spot
        .at('x-enumDescriptions')
        .refuse(`"${stray}" is explained, but it is no value of the list.`, 'Add it to the list, or remove it.', stray),
    )
  // Without what every object inherits: a value may be called "constructor".
  return key
    ? { values, open: key !== 'enum', meanings: Object.assign(Object.create(null), meanings) as typeof meanings }
    : undefined
}

const bothWays = [
  'A list of values is either closed or open.',
  'Keep enum (closed) or x-extensible-enum (open).',
] as const

function hasForeignValue(spot: Spot, key: string, values: unknown[], type: 'string' | 'number'): boolean {
  const wrong = values.findIndex(value => typeof value !== type)
  if (wrong < 0) return false
  spot
    .at(key, wrong)
    .refuse(
      `${JSON.stringify(values[wrong])} is no value of type ${String(spot.map.type)}.`,
      type === 'string' ? 'Put it into quotes, or correct the type.' : 'Write a number, or correct the type.',
    )
  return true
}

function broken(_: undefined): 'broken' {
  return 'broken'
}
