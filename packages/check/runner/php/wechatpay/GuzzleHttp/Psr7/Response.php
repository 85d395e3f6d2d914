<?php

declare(strict_types=1);

namespace GuzzleHttp\Psr7;

use Psr\Http\Message\ResponseInterface;
use Psr\Http\Message\StreamInterface;

final class Response implements ResponseInterface
{
  private readonly StreamInterface $body;

  /** @param array<string, string> $headers */
  public function __construct(
    private readonly int $status = 200,
    private readonly array $headers = [],
    string $body = '',
  ) {
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
      if (strcasecmp((string) $header, $name) === 0) {
        return [$value];
      }
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
