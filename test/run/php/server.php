<?php

declare(strict_types=1);

/*
 * As much of PSR-7 and PSR-15 as the receivers of the guide use, and Guzzle's answer with their optional arguments;
 * the request is the one that PHP was started with. What it does not know is an error that names it.
 */
namespace Psr\Http\Message {
  interface ServerRequestInterface
  {
    public function getBody(): \Stringable;

    public function getHeaderLine(string $name): string;
  }
}

namespace Psr\Http\Server {
  interface RequestHandlerInterface
  {
    public function handle(\Psr\Http\Message\ServerRequestInterface $request): \Psr\Http\Message\ResponseInterface;
  }
}

namespace Run {
  final class Request implements \Psr\Http\Message\ServerRequestInterface
  {
    public function getBody(): \Stringable
    {
      return new \GuzzleHttp\Psr7\Stream(file_get_contents('php://input'));
    }

    public function getHeaderLine(string $name): string
    {
      return $_SERVER['HTTP_' . strtoupper(str_replace('-', '_', $name))] ?? '';
    }
  }

  /** Sends what a handler has answered. */
  function emit(\Psr\Http\Message\ResponseInterface $response): void
  {
    http_response_code($response->getStatusCode());
    echo $response->getBody();
  }
}
