/**
 * What developers of WeChat Pay look for, and what they mean: the first result has to be this page; with `#`, this
 * place on it.
 */
export const queries: [group: string, query: string, first: string][] = [
  // What one wants to do
  ['Chinese', '下单', '/openapi/v3/pay/transactions/jsapi'],
  ['Chinese', '退款', '/openapi/v3/refund/domestic/refunds'],
  ['Chinese', '申请退款', '/openapi/v3/refund/domestic/refunds'],
  ['Chinese', '查询退款', '/openapi/v3/refund/domestic/refunds/{out_refund_no}'],
  ['Chinese', '异常退款', '/openapi/v3/refund/domestic/refunds/{refund_id}/apply-abnormal-refund'],
  ['Chinese', '查询订单', '/openapi/v3/pay/transactions/out-trade-no/{out_trade_no}'],
  ['Chinese', '关单', '/openapi/v3/pay/transactions/out-trade-no/{out_trade_no}/close'],
  ['Chinese', '付款码支付', '/openapi/v3/pay/transactions/codepay'],
  ['Chinese', '合单', '/openapi/v3/combine-transactions/jsapi'],
  ['Chinese', '证书', '/openapi/v3/certificates'],
  ['Chinese', '平台证书', '/openapi/v3/certificates'],
  ['Chinese', '分账', '/openapi/v3/profitsharing/orders'],
  ['Chinese', '添加分账接收方', '/openapi/v3/profitsharing/receivers/add'],
  ['Chinese', '解冻剩余资金', '/openapi/v3/profitsharing/orders/unfreeze'],
  ['Chinese', '账单', '/openapi/v3/bill/tradebill'],
  ['Chinese', '资金账单', '/openapi/v3/bill/fundflowbill'],
  ['Chinese', '下载账单', '/openapi/v3/billdownload/file'],
  ['Chinese', '商家转账', '/openapi/v3/fund-app/mch-transfer/transfer-bills'],
  ['Chinese', '投诉', '/openapi/v3/merchant-service/complaints-v2'],
  ['Chinese', '创建代金券', '/openapi/v3/marketing/favor/coupon-stocks'],
  ['Chinese', '发放代金券', '/openapi/v3/marketing/favor/users/{openid}/coupons'],
  ['Chinese', '文件上传', '/openapi/v3/merchant/media/upload'],
  ['Chinese', '如何申请退款', '/openapi/v3/refund/domestic/refunds'],
  // Names of products, guides
  ['product', '基础支付', '/products/payment'],
  ['product', '运营工具', '/products/operation'],
  ['guide', '快速开始', '/guide/quick-start'],
  ['guide', '错误码', '/guide/errors'],
  ['guide', '加密敏感字段', '/guide/quick-start#encryption'],
  // Chinese and Latin letters
  ['mixed', 'JSAPI下单', '/openapi/v3/pay/transactions/jsapi'],
  ['mixed', 'jsapi', '/openapi/v3/pay/transactions/jsapi'],
  ['mixed', 'native', '/openapi/v3/pay/transactions/native'],
  ['mixed', 'h5 下单', '/openapi/v3/pay/transactions/h5'],
  ['mixed', 'app下单', '/openapi/v3/pay/transactions/app'],
  ['mixed', '退款 notify_url', '/openapi/v3/refund/domestic/refunds#request.json.notify_url'],
  ['mixed', '分账 接收方 openid', '/openapi/v3/profitsharing/receivers/add'],
  // Fields
  ['field', 'out_trade_no', '/openapi/v3/pay/transactions/jsapi#request.json.out_trade_no'],
  ['field', 'prepay_id', '/openapi/v3/pay/transactions/jsapi#response.prepay_id'],
  ['field', 'sub_mchid', '/openapi/v3/pay/partner/transactions/jsapi#request.json.sub_mchid'],
  ['field', 'code_url', '/openapi/v3/pay/transactions/native#response.code_url'],
  ['field', 'h5_url', '/openapi/v3/pay/transactions/h5#response.h5_url'],
  ['field', 'outRefundNo', '/openapi/v3/refund/domestic/refunds#request.json.out_refund_no'],
  ['label', '预支付交易会话标识', '/openapi/v3/pay/transactions/jsapi#response.prepay_id'],
  ['value', 'NOTPAY', '/openapi/v3/pay/transactions/out-trade-no/{out_trade_no}#response.trade_state'],
  // Error codes
  ['code', 'PARAM_ERROR', '/guide/errors#param-error'],
  ['code', 'sign_error', '/guide/errors#sign-error'],
  ['code', 'OUT_TRADE_NO_USED', '/guide/errors#out-trade-no-used'],
  ['code', 'RATELIMIT', '/guide/errors#ratelimit-exceeded'],
  // Paths and addresses
  ['path', 'v3/refund/domestic/refunds', '/openapi/v3/refund/domestic/refunds'],
  ['path', 'refunds/{out_refund_no}', '/openapi/v3/refund/domestic/refunds/{out_refund_no}'],
  ['path', '/v3/pay/transactions/nat', '/openapi/v3/pay/transactions/native'],
  [
    'path',
    'PUT /v3/merchant-service/complaint-notifications',
    '/openapi/v3/merchant-service/complaint-notifications#put',
  ],
  [
    'path',
    'wxpay.v3.pay.transactions.outTradeNo._out_trade_no_.close.post',
    '/openapi/v3/pay/transactions/out-trade-no/{out_trade_no}/close',
  ],
  [
    'address',
    'https://api.mch.weixin.qq.com/v3/pay/transactions/id/4200001234?mchid=1900000109',
    '/openapi/v3/pay/transactions/id/{transaction_id}',
  ],
  [
    'address',
    'GET https://api.mch.weixin.qq.com/v3/refund/domestic/refunds/1217752501201407033233368018',
    '/openapi/v3/refund/domestic/refunds/{out_refund_no}',
  ],
  ['address', '"POST /v3/profitsharing/receivers/add HTTP/1.1" 400', '/openapi/v3/profitsharing/receivers/add'],
  // Typing errors
  ['typing error', 'refudn', '/openapi/v3/refund/domestic/refunds'],
  ['typing error', 'certificats', '/openapi/v3/certificates'],
  ['typing error', 'jsaip', '/openapi/v3/pay/transactions/jsapi'],
  ['typing error', 'natvie下单', '/openapi/v3/pay/transactions/native'],
  ['typing error', 'v3/pay/trasactions/h5', '/openapi/v3/pay/transactions/h5'],
]
