<?php

require_once 'wxpay.php';

use WeChatPay\BuilderChainable;

/** 过期的订单：付了返回微信支付订单号，没付就关掉。 */
function settle(BuilderChainable $instance, string $outTradeNo): ?string
{
    $mchid = getenv('WXPAY_MCHID');
    $order = $instance->v3->pay->transactions->outTradeNo->_out_trade_no_;
    $response = $order->get(['query' => ['mchid' => $mchid], 'out_trade_no' => $outTradeNo]);
    $data = json_decode((string) $response->getBody(), true);
    if ($data['trade_state'] === 'SUCCESS') {
        return $data['transaction_id'];
    }
    if ($data['trade_state'] === 'NOTPAY') {
        $order->close->post(['json' => ['mchid' => $mchid], 'out_trade_no' => $outTradeNo]);
    }
    return null;
}
