<?php

declare(strict_types=1);

namespace GuzzleHttp\Exception;

use Psr\Http\Message\ResponseInterface;

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
