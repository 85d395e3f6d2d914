<?php

require_once 'vendor/autoload.php';

use WeChatPay\Builder;
use WeChatPay\Crypto\Rsa;
use WeChatPay\Util\PemUtil;

$publicKeyId = getenv('WXPAY_PUBLIC_KEY_ID');
$publicKey = 'file://' . getenv('WXPAY_PUBLIC_KEY_FILE');
$certificate = 'file://' . getenv('WXPAY_CERTIFICATE_FILE');

$instance = Builder::factory([
    'mchid'      => getenv('WXPAY_MCHID'),
    'serial'     => getenv('WXPAY_MERCHANT_SERIAL'),
    'privateKey' => Rsa::from('file://' . getenv('WXPAY_MERCHANT_KEY_FILE'), Rsa::KEY_TYPE_PRIVATE),
    'certs'      => [
        $publicKeyId => Rsa::from($publicKey, Rsa::KEY_TYPE_PUBLIC),
        PemUtil::parseCertificateSerialNo($certificate) => Rsa::from($certificate, Rsa::KEY_TYPE_PUBLIC),
    ],
    'base_uri'   => getenv('WXPAY_BASE_URL') ?: 'https://api.mch.weixin.qq.com/',
]);
