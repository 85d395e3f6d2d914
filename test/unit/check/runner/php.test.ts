import { constants, createHash, generateKeyPairSync, privateDecrypt, sign, verify } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { generateKeys } from '../../../../packages/mock/keys.ts'
import {
  PhpFailure,
  startPhp,
  type PhpOptions,
  type PhpRequest,
  type PhpRunner,
} from '../../../../packages/check/runner/php.ts'

let php: PhpRunner
beforeAll(async () => {
  php = await startPhp()
})
afterAll(() => php.exit())

const bytes = (text: string) => new TextEncoder().encode(text)
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

/** Runs code against a server that answers everything with `{"ok":true}`. */
function run(code: string, options: Partial<PhpOptions> = {}) {
  return php.run(code, {
    send: async () => ({
      status: 200,
      headers: { 'Content-Type': 'application/json', 'Request-ID': '08F7' },
      body: bytes('{"ok":true}'),
    }),
    encrypt: plain => `<${plain}>`,
    files: {},
    ...options,
  })
}

/** The only request that the code makes. */
async function request(code: string, options: Partial<PhpOptions> = {}): Promise<PhpRequest> {
  const { requests } = await run(code, options)
  expect(requests).toHaveLength(1)
  return requests[0]!
}

async function path(code: string): Promise<string> {
  const { uri } = await request(code)
  expect(uri).toMatch(/^https:\/\/api\.mch\.weixin\.qq\.com\//)
  return uri.slice('https://api.mch.weixin.qq.com'.length)
}

async function failure(code: string, options: Partial<PhpOptions> = {}): Promise<PhpFailure> {
  const error = await run(code, options).then(
    () => undefined,
    (error: unknown) => error,
  )
  expect(error).toBeInstanceOf(PhpFailure)
  return error as PhpFailure
}

describe('the path', () => {
  test.each([
    ['$instance->v3->pay->transactions->outTradeNo->_out_trade_no_', '/v3/pay/transactions/out-trade-no/7'],
    [`$instance->chain('v3/pay/transactions/out-trade-no/{out_trade_no}')`, '/v3/pay/transactions/out-trade-no/7'],
    [`$instance['v3/pay/transactions/out-trade-no/{out_trade_no}']`, '/v3/pay/transactions/out-trade-no/7'],
    [
      `$instance->v3->{'pay'}['transactions']->chain('out-trade-no')->{'{out_trade_no}'}`,
      '/v3/pay/transactions/out-trade-no/7',
    ],
    ['$instance->V3->Pay->Transactions->OutTradeNo->_out_trade_no_', '/v3/pay/transactions/out-trade-no/7'],
  ])('is the same however it is written: %s', async (target, expected) => {
    expect(await path(`${target}->get(['out_trade_no' => 7]);`)).toBe(expected)
  })

  test('differs after a slip in camelCase', async () => {
    expect(await path('$instance->v3->pay->outtradeNo->get();')).toBe('/v3/pay/outtrade-no')
    expect(await path('$instance->v3->pay->outTradeNO->get();')).toBe('/v3/pay/out-trade-n-o')
    expect(await path('$instance->v3->pay->out_trade_no->get();')).toBe('/v3/pay/out_trade_no')
  })

  test('is changed by the same rules in a chain() or a key as in a property', async () => {
    expect(await path(`$instance->chain('v3/merchantService/complaintsV2')->get();`)).toBe(
      '/v3/merchant-service/complaints-v2',
    )
    expect(await path(`$instance['v3/merchantService']->get();`)).toBe('/v3/merchant-service')
  })

  test('has a literal where an underscore is missing, and the variable is left over', async () => {
    expect(await path('$instance->v3->cards->_card_id->get();')).toBe('/v3/cards/_card_id')
    expect(await path('$instance->v3->cards->card_id_->get();')).toBe('/v3/cards/card_id_')
    expect((await failure(`$instance->v3->cards->_card_id->get(['card_id' => '7']);`)).message).toMatch(
      'card_id is neither an option nor a variable of the path v3/cards/_card_id',
    )
  })

  test('turns the capitals of a variable into hyphens too', async () => {
    expect((await failure(`$instance->v3->cards->_cardId_->get(['cardId' => '7']);`)).message).toMatch(
      'The path v3/cards/{card-id} needs a value for card-id',
    )
  })

  test('does not know $x$ as a variable', async () => {
    expect(await path(`$instance->v3->cards->{'$card_id$'}->get();`)).toBe('/v3/cards/$card_id$')
  })

  test('ends in a slash after an empty property, and takes names that need quotes', async () => {
    expect(await path(`$instance->v3->applyment4sub->applyment->{''}->get();`)).toBe('/v3/applyment4sub/applyment/')
    expect(await path(`$instance->v3->{'odd.names'}->{'3d'}->get();`)).toBe('/v3/odd.names/3d')
  })

  test('may have segments that are named like a method or like what the chain is made of', async () => {
    expect(await path('$instance->v3->delete->post->chain->segments->get();')).toBe('/v3/delete/post/chain/segments')
  })

  test('cannot name a segment that is the number of an earlier one', async () => {
    expect((await failure(`$instance->v3->{'0'}->get();`)).message).toMatch(
      `the segment '0' for the number of an earlier one`,
    )
    expect(await path(`$instance->v3->{'1'}->get();`)).toBe('/v3/1')
  })

  test('can be kept and gone on from twice', async () => {
    const { requests } = await run('$pay = $instance->v3->pay; $pay->a->get(); $pay->b->get();')
    expect(requests.map(({ uri }) => new URL(uri).pathname)).toEqual(['/v3/pay/a', '/v3/pay/b'])
  })

  test.each([
    ["'1900/01?a=b#c'", '1900%2F01%3Fa%3Db%23c'],
    [`'it\\'s \\\\ "here"'`, 'it%27s%20%5C%20%22here%22'],
    ["'50%+~-_.!*()'", '50%25%2B~-_.%21%2A%28%29'],
    ["'中文'", '%E4%B8%AD%E6%96%87'],
    ['7', '7'],
    ['true', '1'],
    ["''", ''],
  ])('encodes the value %s', async (value, encoded) => {
    expect(await path(`$instance->v3->a->_id_->b->get(['id' => ${value}]);`)).toBe(`/v3/a/${encoded}/b`)
  })

  test('loses a value that is two dots together with what stands before it', async () => {
    expect(await path(`$instance->v3->a->_id_->b->get(['id' => '..']);`)).toBe('/v3/b')
  })

  test.each(['[]', `['out_trade_no' => null]`, `['query' => ['out_trade_no' => '7']]`, `['outTradeNo' => '7']`])(
    'needs a value for every variable, which %s is not',
    async options => {
      const error = await failure(`// a comment\n$instance->v3->outTradeNo->_out_trade_no_\n->get(${options});`)
      expect(error.message).toMatch('The path v3/out-trade-no/{out_trade_no} needs a value for out_trade_no')
      expect(error.line).toBe(3)
    },
  )

  test('names an option that nobody uses or that is not imitated', async () => {
    expect((await failure(`$instance->v3->a->get(['quary' => []]);`)).message).toMatch(
      'quary is neither an option nor a variable of the path v3/a',
    )
    expect((await failure(`$instance->v3->a->get(['timeout' => 3]);`)).message).toMatch(
      'The option timeout is not imitated',
    )
  })

  test('does not begin with v2', async () => {
    expect((await failure('$instance->v2->pay->micropay->post();')).message).toMatch(
      'Version 2 of the API is not imitated',
    )
  })
})

describe('the options', () => {
  test('base_uri takes the place of the host and is what a path is resolved against', async () => {
    const uri = async (base: string) => (await request(`$instance->v3->a->get(['base_uri' => '${base}']);`)).uri
    expect(await uri('https://api2.wechatpay.cn/')).toBe('https://api2.wechatpay.cn/v3/a')
    expect(await uri('https://api2.wechatpay.cn')).toBe('https://api2.wechatpay.cn/v3/a')
    expect(await uri('https://localhost:8080/hk/')).toBe('https://localhost:8080/hk/v3/a')
    expect(await uri('https://localhost:8080/hk')).toBe('https://localhost:8080/v3/a')
  })

  test('query is written as RFC 3986 has it', async () => {
    expect(
      await path(
        `$instance->v3->a->get(['query' => ['mchid' => '1900', 'note' => 'a b+c&d=中', 'limit' => 5, 'yes' => true, 'no' => false, 'none' => null, 'list' => ['x', 'y']]]);`,
      ),
    ).toBe('/v3/a?mchid=1900&note=a%20b%2Bc%26d%3D%E4%B8%AD&limit=5&yes=1&no=0&list%5B0%5D=x&list%5B1%5D=y')
  })

  test('query may be a text, and takes the place of the one in the path', async () => {
    expect(await path(`$instance->v3->a->get(['query' => 'a=1&b=x y']);`)).toBe('/v3/a?a=1&b=x%20y')
    expect(await path(`$instance->chain('v3/a?old=1')->get();`)).toBe('/v3/a?old=1')
    expect(await path(`$instance->chain('v3/a?old=1')->get(['query' => ['new' => 1]]);`)).toBe('/v3/a?new=1')
    expect((await failure(`$instance->v3->a->get(['query' => 7]);`)).message).toMatch('query must be a string or array')
  })

  test('json is written with the defaults of PHP and is what is signed', async () => {
    const { method, headers, body, signed } = await request(
      `$instance->v3->a->post(['json' => ['text' => '中/"', 'list' => [], 'map' => new \\stdClass(), 'rate' => 0.1, 'one' => 1.0, 'big' => 10000000000, 'yes' => true, 'none' => null]]);`,
    )
    expect(method).toBe('POST')
    expect(text(body)).toBe(
      String.raw`{"text":"\u4e2d\/\"","list":[],"map":{},"rate":0.1,"one":1,"big":10000000000,"yes":true,"none":null}`,
    )
    expect(text(signed)).toBe(text(body))
    expect(headers['Content-Type']).toBe('application/json')
  })

  test('json that is no JSON is an error', async () => {
    expect((await failure(`$instance->v3->a->post(['json' => ["\\xff"]]);`)).message).toMatch(
      'json_encode error: Malformed UTF-8',
    )
  })

  test('json may go with DELETE, as every method may have a body', async () => {
    const { method, body } = await request(`$instance->v3->a->delete(['json' => ['brand_id' => '1']]);`)
    expect([method, text(body)]).toEqual(['DELETE', '{"brand_id":"1"}'])
  })

  test('body is sent as it is', async () => {
    const { headers, body, signed } = await request(`$instance->v3->a->put(['body' => '{"a": 1}']);`)
    expect([text(body), text(signed), headers['Content-Type']]).toEqual([
      '{"a": 1}',
      '{"a": 1}',
      'application/json; charset=utf-8',
    ])
    expect((await failure(`$instance->v3->a->put(['body' => ['a' => 1]]);`)).message).toMatch('body')
  })

  test('without json or body nothing is sent and nothing is signed', async () => {
    const { headers, body, signed } = await request('$instance->v3->certificates->get();')
    expect([body.length, signed.length]).toEqual([0, 0])
    expect(headers).toEqual({
      'User-Agent': expect.stringContaining('wechatpay-php') as string,
      'Accept': expect.stringContaining('application/json') as string,
      'Content-Type': 'application/json; charset=utf-8',
    })
  })

  test('headers take the place of those that the SDK would send, in whatever case', async () => {
    const { headers } = await request(
      `$instance->v3->a->post(['json' => [], 'headers' => ['content-type' => 'text/x', 'Wechatpay-Serial' => 'PUB_KEY_ID_1', 'X-Number' => 7, 'X-List' => ['a', 'b']]]);`,
    )
    expect(headers).toMatchObject({
      'content-type': 'text/x',
      'Wechatpay-Serial': 'PUB_KEY_ID_1',
      'X-Number': '7',
      'X-List': 'a, b',
    })
    expect(headers).not.toHaveProperty('Content-Type')
  })

  test('headers with a line break or of a wrong type are an error', async () => {
    expect((await failure(`$instance->v3->a->get(['headers' => ['X-A' => "a\\nb"]]);`)).message).toMatch('X-A')
    expect((await failure(`$instance->v3->a->get(['headers' => ['X-A' => true]]);`)).message).toMatch('X-A')
    expect((await failure(`$instance->v3->a->get(['headers' => ['X A' => 'a']]);`)).message).toMatch(
      '"X A" is not valid header name',
    )
  })
})

describe('the call', () => {
  const examples = ['get', 'post', 'put', 'patch', 'delete'].map(method => [method, method.toUpperCase()] as const)

  test.each(examples)('%s sends the same at once and through a promise', async (method, name) => {
    const options = `['id' => 'a b', 'query' => ['q' => '1'], 'json' => ['x' => 1], 'headers' => ['X-A' => 'b']]`
    const at = await run(
      `$response = $instance->v3->_id_->${method}(${options});\nprint_r(json_decode($response->getBody()->getContents(), true));`,
    )
    const later = await run(
      `$instance->v3->_id_->${method}Async(${options})\n->then(static function(\\Psr\\Http\\Message\\ResponseInterface $response) {\n  print_r(json_decode($response->getBody()->getContents(), true));\n})\n->wait();`,
    )
    expect(later).toEqual(at)
    expect(at.requests).toHaveLength(1)
    expect(at.requests[0]!.method).toBe(name)
    expect(at.output).toBe('Array\n(\n    [ok] => 1\n)\n')
  })

  test('a promise that nobody waits for sends nothing', async () => {
    expect((await run('$instance->v3->a->getAsync()->then(static function() { echo 1; });')).requests).toEqual([])
  })

  test('a promise hands on what its callbacks give, and an error to the one that wants it', async () => {
    const code = `echo $instance->v3->a->getAsync()
->then(static function($response) { return $response->getStatusCode(); })
->then(static function($status) { throw new \\RuntimeException("no {$status}"); })
->then(static function() { return 'never'; })
->otherwise(static function($error) { return $error->getMessage() . ' otherwise'; })
->wait();`
    expect((await run(code)).output).toBe('no 200 otherwise')
    expect(
      (await run('$p = $instance->v3->a->getAsync(); $p->then(static function() { echo 1; }); $p->wait();')).output,
    ).toBe('1')
  })

  test('a promise of a promise is the inner one', async () => {
    const { output, requests } = await run(
      'echo $instance->v3->a->getAsync()->then(static function() use ($instance) { return $instance->v3->b->getAsync(); })->wait()->getStatusCode();',
    )
    expect([output, requests.map(({ uri }) => new URL(uri).pathname)]).toEqual(['200', ['/v3/a', '/v3/b']])
  })

  test('a callback that fails fails the run, with its line', async () => {
    const error = await failure(
      '$instance->v3->a->getAsync()\n->then(static function(\\Psr\\Http\\Message\\ResponseInterface $response) {\n  print_r($respons->getStatusCode());\n})\n->wait();',
    )
    expect([error.message, error.line]).toEqual(['Undefined variable $respons (line 3)', 3])
  })

  test('a method that there is none is an error', async () => {
    expect((await failure('$instance->v3->a->head();')).message).toMatch('undefined method head()')
  })

  test('the answer has a status, headers in any case, and a body that is read once', async () => {
    const { output } = await run(`$response = $instance->v3->a->get();
echo json_encode([$response->getStatusCode(), $response->getHeaderLine('request-id'), $response->getHeaderLine('X-None'), $response->getBody()->getContents(), $response->getBody()->getContents(), (string) $response->getBody()]);`)
    expect(JSON.parse(output)).toEqual([200, '08F7', '', '{"ok":true}', '', '{"ok":true}'])
  })

  test('an answer of 204 has no body', async () => {
    const { output } = await run(
      '$response = $instance->v3->a->post(); print_r($response->getStatusCode() === 204); var_dump($response->getBody()->getContents());',
      { send: async () => ({ status: 204, headers: {}, body: new Uint8Array() }) },
    )
    expect(output).toBe('1string(0) ""\n')
  })

  test.each([
    [400, 'Client error'],
    [500, 'Server error'],
  ])('an answer of %d is an exception that says why', async (status, kind) => {
    const error = await failure('\n$instance->v3->a->post();', {
      send: async () => ({ status, headers: {}, body: bytes('{"code":"PARAM_ERROR"}') }),
    })
    expect(error.message).toBe(
      `${kind}: \`POST https://api.mch.weixin.qq.com/v3/a\` resulted in a \`${status}\` response:\n{"code":"PARAM_ERROR"} (line 2)`,
    )
  })

  test('an exception for an answer has that answer', async () => {
    const { output } = await run(
      `try { $instance->v3->a->get(); } catch (\\GuzzleHttp\\Exception\\RequestException $e) { echo $e->hasResponse(), $e->getResponse()->getStatusCode(), $e->getResponse()->getBody(); }`,
      { send: async () => ({ status: 404, headers: {}, body: bytes('none') }) },
    )
    expect(output).toBe('1404none')
  })

  test('an exception for no answer is one that PHP can catch', async () => {
    const { output, requests } = await run(
      `try { $instance->v3->a->get(); } catch (GuzzleHttp\\Exception\\ConnectException $e) { echo 'caught'; }`,
      { send: async () => undefined },
    )
    expect([output, requests.length]).toEqual(['caught', 1])
  })

  test('PHP waits while JavaScript takes its time', async () => {
    const order: string[] = []
    const { output } = await run(
      'echo $instance->v3->a->get()->getStatusCode(), $instance->v3->b->get()->getStatusCode();',
      {
        send: async ({ uri }) => {
          order.push(`start ${uri.slice(-1)}`)
          await new Promise(resolve => setTimeout(resolve, 20))
          order.push(`end ${uri.slice(-1)}`)
          return { status: 201, headers: {}, body: new Uint8Array() }
        },
      },
    )
    expect([output, order]).toEqual(['201201', ['start a', 'end a', 'start b', 'end b']])
  })

  test('what JavaScript throws comes out as it is, even if PHP catches it', async () => {
    const broken = new Error('The body has a field that the schema does not know')
    await expect(
      run('try { $instance->v3->a->get(); } catch (\\Exception $e) {}', { send: () => Promise.reject(broken) }),
    ).rejects.toBe(broken)
    await expect(
      run(`\\WeChatPay\\Crypto\\Rsa::encrypt('1', $platformPublicKeyInstance);`, {
        encrypt: () => {
          throw broken
        },
      }),
    ).rejects.toBe(broken)
  })
})

describe('encryption', () => {
  test('is what JavaScript says', async () => {
    const { body } = await request(
      `$instance->v3->a->post(['json' => ['name' => \\WeChatPay\\Crypto\\Rsa::encrypt('张三', $platformPublicKeyInstance), 'list' => [\\WeChatPay\\Crypto\\Rsa::encrypt("it's", $platformPublicKeyInstance)]]]);`,
    )
    expect(JSON.parse(text(body))).toEqual({ name: '<张三>', list: [`<it's>`] })
  })

  test('needs the key', async () => {
    expect((await failure(`\\WeChatPay\\Crypto\\Rsa::encrypt('1', 'key');`)).message).toMatch(
      'please checking your $publicKey',
    )
    expect((await failure(`\\WeChatPay\\Crypto\\Rsa::encrypt('1', $publicKey);`)).message).toMatch(
      'Undefined variable $publicKey',
    )
  })
})

describe('what an example signs or reads itself', () => {
  test('is joined with a line break after each piece, the last one too', async () => {
    expect((await run(`echo json_encode(WeChatPay\\Formatter::joinedByLineFeed('a', 'b'));`)).output).toBe(
      String.raw`"a\nb\n"`,
    )
  })

  test('has the time in seconds and another nonce every time', async () => {
    const { output } = await run(
      `use WeChatPay\\Formatter; echo json_encode([Formatter::timestamp(), Formatter::nonce(), Formatter::nonce()]);`,
    )
    const [timestamp, ...nonces] = JSON.parse(output) as [number, string, string]
    expect(Math.abs(timestamp - Date.now() / 1000)).toBeLessThan(5)
    expect(nonces).toEqual([expect.stringMatching(/^\w{32}$/), expect.stringMatching(/^\w{32}$/)])
    expect(nonces[0]).not.toBe(nonces[1])
  })

  test('has the serial number of a certificate, or an exception if it is none', async () => {
    const { certificate } = generateKeys()
    const serial = `use WeChatPay\\Util\\PemUtil; echo PemUtil::parseCertificateSerialNo('file://' . getcwd() . '/platform.pem');`
    expect((await run(serial, { files: { 'platform.pem': bytes(certificate.pem) } })).output).toBe(certificate.serial)
    expect((await failure(serial, { files: { 'platform.pem': bytes('none') } })).message).toMatch(
      'Read the $certificate failed',
    )
  })
})

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
$instance->v3->merchant->media->upload->post(['body' => $media->getStream(), 'headers' => ['Content-Type' => $media->getContentType()]]);`,
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
$meta = json_encode(['item_id' => 7, 'digest' => openssl_digest(file_get_contents($file), 'sm3')], JSON_UNESCAPED_UNICODE);
$form = new \\GuzzleHttp\\Psr7\\MultipartStream([
  ['name' => 'meta', 'contents' => $meta, 'headers' => ['Content-Type' => 'application/json']],
  ['name' => 'invoice_file', 'filename' => basename($file), 'contents' => \\GuzzleHttp\\Psr7\\Utils::tryFopen($file, 'rb')],
]);`
  const files = { 'invoice.pdf': bytes('abc') }
  const send = `$instance->v3->invoices->upload->post(['body' => $body, 'headers' => ['Content-Type' => 'multipart/form-data; boundary=' . $form->getBoundary()]]);`

  test('by its parts has those parts, with the digest that OpenSSL makes', async () => {
    const sent = await request(
      `${parts}\n$body = \\GuzzleHttp\\Psr7\\FnStream::decorate($form, ['__toString' => static function() use ($meta) { return $meta; }, 'getSize' => static function() { return null; }]);\n${send}`,
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
      `${parts}\n$body = \\GuzzleHttp\\Psr7\\FnStream::decorate($form, ['__toString' => static function() use ($meta) { return $meta; }]);\n${send}`,
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
    `$response = $instance->v3->billdownload->file->get(['query' => ['token' => 'x']]);\nfile_put_contents('download.bin', $response->getBody());`,
    `$instance->v3->billdownload->file->getAsync(['query' => ['token' => 'x']])\n->then(static function(\\Psr\\Http\\Message\\ResponseInterface $response) {\n  file_put_contents('download.bin', $response->getBody());\n})\n->wait();`,
  ])('is written byte for byte: %#', async code => {
    const { output, written } = await run(code, { send })
    expect([output, Object.keys(written)]).toEqual(['', ['download.bin']])
    expect(written['download.bin']).toEqual(file)
  })

  test('in a directory is found there; files that stay as they are do not count as written', async () => {
    const { written } = await run(
      `mkdir('a'); file_put_contents('a/b.txt', 'c'); file_put_contents('changed.txt', 'new'); file_get_contents('in/same.txt');`,
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

describe('a client that the code makes itself', () => {
  const pair = () =>
    generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    })
  const [merchant, platform, other] = [pair(), pair(), pair()]
  const files = { 'merchant.pem': bytes(merchant.privateKey), 'platform.pem': bytes(platform.publicKey) }
  const client = (settings = '') => `use WeChatPay\\Builder;
use WeChatPay\\Crypto\\Rsa;
$own = Builder::factory(array_merge([
  'mchid' => '1900000109',
  'serial' => 'AB12',
  'privateKey' => Rsa::from('file://' . getcwd() . '/merchant.pem'),
  'certs' => ['PUB_KEY_ID_1' => Rsa::from(file_get_contents('platform.pem'), Rsa::KEY_TYPE_PUBLIC)],
  'base_uri' => 'http://127.0.0.1:4010',
], [${settings}]));
`
  /** Answers with `{}`, signed by the platform; `change` spoils the headers. */
  const answering =
    (change: Record<string, string> = {}, status = 200): PhpOptions['send'] =>
    async () => {
      const [timestamp, nonce, body] = [String(Math.floor(Date.now() / 1000)), 'n', '{}']
      const signature = sign('sha256', Buffer.from(`${timestamp}\n${nonce}\n${body}\n`), platform.privateKey).toString(
        'base64',
      )
      const headers = {
        'Wechatpay-Timestamp': timestamp,
        'Wechatpay-Nonce': nonce,
        'Wechatpay-Serial': 'PUB_KEY_ID_1',
        'Wechatpay-Signature': signature,
        ...change,
      }
      return {
        status,
        headers: Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== '')),
        body: bytes(body),
      }
    }

  test('signs with the key that it was given, for the path with its query and the body', async () => {
    const { method, uri, headers, body } = await request(
      `${client()}$own->v3->a->_id_->post(['id' => 7, 'query' => ['b' => '中'], 'json' => ['c' => 1]]);`,
      { files, send: answering() },
    )
    expect([method, uri, text(body)]).toEqual(['POST', 'http://127.0.0.1:4010/v3/a/7?b=%E4%B8%AD', '{"c":1}'])
    const [, mchid, serial, timestamp, nonce, signature] =
      /^WECHATPAY2-SHA256-RSA2048 mchid="(.+)",serial_no="(.+)",timestamp="(\d+)",nonce_str="(\w{32})",signature="(.+)"$/.exec(
        headers.Authorization!,
      )!
    expect([mchid, serial]).toEqual(['1900000109', 'AB12'])
    const signed = Buffer.from(`POST\n/v3/a/7?b=%E4%B8%AD\n${timestamp}\n${nonce}\n{"c":1}\n`)
    expect(verify('sha256', signed, merchant.publicKey, Buffer.from(signature!, 'base64'))).toBe(true)
    expect(verify('sha256', signed, other.publicKey, Buffer.from(signature!, 'base64'))).toBe(false)
  })

  test('is asked for the official address if it was given none', async () => {
    const { uri } = await request(`${client(`'base_uri' => null`)}$own->v3->a->get();`, { files, send: answering() })
    expect(uri).toBe('https://api.mch.weixin.qq.com/v3/a')
  })

  test('gives back an answer that the platform has signed', async () => {
    expect(
      (await run(`${client()}echo $own->v3->a->get()->getBody()->getContents();`, { files, send: answering() })).output,
    ).toBe('{}')
  })

  test.each([
    ['has no signature', { 'Wechatpay-Signature': '' }, /Headers incomplete/],
    ['has a wrong signature', { 'Wechatpay-Signature': 'YnJva2Vu' }, /^Verify the response's data with/],
    [
      'is signed with an unknown key',
      { 'Wechatpay-Serial': 'PUB_KEY_ID_2' },
      /^Cannot found the serial\(`PUB_KEY_ID_2`\)/,
    ],
    ['is too old', { 'Wechatpay-Timestamp': '1700000000' }, /allowed time offset/],
  ])('refuses an answer that %s', async (_, change, expected) => {
    expect((await failure(`${client()}\n$own->v3->a->get();`, { files, send: answering(change) })).message).toMatch(
      expected,
    )
  })

  test('does not verify errors and downloads of bills, like the SDK', async () => {
    expect(
      (await failure(`${client()}$own->v3->a->get();`, { files, send: answering({ 'Wechatpay-Signature': '' }, 429) }))
        .message,
    ).toMatch(/^Client error/)
    expect(
      (
        await run(`${client()}echo $own->v3->billdownload->file->get(['query' => ['token' => 'x']])->getBody();`, {
          files,
          send: answering({ 'Wechatpay-Signature': '' }),
        })
      ).output,
    ).toBe('{}')
  })

  test.each([
    [`'mchid' => 1900000109`, /`mchid` is required/],
    [`'serial' => null`, /`serial` is required/],
    [`'privateKey' => null`, /`privateKey` is required/],
    [`'certs' => []`, /`certs` is required/],
    [`'certs' => ['AB12' => '']`, /merchant's certificate serial number which is not allowed/],
    [`'timeout' => 3`, /The setting timeout is not imitated/],
    [`'privateKey' => Rsa::from(file_get_contents('platform.pem'))`, /^Cannot load privateKey from\(string\)/],
    [
      `'certs' => ['PUB_KEY_ID_1' => Rsa::from('private.pkcs8://MII')]`,
      /begins with private\.pkcs8:\/\/ is not imitated/,
    ],
  ])('is not made with %s', async (settings, expected) => {
    expect((await failure(client(settings), { files })).message).toMatch(expected)
  })

  test('encrypts with a key that it has loaded', async () => {
    const { output } = await run(
      `use WeChatPay\\Crypto\\Rsa; echo Rsa::encrypt('张三', Rsa::from(file_get_contents('platform.pem'), Rsa::KEY_TYPE_PUBLIC));`,
      { files },
    )
    expect(
      privateDecrypt(
        { key: platform.privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING },
        Buffer.from(output, 'base64'),
      ).toString(),
    ).toBe('张三')
  })
})

describe('a run', () => {
  test('leaves no file, class, function, variable or setting for the next one', async () => {
    await run(
      `class Left {} function left() {} define('LEFT', 1); $GLOBALS['left'] = $left = 1; file_put_contents('left.txt', ''); ini_set('precision', '3'); mb_internal_encoding('GBK'); putenv('LEFT=1');`,
      { files: { 'given.txt': bytes('') } },
    )
    const { output } = await run(
      `var_export([class_exists('Left'), function_exists('left'), defined('LEFT'), isset($left), isset($GLOBALS['left']), scandir('.'), ini_get('precision'), mb_internal_encoding(), getenv('LEFT')]);`,
    )
    expect(output.replace(/\s+/g, '')).toBe(
      `array(0=>false,1=>false,2=>false,3=>false,4=>false,5=>array(0=>'.',1=>'..',),6=>'14',7=>'UTF-8',8=>false,)`,
    )
    await run('class Left {} function left() {}')
  })

  test('leaves nothing when it fails, either', async () => {
    await failure(`file_put_contents('left.txt', ''); $instance->v3->_id_->get();`)
    expect((await run(`echo count(scandir('.'));`)).output).toBe('2')
  })

  test('knows nothing but the client and the key', async () => {
    expect((await run('echo implode(",", array_keys(get_defined_vars()));')).output).toBe(
      'instance,platformPublicKeyInstance',
    )
  })

  test('cannot leave its directory', async () => {
    expect((await failure(`file_put_contents('/tmp/left', '');`)).message).toMatch('open_basedir')
    await expect(run('', { files: { '../a': bytes('') } })).rejects.toThrow('../a')
  })

  test.each([
    ['a mistake in the syntax', 'echo 1;\necho (;', /^syntax error, unexpected token ";" \(line 2\)$/],
    ['a warning', '\n\necho $nothing;', /^Undefined variable \$nothing \(line 3\)$/],
    ['a deprecation', 'strlen(null);', /deprecated \(line 1\)$/],
    ['an exception', "throw new \\Exception('no');", /^no \(line 1\)$/],
    ['a fatal error', 'echo 1;\nfunction strlen() {}', /^Cannot redeclare function strlen\(\) \(line 2\)$/],
    [
      'too much memory',
      "$a = [];\nwhile (true) $a[] = str_repeat('x', 10000000);",
      /^Allowed memory size of .* \(line 2\)$/,
    ],
    ['an exit', 'exit(3);', /^The code calls exit$/],
    ['an exit without a code', 'exit;', /^The code calls exit$/],
    [
      'an unknown class',
      '\n\\GuzzleHttp\\Psr7\\Unknown::x();',
      /^Class "GuzzleHttp\\Psr7\\Unknown" not found \(line 2\)$/,
    ],
  ])('fails with %s, says where, and the next one is all right', async (_, code, message) => {
    expect((await failure(code)).message).toMatch(message)
    expect((await run('echo $instance->v3->a->get()->getStatusCode();')).output).toBe('200')
  })

  test('waits for the one before it', async () => {
    const outputs = await Promise.all(
      ['a', 'b', 'c'].map(name =>
        run(`file_put_contents('${name}', ''); $instance->v3->a->get(); echo implode(array_slice(scandir('.'), 2));`),
      ),
    )
    expect(outputs.map(({ output }) => output)).toEqual(['a', 'b', 'c'])
  })
})

describe('the examples of the fixtures', () => {
  const fixtures = join(import.meta.dirname, '../../reference/fixtures')
  const files = readdirSync(fixtures, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.php'))
  const operations = [...new Set(files.map(name => basename(name).split('.')[0]!))]

  test.each(operations)('%s makes the same request in its six styles', async operation => {
    const names = files.filter(name => basename(name).startsWith(`${operation}.`))
    const requests: PhpRequest[] = []
    for (const name of names)
      requests.push(
        await request(readFileSync(join(fixtures, name), 'utf8').replace(/^<\?php\n/, ''), {
          files: { 'invoice.pdf': bytes('pdf'), "it's a shop.png": bytes('png') },
        }),
      )
    const comparable = requests.map(request =>
      JSON.stringify({ ...request, body: text(request.body), signed: text(request.signed) }).replace(
        /(boundary=|--)[0-9a-f]{40}/g,
        '$1',
      ),
    )
    expect(names).toHaveLength(6)
    expect([...new Set(comparable)]).toHaveLength(1)
    expect(requests[0]!.uri).not.toMatch(/[{}]|%7B|%7D/)
  })
})
