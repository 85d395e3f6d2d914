<?php

require_once 'vendor/autoload.php';
require_once 'wxpay-keys.php';

use WeChatPay\Crypto\AesGcm;
use WeChatPay\Crypto\Rsa;
use WeChatPay\Formatter;

function answer(int $status, string $message = ''): never
{
    http_response_code($status);
    header('Content-Type: application/json');
    exit($message === '' ? '' : json_encode(['code' => 'FAIL', 'message' => $message]));
}

$body = file_get_contents('php://input'); // 原文，用它验签
$header = fn (string $name): string => $_SERVER["HTTP_WECHATPAY_{$name}"] ?? '';

if (abs(Formatter::timestamp() - (int) $header('TIMESTAMP')) > 300) {
    answer(401, '时间戳相差超过 5 分钟');
}
$key = $platformKeys[$header('SERIAL')] ?? answer(401, '不认识的 Wechatpay-Serial');
$text = Formatter::response($header('TIMESTAMP'), $header('NONCE'), $body);
if (!Rsa::verify($text, $header('SIGNATURE'), $key)) {
    answer(401, '验签失败');
}
try {
    ['id' => $id, 'event_type' => $eventType, 'resource' => $sealed] = json_decode($body, true);
    $plain = AesGcm::decrypt($sealed['ciphertext'], $apiV3Key, $sealed['nonce'], $sealed['associated_data'] ?? '');
} catch (Throwable) {
    answer(400, '解密失败');
}
// 收过的不再处理；正式环境里是数据库的唯一键
if (@fopen(sys_get_temp_dir() . '/wxpay-' . md5($id), 'x')) {
    error_log("{$eventType} {$plain}"); // 慢的事放进队列
}
answer(204);
