<?php

declare(strict_types=1);

namespace PHPUnit\Framework;

abstract class TestCase
{
  private static int $assertions = 0;

  protected function setUp(): void {}

  final public static function assertSame(mixed $expected, mixed $actual): void
  {
    self::$assertions++;
    if ($expected !== $actual) {
      self::fail(
        'Failed asserting that ' . var_export($actual, true) . ' is identical to ' . var_export($expected, true) . '.',
      );
    }
  }

  final public static function fail(string $message = ''): never
  {
    throw new AssertionFailedError($message);
  }

  /** Runs one test of this object and gives back what is wrong, if anything is. */
  final public function outcomeOf(string $name): ?string
  {
    self::$assertions = 0;
    try {
      $this->setUp();
      $this->$name();
      return self::$assertions ? null : 'This test did not perform any assertions';
    } catch (AssertionFailedError $failure) {
      return $failure->getMessage();
    } catch (\Throwable $error) {
      return get_class($error) . ': ' . $error->getMessage();
    }
  }
}
