<?php

declare(strict_types=1);

namespace WeChatPay\Crypto;

final class Rsa
{
  public const KEY_TYPE_PUBLIC = 'public';

  public const KEY_TYPE_PRIVATE = 'private';

  private const ALGORITHM = 'sha256WithRSAEncryption';

  /**
   * Loads a key (`from` in src/Crypto/Rsa.php of wechatpay-php).
   *
   * @param mixed $thing `file://` and an absolute path, PEM, or a key of OpenSSL
   * @throws \UnexpectedValueException if that is no key of the type
   */
  public static function from(mixed $thing, string $type = self::KEY_TYPE_PRIVATE): \OpenSSLAsymmetricKey
  {
    if (is_string($thing) && preg_match('~^(?:public|private)\.[a-z0-9]+://~', $thing, $protocol)) {
      throw new \LogicException("A key that begins with {$protocol[0]} is not imitated");
    }
    $key = $type === self::KEY_TYPE_PUBLIC ? openssl_pkey_get_public($thing) : openssl_pkey_get_private($thing);
    return $key ?:
      throw new \UnexpectedValueException(
        sprintf(
          'Cannot load %s from(%s), please take care about the $thing input.',
          $type === self::KEY_TYPE_PUBLIC ? 'publicKey' : 'privateKey',
          gettype($thing),
        ),
      );
  }

  /** @return string in Base64 */
  public static function sign(string $message, mixed $privateKey): string
  {
    if (!openssl_sign($message, $signature, $privateKey, self::ALGORITHM)) {
      throw new \UnexpectedValueException(
        'Signing the input $message failed, please checking your $privateKey whether or nor correct.',
      );
    }
    return base64_encode($signature);
  }

  /** @param string $signature in Base64 */
  public static function verify(string $message, string $signature, mixed $publicKey): bool
  {
    return openssl_verify($message, base64_decode($signature), $publicKey, self::ALGORITHM) === 1;
  }

  /**
   * @param mixed $publicKey what the examples call `$platformPublicKeyInstance`, or a key that the code has loaded
   * @return string the cipher text in Base64; for `$platformPublicKeyInstance` JavaScript makes it
   */
  public static function encrypt(string $plaintext, mixed $publicKey): string
  {
    if (
      $publicKey instanceof \OpenSSLAsymmetricKey &&
      openssl_public_encrypt($plaintext, $encrypted, $publicKey, OPENSSL_PKCS1_OAEP_PADDING)
    ) {
      return base64_encode($encrypted);
    }
    if (!($publicKey instanceof \Run\PublicKey)) {
      throw new \UnexpectedValueException(
        'Encrypting the input $plaintext failed, please checking your $publicKey whether or nor correct.',
      );
    }
    return \Run\ask(['encrypt' => $plaintext])['encrypted'];
  }
}
