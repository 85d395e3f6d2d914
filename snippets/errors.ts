// #region errors
import { isAxiosError } from 'axios'
import { mchid, wxpay } from './wxpay.mjs'

/** 错误应答。路径写错的 404、方法写错的 405 没有内容，`data` 是空字符串 */
interface ApiError {
  code?: string
  message?: string
  /** 有哪些成员因错误而异：`field`、`location`、`value`、`issue` 都可能没有 */
  detail?: Record<string, unknown>
}

try {
  await wxpay.v3.pay.transactions
    .outTradeNo._out_trade_no_.close.post({ mchid }, {
      out_trade_no: '1217752501201407033233368018',
    })
} catch (error) {
  if (!isAxiosError<ApiError | ''>(error)) throw error // 不是请求的错，例如私钥文件无法读取
  const { response } = error
  if (!response) {
    console.error('没有收到应答：先查询，再决定是否重试', error.code)
  } else if (error.code?.startsWith('EV3_')) {
    console.error('应答验签失败，结果不可信', error.code, error.message)
  } else {
    const { code = '没有错误码', message, detail } = response.data || {}
    console.error(response.status, code, message ?? error.message)
    if (detail) console.error('原因', JSON.stringify(detail))
    console.error('咨询时附上', response.headers['request-id'])
  }
}
// #endregion errors
