import { Aes, Formatter, Rsa } from 'wechatpay-axios-plugin'
import type { WeChatPay } from './wechatpay.js'
import { apiV3Key, platformKeys } from './wxpay-keys.mjs'

const seen = new Set<string>() // 收过的通知；正式环境里是数据库的唯一键

const handle = ({ event_type, resource }: WeChatPay.Decrypted) =>
  console.log(event_type, JSON.stringify(resource))

/** app/notify/route.ts */
export async function POST(request: Request): Promise<Response> {
  const body = await request.text() // 原文，不要用 request.json()
  const header = (name: string) => request.headers.get(`wechatpay-${name}`) ?? ''
  const refuse = (status: number, message: string) =>
    Response.json({ code: 'FAIL', message }, { status })

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
    if (!seen.has(id)) setImmediate(handle, notification) // 无服务器环境里改用 after()
    seen.add(id)
    return new Response(null, { status: 204 })
  } catch {
    return refuse(400, '解密失败')
  }
}
