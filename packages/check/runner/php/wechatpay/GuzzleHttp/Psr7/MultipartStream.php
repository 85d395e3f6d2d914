<?php

declare(strict_types=1);

namespace GuzzleHttp\Psr7;

use Psr\Http\Message\StreamInterface;

/** The body of a form (src/MultipartStream.php of guzzle/psr7). */
final class MultipartStream extends Stream
{
  private const MEDIA_TYPES = [
    'avi' => 'video/x-msvideo',
    'bmp' => 'image/bmp',
    'csv' => 'text/csv',
    'gif' => 'image/gif',
    'jpeg' => 'image/jpeg',
    'jpg' => 'image/jpeg',
    'json' => 'application/json',
    'mov' => 'video/quicktime',
    'mp4' => 'video/mp4',
    'mpeg' => 'video/mpeg',
    'pdf' => 'application/pdf',
    'png' => 'image/png',
    'txt' => 'text/plain',
    'wmv' => 'video/x-ms-wmv',
    'zip' => 'application/zip',
  ];

  private readonly string $boundary;

  /**
   * @param array<array{name: string, contents: mixed, filename?: string, headers?: array<string, string>}> $parts
   */
  public function __construct(array $parts = [], ?string $boundary = null)
  {
    $this->boundary = $boundary ?? bin2hex(random_bytes(20));
    $text = '';
    foreach ($parts as $part) {
      foreach (['contents', 'name'] as $key) {
        if (!array_key_exists($key, $part)) {
          throw new \InvalidArgumentException("A '{$key}' key is required");
        }
      }
      if ($unknown = array_diff(array_keys($part), ['name', 'contents', 'filename', 'headers'])) {
        throw new \LogicException('MultipartStream: the key ' . reset($unknown) . ' of a part is not imitated');
      }
      $text .=
        "--{$this->boundary}\r\n" .
        self::part(
          (string) $part['name'],
          Utils::streamFor($part['contents']),
          $part['filename'] ?? null,
          $part['headers'] ?? [],
        ) .
        "\r\n";
    }
    parent::__construct("{$text}--{$this->boundary}--\r\n");
  }

  public function getBoundary(): string
  {
    return $this->boundary;
  }

  /**
   * The headers of a part, the empty line and its contents. What is read from a file has that file's name without
   * being told to.
   *
   * @param array<string, string> $headers
   */
  private static function part(string $name, StreamInterface $contents, ?string $filename, array $headers): string
  {
    $filename = ($filename ?? '') === '' ? $contents->getMetadata('uri') : $filename;
    $bytes = (string) $contents;
    $given = array_change_key_case($headers);
    if (!isset($given['content-disposition'])) {
      $headers['Content-Disposition'] =
        sprintf('form-data; name="%s"', self::quoted($name)) .
        ($filename === null ? '' : sprintf('; filename="%s"', self::quoted(basename($filename))));
    }
    if (!isset($given['content-length']) && $bytes !== '') {
      $headers['Content-Length'] = (string) strlen($bytes);
    }
    if (!isset($given['content-type']) && $filename !== null) {
      $headers['Content-Type'] =
        self::MEDIA_TYPES[strtolower(pathinfo($filename, PATHINFO_EXTENSION))] ?? 'application/octet-stream';
    }
    $lines = array_map(static fn(string $header): string => "{$header}: {$headers[$header]}\r\n", array_keys($headers));
    return implode('', $lines) . "\r\n" . $bytes;
  }

  private static function quoted(string $text): string
  {
    return str_replace(["\r", "\n", '"'], ['%0D', '%0A', '%22'], $text);
  }
}
