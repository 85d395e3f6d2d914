<?php

use GuzzleHttp\Psr7\Response;
use Psr\Http\Message\ResponseInterface;
use Psr\Http\Message\ServerRequestInterface;
use Psr\Http\Server\RequestHandlerInterface;
use WeChatPay\Crypto\AesGcm;
use WeChatPay\Crypto\Rsa;
use WeChatPay\Formatter;

final class NotifyHandler implements RequestHandlerInterface
{
    /** @param callable(string $eventType, array $resource): void $handle 每个通知一次；慢的事放进队列 */
    public function __construct(private array $platformKeys, private string $apiV3Key, private mixed $handle) {}

    public function handle(ServerRequestInterface $request): ResponseInterface
    {
        $body = (string) $request->getBody(); // 原文，不要用 getParsedBody()
        $header = fn (string $name): string => $request->getHeaderLine("Wechatpay-{$name}");
        $refuse = fn (int $status, string $message): ResponseInterface => new Response(
            $status, ['Content-Type' => 'application/json'], json_encode(['code' => 'FAIL', 'message' => $message])
        );
        if (abs(Formatter::timestamp() - (int) $header('Timestamp')) > 300) return $refuse(401, '时间戳相差超过 5 分钟');
        $key = $this->platformKeys[$header('Serial')] ?? null;
        if (!$key) return $refuse(401, '不认识的 Wechatpay-Serial');
        $text = Formatter::response($header('Timestamp'), $header('Nonce'), $body);
        if (!Rsa::verify($text, $header('Signature'), $key)) return $refuse(401, '验签失败');
        try {
            ['id' => $id, 'event_type' => $eventType, 'resource' => $sealed] = json_decode($body, true);
            $aad = $sealed['associated_data'] ?? '';
            $plain = AesGcm::decrypt($sealed['ciphertext'], $this->apiV3Key, $sealed['nonce'], $aad);
        } catch (Throwable) {
            return $refuse(400, '解密失败');
        }
        if (@fopen(sys_get_temp_dir() . '/wxpay-' . md5($id), 'x')) { // 收过的不再处理；正式环境里是数据库的唯一键
            ($this->handle)($eventType, json_decode($plain, true));
        }
        return new Response(204);
    }
}
