import type { Operation, Parameter, Reference } from '../reference/model/model.ts'

/**
 * The day on which all samples of the descriptions were written: an order that expires does so on a later one, a
 * statement is of an earlier one. A build moves them to its own day, so that what one copies has not expired.
 */
export const sampleDay = '2026-11-20'

const oneDay = 86_400_000

/** Of a moved operation, the one that was written down. */
const origins = new WeakMap<Operation, Operation>()

/**
 * The reference with the days of all samples moved, by the same number of days.
 *
 * @param day the day that stands for the sample day: `2026-12-24`
 * @throws Error if that is no day
 */
export function onDay(reference: Reference, day: string): Reference {
  const days = (Date.parse(day) - Date.parse(sampleDay)) / oneDay
  if (!Number.isInteger(days)) throw new Error(`SAMPLE_DAY is ${day}: write a day such as ${sampleDay}.`)
  if (!days) return reference
  return {
    ...reference,
    operations: reference.operations.map(operation => moved(operation, days)),
    notifications: reference.notifications.map(notification => ({
      ...notification,
      resources: notification.resources.map(resource => ({
        ...resource,
        example: movedValue(resource.example, days),
      })),
    })),
    document: withMovedExamples(reference.document, days) as Reference['document'],
  }
}

/** The operation as its description has it. */
export function asWritten(operation: Operation): Operation {
  return origins.get(operation) ?? operation
}

/** Today in Beijing, where the days of the platform begin: `2026-11-20`. */
export function today(now = Date.now()): string {
  return new Date(now + 8 * 3_600_000).toISOString().slice(0, 10)
}

function moved(operation: Operation, days: number): Operation {
  const { pathParameters, query, headers, body, answer } = operation
  const parameters = (list: Parameter[]) =>
    list.map(item =>
      item.example === undefined ? item : { ...item, example: movedValue(item.example, days, item.name) },
    )
  const own: Operation = {
    ...operation,
    pathParameters: parameters(pathParameters),
    query: parameters(query),
    headers: parameters(headers),
    ...(body && { body: { ...body, example: movedValue(body.example, days) } }),
    answer:
      answer.content?.kind === 'json'
        ? { ...answer, content: { ...answer.content, example: movedValue(answer.content.example, days) } }
        : answer,
  }
  origins.set(own, operation)
  return own
}

/** Of a document of OpenAPI, or of a part of it. */
function withMovedExamples(value: unknown, days: number): unknown {
  if (Array.isArray(value)) return value.map(item => withMovedExamples(item, days))
  if (typeof value !== 'object' || value === null) return value
  const { name } = value as { name?: unknown }
  const own = typeof name === 'string' ? name : ''
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === 'example' ? movedValue(inner, days, own) : withMovedExamples(inner, days),
    ]),
  )
}

/** @param name the field that holds it; an entry of a list has that of the list */
function movedValue(value: unknown, days: number, name = ''): unknown {
  if (typeof value === 'string') return movedText(value, days, name)
  if (Array.isArray(value)) return value.map(item => movedValue(item, days, name))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([inner, item]) => [inner, movedValue(item, days, inner)]))
}

/** A whole value: `2026-11-20`, `2026-11-20T10:34:56+08:00`, `2026-11-20 10:34:56`, `20261120`, `20261120103456`. */
const dates = /^(\d{4})(-?)(\d\d)\2(\d\d)((?:[T ]\d\d:\d\d.*|\d{6})?)$/

/** Days of birth and of documents are not near: they stay, and so does what only looks like a day. */
const near = 400 * oneDay

/** Numbers of orders may look like a day without hyphens. */
const isTime = (name: string) => /time|date|day|start|begin|end|_tm$|_at$/i.test(name)

function movedText(text: string, days: number, name: string): string {
  const [, year, dash, month, date, time] = dates.exec(text) ?? []
  if (!dash && !isTime(name)) return text
  const before = Date.parse(`${year}-${month}-${date}`)
  if (Number.isNaN(before) || Math.abs(before - Date.parse(sampleDay)) > near) return text
  const after = new Date(before + days * oneDay).toISOString().slice(0, 10)
  return (dash ? after : after.replaceAll('-', '')) + time
}
