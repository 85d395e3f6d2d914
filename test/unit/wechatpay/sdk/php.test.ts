import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import { toPhp } from '../../../../packages/wechatpay/sdk/php.ts'
import { withRoot } from '../../helpers.ts'
import { read } from '../../../../packages/wechatpay/index.ts'

const common = {
  'tags': ['产品'],
  'summary': '一件事',
  'description': '做一件事',
  'x-official-docs': ['https://pay.weixin.qq.com/doc/v3/merchant/1'],
  'responses': { 204: { description: '无返回内容' } },
}

function php(path: string, item: Record<string, object>): Record<string, string> {
  const [operation] = read(
    withRoot({
      [`v3/${path}.yaml`]: stringify(
        Object.fromEntries(Object.entries(item).map(([method, value]) => [method, { ...common, ...value }])),
      ),
    }),
  ).operations
  return Object.fromEntries(toPhp(operation!).map(({ label, code }) => [label, code]))
}

test('names the path in three ways, for two ways to send it', () => {
  expect(
    php('out-trade/{id}', {
      get: {
        operationId: 'getOutTradeById',
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'string', title: '编号' }, example: '7' },
        ],
      },
    }),
  ).toEqual({
    异步纯链式: asynchronous('$instance->v3->outTrade->_id_'),
    异步声明式: asynchronous(`$instance->chain('v3/out-trade/{id}')`),
    异步属性式: asynchronous(`$instance['v3/out-trade/{id}']`),
    同步纯链式: synchronous('$instance->v3->outTrade->_id_'),
    同步声明式: synchronous(`$instance->chain('v3/out-trade/{id}')`),
    同步属性式: synchronous(`$instance['v3/out-trade/{id}']`),
  })
})

function asynchronous(target: string): string {
  return (
    `${target}->getAsync([\n` +
    `  'id' => '7',\n` +
    '])\n' +
    '->then(static function(\\Psr\\Http\\Message\\ResponseInterface $response) {\n' +
    '  print_r($response->getStatusCode() === 204);\n' +
    '})\n' +
    '->wait();'
  )
}

function synchronous(target: string): string {
  return `$response = ${target}->get([\n  'id' => '7',\n]);\nprint_r($response->getStatusCode() === 204);`
}

test('a segment that is no name of a property stands in braces', () => {
  expect(php('a.b/3d', { get: { operationId: 'getAB3d' } })['同步纯链式']).toMatch(
    /^\$response = \$instance->v3->\{'a\.b'\}->\{'3d'\}->get\(\);/,
  )
})

test.each([
  [{ a: 1, b: 2 }, `[\n    'a' => 1,\n    'b' => 2,\n  ]`],
  // PHP takes such keys for those of a list.
  [{ 0: 1, 1: 2 }, `(object) [\n    '0' => 1,\n    '1' => 2,\n  ]`],
  [{}, 'new \\stdClass()'],
])('writes the map %j so that it is an object in JSON', (sample, text) => {
  const body = {
    content: {
      'application/json': { schema: { type: 'object', additionalProperties: { type: 'integer' } }, example: sample },
    },
  }
  expect(php('thing', { post: { operationId: 'postThing', requestBody: body } })['同步声明式']).toContain(
    `  'json' => ${text},\n`,
  )
})

test('writes an empty list on one line, whatever it lists', () => {
  const schema = {
    type: 'object',
    properties: {
      rows: {
        type: 'array',
        title: '行',
        items: { type: 'object', properties: { a: { type: 'string', title: '甲' } } },
      },
    },
  }
  expect(
    php('thing', {
      post: {
        operationId: 'postThing',
        requestBody: { content: { 'application/json': { schema, example: { rows: [] } } } },
      },
    })['同步声明式'],
  ).toContain(`'rows' => [],\n`)
})

// Markdown knows one kind of line end, so a raw carriage return would not survive the page.
test('keeps a line break of a sample out of the lines of the program', () => {
  const schema = { type: 'object', properties: { text: { type: 'string', title: '文本' } } }
  const code = php('thing', {
    post: {
      operationId: 'postThing',
      requestBody: { content: { 'application/json': { schema, example: { text: 'a\r\n```\nb' } } } },
    },
  })['同步声明式']!
  expect(code).not.toContain('\r')
  expect(code.split('\n')).not.toContain('```')
})
