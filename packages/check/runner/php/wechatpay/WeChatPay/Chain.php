<?php

declare(strict_types=1);

namespace WeChatPay;

use GuzzleHttp\Promise\PromiseInterface;
use Psr\Http\Message\ResponseInterface;

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
    if (isset($this->segments[$segment])) {
      throw new \TypeError("wechatpay-php takes the segment '{$segment}' for the number of an earlier one");
    }
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
    if (!preg_match('/^(get|put|post|patch|delete)(async)?$/i', $name, $call)) {
      throw new \BadMethodCallException("Call to undefined method {$name}() of the chain");
    }
    $promise = $this->client->request(strtoupper($call[1]), implode('/', $this->segments), ...$arguments);
    return isset($call[2]) ? $promise : $promise->wait();
  }

  public function getDriver(): Driver
  {
    return new Driver();
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
    $lower = preg_replace_callback(
      '/[A-Z]/',
      static fn(array $capital): string => '-' . strtolower($capital[0]),
      lcfirst($segment),
    );
    return preg_replace('/^_(.*)_$/', '{$1}', $lower);
  }
}
