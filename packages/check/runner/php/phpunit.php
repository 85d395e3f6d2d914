<?php

declare(strict_types=1);

/*
 * As much of PHPUnit as the example of the guide uses. What it does not know is an error of PHP.
 */

namespace PHPUnit\Framework {
  class AssertionFailedError extends \Exception {}

  abstract class TestCase
  {
    private static int $assertions = 0;

    protected function setUp(): void {}

    final public static function assertSame(mixed $expected, mixed $actual): void
    {
      self::$assertions++;
      if ($expected !== $actual) self::fail('Failed asserting that ' . var_export($actual, true) . ' is identical to ' . var_export($expected, true) . '.');
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
}

namespace Run {
  /**
   * Runs the tests of a class, a new object for each, and prints what is wrong with them as JSON: null for a test
   * that passed.
   */
  function tests(string $class): void
  {
    $names = array_values(array_filter(get_class_methods($class), static fn(string $name): bool => str_starts_with($name, 'test')));
    echo json_encode(array_map(static fn(string $name): ?string => (new $class())->outcomeOf($name), array_combine($names, $names)), JSON_THROW_ON_ERROR | JSON_FORCE_OBJECT | JSON_UNESCAPED_UNICODE);
  }
}
