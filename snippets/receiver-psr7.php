<?php

use GuzzleHttp\Psr7\Response;
use Psr\Http\Message\ResponseInterface;
use Psr\Http\Message\ServerRequestInterface;
use WeChatPay\Crypto\AesGcm;
use WeChatPay\Crypto\Rsa;
use WeChatPay\Formatter;

require_once 'wxpay-keys.php';

/** Laravel：Route::post('/notify', …)，这个地址不要 CSRF 保护 */
return function (ServerRequestInterface $request) use ($platformKeys, $apiV3Key): ResponseInterface {
    $body = (string) $request->getBody(); // 原文，用它验签
    $header = fn (string $name): string => $request->getHeaderLine("Wechatpay-{$name}");
    $refuse = fn (int $status, string $message): ResponseInterface => new Response(
        $status, ['Content-Type' => 'application/json'], json_encode(['code' => 'FAIL', 'message' => $message])
    );
    if (abs(Formatter::timestamp() - (int) $header('Timestamp')) > 300) return $refuse(401, '时间戳相差超过 5 分钟');
    $key = $platformKeys[$header('Serial')] ?? null;
    if (!$key) return $refuse(401, '不认识的 Wechatpay-Serial');
    $text = Formatter::response($header('Timestamp'), $header('Nonce'), $body);
    if (!Rsa::verify($text, $header('Signature'), $key)) return $refuse(401, '验签失败');
    try {
        ['id' => $id, 'event_type' => $eventType, 'resource' => $sealed] = json_decode($body, true);
        $aad = $sealed['associated_data'] ?? '';
        $plain = AesGcm::decrypt($sealed['ciphertext'], $apiV3Key, $sealed['nonce'], $aad);
    } catch (Throwable) {
        return $refuse(400, '解密失败');
    }
    // 收过的不再处理；正式环境里是数据库的唯一键
    if (@fopen(sys_get_temp_dir() . '/wxpay-' . md5($id), 'x')) {
        error_log("{$eventType} {$plain}"); // 慢的事放进队列
    }
    return new Response(204);
};
