import { notificationList, pageOf } from '../../reference/model/addresses.ts'
import type { Notification, Operation, Reference, Tag } from '../../reference/model/model.ts'
import { paragraph, plain } from '../../reference/writers/text.ts'

/** The notifications that an operation's page may lead to: those that it asks for, and those of its products. */
export interface Around {
  own: Notification[]
  near: Notification[]
}

export function notificationsAround({ operationId, tags }: Operation, notifications: Notification[]): Around {
  const own = notifications.filter(({ resources }) =>
    resources.some(({ triggers }) => triggers.some(trigger => trigger.operationId === operationId)),
  )
  const isAround = (product: string) => tags.some(tag => tag === product || tag.startsWith(`${product} / `))
  return { own, near: notifications.filter(notification => notification.tags.some(isAround)) }
}

/** What a description calls the thing that is decisive: `支付通知` of `以支付通知或查询订单为准`. */
const decisive = /(?<=以)((?:(?!或|与|和|以)[\u4e00-\u9fff])*?(?:通知|回调))/

const worse = /异常|关闭|取消|解除|解约|失败|旧版/

/** The description of an operation; where a notification is said to be decisive, that leads to it. */
export function linkedDescription(
  operation: Operation,
  { notifications, tags }: Pick<Reference, 'notifications' | 'tags'>,
): string {
  const text = paragraph(operation.description)
  const phrase = decisive.exec(text)?.[0]
  const address = phrase && addressMeant(phrase, operation, notificationsAround(operation, notifications), tags)
  return address ? text.replace(decisive, `[${plain(phrase)}](${address})`) : text
}

/**
 * Where a phrase leads: of the notifications that the operation asks for to the one whose title has most of its words,
 * or the first; else to one of its products whose title has all of them, or to the list of these.
 */
function addressMeant(phrase: string, { tags }: Operation, { own, near }: Around, all: Tag[]): string | undefined {
  const words = [...phrase.replace(/(?:结果)?(?:回调)?(?:通知|回调)$/, '')]
  const likeness = ({ title }: Notification) => words.filter(word => title.includes(word)).length
  // Of equal ones it is the good outcome that one waits for.
  const outcome = ({ title }: Notification) =>
    Number(title.includes(`${words.join('')}成功`)) + Number(title.includes('成功')) - Number(worse.test(title))
  const [best] = (own.length ? own : near).toSorted((a, b) => likeness(b) - likeness(a) || outcome(b) - outcome(a))
  if (!best) return undefined
  if (own.length || (words.length && likeness(best) === words.length)) return pageOf(best)
  const top = all.find(({ name }) => name === tags[0]!.split(' / ')[0])
  return top && `${notificationList}#${top['x-slug']}`
}
