/**
 * Words of the trade that mean the same: what developers say, what older versions of the official documentation said,
 * what titles say today.
 */
const groups = [
  ['查单', '查询订单'],
  ['关单', '关闭订单'],
  ['撤单', '撤销订单', '撤销'],
  ['统一下单', '下单'],
  ['刷卡支付', '付款码支付'],
  ['对账单', '账单'],
  ['企业付款', '商家转账'],
]

/** What else a word may mean, but not the other way round: the way to pay is called JSAPI支付, its operation JSAPI下单. */
const narrower: Record<string, string[]> = { 支付: ['下单'] }

/** What developers call a notification, alone or in a word: `支付回调`. */
const notification = /异步通知|回调通知|回调|异步回调/

/** What a query about notifications asks for: one of them, `支付回调`, or all that there is about them, `webhook`. */
export function notificationAsked(query: string): 'one' | 'any' | undefined {
  if (!/通知|回调|webhook/i.test(query)) return undefined
  return /^\s*(?:(?:异步|接收|回调)?通知|(?:异步)?回调|webhooks?)\s*$/i.test(query) ? 'any' : 'one'
}

/** A query with what is called a notification in the official documentation today in the place of `webhook`. */
export function inChinese(query: string): string {
  return query.replace(/\bwebhooks?\b/gi, '通知')
}

/** What else a word of a query may stand for. */
export function synonymsOf(word: string): string[] {
  return [
    ...groups
      .filter(group => group.includes(word))
      .flat()
      .filter(other => other !== word),
    ...(notification.test(word) ? [word.replace(notification, '通知')] : []),
    ...(Object.hasOwn(narrower, word) ? narrower[word]! : []),
  ]
}
