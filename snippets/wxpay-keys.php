<?php

use WeChatPay\Crypto\Rsa;
use WeChatPay\Util\PemUtil;

// APIv3 密钥：解密通知
$apiV3Key = getenv('WXPAY_API_V3_KEY');

// 验签用的公钥，按 Wechatpay-Serial 取；切换期间两种都放
$platformKeys = [];
if ($publicKeyId = getenv('WXPAY_PUBLIC_KEY_ID')) {
    $platformKeys[$publicKeyId] = Rsa::from('file://' . getenv('WXPAY_PUBLIC_KEY_FILE'), Rsa::KEY_TYPE_PUBLIC);
}
if ($certificate = getenv('WXPAY_CERTIFICATE_FILE')) {
    $serial = PemUtil::parseCertificateSerialNo("file://{$certificate}");
    $platformKeys[$serial] = Rsa::from("file://{$certificate}", Rsa::KEY_TYPE_PUBLIC);
}
