import type { Notification, ObjectSchema, Resource } from '../../reference/model/model.ts'
import { rowsBelow } from '../../reference/model/model.ts'
import { literal, propertyName } from '../../reference/writers/to-types.ts'

/** The fields by which one sees that a notification has come before, and how one tells which of several it has. */
interface Key {
  fields: string[]
  /** A field that only the shapes with this key have; absent of the last one. */
  test?: string
}

/** The keys of a notification's shapes, each once. */
export function keysOf({ resources, idempotencyKey }: Notification): Key[] {
  const own = (resource: Resource) => resource.idempotencyKey ?? idempotencyKey
  const lists = [...new Map(resources.map(resource => [own(resource).join(), own(resource)])).values()]
  const usual = lists.find(fields => fields.join() === idempotencyKey.join()) ?? lists[0]!
  return [
    ...lists.filter(fields => fields !== usual).map(fields => ({ fields, test: fields[0]!.split('.')[0]! })),
    { fields: usual },
  ]
}

/** What takes a decrypted notification, in TypeScript. */
export function typescriptHandler(notification: Notification): { code: string } {
  const { eventType, operationId } = notification
  const keys = keysOf(notification)
  const text = ({ fields }: Key) =>
    `\`${[eventType, ...fields.map(field => `\${${access(notification, field)}}`)].join(' ')}\``
  const lines = [
    "import type { WeChatPay } from './wechatpay.js'",
    '',
    '/** @param seen 记下一个键；以前记过就返回 true */',
    `export async function ${operationId}(`,
    `  resource: WeChatPay.Notifications[${literal(eventType)}],`,
    '  seen: (key: string) => Promise<boolean>,',
    '): Promise<void> {',
    ...keyLines(keys, text),
    '  if (await seen(key)) return',
    '  // 在这里更新自己的记录',
    '}',
  ]
  return { code: lines.join('\n') }
}

/** The key of one shape, or a choice by a field that only one of several has. */
function keyLines(keys: Key[], text: (key: Key) => string): string[] {
  if (keys.length === 1) return [`  const key = ${text(keys[0]!)}`]
  return [
    '  const key =',
    ...keys.map(key => (key.test ? `    ${literal(key.test)} in resource ? ${text(key)} :` : `    ${text(key)}`)),
  ]
}

/** The way to a field from `resource`, past what may be missing. */
function access({ resources }: Notification, way: string): string {
  const steps = way.split('.')
  return steps.reduce((text, step, index) => {
    const mayMiss = resources.some(({ schema }) => index > 0 && isOptional(schema, steps.slice(0, index)))
    const name = propertyName(step)
    return `${text}${mayMiss ? '?.' : name === step ? '.' : ''}${name === step ? step : `[${name}]`}`
  }, 'resource')
}

function isOptional(schema: ObjectSchema, steps: string[]): boolean {
  const field = steps.reduce<ReturnType<typeof rowsBelow>[number] | undefined>(
    (above, step) => (above ? rowsBelow(above.schema) : schema.fields).find(({ name }) => name === step),
    undefined,
  )
  return field !== undefined && !field.required
}

/** What takes a decrypted notification, in PHP. */
export function phpHandler(notification: Notification): { code: string } {
  const { eventType, operationId } = notification
  const keys = keysOf(notification)
  // Whichever of several keys it has; a missing one leaves nothing.
  const value = (way: string) => `$resource['${way.split('.').join("']['")}']${keys.length > 1 ? " ?? ''" : ''}`
  const values = keys.flatMap(({ fields }) => fields).map(field => `        ${value(field)},`)
  const code = `/**
 * @param array<string,mixed> $resource 解密后的内容
 * @param callable(string): bool $seen 记下一个键；以前记过就返回 true
 */
function ${operationId}(array $resource, callable $seen): void
{
    $key = implode(' ', [
${[`        '${eventType}',`, ...values].join('\n')}
    ]);
    if ($seen($key)) {
        return;
    }
    // 在这里更新自己的记录
}`
  return { code }
}
