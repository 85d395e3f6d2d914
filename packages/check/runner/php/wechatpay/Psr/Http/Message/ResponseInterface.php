<?php

declare(strict_types=1);

namespace Psr\Http\Message;

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
