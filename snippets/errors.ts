// #region errors
import { wxpay } from './wechatpay.js'
// ---cut---
import { isAxiosError } from 'axios'

/** 所有接口共用的错误应答 */
interface ApiError {
  code: string
  message: string
  detail?: {
    field?: string
    value?: string
    issue?: string
    location?: string
    /** 签名错误（SIGN_ERROR）的原因在里层 */
    detail?: { issue?: string }
  }
}

try {
  await wxpay.v3.pay.transactions
    .outTradeNo._out_trade_no_.close.post({ mchid: '1230000109' }, {
      out_trade_no: '1217752501201407033233368018',
    })
} catch (error) {
  if (!isAxiosError<ApiError>(error)) throw error // 不是请求的错，例如私钥文件无法读取
  const { response } = error
  if (!response) {
    console.error('没有收到应答：先查询，再决定是否重试', error.code)
  } else if (error.code?.startsWith('EV3_')) {
    console.error('应答验签失败，结果不可信', error.code, error.message)
  } else {
    const { code, message, detail } = response.data
    console.error(response.status, code, message)
    if (detail) console.error('原因', detail.field, detail.issue ?? detail.detail?.issue)
    console.error('咨询时附上', response.headers['request-id'])
  }
}
// #endregion errors
