import type { Operation, Tag } from '../../packages/reference/model/model.ts'
import type { Reading } from '../../packages/reference/intake/read.ts'

/**
 * A site of many times the size, for `npm run bench`: every operation and product again, below other paths and under
 * other names.
 *
 * @param times how often everything is there; 1 changes nothing
 */
export function withCopies(reading: Reading, times: number): Reading {
  if (!(times > 1)) return reading
  const { operations, tags } = reading.reference
  const numbers = Array.from({ length: times - 1 }, (_, index) => index + 2)
  return {
    ...reading,
    reference: {
      ...reading.reference,
      operations: [...operations, ...numbers.flatMap(number => operations.map(operation => copyOf(operation, number)))],
      tags: [
        ...tags,
        ...numbers.flatMap(number =>
          tags.map((tag): Tag => ({
            ...tag,
            'name': nameOf(tag.name, number),
            'x-slug': tag['x-slug'].replace(/^[^/]+/, `$&-${number}`),
            'x-call-order': tag['x-call-order']?.map(id => id + number),
          })),
        ),
      ],
    },
  }
}

function copyOf(operation: Operation, number: number): Operation {
  return {
    ...operation,
    operationId: operation.operationId + number,
    path: operation.path.replace(/^\/[^/]+\//, `$&copy${number}/`),
    tags: operation.tags.map(name => nameOf(name, number)),
    otherMode: operation.otherMode && { ...operation.otherMode, operationId: operation.otherMode.operationId + number },
  }
}

/** Products have their number at the first level, so that each copy has sidebars of its own. */
function nameOf(name: string, number: number): string {
  return name.replace(/^.*?(?= \/ |$)/, `$& ${number}`)
}
