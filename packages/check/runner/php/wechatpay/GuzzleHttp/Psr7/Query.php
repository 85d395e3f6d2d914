<?php

declare(strict_types=1);

namespace GuzzleHttp\Psr7;

/** Query strings: `build` repeats the name for each value of a list (src/Query.php of guzzle/psr7). */
final class Query
{
  public static function build(array $params): string
  {
    $parts = [];
    foreach ($params as $name => $value) {
      foreach (is_array($value) ? $value : [$value] as $one) {
        $parts[] = rawurlencode((string) $name) . ($one === null ? '' : '=' . rawurlencode((string) $one));
      }
    }
    return implode('&', $parts);
  }
}
