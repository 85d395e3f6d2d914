import type { Dialect } from '../dialect.ts'
import type { ErrorCode, Notification, Operation, Tag } from '../model/model.ts'
import type { Spot } from './spot.ts'
import { formFindings } from './form.ts'

/** Of the root's data, which may be faulty, the products and error codes that have their form. */
export function rootParts(dialect: Dialect, data: unknown): { tags: Tag[]; errors: ErrorCode[] } {
  const { tags, 'x-error-codes': codes } = Object(data) as { 'tags'?: unknown; 'x-error-codes'?: unknown }
  return {
    tags: Array.isArray(tags) ? tags.filter((tag): tag is Tag => !formFindings(dialect, 'tag', tag).length) : [],
    errors: Object.entries(Object(codes) as Record<string, unknown>)
      .filter((entry): entry is [string, DescribedCode] => !formFindings(dialect, 'errorCode', entry[1]).length)
      .map(([code, { general = false, ...rest }]) => ({ code, general, ...rest }))
      .sort((a, b) => (a.status ?? Infinity) - (b.status ?? Infinity) || 0),
  }
}

type DescribedCode = Omit<ErrorCode, 'code' | 'general'> & { general?: boolean }

/** The statuses of codes are told of operations that answer them. @param operations all of them */
export function checkStatuses(spot: Spot, errors: ErrorCode[], operations: Operation[]): void {
  for (const { code, statusOf = {} } of errors)
    for (const id of Object.keys(statusOf))
      if (!operations.some(({ operationId, errors: own }) => operationId === id && own.includes(code)))
        spot
          .at('x-error-codes', code, 'statusOf', id)
          .refuse(
            `No operation "${id}" answers the error code "${code}".`,
            'Correct the operationId, or list the code under x-error-codes of the operation.',
          )
}

/** Each product once, be it described twice. */
export function distinct(tags: Tag[]): Tag[] {
  return tags.filter((tag, index) => firstOf(tags, tag) === index)
}

/** The index of the first product that has the name or the address of this one. */
function firstOf(tags: Tag[], { name, 'x-slug': slug }: Tag): number {
  return tags.findIndex(tag => tag.name === name || tag['x-slug'] === slug)
}

/** The entry without the products and error codes that a broken root does not tell: writers look them up. */
export function withKnown<E extends Operation | Notification>(entry: E, tags: Tag[], errors: ErrorCode[]): E {
  return {
    ...entry,
    tags: entry.tags.filter(name => tags.some(tag => tag.name === name)),
    ...(entry.kind === 'operation' && {
      errors: entry.errors.filter(code => errors.some(error => error.code === code)),
    }),
  }
}

/**
 * The product tree: every level is there, has an address below the one above it, and lists the operations that it
 * has.
 *
 * @param operations all of them; absent where some could not be read, so that no list can be said to be whole
 */
export function checkTags(spot: Spot, tags: Tag[], operations?: Operation[]): void {
  for (const [index, tag] of tags.entries()) {
    const place = spot.at('tags', index)
    if (firstOf(tags, tag) < index)
      place.refuse(
        `The product "${tag.name}" or its x-slug stands twice in the tree.`,
        'Keep one, or give the other one its own name and x-slug.',
      )
    checkLevel(place, tag, tags)
    if (operations && tag['x-call-order'])
      checkOrder(place.at('x-call-order'), tag.name, tag['x-call-order'], operations)
  }
}

function checkLevel(spot: Spot, { name, 'x-slug': slug }: Tag, tags: Tag[]): void {
  const levels = name.split(' / ')
  const above = tags.find(tag => tag.name === levels.slice(0, -1).join(' / '))
  if (levels.length > 1 && !above)
    spot
      .at('name')
      .refuse(`"${name}" stands below a product that is not in the tree.`, 'Describe the level above it before it.')
  const steps = slug.split('/')
  if (steps.slice(0, -1).join('/') !== (above?.['x-slug'] ?? ''))
    spot
      .at('x-slug')
      .refuse(
        `The x-slug "${slug}" does not continue the one of the level above.`,
        `Write "${[...(above ? [above['x-slug']] : []), steps.at(-1)].join('/')}".`,
      )
}

function checkOrder(spot: Spot, name: string, order: string[], operations: Operation[]): void {
  const own = operations.filter(({ tags }) => tags.includes(name)).map(({ operationId }) => operationId)
  for (const [position, id] of order.entries())
    if (!own.includes(id))
      spot
        .at(position)
        .refuse(
          `"${id}" is no operation of the product "${name}".`,
          'Correct it, or add the product to the tags of that operation.',
        )
  for (const id of own)
    if (!order.includes(id))
      spot.refuse(`The order of calls of "${name}" leaves out "${id}".`, 'Put it where one calls it.')
}
