<?php

declare(strict_types=1);

namespace Psr\Http\Message;

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
