<?php

declare(strict_types=1);

namespace GuzzleHttp\Psr7;

use Psr\Http\Message\StreamInterface;

final class Utils
{
  /**
   * Opens a file.
   *
   * @return resource
   * @throws \RuntimeException if that is not possible
   */
  public static function tryFopen(string $filename, string $mode)
  {
    $file = @fopen($filename, $mode);
    if ($file === false) {
      throw new \RuntimeException(
        "Unable to open \"{$filename}\" using mode \"{$mode}\": " . (error_get_last()['message'] ?? ''),
      );
    }
    return $file;
  }

  /** Anything that may be a body, as a stream. */
  public static function streamFor(mixed $contents = ''): StreamInterface
  {
    if ($contents instanceof StreamInterface) {
      return $contents;
    }
    if (is_resource($contents)) {
      return new Stream(stream_get_contents($contents, -1, 0), stream_get_meta_data($contents)['uri']);
    }
    if ($contents === null || is_scalar($contents) || $contents instanceof \Stringable) {
      return new Stream((string) $contents);
    }
    throw new \InvalidArgumentException('Invalid resource type: ' . gettype($contents));
  }
}
