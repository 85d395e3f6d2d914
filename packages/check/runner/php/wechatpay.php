<?php

declare(strict_types=1);

/*
 * A stand-in for wechatpay-php and the part of Guzzle beneath it that the examples use: it turns a chain and its
 * options into the request that the SDK would send, by the SDK's own rules (named where they are applied), and hands
 * it to JavaScript instead of curl. A client that the code makes itself signs with the key that it was given and
 * verifies the answer; for `$instance`, JavaScript does that. What it does not know is an error that names it; the
 * interfaces list only what is imitated.
 */

namespace Psr\Http\Message {
  interface StreamInterface extends \Stringable
  {
    public function getContents(): string;

    public function getSize(): ?int;

    public function isSeekable(): bool;

    public function rewind(): void;

    public function seek(int $offset): void;

    public function tell(): int;

    public function eof(): bool;

    public function read(int $length): string;

    public function getMetadata(?string $key = null): mixed;
  }

  interface ResponseInterface
  {
    public function getStatusCode(): int;

    /** @return array<string, string[]> */
    public function getHeaders(): array;

    public function hasHeader(string $name): bool;

    /** @return string[] */
    public function getHeader(string $name): array;

    public function getHeaderLine(string $name): string;

    public function getBody(): StreamInterface;
  }
}

namespace GuzzleHttp\Psr7 {
  use Psr\Http\Message\ResponseInterface;
  use Psr\Http\Message\StreamInterface;

  /** Bytes with a place to go on reading. */
  class Stream implements StreamInterface
  {
    private int $position = 0;

    /** @param ?string $uri the file that the bytes come from */
    public function __construct(private readonly string $bytes, private readonly ?string $uri = null) {}

    /** All bytes, wherever one had stopped to read; afterwards there is nothing more to read. */
    public function __toString(): string
    {
      $this->rewind();
      return $this->getContents();
    }

    /** What has not been read yet. */
    public function getContents(): string
    {
      return $this->read(strlen($this->bytes));
    }

    public function getSize(): ?int
    {
      return strlen($this->bytes);
    }

    public function isSeekable(): bool
    {
      return true;
    }

    public function rewind(): void
    {
      $this->seek(0);
    }

    public function seek(int $offset): void
    {
      $this->position = $offset;
    }

    public function tell(): int
    {
      return $this->position;
    }

    public function eof(): bool
    {
      return $this->position >= strlen($this->bytes);
    }

    public function read(int $length): string
    {
      $read = substr($this->bytes, $this->position, $length);
      $this->position += strlen($read);
      return $read;
    }

    public function getMetadata(?string $key = null): mixed
    {
      $metadata = $this->uri === null ? [] : ['uri' => $this->uri];
      return $key === null ? $metadata : $metadata[$key] ?? null;
    }
  }

  /** Query strings: `build` repeats the name for each value of a list (src/Query.php of guzzle/psr7). */
  final class Query
  {
    public static function build(array $params): string
    {
      $parts = [];
      foreach ($params as $name => $value) {
        foreach (is_array($value) ? $value : [$value] as $one) {
          $parts[] = rawurlencode((string) $name) . ($one === null ? '' : '=' . rawurlencode((string) $one));
        }
      }
      return implode('&', $parts);
    }
  }

  /** A stream of which some methods are replaced (src/FnStream.php of guzzle/psr7). */
  final class FnStream implements StreamInterface
  {
    /** @param array<string, callable> $methods */
    private function __construct(private readonly StreamInterface $stream, private readonly array $methods) {}

    /** @param array<string, callable> $methods what takes the place of the method of that name */
    public static function decorate(StreamInterface $stream, array $methods): self
    {
      foreach (array_keys($methods) as $name) {
        if (!method_exists(StreamInterface::class, $name)) throw new \LogicException("FnStream: a method {$name} is not imitated");
      }
      return new self($stream, $methods);
    }

    public function __toString(): string
    {
      return $this->call('__toString');
    }

    public function getContents(): string
    {
      return $this->call('getContents');
    }

    public function getSize(): ?int
    {
      return $this->call('getSize');
    }

    public function isSeekable(): bool
    {
      return $this->call('isSeekable');
    }

    public function rewind(): void
    {
      $this->call('rewind');
    }

    public function seek(int $offset): void
    {
      $this->call('seek', $offset);
    }

    public function tell(): int
    {
      return $this->call('tell');
    }

    public function eof(): bool
    {
      return $this->call('eof');
    }

    public function read(int $length): string
    {
      return $this->call('read', $length);
    }

    public function getMetadata(?string $key = null): mixed
    {
      return $this->call('getMetadata', $key);
    }

    private function call(string $method, mixed ...$arguments): mixed
    {
      return ($this->methods[$method] ?? [$this->stream, $method])(...$arguments);
    }
  }

  /** The body of a form (src/MultipartStream.php of guzzle/psr7). */
  final class MultipartStream extends Stream
  {
    private const MEDIA_TYPES = [
      'avi' => 'video/x-msvideo', 'bmp' => 'image/bmp', 'csv' => 'text/csv', 'gif' => 'image/gif', 'jpeg' => 'image/jpeg', 'jpg' => 'image/jpeg',
      'json' => 'application/json', 'mov' => 'video/quicktime', 'mp4' => 'video/mp4', 'mpeg' => 'video/mpeg', 'pdf' => 'application/pdf',
      'png' => 'image/png', 'txt' => 'text/plain', 'wmv' => 'video/x-ms-wmv', 'zip' => 'application/zip',
    ];

    private readonly string $boundary;

    /**
     * @param array<array{name: string, contents: mixed, filename?: string, headers?: array<string, string>}> $parts
     */
    public function __construct(array $parts = [], ?string $boundary = null)
    {
      $this->boundary = $boundary ?? bin2hex(random_bytes(20));
      $text = '';
      foreach ($parts as $part) {
        foreach (['contents', 'name'] as $key) {
          if (!array_key_exists($key, $part)) throw new \InvalidArgumentException("A '{$key}' key is required");
        }
        if ($unknown = array_diff(array_keys($part), ['name', 'contents', 'filename', 'headers'])) throw new \LogicException('MultipartStream: the key ' . reset($unknown) . ' of a part is not imitated');
        $text .= "--{$this->boundary}\r\n" . self::part((string) $part['name'], Utils::streamFor($part['contents']), $part['filename'] ?? null, $part['headers'] ?? []) . "\r\n";
      }
      parent::__construct("{$text}--{$this->boundary}--\r\n");
    }

    public function getBoundary(): string
    {
      return $this->boundary;
    }

    /**
     * The headers of a part, the empty line and its contents. What is read from a file has that file's name without
     * being told to.
     *
     * @param array<string, string> $headers
     */
    private static function part(string $name, StreamInterface $contents, ?string $filename, array $headers): string
    {
      $filename = ($filename ?? '') === '' ? $contents->getMetadata('uri') : $filename;
      $bytes = (string) $contents;
      $given = array_change_key_case($headers);
      if (!isset($given['content-disposition'])) $headers['Content-Disposition'] = sprintf('form-data; name="%s"', self::quoted($name)) . ($filename === null ? '' : sprintf('; filename="%s"', self::quoted(basename($filename))));
      if (!isset($given['content-length']) && $bytes !== '') $headers['Content-Length'] = (string) strlen($bytes);
      if (!isset($given['content-type']) && $filename !== null) $headers['Content-Type'] = self::MEDIA_TYPES[strtolower(pathinfo($filename, PATHINFO_EXTENSION))] ?? 'application/octet-stream';
      $lines = array_map(static fn(string $header): string => "{$header}: {$headers[$header]}\r\n", array_keys($headers));
      return implode('', $lines) . "\r\n" . $bytes;
    }

    private static function quoted(string $text): string
    {
      return str_replace(["\r", "\n", '"'], ['%0D', '%0A', '%22'], $text);
    }
  }

  final class Utils
  {
    /**
     * Opens a file.
     *
     * @return resource
     * @throws \RuntimeException if that is not possible
     */
    public static function tryFopen(string $filename, string $mode)
    {
      $file = @fopen($filename, $mode);
      if ($file === false) throw new \RuntimeException("Unable to open \"{$filename}\" using mode \"{$mode}\": " . (error_get_last()['message'] ?? ''));
      return $file;
    }

    /** Anything that may be a body, as a stream. */
    public static function streamFor(mixed $contents = ''): StreamInterface
    {
      if ($contents instanceof StreamInterface) return $contents;
      if (is_resource($contents)) return new Stream(stream_get_contents($contents, -1, 0), stream_get_meta_data($contents)['uri']);
      if ($contents === null || is_scalar($contents) || $contents instanceof \Stringable) return new Stream((string) $contents);
      throw new \InvalidArgumentException('Invalid resource type: ' . gettype($contents));
    }
  }

  final class Response implements ResponseInterface
  {
    private readonly StreamInterface $body;

    /** @param array<string, string> $headers */
    public function __construct(private readonly int $status, private readonly array $headers, string $body)
    {
      $this->body = new Stream($body);
    }

    public function getStatusCode(): int
    {
      return $this->status;
    }

    public function getHeaders(): array
    {
      return array_map(static fn(string $value): array => [$value], $this->headers);
    }

    public function hasHeader(string $name): bool
    {
      return $this->getHeader($name) !== [];
    }

    public function getHeader(string $name): array
    {
      foreach ($this->headers as $header => $value) {
        if (strcasecmp((string) $header, $name) === 0) return [$value];
      }
      return [];
    }

    public function getHeaderLine(string $name): string
    {
      return implode(', ', $this->getHeader($name));
    }

    public function getBody(): StreamInterface
    {
      return $this->body;
    }
  }
}

namespace GuzzleHttp\Exception {
  use Psr\Http\Message\ResponseInterface;

  /** Nothing came back. */
  class ConnectException extends \RuntimeException {}

  /** An answer came back that is an error. */
  class RequestException extends \RuntimeException
  {
    public function __construct(string $message, private readonly ResponseInterface $response)
    {
      parent::__construct($message, $response->getStatusCode());
    }

    public function getResponse(): ResponseInterface
    {
      return $this->response;
    }

    public function hasResponse(): bool
    {
      return true;
    }
  }

  class BadResponseException extends RequestException {}

  class ClientException extends BadResponseException {}

  class ServerException extends BadResponseException {}
}

namespace GuzzleHttp\Promise {
  interface PromiseInterface
  {
    public function then(?callable $onFulfilled = null, ?callable $onRejected = null): PromiseInterface;

    public function otherwise(callable $onRejected): PromiseInterface;

    public function wait(bool $unwrap = true): mixed;
  }

  /**
   * A value that comes into being when somebody waits for it, and not before: an example without `wait()` sends
   * nothing.
   */
  final class Promise implements PromiseInterface
  {
    private bool $settled = false;

    private mixed $value = null;

    private ?\Throwable $reason = null;

    /** @var self[] */
    private array $followers = [];

    /** @param \Closure(): mixed $compute */
    public function __construct(private readonly \Closure $compute) {}

    public function then(?callable $onFulfilled = null, ?callable $onRejected = null): PromiseInterface
    {
      return $this->followers[] = new self(function () use ($onFulfilled, $onRejected): mixed {
        $this->settle();
        if ($this->reason) return $onRejected ? $onRejected($this->reason) : throw $this->reason;
        return $onFulfilled ? $onFulfilled($this->value) : $this->value;
      });
    }

    public function otherwise(callable $onRejected): PromiseInterface
    {
      return $this->then(null, $onRejected);
    }

    public function wait(bool $unwrap = true): mixed
    {
      $this->settle();
      if (!$unwrap) return null;
      return $this->reason ? throw $this->reason : $this->value;
    }

    private function settle(): void
    {
      if ($this->settled) return;
      $this->settled = true;
      try {
        $value = ($this->compute)();
        $this->value = $value instanceof PromiseInterface ? $value->wait() : $value;
      } catch (\Throwable $reason) {
        $this->reason = $reason;
      }
      foreach ($this->followers as $follower) $follower->settle();
    }
  }
}

namespace WeChatPay {
  use GuzzleHttp\Exception\ClientException;
  use GuzzleHttp\Exception\RequestException;
  use GuzzleHttp\Exception\ServerException;
  use GuzzleHttp\Promise\Promise;
  use GuzzleHttp\Promise\PromiseInterface;
  use GuzzleHttp\Psr7\MultipartStream;
  use GuzzleHttp\Psr7\Response;
  use GuzzleHttp\Psr7\Utils;
  use Psr\Http\Message\ResponseInterface;
  use Psr\Http\Message\StreamInterface;

  /** @extends \ArrayAccess<string, BuilderChainable> */
  interface BuilderChainable extends \ArrayAccess
  {
    public function chain(string $segment): BuilderChainable;
  }

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

  /**
   * What the examples call `$instance` (src/Builder.php and src/BuilderTrait.php of wechatpay-php): a path that grows
   * with every property, key or `chain()`, and is requested by `get()`, `postAsync()` and so on.
   *
   * @implements \ArrayAccess<string, Chain>
   */
  final class Chain implements BuilderChainable
  {
    /** @param string[] $segments what the path is made of so far */
    public function __construct(private readonly array $segments, private readonly Client $client) {}

    public function __get(string $segment): self
    {
      return $this->chain($segment);
    }

    public function offsetGet(mixed $segment): self
    {
      return $this->chain($segment);
    }

    /** @param string $segment one segment of the path or several with slashes between them: the same rules apply */
    public function chain(string $segment): self
    {
      // The SDK keeps the segments in the array that it looks names up in.
      if (isset($this->segments[$segment])) throw new \TypeError("wechatpay-php takes the segment '{$segment}' for the number of an earlier one");
      return new self([...$this->segments, self::normalize($segment)], $this->client);
    }

    /**
     * `get`, `put`, `post`, `patch`, `delete` and the same with `Async`.
     *
     * @param array{0?: array<string, mixed>} $arguments
     * @return ResponseInterface|PromiseInterface
     */
    public function __call(string $name, array $arguments): ResponseInterface|PromiseInterface
    {
      if (!preg_match('/^(get|put|post|patch|delete)(async)?$/i', $name, $call)) throw new \BadMethodCallException("Call to undefined method {$name}() of the chain");
      $promise = $this->client->request(strtoupper($call[1]), implode('/', $this->segments), ...$arguments);
      return isset($call[2]) ? $promise : $promise->wait();
    }

    public function offsetExists(mixed $segment): bool
    {
      throw new \LogicException('isset() of a chain is not imitated');
    }

    public function offsetSet(mixed $segment, mixed $value): void
    {
      throw new \LogicException('Writing into a chain is not imitated');
    }

    public function offsetUnset(mixed $segment): void
    {
      throw new \LogicException('unset() of a chain is not imitated');
    }

    /**
     * `OutTradeNo` and `outTradeNo` become `out-trade-no`, `_id_` becomes `{id}`, in this order (`normalize` in
     * src/Builder.php).
     */
    private static function normalize(string $segment): string
    {
      $lower = preg_replace_callback('/[A-Z]/', static fn(array $capital): string => '-' . strtolower($capital[0]), lcfirst($segment));
      return preg_replace('/^_(.*)_$/', '{$1}', $lower);
    }
  }

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

    private const OPTIONS = ['base_uri', 'body', 'headers', 'json', 'query'];

    /** The other options that Guzzle would act on (src/RequestOptions.php). */
    private const NOT_IMITATED = [
      'allow_redirects', 'auth', 'cert', 'cert_type', 'connect_timeout', 'cookies', 'crypto_method', 'curl', 'debug', 'decode_content', 'delay', 'expect', 'force_ip_resolve', 'form_params', 'handler', 'http_errors',
      'idn_conversion', 'multipart', 'on_headers', 'on_stats', 'progress', 'protocols', 'proxy', 'read_timeout', 'sink', 'ssl_key', 'ssl_key_type', 'stream', 'synchronous', 'timeout', 'verify', 'version',
    ];

    /** @param ?Merchant $merchant who signs and verifies; without it JavaScript signs, and nobody verifies */
    public function __construct(private readonly mixed $base = self::BASE_URI, private readonly ?Merchant $merchant = null) {}

    /**
     * Makes a request, which is sent as soon as somebody waits for the answer.
     *
     * @param array<string, mixed> $options those of OPTIONS and the variables of the path
     * @throws \InvalidArgumentException if an option is wrong or a variable missing
     */
    public function request(string $method, string $path, array $options = []): PromiseInterface
    {
      if (strncasecmp($path, 'v2/', 3) === 0) throw new \LogicException('Version 2 of the API is not imitated');
      $expanded = self::expand($path, $options);
      $body = isset($options['json']) ? Utils::streamFor(self::json($options['json'])) : self::bodyOf($options['body'] ?? null);
      $request = [
        'method' => $method,
        'uri' => self::uri($options['base_uri'] ?? $this->base, $expanded, $options['query'] ?? null),
        'headers' => self::headers($options['headers'] ?? [], isset($options['json']), $body),
        'signed' => base64_encode(self::signed($body)),
      ];
      return new Promise(fn(): ResponseInterface => $this->send($request, $body));
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
      $expanded = !preg_match('#\{[^/]+\}#', $path) ? $path : preg_replace_callback('/\{([^}]+)\}/', static function (array $match) use ($path, $options, &$names): string {
        $name = $names[] = $match[1];
        if (preg_match('/^[+#.\/;?&]|[,:]|\*$/', $name)) throw new \LogicException("The expression {{$name}} in {$path} is not imitated");
        if (!isset($options[$name])) throw new \InvalidArgumentException("The path {$path} needs a value for {$name}");
        if (!is_scalar($options[$name])) throw new \InvalidArgumentException("The value for {$name} in the path {$path} must be a scalar");
        return rawurlencode((string) $options[$name]);
      }, $path);
      foreach (array_keys($options) as $name) {
        if (in_array($name, self::NOT_IMITATED, true)) throw new \LogicException("The option {$name} is not imitated");
        if (!in_array((string) $name, [...self::OPTIONS, ...$names], true)) throw new \InvalidArgumentException("{$name} is neither an option nor a variable of the path {$path}");
      }
      return $expanded;
    }

    /** JSON as GuzzleHttp\Utils::jsonEncode writes it: with PHP's defaults, so everything but ASCII is escaped. */
    private static function json(mixed $value): string
    {
      $json = json_encode($value);
      return $json === false ? throw new \InvalidArgumentException('json_encode error: ' . json_last_error_msg()) : $json;
    }

    private static function bodyOf(mixed $body): StreamInterface
    {
      return is_array($body) ? throw new \InvalidArgumentException('Passing in the "body" request option as an array to send a request is not supported.') : Utils::streamFor($body);
    }

    /** The headers of the options, after them the SDK's own that these do not name. */
    private static function headers(mixed $given, bool $json, StreamInterface $body): array
    {
      if (!is_array($given)) throw new \InvalidArgumentException('headers must be an array');
      foreach ($given as $name => $value) {
        if (!preg_match("/^[a-zA-Z0-9'`#$%&*+.^_|~!-]+$/D", (string) $name)) throw new \InvalidArgumentException("\"{$name}\" is not valid header name.");
        foreach ((array) $value as $line) {
          if (!is_string($line) && !is_int($line) && !is_float($line)) throw new \InvalidArgumentException("Header value of {$name} must be a text, " . gettype($line) . ' provided.');
          if (preg_match('/[^\x09\x20-\x7E\x80-\xFF]/', (string) $line)) throw new \InvalidArgumentException("The value of the header {$name} has a line break or another control character");
        }
        $given[$name] = implode(', ', array_map(static fn(string|int|float $line): string => trim((string) $line, " \t"), (array) $value));
      }
      $own = self::HEADERS;
      if ($json) $own['Content-Type'] = 'application/json';
      elseif ($body instanceof MultipartStream) $own['Content-Type'] = "multipart/form-data; boundary={$body->getBoundary()}";
      $lower = array_change_key_case($given);
      return $given + array_filter($own, static fn(string $name): bool => !isset($lower[strtolower($name)]), ARRAY_FILTER_USE_KEY);
    }

    /**
     * Resolves a path against the base (RFC 3986, 5.2); a `query` option takes the place of what stands behind a
     * question mark.
     */
    private static function uri(mixed $base, string $reference, mixed $query): string
    {
      if (!is_string($base) || !preg_match('~^(https?://[^/?#]+)([^?#]*)~', $base, $start)) throw new \InvalidArgumentException('base_uri must be an absolute address');
      if (!preg_match('~^(?!//|[^/?#]*:)([^?#]*)(?:\?([^#]*))?~', $reference, $parts)) throw new \LogicException("A path like {$reference} is not imitated");
      if ($query !== null && !is_array($query) && !is_string($query)) throw new \InvalidArgumentException('query must be a string or array');
      $path = str_starts_with($parts[1], '/') ? $parts[1] : (strrpos($start[2], '/') === false ? '/' : substr($start[2], 0, strrpos($start[2], '/') + 1)) . $parts[1];
      $search = is_array($query) ? http_build_query($query, '', '&', PHP_QUERY_RFC3986) : $query ?? $parts[2] ?? '';
      return $start[1] . self::encoded(self::withoutDots($path), '') . ($search === '' ? '' : '?' . self::encoded($search, '?'));
    }

    /** Encodes what must not stand in a path as it is; what is encoded already stays (src/Uri.php of guzzle/psr7). */
    private static function encoded(string $text, string $allowed): string
    {
      return preg_replace_callback("~[^a-zA-Z0-9_\\-.\\~!$&'()*+,;=%:@/{$allowed}]+|%(?![A-Fa-f0-9]{2})~", static fn(array $match): string => rawurlencode($match[0]), $text);
    }

    /** RFC 3986, 5.2.4, for a path that begins with a slash. */
    private static function withoutDots(string $path): string
    {
      $kept = [];
      $segments = explode('/', substr($path, 1));
      foreach ($segments as $segment) {
        if ($segment === '..') array_pop($kept);
        elseif ($segment !== '.') $kept[] = $segment;
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
      if (!$body->isSeekable()) return '';
      $text = (string) $body;
      $body->rewind();
      return $text;
    }

    /** @param array<string, mixed> $request */
    private function send(array $request, StreamInterface $body): ResponseInterface
    {
      $target = preg_replace('~^https?://[^/]+~', '', $request['uri']);
      if ($this->merchant) $request['headers']['Authorization'] = $this->merchant->authorization($request['method'], $target, base64_decode($request['signed']));
      // Guzzle (src/Handler/CurlFactory.php) sends a body of a known size below 1 MB as the text it is converted to;
      // others it reads.
      $size = $body->getSize();
      $bytes = $size !== null && $size < 1_000_000 ? (string) $body : $body->getContents();
      $answer = \Run\ask(['request' => $request + ['body' => base64_encode($bytes)]]);
      $response = new Response($answer['status'], $answer['headers'], base64_decode($answer['body']));
      $status = $response->getStatusCode();
      if ($status < 300) {
        $this->merchant?->verify(strtok($target, '?'), $response);
        return $response;
      }
      $message = "`{$request['method']} {$request['uri']}` resulted in a `{$status}` response:\n{$response->getBody()}";
      $response->getBody()->rewind();
      if ($status < 400) throw new \LogicException("Following redirects is not imitated: {$message}");
      throw $status < 500 ? new ClientException("Client error: {$message}", $response) : new ServerException("Server error: {$message}", $response);
    }
  }

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

    /** A line break after each, the last one too. */
    public static function joinedByLineFeed(string ...$pieces): string
    {
      return implode("\n", [...$pieces, '']);
    }
  }

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
      foreach (array_diff(array_keys($config), ['mchid', 'serial', 'privateKey', 'certs']) as $name) throw new \LogicException("The setting {$name} is not imitated");
      if (!is_string($config['mchid'] ?? null)) throw new \InvalidArgumentException('The merchant\' ID aka `mchid` is required, usually is numerical string.');
      if (!is_string($config['serial'] ?? null)) throw new \InvalidArgumentException('The serial number of the merchant\'s certificate aka `serial` is required, usually hexadecial.');
      if (!is_string($config['privateKey'] ?? null) && !is_object($config['privateKey'] ?? null)) throw new \InvalidArgumentException('The merchant\'s private key aka `privateKey` is required, usual as pem format.');
      if (!is_array($config['certs'] ?? null) || !$config['certs']) throw new \InvalidArgumentException('The platform certificate(s) aka `certs` is required, paired as of `[$serial => $certificate]`.');
      if (isset($config['certs'][$config['serial']])) throw new \InvalidArgumentException('The `certs` contains the merchant\'s certificate serial number which is not allowed here.');
      ['mchid' => $this->mchid, 'serial' => $this->serial, 'privateKey' => $this->privateKey, 'certs' => $this->certs] = $config;
    }

    /** The header of a request to a path with its query; the body is what the signature covers of it. */
    public function authorization(string $method, string $target, string $body): string
    {
      [$timestamp, $nonce] = [(string) Formatter::timestamp(), Formatter::nonce()];
      $signature = Crypto\Rsa::sign(Formatter::joinedByLineFeed($method, $target, $timestamp, $nonce, $body), $this->privateKey);
      return "WECHATPAY2-SHA256-RSA2048 mchid=\"{$this->mchid}\",serial_no=\"{$this->serial}\",timestamp=\"{$timestamp}\",nonce_str=\"{$nonce}\",signature=\"{$signature}\"";
    }

    /** @throws RequestException if a successful answer is not the platform's; files are not signed */
    public function verify(string $path, ResponseInterface $response): void
    {
      if (preg_match('~^/v3/(?:billdownload/file$|merchant-service/images/(?!upload$))~i', $path)) return;
      [$nonce, $serial, $signature, $timestamp] = array_map($response->getHeaderLine(...), self::HEADERS);
      $problem = match (true) {
        in_array('', [$nonce, $serial, $signature, $timestamp], true) => 'The response\'s Headers incomplete, must have(`' . implode('`, `', self::HEADERS) . '`).',
        abs(time() - (int) $timestamp) > self::MAXIMUM_CLOCK_OFFSET => 'It\'s allowed time offset in ± ' . self::MAXIMUM_CLOCK_OFFSET . " seconds, the response was on {$timestamp}.",
        !isset($this->certs[$serial]) => "Cannot found the serial(`{$serial}`)'s configuration, your's " . implode(',', array_keys($this->certs)) . '.',
        !Crypto\Rsa::verify("{$timestamp}\n{$nonce}\n{$response->getBody()}\n", $signature, $this->certs[$serial]) => "Verify the response's data with: timestamp={$timestamp}, nonce={$nonce}, signature={$signature}, cert=[{$serial} => ...] failed.",
        default => null,
      };
      if ($problem !== null) throw new RequestException($problem, $response);
      $response->getBody()->rewind();
    }
  }
}

namespace WeChatPay\Crypto {
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
      if (is_string($thing) && preg_match('~^(?:public|private)\.[a-z0-9]+://~', $thing, $protocol)) throw new \LogicException("A key that begins with {$protocol[0]} is not imitated");
      $key = $type === self::KEY_TYPE_PUBLIC ? openssl_pkey_get_public($thing) : openssl_pkey_get_private($thing);
      return $key ?: throw new \UnexpectedValueException(sprintf('Cannot load %s from(%s), please take care about the $thing input.', $type === self::KEY_TYPE_PUBLIC ? 'publicKey' : 'privateKey', gettype($thing)));
    }

    /** @return string in Base64 */
    public static function sign(string $message, mixed $privateKey): string
    {
      if (!openssl_sign($message, $signature, $privateKey, self::ALGORITHM)) throw new \UnexpectedValueException('Signing the input $message failed, please checking your $privateKey whether or nor correct.');
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
      if ($publicKey instanceof \OpenSSLAsymmetricKey && openssl_public_encrypt($plaintext, $encrypted, $publicKey, OPENSSL_PKCS1_OAEP_PADDING)) return base64_encode($encrypted);
      if (!$publicKey instanceof \Run\PublicKey) throw new \UnexpectedValueException('Encrypting the input $plaintext failed, please checking your $publicKey whether or nor correct.');
      return \Run\ask(['encrypt' => $plaintext])['encrypted'];
    }
  }
}

namespace WeChatPay\Util {
  use GuzzleHttp\Psr7\FnStream;
  use GuzzleHttp\Psr7\MultipartStream;
  use GuzzleHttp\Psr7\Utils;
  use Psr\Http\Message\StreamInterface;

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
      $serial = openssl_x509_parse($certificate)['serialNumberHex'] ?? throw new \UnexpectedValueException('Read the $certificate failed, please check it whether or nor correct');
      return strtoupper($serial);
    }
  }

  /**
   * The form of an upload: `meta` with the file's name and digest, and the file (src/Util/MediaUtil.php of
   * wechatpay-php).
   */
  final class MediaUtil
  {
    private readonly string $meta;

    private readonly MultipartStream $form;

    public function __construct(string $filepath, ?StreamInterface $fileStream = null)
    {
      $file = $fileStream ?? Utils::streamFor(Utils::tryFopen($filepath, 'rb'));
      $this->meta = json_encode(['filename' => basename($filepath), 'sha256' => hash('sha256', (string) $file)], JSON_THROW_ON_ERROR);
      $this->form = new MultipartStream([
        ['name' => 'meta', 'contents' => $this->meta, 'headers' => ['Content-Type' => 'application/json']],
        ['name' => 'file', 'filename' => basename($filepath), 'contents' => $file],
      ]);
    }

    public function getMeta(): string
    {
      return $this->meta;
    }

    public function getStream(): StreamInterface
    {
      return FnStream::decorate($this->form, ['__toString' => fn(): string => $this->meta, 'getSize' => static fn(): ?int => null]);
    }

    public function getContentType(): string
    {
      return "multipart/form-data; boundary={$this->form->getBoundary()}";
    }
  }
}

namespace Run {
  /** The key that encrypts; JavaScript has it. */
  final class PublicKey {}

  /**
   * Asks JavaScript and waits for the answer.
   *
   * @param array<string, mixed> $question
   * @return array<string, mixed>
   */
  function ask(array $question): array
  {
    $answer = json_decode(post_message_to_js(json_encode($question, JSON_THROW_ON_ERROR)), true, flags: JSON_THROW_ON_ERROR);
    return isset($answer['error']) ? throw new \GuzzleHttp\Exception\ConnectException($answer['error']) : $answer;
  }

  /** The line of the example where something went wrong, also if it was thrown further down. */
  function lineOf(\Throwable $error): ?int
  {
    foreach ([['file' => $error->getFile(), 'line' => $error->getLine()], ...$error->getTrace()] as $place) {
      if (str_ends_with($place['file'] ?? '', ' : eval()\'d code')) return $place['line'];
    }
    return null;
  }

  /**
   * Runs an example with `$instance` and `$platformPublicKeyInstance` in the working directory, which it cannot
   * leave, and reports how it ended. A warning ends it like an exception.
   */
  function run(string $code): void
  {
    ini_set('display_errors', '0');
    ini_set('open_basedir', getcwd() . '/');
    set_error_handler(static fn(int $severity, string $message, string $file, int $line): bool => (error_reporting() & $severity) !== 0 && throw new \ErrorException($message, 0, $severity, $file, $line));
    $ended = false;
    register_shutdown_function(static function () use (&$ended): void {
      if ($ended) return;
      $error = error_get_last() ?? ['type' => 0];
      $fatal = ($error['type'] & (E_ERROR | E_CORE_ERROR | E_COMPILE_ERROR | E_USER_ERROR)) !== 0;
      ask(['failed' => $fatal ? $error['message'] : 'The code calls exit', 'line' => $fatal ? $error['line'] : null]);
    });
    try {
      (static function (\WeChatPay\Chain $instance, PublicKey $platformPublicKeyInstance): void {
        eval(func_get_arg(2));
      })(new \WeChatPay\Chain([], new \WeChatPay\Client()), new PublicKey(), $code);
      $outcome = ['ended' => true];
    } catch (\Throwable $error) {
      $outcome = ['failed' => $error->getMessage(), 'line' => lineOf($error)];
    }
    $ended = true;
    ask($outcome);
  }
}
