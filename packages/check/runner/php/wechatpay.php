<?php

declare(strict_types=1);

/*
 * A stand-in for wechatpay-php and the part of Guzzle beneath it that the examples use: it turns a chain and its
 * options into the request that the SDK would send, by the SDK's own rules (named where they are applied), and hands
 * it to JavaScript instead of curl. A client that the code makes itself signs with the key that it was given and
 * verifies the answer; for `$instance`, JavaScript does that. What it does not know is an error that names it; the
 * interfaces list only what is imitated.
 *
 * All files at once, each after those that it extends: an example cannot leave its directory, not even to load them.
 */
$files = [
  'Psr/Http/Message' => ['StreamInterface', 'ResponseInterface'],
  'GuzzleHttp/Psr7' => ['Stream', 'Query', 'FnStream', 'MultipartStream', 'Utils', 'Response'],
  'GuzzleHttp/Exception' => [
    'ConnectException',
    'RequestException',
    'BadResponseException',
    'ClientException',
    'ServerException',
  ],
  'GuzzleHttp/Promise' => ['PromiseInterface', 'Promise'],
  'GuzzleHttp' => ['HandlerStack'],
  'WeChatPay' => ['Driver', 'BuilderChainable', 'Builder', 'Chain', 'Client', 'Formatter', 'Merchant'],
  'WeChatPay/Crypto' => ['Rsa', 'AesGcm'],
  'WeChatPay/Util' => ['PemUtil', 'MediaUtil'],
  'Run' => ['PublicKey', 'run'],
];
foreach ($files as $folder => $names) {
  foreach ($names as $name) {
    require __DIR__ . "/wechatpay/{$folder}/{$name}.php";
  }
}
