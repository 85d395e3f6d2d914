<?php

declare(strict_types=1);

namespace WeChatPay;

use GuzzleHttp\Exception\RequestException;
use Psr\Http\Message\ResponseInterface;

/** Who signs requests and verifies answers (src/ClientJsonTrait.php and src/Formatter.php of wechatpay-php). */
final class Merchant
{
  private const MAXIMUM_CLOCK_OFFSET = 300;

  private const HEADERS = ['Wechatpay-Nonce', 'Wechatpay-Serial', 'Wechatpay-Signature', 'Wechatpay-Timestamp'];

  private readonly string $mchid;

  private readonly string $serial;

  private readonly mixed $privateKey;

  /** @var array<string, mixed> */
  private readonly array $certs;

  /** @param array<string, mixed> $config */
  public function __construct(array $config)
  {
    foreach (array_diff(array_keys($config), ['mchid', 'serial', 'privateKey', 'certs']) as $name) {
      throw new \LogicException("The setting {$name} is not imitated");
    }
    if (!is_string($config['mchid'] ?? null)) {
      throw new \InvalidArgumentException('The merchant\' ID aka `mchid` is required, usually is numerical string.');
    }
    if (!is_string($config['serial'] ?? null)) {
      throw new \InvalidArgumentException(
        'The serial number of the merchant\'s certificate aka `serial` is required, usually hexadecial.',
      );
    }
    if (!is_string($config['privateKey'] ?? null) && !is_object($config['privateKey'] ?? null)) {
      throw new \InvalidArgumentException(
        'The merchant\'s private key aka `privateKey` is required, usual as pem format.',
      );
    }
    if (!is_array($config['certs'] ?? null) || !$config['certs']) {
      throw new \InvalidArgumentException(
        'The platform certificate(s) aka `certs` is required, paired as of `[$serial => $certificate]`.',
      );
    }
    if (isset($config['certs'][$config['serial']])) {
      throw new \InvalidArgumentException(
        'The `certs` contains the merchant\'s certificate serial number which is not allowed here.',
      );
    }
    [
      'mchid' => $this->mchid,
      'serial' => $this->serial,
      'privateKey' => $this->privateKey,
      'certs' => $this->certs,
    ] = $config;
  }

  /** The header of a request to a path with its query; the body is what the signature covers of it. */
  public function authorization(string $method, string $target, string $body): string
  {
    [$timestamp, $nonce] = [(string) Formatter::timestamp(), Formatter::nonce()];
    $signature = Crypto\Rsa::sign(
      Formatter::joinedByLineFeed($method, $target, $timestamp, $nonce, $body),
      $this->privateKey,
    );
    $pairs = [
      'mchid' => $this->mchid,
      'serial_no' => $this->serial,
      'timestamp' => $timestamp,
      'nonce_str' => $nonce,
      'signature' => $signature,
    ];
    $quoted = array_map(static fn(string $name): string => "{$name}=\"{$pairs[$name]}\"", array_keys($pairs));
    return 'WECHATPAY2-SHA256-RSA2048 ' . implode(',', $quoted);
  }

  /** Whether the SDK takes what a path answers without looking at its signature. */
  public static function isUnverified(string $path): bool
  {
    return preg_match('~^/v3/(?:billdownload/file$|merchant-service/images/(?!upload$))~i', $path) === 1;
  }

  /** @throws RequestException if a successful answer is not the platform's */
  public function verify(string $path, ResponseInterface $response): void
  {
    $problem = $this->problemOf($path, $response);
    if ($problem !== null) {
      throw new RequestException($problem, $response);
    }
    $response->getBody()->rewind();
  }

  /** What is wrong with the signature of an answer, in the SDK's own words; null if nothing is. */
  private function problemOf(string $path, ResponseInterface $response): ?string
  {
    $values = array_map($response->getHeaderLine(...), self::HEADERS);
    if (in_array('', $values, true)) {
      $names = implode('`, `', self::HEADERS);
      return "The response's Headers incomplete, must have(`{$names}`).";
    }
    [$nonce, $serial, $signature, $timestamp] = $values;
    if (abs(time() - (int) $timestamp) > self::MAXIMUM_CLOCK_OFFSET) {
      $offset = self::MAXIMUM_CLOCK_OFFSET;
      return "It's allowed time offset in ± {$offset} seconds, the response was on {$timestamp}.";
    }
    if (!isset($this->certs[$serial])) {
      $serials = implode(',', array_keys($this->certs));
      return "Cannot found the serial(`{$serial}`)'s configuration, your's {$serials}.";
    }
    // Of a statement from overseas, its digest is signed.
    $sha1 = preg_match('~^/(?:hk/v3|v3/global)/statements$~i', $path)
      ? $response->getHeaderLine('Wechatpay-Statement-Sha1')
      : '';
    $content = $sha1 === '' ? (string) $response->getBody() : "{\"sha1\":\"{$sha1}\"}";
    $message = Formatter::joinedByLineFeed($timestamp, $nonce, $content);
    if (Crypto\Rsa::verify($message, $signature, $this->certs[$serial])) {
      return null;
    }
    $evidence = "timestamp={$timestamp}, nonce={$nonce}, signature={$signature}, cert=[{$serial} => ...]";
    return "Verify the response's data with: {$evidence} failed.";
  }
}
