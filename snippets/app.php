<?php

require_once 'wxpay.php';

use WeChatPay\Crypto\Rsa;
use WeChatPay\Formatter;

$appid = getenv('WXPAY_APPID');
$response = $instance->v3->pay->transactions->app->post(['json' => [
    'appid'        => $appid,
    'mchid'        => getenv('WXPAY_MCHID'),
    'description'  => '明前龙井 125g',
    'out_trade_no' => 'T20261120183012001',
    'notify_url'   => getenv('WXPAY_NOTIFY_URL'),
    'amount'       => ['total' => 5900],
]]);
$prepayId = json_decode((string) $response->getBody(), true)['prepay_id'];

$timestamp = (string) Formatter::timestamp();
$noncestr = Formatter::nonce();
// 第四行是 prepay_id 本身，不带 prepay_id=
$message = Formatter::joinedByLineFeed($appid, $timestamp, $noncestr, $prepayId);
echo json_encode([
    'appid'     => $appid,
    'partnerid' => getenv('WXPAY_MCHID'),
    'prepayid'  => $prepayId,
    'package'   => 'Sign=WXPay',
    'noncestr'  => $noncestr,
    'timestamp' => $timestamp,
    'sign'      => Rsa::sign($message, $merchantPrivateKeyInstance),
]);
