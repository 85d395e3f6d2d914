<?php

declare(strict_types=1);

namespace GuzzleHttp\Promise;

interface PromiseInterface
{
  public function then(?callable $onFulfilled = null, ?callable $onRejected = null): PromiseInterface;

  public function otherwise(callable $onRejected): PromiseInterface;

  public function wait(bool $unwrap = true): mixed;
}
