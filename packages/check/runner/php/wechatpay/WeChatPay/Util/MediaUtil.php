<?php

declare(strict_types=1);

namespace WeChatPay\Util;

use GuzzleHttp\Psr7\FnStream;
use GuzzleHttp\Psr7\MultipartStream;
use GuzzleHttp\Psr7\Utils;
use Psr\Http\Message\StreamInterface;

/**
 * The form of an upload: `meta` with the file's name and digest, and the file (src/Util/MediaUtil.php of
 * wechatpay-php).
 */
final class MediaUtil
{
  private readonly string $meta;

  private readonly MultipartStream $form;

  public function __construct(string $filepath, ?StreamInterface $fileStream = null)
  {
    $file = $fileStream ?? Utils::streamFor(Utils::tryFopen($filepath, 'rb'));
    $this->meta = json_encode(
      ['filename' => basename($filepath), 'sha256' => hash('sha256', (string) $file)],
      JSON_THROW_ON_ERROR,
    );
    $this->form = new MultipartStream([
      ['name' => 'meta', 'contents' => $this->meta, 'headers' => ['Content-Type' => 'application/json']],
      ['name' => 'file', 'filename' => basename($filepath), 'contents' => $file],
    ]);
  }

  public function getMeta(): string
  {
    return $this->meta;
  }

  public function getStream(): StreamInterface
  {
    return FnStream::decorate($this->form, [
      '__toString' => fn(): string => $this->meta,
      'getSize' => static fn(): ?int => null,
    ]);
  }

  public function getContentType(): string
  {
    return "multipart/form-data; boundary={$this->form->getBoundary()}";
  }
}
