<?php

declare(strict_types=1);

namespace WeChatPay;

use GuzzleHttp\Exception\ClientException;
use GuzzleHttp\Exception\ServerException;
use GuzzleHttp\HandlerStack;
use GuzzleHttp\Promise\Promise;
use GuzzleHttp\Promise\PromiseInterface;
use GuzzleHttp\Psr7\MultipartStream;
use GuzzleHttp\Psr7\Response;
use GuzzleHttp\Psr7\Utils;
use Psr\Http\Message\ResponseInterface;
use Psr\Http\Message\StreamInterface;

/**
 * Requests as src/ClientDecorator.php and src/ClientJsonTrait.php of wechatpay-php have them made by Guzzle
 * (src/Client.php).
 */
final class Client
{
  public const BASE_URI = 'https://api.mch.weixin.qq.com/';

  private const HEADERS = [
    'User-Agent' => 'wechatpay-php/1 GuzzleHttp/7 PHP/8',
    'Accept' => 'application/json, text/plain, application/x-gzip, application/pdf, image/png, image/*;q=0.5',
    'Content-Type' => 'application/json; charset=utf-8',
  ];

  private const OPTIONS = ['base_uri', 'body', 'handler', 'headers', 'json', 'query'];

  /** The other options that Guzzle would act on (src/RequestOptions.php). */
  private const NOT_IMITATED = [
    'allow_redirects',
    'auth',
    'cert',
    'cert_type',
    'connect_timeout',
    'cookies',
    'crypto_method',
    'curl',
    'debug',
    'decode_content',
    'delay',
    'expect',
    'force_ip_resolve',
    'form_params',
    'http_errors',
    'idn_conversion',
    'multipart',
    'on_headers',
    'on_stats',
    'progress',
    'protocols',
    'proxy',
    'read_timeout',
    'sink',
    'ssl_key',
    'ssl_key_type',
    'stream',
    'synchronous',
    'timeout',
    'verify',
    'version',
  ];

  /** @param ?Merchant $merchant who signs and verifies; without it JavaScript signs, and verifies */
  public function __construct(
    private readonly mixed $base = self::BASE_URI,
    private readonly ?Merchant $merchant = null,
  ) {}

  /**
   * Makes a request, which is sent as soon as somebody waits for the answer.
   *
   * @param array<string, mixed> $options those of OPTIONS and the variables of the path
   * @throws \InvalidArgumentException if an option is wrong or a variable missing
   */
  public function request(string $method, string $path, array $options = []): PromiseInterface
  {
    if (strncasecmp($path, 'v2/', 3) === 0) {
      throw new \LogicException('Version 2 of the API is not imitated');
    }
    $expanded = self::expand($path, $options);
    $body = isset($options['json'])
      ? Utils::streamFor(self::json($options['json']))
      : self::bodyOf($options['body'] ?? null);
    $request = [
      'method' => $method,
      'uri' => self::uri($options['base_uri'] ?? $this->base, $expanded, $options['query'] ?? null),
      'headers' => self::headers($options['headers'] ?? [], isset($options['json']), $body),
      'signed' => base64_encode(self::signed($body)),
    ];
    $verifies = self::handler($options['handler'] ?? new HandlerStack())->verifies();
    return new Promise(fn(): ResponseInterface => $this->send($request, $body, $verifies));
  }

  /**
   * Puts the variables into a path: the simple expansion of RFC 6570, as GuzzleHttp\UriTemplate does it.
   *
   * The SDK leaves a variable without a value out and ignores options that it does not know; both are mistakes in
   * an example, so here they are errors.
   *
   * @param array<string, mixed> $options
   */
  private static function expand(string $path, array $options): string
  {
    $names = [];
    $valueOf = static function (array $match) use ($path, $options, &$names): string {
      $names[] = $match[1];
      return rawurlencode(self::variable($match[1], $path, $options));
    };
    $isTemplate = preg_match('#\{[^/]+\}#', $path);
    $expanded = $isTemplate ? preg_replace_callback('/\{([^}]+)\}/', $valueOf, $path) : $path;
    foreach (array_keys($options) as $name) {
      if (in_array($name, self::NOT_IMITATED, true)) {
        throw new \LogicException("The option {$name} is not imitated");
      }
      if (!in_array((string) $name, [...self::OPTIONS, ...$names], true)) {
        throw new \InvalidArgumentException("{$name} is neither an option nor a variable of the path {$path}");
      }
    }
    return $expanded;
  }

  /** @param array<string, mixed> $options */
  private static function variable(string $name, string $path, array $options): string
  {
    if (preg_match('/^[+#.\/;?&]|[,:]|\*$/', $name)) {
      throw new \LogicException("The expression {{$name}} in {$path} is not imitated");
    }
    if (!isset($options[$name])) {
      throw new \InvalidArgumentException("The path {$path} needs a value for {$name}");
    }
    if (!is_scalar($options[$name])) {
      throw new \InvalidArgumentException("The value for {$name} in the path {$path} must be a scalar");
    }
    return (string) $options[$name];
  }

  /** JSON as GuzzleHttp\Utils::jsonEncode writes it: with PHP's defaults, so everything but ASCII is escaped. */
  private static function json(mixed $value): string
  {
    $json = json_encode($value);
    return $json === false ? throw new \InvalidArgumentException('json_encode error: ' . json_last_error_msg()) : $json;
  }

  private static function handler(mixed $handler): HandlerStack
  {
    return $handler instanceof HandlerStack
      ? $handler
      : throw new \LogicException('A handler that is no clone of the client\'s own is not imitated');
  }

  private static function bodyOf(mixed $body): StreamInterface
  {
    return is_array($body)
      ? throw new \InvalidArgumentException(
        'Passing in the "body" request option as an array to send a request is not supported.',
      )
      : Utils::streamFor($body);
  }

  /** The headers of the options, after them the SDK's own that these do not name. */
  private static function headers(mixed $given, bool $json, StreamInterface $body): array
  {
    if (!is_array($given)) {
      throw new \InvalidArgumentException('headers must be an array');
    }
    foreach ($given as $name => $value) {
      $given[$name] = self::header((string) $name, (array) $value);
    }
    $own = self::HEADERS;
    if ($json) {
      $own['Content-Type'] = 'application/json';
    } elseif ($body instanceof MultipartStream) {
      $own['Content-Type'] = "multipart/form-data; boundary={$body->getBoundary()}";
    }
    $lower = array_change_key_case($given);
    return $given +
      array_filter($own, static fn(string $name): bool => !isset($lower[strtolower($name)]), ARRAY_FILTER_USE_KEY);
  }

  /** The value of a header, of several lines or one. */
  private static function header(string $name, array $lines): string
  {
    if (!preg_match("/^[a-zA-Z0-9'`#$%&*+.^_|~!-]+$/D", $name)) {
      throw new \InvalidArgumentException("\"{$name}\" is not valid header name.");
    }
    foreach ($lines as $line) {
      if (!is_string($line) && !is_int($line) && !is_float($line)) {
        throw new \InvalidArgumentException("Header value of {$name} must be a text, " . gettype($line) . ' provided.');
      }
      if (preg_match('/[^\x09\x20-\x7E\x80-\xFF]/', (string) $line)) {
        throw new \InvalidArgumentException(
          "The value of the header {$name} has a line break or another control character",
        );
      }
    }
    return implode(', ', array_map(static fn(string|int|float $line): string => trim((string) $line, " \t"), $lines));
  }

  /**
   * Resolves a path against the base (RFC 3986, 5.2); a `query` option takes the place of what stands behind a
   * question mark.
   */
  private static function uri(mixed $base, string $reference, mixed $query): string
  {
    if (!is_string($base) || !preg_match('~^(https?://[^/?#]+)([^?#]*)~', $base, $start)) {
      throw new \InvalidArgumentException('base_uri must be an absolute address');
    }
    if (!preg_match('~^(?!//|[^/?#]*:)([^?#]*)(?:\?([^#]*))?~', $reference, $parts)) {
      throw new \LogicException("A path like {$reference} is not imitated");
    }
    if ($query !== null && !is_array($query) && !is_string($query)) {
      throw new \InvalidArgumentException('query must be a string or array');
    }
    $path = str_starts_with($parts[1], '/')
      ? $parts[1]
      : (strrpos($start[2], '/') === false ? '/' : substr($start[2], 0, strrpos($start[2], '/') + 1)) . $parts[1];
    $search = is_array($query) ? http_build_query($query, '', '&', PHP_QUERY_RFC3986) : $query ?? ($parts[2] ?? '');
    return $start[1] .
      self::encoded(self::withoutDots($path), '') .
      ($search === '' ? '' : '?' . self::encoded($search, '?'));
  }

  /** Encodes what must not stand in a path as it is; what is encoded already stays (src/Uri.php of guzzle/psr7). */
  private static function encoded(string $text, string $allowed): string
  {
    return preg_replace_callback(
      "~[^a-zA-Z0-9_\\-.\\~!$&'()*+,;=%:@/{$allowed}]+|%(?![A-Fa-f0-9]{2})~",
      static fn(array $match): string => rawurlencode($match[0]),
      $text,
    );
  }

  /** RFC 3986, 5.2.4, for a path that begins with a slash. */
  private static function withoutDots(string $path): string
  {
    $kept = [];
    $segments = explode('/', substr($path, 1));
    foreach ($segments as $segment) {
      if ($segment === '..') {
        array_pop($kept);
      } elseif ($segment !== '.') {
        $kept[] = $segment;
      }
    }
    $ends = in_array(end($segments), ['.', '..'], true) && $kept ? '/' : '';
    return '/' . implode('/', $kept) . $ends;
  }

  /**
   * What the signature covers: the text of the body, which for the SDK's uploads is `meta` alone (`body` in
   * src/ClientDecorator.php).
   */
  private static function signed(StreamInterface $body): string
  {
    if (!$body->isSeekable()) {
      return '';
    }
    $text = (string) $body;
    $body->rewind();
    return $text;
  }

  /** @param array<string, mixed> $request */
  private function send(array $request, StreamInterface $body, bool $verifies): ResponseInterface
  {
    $target = preg_replace('~^https?://[^/]+~', '', $request['uri']);
    if ($this->merchant) {
      $request['headers']['Authorization'] = $this->merchant->authorization(
        $request['method'],
        $target,
        base64_decode($request['signed']),
      );
    }
    // Guzzle (src/Handler/CurlFactory.php) sends a body of a known size below 1 MB as the text it is converted to;
    // others it reads.
    $size = $body->getSize();
    $bytes = $size !== null && $size < 1_000_000 ? (string) $body : $body->getContents();
    $request['verifies'] = $verifies && !Merchant::isUnverified(strtok($target, '?'));
    $answer = \Run\ask(['request' => $request + ['body' => base64_encode($bytes)]]);
    $response = new Response($answer['status'], $answer['headers'], base64_decode($answer['body']));
    if ($response->getStatusCode() >= 300) {
      throw self::failure("`{$request['method']} {$request['uri']}`", $response);
    }
    if ($request['verifies']) {
      $this->merchant?->verify(strtok($target, '?'), $response);
    }
    return $response;
  }

  private static function failure(string $request, Response $response): \Exception
  {
    $status = $response->getStatusCode();
    $message = "{$request} resulted in a `{$status}` response:\n{$response->getBody()}";
    $response->getBody()->rewind();
    return match (true) {
      $status < 400 => new \LogicException("Following redirects is not imitated: {$message}"),
      $status < 500 => new ClientException("Client error: {$message}", $response),
      default => new ServerException("Server error: {$message}", $response),
    };
  }
}
