import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Document } from '../document.ts'
import { keysIn, numberOf } from '../settings.ts'
import { isKind, kinds, type KindName } from './message.ts'
import { Notifier, type Notice } from './notifier.ts'
import type { Delivery } from './sender.ts'
import { expectationTable, tryKinds } from './expect.ts'

const help = `把一个通知发到自己的接收器

  send EVENT --to URL   EVENT 是 event_type，如 TRANSACTION.SUCCESS；URL 只能是本机的

  --keys FOLDER     测试商户的密钥，与接收器用的相同，默认 ./keys，没有就生成
  --shape NAME      同一事件有多种内容时，发哪一种，如 partner
  --kind KIND       发一个有问题的：${Object.keys(kinds).slice(3).join('、')}
  --expect          好的坏的各发一次，列出接收器放过了哪些；有一个不对就以 1 结束
  --retry-speed N   重发的间隔缩短多少倍，默认 60：15 秒变成 0.25 秒
  --remote          可以发到本机以外的地址`

const options = {
  'to': { type: 'string' },
  'keys': { type: 'string', default: 'keys' },
  'shape': { type: 'string' },
  'kind': { type: 'string', default: 'good' },
  'expect': { type: 'boolean', default: false },
  'retry-speed': { type: 'string', default: '60' },
  'remote': { type: 'boolean', default: false },
  'help': { type: 'boolean', default: false },
} as const

/**
 * `wechatpay-mock send`: sends a notification and prints its attempts, or tries a receiver with all kinds.
 *
 * @throws Error where an argument cannot be what it is
 */
export async function sendMain(readDocument: () => Document, args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  if (values.help) return console.log(help)
  const [eventType] = positionals
  if (eventType === undefined || values.to === undefined) throw new Error(`要写 event_type 和 --to。\n\n${help}`)
  if (!isKind(values.kind)) throw new Error(`--kind ${values.kind}：可用 ${Object.keys(kinds).join('、')}。`)
  const onAttempt = values.expect ? undefined : (delivery: Delivery) => console.log(attemptText(delivery))
  const speed = numberOf('retry-speed', values['retry-speed'], 1e6) || 1
  const how = { speed, remote: values.remote, ...(onAttempt && { onAttempt }) }
  const notifier = new Notifier(readDocument(), keysIn(resolve(values.keys)), how)
  const notice = notifier.sample(eventType, values.shape)
  notifier.sender.check(values.to)
  const isRight = values.expect
    ? await isRightToAll(notifier, notice, values.to)
    : await isRightTo(values.kind, notifier, notice, values.to)
  if (!isRight) process.exitCode = 1
}

async function isRightToAll(notifier: Notifier, notice: Notice, to: string): Promise<boolean> {
  const results = await tryKinds(notifier, notice, to)
  console.log(expectationTable(results))
  return results.every(({ isRight }) => isRight)
}

async function isRightTo(kind: KindName, notifier: Notifier, notice: Notice, to: string): Promise<boolean> {
  const { taken } = kinds[kind]
  const { outcome } = await notifier.send(notice, to, kind, undefined, taken)
  return (outcome === 'delivered') === taken
}

/** An attempt as a line: `TRANSACTION.SUCCESS 第 2 次：500`. */
export function attemptText({ eventType, to, attempts, outcome }: Delivery): string {
  const { status, error } = attempts.at(-1)!
  const answer = status === undefined ? `没有应答（${error}）` : `应答 ${status}`
  const end = outcome === 'delivered' ? '，送达' : ''
  return `通知 ${eventType} → ${to} 第 ${attempts.length} 次：${answer}${end}`
}
