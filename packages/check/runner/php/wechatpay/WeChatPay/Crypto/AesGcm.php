<?php

declare(strict_types=1);

namespace WeChatPay\Crypto;

/** src/Crypto/AesGcm.php of wechatpay-php. */
final class AesGcm
{
  private const BLOCK_SIZE = 16;

  /**
   * @param string $ciphertext in Base64, the tag at its end
   * @throws \RuntimeException if it is too short
   * @throws \UnexpectedValueException if key, iv and aad are not those that it was encrypted with
   */
  public static function decrypt(string $ciphertext, string $key, string $iv = '', string $aad = ''): string
  {
    $bytes = base64_decode($ciphertext);
    $tag = substr($bytes, -self::BLOCK_SIZE);
    if (strlen($tag) < 12 && !in_array(strlen($tag), [8, 4], true)) {
      throw new \RuntimeException(
        'The inputs `$ciphertext` incomplete, the bytes length must be one of 16, 15, 14, 13, 12, 8 or 4.',
      );
    }
    $plain = openssl_decrypt(
      substr($bytes, 0, -self::BLOCK_SIZE),
      'aes-256-gcm',
      $key,
      OPENSSL_RAW_DATA,
      $iv,
      $tag,
      $aad,
    );
    if ($plain === false) {
      throw new \UnexpectedValueException(
        'Decrypting the input $ciphertext failed, please checking your $key and $iv whether or nor correct.',
      );
    }
    return $plain;
  }
}
