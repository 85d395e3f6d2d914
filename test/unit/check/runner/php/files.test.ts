import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { type PhpOptions, type PhpRequest } from '../../../../../packages/check/runner/php.ts'
import { bytes, failure, request, run, text } from './php.ts'

describe('an upload', () => {
  const picture = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 0, 255, 13, 10, 45, 45])

  async function form({
    headers,
    body,
  }: PhpRequest): Promise<Record<string, { name?: string; type?: string; text: string; bytes: Uint8Array }>> {
    const data = await new Response(Buffer.from(body), {
      headers: { 'Content-Type': headers['Content-Type']! },
    }).formData()
    return Object.fromEntries(
      await Promise.all(
        [...data].map(async ([name, part]) => {
          const bytes =
            typeof part === 'string' ? new TextEncoder().encode(part) : new Uint8Array(await part.arrayBuffer())
          return [
            name,
            { ...(typeof part !== 'string' && { name: part.name, type: part.type }), text: text(bytes), bytes },
          ] as const
        }),
      ),
    )
  }

  test('by MediaUtil has meta and the file, of which meta is signed', async () => {
    const sent = await request(
      `$media = new \\WeChatPay\\Util\\MediaUtil('it\\'s a 图.png');
$instance->v3->merchant->media->upload->post([
  'body'    => $media->getStream(),
  'headers' => ['Content-Type' => $media->getContentType()],
]);`,
      { files: { "it's a 图.png": picture } },
    )
    const parts = await form(sent)
    expect(Object.keys(parts)).toEqual(['meta', 'file'])
    expect(JSON.parse(parts['meta']!.text)).toEqual({
      filename: "it's a 图.png",
      sha256: createHash('sha256').update(picture).digest('hex'),
    })
    expect(parts['file']).toMatchObject({ name: "it's a 图.png", type: 'image/png', bytes: picture })
    expect(text(sent.signed)).toBe(parts['meta']!.text)
  })

  const parts = `$file = 'invoice.pdf';
$digest = openssl_digest(file_get_contents($file), 'sm3');
$meta = json_encode(['item_id' => 7, 'digest' => $digest], JSON_UNESCAPED_UNICODE);
$form = new \\GuzzleHttp\\Psr7\\MultipartStream([
  ['name' => 'meta', 'contents' => $meta, 'headers' => ['Content-Type' => 'application/json']],
  [
    'name'     => 'invoice_file',
    'filename' => basename($file),
    'contents' => \\GuzzleHttp\\Psr7\\Utils::tryFopen($file, 'rb'),
  ],
]);`
  const files = { 'invoice.pdf': bytes('abc') }
  const send =
    `$instance->v3->invoices->upload->post(['body' => $body, 'headers' => ['Content-Type' => ` +
    `'multipart/form-data; boundary=' . $form->getBoundary()]]);`

  test('by its parts has those parts, with the digest that OpenSSL makes', async () => {
    const sent = await request(
      `${parts}\n` +
        `$body = \\GuzzleHttp\\Psr7\\FnStream::decorate($form, ['__toString' => static function() ` +
        `use ($meta) { return $meta; }, 'getSize' => static function() { return null; }]);\n` +
        `${send}`,
      { files },
    )
    const { meta, invoice_file } = await form(sent)
    expect(JSON.parse(meta!.text)).toEqual({
      item_id: 7,
      digest: '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0',
    })
    expect(invoice_file).toMatchObject({ name: 'invoice.pdf', type: 'application/pdf', text: 'abc' })
    expect(text(sent.signed)).toBe(meta!.text)
  })

  test('is signed as a whole if the text of the body is not replaced', async () => {
    const { body, signed } = await request(`${parts}\n$body = $form;\n${send}`, { files })
    expect(text(signed)).toBe(text(body))
  })

  test('sends meta alone if the size of the body is not hidden', async () => {
    const { body } = await request(
      `${parts}\n` +
        `$body = \\GuzzleHttp\\Psr7\\FnStream::decorate($form, ['__toString' => static function() ` +
        'use ($meta) { return $meta; }]);\n' +
        `${send}`,
      { files },
    )
    expect(text(body)).toMatch(/^\{"item_id":7/)
  })

  test('knows its type without being told only as a MultipartStream', async () => {
    const { headers } = await request(`${parts}\n$instance->v3->a->post(['body' => $form]);`, { files })
    expect(headers['Content-Type']).toMatch(/^multipart\/form-data; boundary=[0-9a-f]{40}$/)
  })

  test.each([
    `new \\WeChatPay\\Util\\MediaUtil('none.png');`,
    `\\GuzzleHttp\\Psr7\\Utils::tryFopen('none.png', 'rb');`,
  ])('of a file that is not there is an error: %s', async code => {
    expect((await failure(code)).message).toMatch('Unable to open "none.png"')
  })
})

describe('a download', () => {
  const file = Uint8Array.from({ length: 3000 }, (_, index) => (index * 7) % 256)
  const send: PhpOptions['send'] = async () => ({ status: 200, headers: {}, body: file })

  test.each([
    `$response = $instance->v3->billdownload->file->get(['query' => ['token' => 'x']]);\n` +
      `file_put_contents('download.bin', $response->getBody());`,
    `$instance->v3->billdownload->file->getAsync(['query' => ['token' => 'x']])\n` +
      '->then(static function(\\Psr\\Http\\Message\\ResponseInterface $response) {\n' +
      `  file_put_contents('download.bin', $response->getBody());\n` +
      '})\n' +
      '->wait();',
  ])('is written byte for byte: %#', async code => {
    const { output, written } = await run(code, { send })
    expect([output, Object.keys(written)]).toEqual(['', ['download.bin']])
    expect(written['download.bin']).toEqual(file)
  })

  test('in a directory is found there; files that stay as they are do not count as written', async () => {
    const { written } = await run(
      `mkdir('a'); file_put_contents('a/b.txt', 'c'); file_put_contents('changed.txt', 'new'); ` +
        `file_get_contents('in/same.txt');`,
      { files: { 'changed.txt': bytes('old'), 'in/same.txt': bytes('same') } },
    )
    expect(
      Object.entries(written)
        .map(([name, bytes]) => [name, text(bytes)])
        .sort(),
    ).toEqual([
      ['a/b.txt', 'c'],
      ['changed.txt', 'new'],
    ])
  })
})
