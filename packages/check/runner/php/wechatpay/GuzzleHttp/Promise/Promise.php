<?php

declare(strict_types=1);

namespace GuzzleHttp\Promise;

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
      if ($this->reason) {
        return $onRejected ? $onRejected($this->reason) : throw $this->reason;
      }
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
    if (!$unwrap) {
      return null;
    }
    return $this->reason ? throw $this->reason : $this->value;
  }

  private function settle(): void
  {
    if ($this->settled) {
      return;
    }
    $this->settled = true;
    try {
      $value = ($this->compute)();
      $this->value = $value instanceof PromiseInterface ? $value->wait() : $value;
    } catch (\Throwable $reason) {
      $this->reason = $reason;
    }
    foreach ($this->followers as $follower) {
      $follower->settle();
    }
  }
}
