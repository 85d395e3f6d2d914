import type { FastifyRequest } from 'fastify'
import { MockError, signError } from './errors.ts'
import type { Keys } from './keys.ts'
import { isSignedBy, parseAuthorization, requestMessage, type Authorization } from './protocol.ts'

/** How far a request's clock may be off, in seconds, as the platform has it. */
const maximumOffset = 300
const form = '应为 WECHATPAY2-SHA256-RSA2048 mchid="…",nonce_str="…",signature="…",timestamp="…",serial_no="…"'

/** Looks at the signatures of requests, and remembers their nonces. */
export class Gate {
  readonly #nonces = new Map<string, number>()

  constructor(readonly keys: Keys) {}

  /**
   * The header is right, fresh, not seen before, and signs just these bytes.
   *
   * @param body for a form, the bytes of `meta`
   * @returns the text that is signed
   * @throws MockError if it does not
   */
  check(request: FastifyRequest, body: Buffer): Buffer {
    for (const name of ['accept', 'user-agent'])
      if (!request.headers[name]) throw new MockError(400, 'INVALID_REQUEST', 'Http头缺少Accept或User-Agent')
    const asked = { method: request.method, target: request.raw.url! }
    const authorization = parseAuthorization(request.headers.authorization)
    if (!authorization)
      throw signError(
        'Http头Authorization值格式错误，请参考《微信支付商户REST API签名规则》',
        form,
        'Authorization',
        asked,
      )
    const now = Date.now() / 1000
    const wrong = this.#claimError(authorization, now, asked)
    if (wrong) throw wrong
    const signed = requestMessage(asked.method, asked.target, authorization, body)
    if (!isSignedBy(this.keys.merchantPublicKey, signed, authorization.signature))
      throw signError('错误的签名，验签失败', 'sign not match', 'signature', { ...asked, signed })
    this.#remember(authorization.nonce_str, now, asked)
    return signed
  }

  /** What a header says wrongly of who sends the request, and when. */
  #claimError(
    { mchid, serial_no: serial, timestamp }: Authorization,
    now: number,
    asked: { method: string; target: string },
  ): MockError | undefined {
    const { keys } = this
    if (mchid !== keys.mchid)
      return signError('商户号与测试商户不符', `应为 ${keys.mchid}，收到 ${mchid}`, 'mchid', asked)
    if (serial !== keys.merchantSerial)
      return signError('商户证书序列号有误', `应为 ${keys.merchantSerial}，收到 ${serial}`, 'serial_no', asked)
    if (/^\d{10}$/.test(timestamp) && Math.abs(now - Number(timestamp)) <= maximumOffset) return undefined
    const issue = `时间戳 ${timestamp} 与服务器时间相差超过 ${maximumOffset} 秒`
    return signError('Http头Authorization中的timestamp与发起请求的时间不得超过5分钟', issue, 'timestamp', asked)
  }

  #remember(nonce: string, now: number, asked: { method: string; target: string }): void {
    for (const [old, at] of this.#nonces) {
      if (now - at <= maximumOffset * 2) break
      this.#nonces.delete(old)
    }
    if (this.#nonces.has(nonce))
      throw signError('随机串已使用过', `nonce_str ${nonce} 在有效期内只能用一次`, 'nonce_str', asked)
    this.#nonces.set(nonce, now)
  }
}
