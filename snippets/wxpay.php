<?php

require_once 'vendor/autoload.php';

use WeChatPay\Builder;
use WeChatPay\Crypto\Rsa;

// 商户 API 私钥：请求签名、计算 paySign、解密应答里的敏感信息
$merchantPrivateKeyInstance = Rsa::from(
    'file://' . getenv('WXPAY_MERCHANT_KEY_FILE'), Rsa::KEY_TYPE_PRIVATE
);

// 微信支付公钥：应答验签、加密请求里的敏感信息
$platformPublicKeyId = getenv('WXPAY_PUBLIC_KEY_ID'); // PUB_KEY_ID_ 开头
$platformPublicKeyInstance = Rsa::from(
    'file://' . getenv('WXPAY_PUBLIC_KEY_FILE'), Rsa::KEY_TYPE_PUBLIC
);

$instance = Builder::factory([
    'mchid'      => getenv('WXPAY_MCHID'),
    'serial'     => getenv('WXPAY_MERCHANT_SERIAL'), // 商户 API 证书的序列号
    'privateKey' => $merchantPrivateKeyInstance,
    'certs'      => [$platformPublicKeyId => $platformPublicKeyInstance],
    // 在本地测试时，环境变量里是模拟服务的地址
    'base_uri'   => getenv('WXPAY_BASE_URL') ?: 'https://api.mch.weixin.qq.com/',
]);
