import type { NotificationWords } from '../../reference/model/words.ts'

const units = { s: '秒', m: '分', h: '小时' }

/** The platform's usual intervals, of 53 of the pages that state any. */
export const usualRetry = '15s/15s/30s/3m/10m/20m/30m/30m/30m/60m/3h/3h/3h/6h/6h'.split('/')

function intervalText(interval: string): string {
  return `${parseInt(interval, 10)} ${units[interval.at(-1) as keyof typeof units]}`
}

/** What pages say about notifications. */
export const notificationWords: NotificationWords = {
  all: '全部通知',
  allDescription: '微信支付 API v3 会发给商户的全部通知：事件类型、解密后的内容、由哪个接口触发。',
  intro: [
    '微信支付把结果 POST 到请求里的通知地址。每个通知都有签名，内容是加密的：先验签、再解密，然后看 `event_type` 是哪一种。' +
      '怎么接收见[接收通知](/guide/notifications)，验签不过见[签名与验签](/guide/signature)。',
  ],
  notification: '通知',
  eventType: '`event_type`',
  ofProduct: '通知',
  count: notifications => `共 ${notifications} 种通知。`,
  address: '通知地址，`event_type` 是',
  former: names => `早先叫 ${names}。`,
  resource: '解密后的内容',
  shape: '什么时候、怎么认出来',
  resources: count => `同一个事件有 ${count} 种内容，一次通知只带其中一种，字段不能混着用：`,
  table: '内容',
  sample: '样例',
  triggeredBy: links => `由 ${links} 触发。`,
  manyTriggers: count => `由 ${count} 个接口触发`,
  noTrigger: '通知地址不随请求给出：在商户平台或产品的配置里设置，或者公开资料没有说明。',
  message: '收到的报文',
  handling: '收到之后',
  answer: ({ answer: { content } }) =>
    content
      ? '应答：5 秒内以 HTTP 200 应答，答案在应答的 JSON 里，字段见下表。'
      : '应答：验签通过后 5 秒内应答 HTTP 200 或 204，不必带报文；处理可以放在应答之后。' +
        '不收就应答 4XX 或 5XX，带 JSON：`{"code":"FAIL","message":"失败的原因"}`。',
  retry: intervals =>
    intervals.length
      ? `重发：没有收到成功的应答时，依次隔 ${intervals.map(intervalText).join('、')}再发${
          intervals.length > 1 ? `，共 ${intervals.length} 次` : ''
        }。`
      : `重发：官方页面没有说明这一种的间隔；多数通知依次隔 ${usualRetry.map(intervalText).join('、')}再发。`,
  idempotency: fields =>
    `去重：同一件事可能通知多次，也可能先后颠倒。以 ${fields.join('、')} 认出来过的通知，再来一次照样应答成功。`,
  query: link => `没等到通知，或者内容有疑问：${link}，以查到的为准。`,
  example: '处理示例',
  receivers: ({ eventType }) =>
    '验签与解密的完整接收器（Node.js、Express、Koa、Fastify、Next.js、PHP）见[接收通知](/guide/notifications#receivers)；' +
    `好的与坏的请求各一份，见[测试包](/guide/notification-kit?event=${eventType})。`,
  received: links => `会收到：${links}`,
}
