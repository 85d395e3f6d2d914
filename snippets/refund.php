<?php

require_once 'wxpay.php';

use WeChatPay\BuilderChainable;

/** 退一部分：失败了用相同的参数再调用一次，不会多退。 */
function refund(BuilderChainable $instance, string $outTradeNo, string $outRefundNo, int $refund, int $total): string
{
    $response = $instance->v3->refund->domestic->refunds->post(['json' => [
        'out_trade_no'  => $outTradeNo,
        'out_refund_no' => $outRefundNo,
        'reason'        => '商品已售完',
        'notify_url'    => getenv('WXPAY_NOTIFY_URL'),
        'amount'        => ['refund' => $refund, 'total' => $total, 'currency' => 'CNY'],
    ]]);
    return json_decode((string) $response->getBody(), true)['status']; // PROCESSING：已受理，结果等通知
}
