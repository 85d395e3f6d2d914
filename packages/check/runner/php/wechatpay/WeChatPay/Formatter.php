<?php

declare(strict_types=1);

namespace WeChatPay;

/** src/Formatter.php of wechatpay-php. */
final class Formatter
{
  /** 32 letters and digits. */
  public static function nonce(): string
  {
    return bin2hex(random_bytes(16));
  }

  /** In seconds. */
  public static function timestamp(): int
  {
    return time();
  }

  /** What the signature of an answer or of a notification covers. */
  public static function response(string $timestamp, string $nonce, string $body = ''): string
  {
    return self::joinedByLineFeed($timestamp, $nonce, $body);
  }

  /** A line break after each, the last one too. */
  public static function joinedByLineFeed(string ...$pieces): string
  {
    return implode("\n", [...$pieces, '']);
  }
}
