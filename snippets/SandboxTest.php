<?php

use GuzzleHttp\Exception\ClientException;
use PHPUnit\Framework\TestCase;
use WeChatPay\Builder;
use WeChatPay\BuilderChainable;
use WeChatPay\Crypto\Rsa;

final class SandboxTest extends TestCase
{
    private string $mchid;
    private BuilderChainable $instance;

    protected function setUp(): void
    {
        // 模拟服务的地址，以及 --keys 指定的目录
        $baseUri = getenv('MOCK_ADDRESS') ?: 'http://127.0.0.1:4010';
        $keys = realpath(getenv('MOCK_KEYS') ?: 'keys');

        // 测试商户的参数，启动时也会打印
        [
            'mchid' => $this->mchid, 'serial' => $serial, 'publicKeyId' => $publicKeyId,
        ] = json_decode(file_get_contents("{$keys}/merchant.json"), true);

        $this->instance = Builder::factory([
            'mchid'      => $this->mchid,
            'serial'     => $serial,
            'privateKey' => Rsa::from(
                "file://{$keys}/apiclient_key.pem", Rsa::KEY_TYPE_PRIVATE
            ),
            'certs'      => [$publicKeyId => Rsa::from(
                "file://{$keys}/wechatpay_public_key.pem", Rsa::KEY_TYPE_PUBLIC
            )],
            'base_uri'   => $baseUri,
        ]);
    }

    /** 下单之后可以查到，关单之后就是已关闭 */
    public function testAnOrderCanBeQueriedAndClosed(): void
    {
        $transactions = $this->instance->v3->pay->transactions;
        $number = uniqid('TEST-');
        $transactions->native->post(['json' => [
            'appid'        => 'wxd678efb567ab6787',
            'mchid'        => $this->mchid,
            'description'  => '测试',
            'out_trade_no' => $number,
            'notify_url'   => 'https://shop.example.com/notify',
            'amount'       => ['total' => 100],
        ]]);

        $order = $transactions->outTradeNo->_out_trade_no_;
        $state = fn() => json_decode((string) $order->get([
            'out_trade_no' => $number,
            'query'        => ['mchid' => $this->mchid],
        ])->getBody(), true)['trade_state'];
        self::assertSame('NOTPAY', $state());

        $order->close->post([
            'out_trade_no' => $number,
            'json'         => ['mchid' => $this->mchid],
        ]);
        self::assertSame('CLOSED', $state());
    }

    /** 限频时的处理 */
    public function testTheRateLimitIsReported(): void
    {
        try {
            $this->instance->v3->certificates->get([
                'headers' => ['Mock-Control' => 'status=429'],
            ]);
            self::fail('限频时应当抛出异常');
        } catch (ClientException $error) {
            $response = $error->getResponse();
            self::assertSame(429, $response->getStatusCode());
            $body = json_decode((string) $response->getBody(), true);
            self::assertSame('RATELIMIT_EXCEEDED', $body['code']);
        }
    }
}
