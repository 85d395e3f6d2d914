<?php

declare(strict_types=1);

namespace GuzzleHttp\Psr7;

use Psr\Http\Message\StreamInterface;

/** A stream of which some methods are replaced (src/FnStream.php of guzzle/psr7). */
final class FnStream implements StreamInterface
{
  /** @param array<string, callable> $methods */
  private function __construct(private readonly StreamInterface $stream, private readonly array $methods) {}

  /** @param array<string, callable> $methods what takes the place of the method of that name */
  public static function decorate(StreamInterface $stream, array $methods): self
  {
    foreach (array_keys($methods) as $name) {
      if (!method_exists(StreamInterface::class, $name)) {
        throw new \LogicException("FnStream: a method {$name} is not imitated");
      }
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
