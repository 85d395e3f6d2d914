<?php

declare(strict_types=1);

namespace WeChatPay;

/** @extends \ArrayAccess<string, BuilderChainable> */
interface BuilderChainable extends \ArrayAccess
{
  public function chain(string $segment): BuilderChainable;

  public function getDriver(): Driver;
}
