/** All that it takes to try a receiver of one event: requests, the keys that they are made with, what to expect. */
export interface Kit {
  event_type: string
  /** To which a receiver's clock has to be set, in seconds since 1970: the requests are not signed anew. */
  now: number
  /** Known to everybody: for tests only. */
  keys: {
    apiV3Key: string
    publicKeyId: string
    publicKey: string
    certificateSerial: string
    certificate: string
  }
  requests: KitRequest[]
}

/** A request to the address of a receiver. */
export interface KitRequest {
  /** Which of the kinds it is. */
  kind: string
  /** Which of the event's shapes it carries; absent where there is one only. */
  shape?: string
  /** What is special. */
  description: string
  headers: Record<string, string>
  /** The body; its bytes in UTF-8 are what is signed. */
  body: string
  expected: {
    verdict: 'accept' | 'refuse'
    /** The HTTP status, one of these. */
    status: number[]
    /** What the cipher text holds, of one that is accepted. */
    resource?: Record<string, unknown>
  }
}

/** Where the examples of `kitCode` find the receiver. */
export const receiverAddress = 'http://127.0.0.1:3000/notify'

export const kitLanguages = ['cURL', 'Vitest', 'PHPUnit'] as const
export type KitLanguage = (typeof kitLanguages)[number]

/**
 * A kit as something to run. The requests are signed for one moment, to which the receiver's clock has to be set.
 *
 * @param file the name of the kit's file, for those that read it: `refund-success.json`
 * @param request the one to send, for cURL
 */
export function kitCode(language: KitLanguage, kit: Kit, file: string, request: KitRequest): string {
  switch (language) {
    case 'cURL':
      return curlCode(kit, request)
    case 'Vitest':
      return vitestCode(kit, file)
    case 'PHPUnit':
      return phpunitCode(kit, file)
    default:
      return language satisfies never
  }
}

function curlCode({ now }: Kit, { headers, body, expected }: KitRequest): string {
  const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`
  return [
    `# 接收器的时钟要停在测试包的时间：faketime '@${now}' npx tsx notify.mts`,
    `# 应当应答 ${expected.status.join(' 或 ')}`,
    `curl --silent --output /dev/null --write-out '%{http_code}\\n' ${receiverAddress} \\`,
    ...Object.entries(headers).map(([name, value]) => `  --header ${quoted(`${name}: ${value}`)} \\`),
    `  --data-binary ${quoted(body)}`,
  ].join('\n')
}

function vitestCode({ event_type }: Kit, file: string): string {
  return `import { readFileSync, writeFileSync } from 'node:fs'
import { beforeAll, expect, test, vi } from 'vitest'

const kit = JSON.parse(readFileSync('${file}', 'utf8'))
writeFileSync('kit-public.pem', kit.keys.publicKey)
writeFileSync('kit-certificate.pem', kit.keys.certificate)
Object.assign(process.env, {
  PORT: '3000',
  WXPAY_API_V3_KEY: kit.keys.apiV3Key,
  WXPAY_PUBLIC_KEY_ID: kit.keys.publicKeyId,
  WXPAY_PUBLIC_KEY_FILE: 'kit-public.pem',
  WXPAY_CERTIFICATE_FILE: 'kit-certificate.pem',
})

beforeAll(async () => {
  // 请求的签名是那一刻的，接收器的时钟要停在那里
  vi.useFakeTimers({ now: kit.now * 1000, toFake: ['Date'] })
  await import('./notify.mjs')
})

test.each(kit.requests)('${event_type} $kind $shape', async ({ headers, body, expected }) => {
  const response = await fetch('${receiverAddress}', { method: 'POST', headers, body })
  expect(expected.status).toContain(response.status)
})
`
}

function phpunitCode({ event_type, now }: Kit, file: string): string {
  return `<?php

use PHPUnit\\Framework\\Attributes\\DataProvider;
use PHPUnit\\Framework\\TestCase;

// 接收器的时钟要停在测试包的时间：faketime '@${now}' php -S 127.0.0.1:3000 receiver.php
final class NotifyTest extends TestCase
{
    public static function requests(): iterable
    {
        $kit = json_decode(file_get_contents('${file}'), true);
        foreach ($kit['requests'] as $request) {
            yield "${event_type} {$request['kind']} " . ($request['shape'] ?? '') => [$request];
        }
    }

    #[DataProvider('requests')]
    public function testAnswersAsItShould(array $request): void
    {
        $headers = [];
        foreach ($request['headers'] as $name => $value) {
            $headers[] = "{$name}: {$value}";
        }
        file_get_contents('${receiverAddress}', false, stream_context_create(['http' => [
            'method' => 'POST', 'header' => $headers, 'content' => $request['body'], 'ignore_errors' => true,
        ]]));
        [, $status] = explode(' ', $http_response_header[0]);
        self::assertContains((int) $status, $request['expected']['status']);
    }
}
`
}
