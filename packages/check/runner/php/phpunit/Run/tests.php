<?php

declare(strict_types=1);

namespace Run;

/**
 * Runs the tests of a class, a new object for each, and prints what is wrong with them as JSON: null for a test
 * that passed.
 */
function tests(string $class): void
{
  $names = array_values(
    array_filter(get_class_methods($class), static fn(string $name): bool => str_starts_with($name, 'test')),
  );
  echo json_encode(
    array_map(static fn(string $name): ?string => new $class()->outcomeOf($name), array_combine($names, $names)),
    JSON_THROW_ON_ERROR | JSON_FORCE_OBJECT | JSON_UNESCAPED_UNICODE,
  );
}
