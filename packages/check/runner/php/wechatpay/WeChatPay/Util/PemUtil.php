<?php

declare(strict_types=1);

namespace WeChatPay\Util;

/** src/Util/PemUtil.php of wechatpay-php. */
final class PemUtil
{
  /**
   * The serial number of a certificate, in capitals.
   *
   * @param mixed $certificate `file://` and an absolute path, or PEM
   * @throws \UnexpectedValueException if that is no certificate
   */
  public static function parseCertificateSerialNo(mixed $certificate): string
  {
    $serial =
      openssl_x509_parse($certificate)['serialNumberHex'] ??
      throw new \UnexpectedValueException('Read the $certificate failed, please check it whether or nor correct');
    return strtoupper($serial);
  }
}
