import { describe, expect, test } from 'vitest'
import { bytes, failure, run } from './php.ts'

describe('the call', () => {
  const examples = ['get', 'post', 'put', 'patch', 'delete'].map(method => [method, method.toUpperCase()] as const)

  test.each(examples)('%s sends the same at once and through a promise', async (method, name) => {
    const options = `['id' => 'a b', 'query' => ['q' => '1'], 'json' => ['x' => 1], 'headers' => ['X-A' => 'b']]`
    const at = await run(
      `$response = $instance->v3->_id_->${method}(${options});\n` +
        'print_r(json_decode($response->getBody()->getContents(), true));',
    )
    const later = await run(
      `$instance->v3->_id_->${method}Async(${options})\n` +
        '->then(static function(\\Psr\\Http\\Message\\ResponseInterface $response) {\n' +
        '  print_r(json_decode($response->getBody()->getContents(), true));\n' +
        '})\n' +
        '->wait();',
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
      'echo $instance->v3->a->getAsync()->then(static function() use ($instance) { return ' +
        '$instance->v3->b->getAsync(); })->wait()->getStatusCode();',
    )
    expect([output, requests.map(({ uri }) => new URL(uri).pathname)]).toEqual(['200', ['/v3/a', '/v3/b']])
  })

  test('a callback that fails fails the run, with its line', async () => {
    const error = await failure(
      '$instance->v3->a->getAsync()\n' +
        '->then(static function(\\Psr\\Http\\Message\\ResponseInterface $response) {\n' +
        '  print_r($respons->getStatusCode());\n' +
        '})\n' +
        '->wait();',
    )
    expect([error.message, error.line]).toEqual(['Undefined variable $respons (line 3)', 3])
  })

  test('a method that there is none is an error', async () => {
    expect((await failure('$instance->v3->a->head();')).message).toMatch('undefined method head()')
  })

  test('the answer has a status, headers in any case, and a body that is read once', async () => {
    const { output } = await run(`$response = $instance->v3->a->get();
$body = $response->getBody();
echo json_encode([
  $response->getStatusCode(), $response->getHeaderLine('request-id'), $response->getHeaderLine('X-None'),
  $body->getContents(), $body->getContents(), (string) $body,
]);`)
    expect(JSON.parse(output)).toEqual([200, '08F7', '', '{"ok":true}', '', '{"ok":true}'])
  })

  test('an answer of 204 has no body', async () => {
    const { output } = await run(
      '$response = $instance->v3->a->post(); print_r($response->getStatusCode() === 204); ' +
        'var_dump($response->getBody()->getContents());',
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
      `${kind}: \`POST https://api.mch.weixin.qq.com/v3/a\` resulted in a \`${status}\` response:\n` +
        '{"code":"PARAM_ERROR"} (line 2)',
    )
  })

  test('an exception for an answer has that answer', async () => {
    const { output } = await run(
      'try { $instance->v3->a->get(); } catch (\\GuzzleHttp\\Exception\\RequestException $e) { ' +
        'echo $e->hasResponse(), $e->getResponse()->getStatusCode(), $e->getResponse()->getBody(); }',
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
