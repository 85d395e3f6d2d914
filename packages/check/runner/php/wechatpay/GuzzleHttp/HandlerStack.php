<?php

declare(strict_types=1);

namespace GuzzleHttp;

/** What a request goes through, of which only the SDK's verifier can be taken out (src/HandlerStack.php of Guzzle). */
final class HandlerStack
{
  private bool $verifies = true;

  public function remove(string $name): void
  {
    if ($name !== 'verifier') {
      throw new \LogicException("Removing the handler {$name} is not imitated");
    }
    $this->verifies = false;
  }

  public function verifies(): bool
  {
    return $this->verifies;
  }
}
