import {
  notificationName,
  pascal,
  rowsBelow,
  type Field,
  type Notification,
  type Operation,
  type Resource,
  type Trigger,
} from '../model/model.ts'
import { readAnswer } from './bodies.ts'
import { nameUnknown, type Context } from './operations.ts'
import type { Source } from './source.ts'
import { Spot } from './spot.ts'
import type { Problem } from './problems.ts'

/**
 * Reads the notifications, in the order of their names; those with a problem are left out.
 *
 * @param operations all that could be read
 * @param isWhole whether these are all that there are, so that one that is named and not there does not exist
 */
export function readWebhooks(
  context: Context,
  webhooks: Map<string, Source>,
  operations: Operation[],
  isWhole: boolean,
  problems: Problem[],
): Notification[] {
  const byId = new Map(operations.map(operation => [operation.operationId, operation]))
  const eventTypes = new Map<string, Spot>()
  return [...webhooks].flatMap(([name, source]) => {
    const spot = new Spot(source, ['post'], problems)
    const before = problems.length
    const notification = readNotification(context, name, spot)
    if (!notification) return []
    checkNames(spot, notification, eventTypes)
    checkIdempotency(spot, notification)
    if (isWhole) checkLinks(spot, notification, byId)
    return problems.length > before ? [] : [notification]
  })
}

function readNotification(context: Context, name: string, spot: Spot): Notification | undefined {
  const { dialect, schemas, root } = context
  const before = spot.problems.length
  if (root) nameUnknown(spot, root)
  const items = spot.at('x-resources').value as unknown[]
  const resources = items.map((_, index) => readResource(spot.at('x-resources', index), schemas))
  const answer = readAnswer(spot, schemas)
  if (spot.problems.length > before || !answer) return undefined
  return { kind: 'notification', name, ...saidOf(spot, dialect), resources: resources as Resource[], answer }
}

/** What the notification says of itself outside of its resources. */
function saidOf({ map, source }: Spot, dialect: Context['dialect']) {
  const docs = (map['x-official-docs'] as string[] | undefined) ?? []
  return {
    operationId: map.operationId as string,
    eventType: map['x-event-type'] as string,
    formerEventTypes: (map['x-former-event-types'] as string[] | undefined) ?? [],
    originalType: map['x-original-type'] as string | undefined,
    tags: map.tags as string[],
    title: map.summary as string,
    description: map.description as string,
    status: map.deprecated ? (['deprecated'] satisfies Notification['status']) : [],
    officialDocs: docs.map(url => ({ url, audience: dialect.audienceOf(url) })),
    retry: (map['x-retry'] as string | undefined)?.split('/') ?? [],
    idempotencyKey: map['x-idempotency-key'] as string[],
    query: map['x-query-operation'] as string | undefined,
    place: source.place(['post']),
  }
}

function readResource(spot: Spot, schemas: Context['schemas']): Resource | undefined {
  const { name, title, description, triggeredBy, idempotencyKey, example } = spot.map as Partial<Resource> & {
    triggeredBy?: Record<string, string>
  }
  const schema = schemas.read(spot.at('schema'))
  if (!schema) return undefined
  if (schema.type !== 'object')
    return spot.at('schema').refuse(`A resource of type ${schema.type} is nothing to print.`, 'Describe an object.')
  if (spot.at('example').refuseAll(schemas.judge(schema, example))) return undefined
  const triggers = Object.entries(triggeredBy ?? {}).map(([operationId, field]): Trigger => ({ operationId, field }))
  return {
    ...(name !== undefined && { name, title, description }),
    triggers,
    ...(idempotencyKey && { idempotencyKey }),
    schema,
    example,
  }
}

/** Its names follow from its event type, which no other notification has. */
function checkNames(spot: Spot, notification: Notification, eventTypes: Map<string, Spot>): void {
  const { name, operationId, eventType } = notification
  const expected = notificationName(eventType)
  if (name !== expected)
    spot
      .at('x-event-type')
      .refuse(`The event type ${eventType} does not fit the name of the file.`, `Call the file ${expected}.yaml.`)
  const id = `on${pascal(expected)}`
  if (operationId !== id)
    spot.at('operationId').refuse(`The operationId of ${eventType} is "${operationId}".`, `Write "${id}".`)
  if (eventTypes.has(eventType))
    spot.at('x-event-type').refuse(`The event type ${eventType} is taken.`, 'A notification has one description.')
  eventTypes.set(eventType, spot)
  checkResources(spot, notification.resources)
}

/** By one of the fields at least that it is told by it can be told: they are there, in each shape. */
function checkIdempotency(spot: Spot, notification: Notification): void {
  for (const { schema, idempotencyKey } of notification.resources)
    if (!(idempotencyKey ?? notification.idempotencyKey).some(key => fieldAt(schema.fields, key)))
      spot
        .at('x-idempotency-key')
        .refuse(
          `None of ${notification.idempotencyKey.join(', ')} is a field of the resource.`,
          'Name fields by which one sees that a notification has come before.',
        )
}

/** Several shapes need names, by which pages, types and kits tell them apart. */
function checkResources(spot: Spot, resources: Resource[]): void {
  const names = resources.map(({ name }) => name)
  if (resources.length > 1 && names.includes(undefined))
    spot
      .at('x-resources')
      .refuse('One of several resources has no name.', 'Give each a name, a title and a description.')
  for (const [index, name] of names.entries())
    if (name !== undefined && names.indexOf(name) < index)
      spot.at('x-resources', index, 'name').refuse(`The name "${name}" is taken.`, 'Call it something else.')
}

/** The operations that it names are there, and so are their fields. */
function checkLinks(spot: Spot, { query, resources }: Notification, operations: Map<string, Operation>): void {
  if (query !== undefined && !operations.has(query))
    spot.at('x-query-operation').refuse(`There is no operation "${query}".`, 'Write an operationId.')
  for (const [index, { triggers }] of resources.entries())
    for (const { operationId, field } of triggers) {
      const operation = operations.get(operationId)
      const place = spot.at('x-resources', index, 'triggeredBy', operationId)
      if (!operation) place.refuse(`There is no operation "${operationId}".`, 'Write an operationId.')
      else if (!operation.body || !fieldAt(rowsBelow(operation.body.schema), field))
        place.refuse(`${operationId} sends no "${field}".`, 'Write the way to the field from the top of the body.')
    }
}

/** The field that a way through objects and lists leads to: `instruction.out_instruction_no`. */
function fieldAt(fields: Field[], way: string): Field | undefined {
  const [name, ...rest] = way.split('.')
  const field = fields.find(field => field.name === name)
  return field && rest.length ? fieldAt(rowsBelow(field.schema), rest.join('.')) : field
}
