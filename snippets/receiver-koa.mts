import Koa from 'koa'
import { Aes, Formatter, Rsa } from 'wechatpay-axios-plugin'
import type { WeChatPay } from './wechatpay.js'
import { apiV3Key, platformKeys } from './wxpay-keys.mjs'

const seen = new Set<string>() // 收过的通知；正式环境里是数据库的唯一键

const handle = ({ event_type, resource }: WeChatPay.Decrypted) =>
  console.log(event_type, JSON.stringify(resource))

// 放在 koa-bodyparser 之前：验签要用原文
new Koa().use(async context => {
  const chunks: Buffer[] = []
  for await (const chunk of context.req) chunks.push(chunk as Buffer)
  const body = Buffer.concat(chunks).toString()

  const header = (name: string) => context.get(`wechatpay-${name}`)
  const refuse = (status: number, message: string) =>
    Object.assign(context, { status, body: { code: 'FAIL', message } })

  const age = Math.abs(Date.now() / 1000 - Number(header('timestamp')))
  if (!(age <= 300)) return refuse(401, '时间戳相差超过 5 分钟')
  const key = platformKeys.get(header('serial'))
  if (!key) return refuse(401, '不认识的 Wechatpay-Serial')
  const text = Formatter.response(header('timestamp'), header('nonce'), body)
  if (!Rsa.verify(text, header('signature'), key)) return refuse(401, '验签失败')

  try {
    const { id, event_type, resource } = JSON.parse(body) as WeChatPay.Notification
    const plain = Aes.AesGcm.decrypt(
      resource.ciphertext, apiV3Key, resource.nonce, resource.associated_data,
    )
    const notification = { event_type, resource: JSON.parse(plain) } as WeChatPay.Decrypted
    if (!seen.has(id)) setImmediate(handle, notification) // 应答之后再处理
    seen.add(id)
    context.status = 204
  } catch {
    refuse(400, '解密失败')
  }
}).listen(process.env.PORT ?? 3000)
