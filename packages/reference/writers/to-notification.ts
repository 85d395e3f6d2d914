import type { Dialect } from '../dialect.ts'
import type { Notification, Reference, Resource, Trigger } from '../model/model.ts'
import { addressOf, pageOf } from '../model/addresses.ts'
import { productTree } from '../model/products.ts'
import { resourceTableId } from '../model/rows.ts'
import type { Words } from '../model/words.ts'
import { docLines, productLines } from './page-links.ts'
import { resourceRows, table } from './parameter-table.ts'
import { cell, code, fence, frontMatter, longerThan, paragraph, plain } from './text.ts'

type Around = Pick<Reference, 'operations' | 'tags'>

/**
 * The page of a notification, as Markdown: what it carries once it is decrypted, in each of its shapes; who asks for
 * it; the message around it; what to answer and do.
 *
 * @param reference what the page links to: products and operations
 */
export function toNotification(dialect: Dialect, notification: Notification, reference: Around): string {
  const { words } = dialect
  const { title, description } = notification
  return [
    ...frontMatter(title, description, [2, 3]),
    ...headLines(words, notification),
    paragraph(description),
    '',
    ...resourceLines(dialect, notification, reference),
    ...messageLines(dialect, notification),
    ...handlingLines(dialect, notification, reference),
    ...exampleLines(dialect, notification),
    ...productLines(words, notification, reference.tags),
    ...docLines(words, notification),
  ].join('\n')
}

function headLines({ notifications: words, comma }: Words, notification: Notification): string[] {
  const { title, eventType, formerEventTypes } = notification
  return [
    `# ${plain(title)} {#notification}`,
    '',
    `\`POST\`{.http-method .post} ${words.address} \`${eventType}\`{.api-address}`,
    '',
    ...(formerEventTypes.length ? [words.former(formerEventTypes.map(code).join(comma)), ''] : []),
  ]
}

// What it carries

function resourceLines(dialect: Dialect, { resources }: Notification, reference: Around): string[] {
  const { notifications: words } = dialect.words
  const isOne = resources.length === 1
  return [
    `## ${words.resource} {#resources}`,
    '',
    ...(isOne ? [] : [words.resources(resources.length), '', ...shapeTable(dialect.words, resources)]),
    ...resources.flatMap(resource => [
      ...(isOne ? [] : [`### ${plain(resource.title!)} {#shape-${resource.name}}`, '']),
      ...(isOne ? [] : [paragraph(resource.description!), '']),
      ...triggerLines(dialect.words, resource, reference),
      ...table(dialect.words, words.table, resourceTableId(resource), resourceRows(dialect, resource.schema), ''),
      ...details(words.sample, fence('json', JSON.stringify(resource.example, null, 2))),
    ]),
  ]
}

function shapeTable({ notifications: words }: Words, resources: Resource[]): string[] {
  return [
    `| ${words.table} | ${words.shape}`,
    '| --- | ---',
    ...resources.map(({ name, title, description }) => `| [${plain(title!)}](#shape-${name}) | ${cell(description!)}`),
    '',
    '{.overview-table}',
    '',
  ]
}

/** The operations that ask for it, with the fields where they do. */
function triggerLines(words: Words, { triggers }: Resource, { operations }: Around): string[] {
  const { triggeredBy, manyTriggers, noTrigger } = words.notifications
  const links = triggers.flatMap(trigger => triggerLink(trigger, operations))
  if (!links.length) return [noTrigger, '']
  if (links.length <= 6) return [triggeredBy(links.join(words.comma)), '']
  return details(manyTriggers(links.length), [...links.map(link => `- ${link}`), ''])
}

function triggerLink({ operationId, field }: Trigger, operations: Reference['operations']): string[] {
  const operation = operations.find(operation => operation.operationId === operationId)
  return operation ? [`[${plain(operation.title)}](${addressOf(operation, operations)}) ${code(field)}`] : []
}

function details(title: string, lines: string[]): string[] {
  const colons = longerThan(lines.join('\n'), ':')
  return [`${colons} details ${title}`, '', ...lines, colons, '']
}

// How it comes and what to do

function messageLines({ words, notifications }: Dialect, notification: Notification): string[] {
  const [first] = notification.resources
  return details(words.notifications.message, fence('http', notifications.message(notification, first!)))
}

function handlingLines(dialect: Dialect, notification: Notification, { operations }: Around): string[] {
  const { words } = dialect
  const { handling, answer, retry, idempotency, query } = words.notifications
  const asked = operations.find(({ operationId }) => operationId === notification.query)
  return [
    `## ${handling} {#handling}`,
    '',
    `- ${answer(notification)}`,
    `- ${retry(notification.retry)}`,
    `- ${idempotency(notification.idempotencyKey.map(code))}`,
    ...(asked ? [`- ${query(`[${plain(asked.title)}](${addressOf(asked, operations)})`)}`] : []),
    '',
    ...answerLines(dialect, notification),
  ]
}

/** The body that a receiver answers with, where the platform asks for one. */
function answerLines(dialect: Dialect, { answer: { content } }: Notification): string[] {
  if (content?.kind !== 'json') return []
  const { words } = dialect
  return [
    ...table(words, words.page.answerTable, 'answer', resourceRows(dialect, content.schema), ''),
    ...fence('json', JSON.stringify(content.example, null, 2)),
  ]
}

function exampleLines({ words, sdks }: Dialect, notification: Notification): string[] {
  const { example, receivers } = words.notifications
  return [
    `## ${example} {#example}`,
    '',
    '::: code-group',
    '',
    ...sdks.flatMap(({ language, title, fence: typed, handler }) =>
      fence([language, typed, `[${title}]`].filter(Boolean).join(' '), handler(notification).code),
    ),
    ':::',
    '',
    receivers(notification),
    '',
  ]
}

// Lists

/** The list of all notifications, by the products that they belong to first, as Markdown. */
export function toNotificationList(
  { words }: Dialect,
  reference: Pick<Reference, 'tags' | 'operations' | 'notifications'>,
): string {
  const { all, allDescription, intro, count } = words.notifications
  const { notifications } = reference
  return [
    ...frontMatter(all, allDescription, [2, 2]),
    `# ${all} {#notifications}`,
    '',
    ...intro,
    '',
    `${count(notifications.length)}`,
    '',
    ...productTree(reference).flatMap(({ title, tag }) => {
      const isOwn = (name: string) => name === tag.name || name.startsWith(`${tag.name} / `)
      const own = notifications.filter(({ tags: [first = ''] }) => isOwn(first))
      return own.length ? [`## ${plain(title)} {#${tag['x-slug']}}`, '', ...notificationTable(words, own)] : []
    }),
  ].join('\n')
}

/** Notifications with their event types, as a table. */
export function notificationTable({ notifications: words }: Words, notifications: Notification[]): string[] {
  return [
    `| ${words.notification} | ${words.eventType}`,
    '| --- | ---',
    ...notifications.map(
      notification => `| [${plain(notification.title)}](${pageOf(notification)}) | ${code(notification.eventType)}`,
    ),
    '',
    '{.overview-table .notifications-table}',
    '',
  ]
}
