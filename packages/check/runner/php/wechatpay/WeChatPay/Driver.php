<?php

declare(strict_types=1);

namespace WeChatPay;

use GuzzleHttp\HandlerStack;

/** What is behind a chain: the clients of both versions (src/ClientDecorator.php of wechatpay-php). */
final class Driver
{
  /** The client of a version; that of version 3 if none is named. */
  public function select(?string $protocol = null): self
  {
    return $protocol === null || $protocol === 'v3'
      ? $this
      : throw new \LogicException("The version {$protocol} of the API is not imitated");
  }

  public function getConfig(?string $option = null): HandlerStack
  {
    return $option === 'handler'
      ? new HandlerStack()
      : throw new \LogicException("The setting {$option} of a client is not imitated");
  }
}
