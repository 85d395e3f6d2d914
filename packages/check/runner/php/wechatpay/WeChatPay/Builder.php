<?php

declare(strict_types=1);

namespace WeChatPay;

final class Builder
{
  /**
   * Makes a client that signs and verifies.
   *
   * @param array<string, mixed> $config `mchid`, `serial`, `privateKey` and `certs`, perhaps `base_uri`
   * @throws \InvalidArgumentException if one of the four is missing or wrong
   */
  public static function factory(array $config = []): BuilderChainable
  {
    $base = $config['base_uri'] ?? Client::BASE_URI;
    unset($config['base_uri']);
    return new Chain([], new Client($base, new Merchant($config)));
  }
}
