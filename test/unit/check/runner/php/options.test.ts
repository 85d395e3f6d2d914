import { describe, expect, test } from 'vitest'
import { failure, path, request, text } from './php.ts'

describe('the options', () => {
  test('a handler without its verifier takes what is not signed, for that one request', async () => {
    const handler = `$handler = clone $instance->getDriver()->select()->getConfig('handler');`
    const verifies = async (options: string, path = 'v3/a') =>
      (await request(`${handler}\n$handler->remove('verifier');\n$instance->chain('${path}')->get([${options}]);`))
        .verifies
    expect(await verifies("'handler' => $handler")).toBe(false)
    expect(await verifies('')).toBe(true)
    expect([await verifies('', 'v3/billdownload/file'), await verifies('', 'v3/merchant-service/images/a')]).toEqual([
      ...[false, false],
    ])
    expect((await failure(`${handler}$handler->remove('signer');`)).message).toMatch('signer is not imitated')
    expect((await failure(`$instance->v3->a->get(['handler' => 'curl']);`)).message).toMatch('is not imitated')
  })

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
        `$instance->v3->a->get(['query' => ['mchid' => '1900', 'note' => 'a b+c&d=中', 'limit' => 5, ` +
          `'yes' => true, 'no' => false, 'none' => null, 'list' => ['x', 'y']]]);`,
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
      `$instance->v3->a->post(['json' => ['text' => '中/"', 'list' => [], 'map' => new \\stdClass(),` +
        ` 'rate' => 0.1, 'one' => 1.0, 'big' => 10000000000, 'yes' => true, 'none' => null]]);`,
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
      `$instance->v3->a->post(['json' => [], 'headers' => ['content-type' => 'text/x', ` +
        `'Wechatpay-Serial' => 'PUB_KEY_ID_1', 'X-Number' => 7, 'X-List' => ['a', 'b']]]);`,
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
