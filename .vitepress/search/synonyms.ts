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
  ['通知', '回调', '异步通知', 'webhook'],
]

/** What else a word may mean, but not the other way round: the way to pay is called JSAPI支付, its operation JSAPI下单. */
const narrower: Record<string, string[]> = { 支付: ['下单'] }

/** What else a word of a query may stand for. */
export function synonymsOf(word: string): string[] {
  return [
    ...groups
      .filter(group => group.includes(word))
      .flat()
      .filter(other => other !== word),
    ...(Object.hasOwn(narrower, word) ? narrower[word]! : []),
  ]
}
