<?php

declare(strict_types=1);

namespace GuzzleHttp\Psr7;

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
