/** Values that are wrong somewhere, made from right ones; the same seed gives the same. */

export type Random = () => number

/** Numbers from 0 up to 1 (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** The value with one thing in it changed, somewhere. */
export function mutated(value: unknown, random: Random): unknown {
  const ways = waysInto(value)
  const way = pick(ways, random)
  return replacedAt(value, way, inner => changed(inner, random))
}

type Way = (string | number)[]

/** The ways to all values in a value, JSON texts looked into. */
function waysInto(value: unknown): Way[] {
  const own = Object(textContent(value) ?? value) as object
  const below = typeof (textContent(value) ?? value) === 'object' ? Object.entries(own) : []
  const keyOf = (key: string) => (Array.isArray(own) ? Number(key) : key)
  return [[], ...below.flatMap(([key, inner]) => waysInto(inner).map(way => [keyOf(key), ...way]))]
}

/** What a text holds that is the JSON of an object or a list. */
function textContent(value: unknown): unknown {
  if (typeof value !== 'string' || !/^[[{]/.test(value)) return undefined
  try {
    return JSON.parse(value) as unknown
  } catch {
    return undefined
  }
}

function replacedAt(value: unknown, [key, ...rest]: Way, change: (inner: unknown) => unknown): unknown {
  if (key === undefined) return change(value)
  const content = textContent(value)
  if (content !== undefined) return JSON.stringify(replacedAt(content, [key, ...rest], change))
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<string, unknown>
  copy[key] = replacedAt(copy[key], rest, change)
  return copy
}

const odd: unknown[] = [null, true, '', 'x', 0, -1, 1.5, 1e15, [], {}, ['x'], { x: 1 }, 'x'.repeat(70_000), '订单 🙂']
const texts = ['{oops', '[1', '2026-02-30', '2026-11-20T10:34:56', '2026-11-20T10:34:56+08:00', '￥1', ' ', 'a/b~c']

function changed(value: unknown, random: Random): unknown {
  const changes = [() => pick(odd, random), ...ownChanges(value, random)]
  return pick(changes, random)()
}

function ownChanges(value: unknown, random: Random): (() => unknown)[] {
  if (typeof value === 'string')
    return [
      () => value.slice(0, Math.floor(random() * value.length)),
      () => value.repeat(2 + Math.floor(random() * 40)),
      () => value.toLowerCase(),
      () => pick(texts, random),
      () => Number(value.replace(/\D/g, '').slice(0, 12)),
    ]
  if (typeof value === 'number')
    return [() => -value, () => value * 1e6, () => value + 0.5, () => String(value), () => 0]
  if (Array.isArray(value))
    return [
      () => [],
      () => Array.from({ length: 120 }, () => value[0] as unknown),
      () => [...(value as unknown[]), null],
    ]
  if (value !== null && typeof value === 'object') return objectChanges(value as Record<string, unknown>, random)
  return [() => !value, () => String(value)]
}

function objectChanges(value: Record<string, unknown>, random: Random): (() => unknown)[] {
  const names = Object.keys(value)
  if (!names.length) return [() => ({ unknown_field: 1 })]
  const name = pick(names, random)
  const { [name]: own, ...without } = value
  return [
    () => without,
    () => ({ ...value, [`${name}s`]: own }),
    () => ({ ...value, 'a b/c~d%': own }),
    () => ({ ...without, [name.toUpperCase()]: own }),
  ]
}

function pick<Item>(items: Item[], random: Random): Item {
  return items[Math.floor(random() * items.length)]!
}
