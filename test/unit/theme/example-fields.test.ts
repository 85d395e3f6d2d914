import { beforeAll, describe, expect, test } from 'vitest'
import { rowsBelow, type Field, type Operation } from '../../../packages/reference/model/model.ts'
import { addressBelow, tableIdOf } from '../../../packages/reference/model/rows.ts'
import { asSent } from '../../../packages/wechatpay/protocol/v3.ts'
import { toPhp } from '../../../packages/wechatpay/sdk/php.ts'
import { toTypescript } from '../../../packages/wechatpay/sdk/typescript.ts'
import { readSite } from '../../../.vitepress/site/pages.ts'
import { exampleFields, rowAddress, type ExampleLanguage } from '../../../.vitepress/theme/example-fields.ts'

const found = (code: string, language: ExampleLanguage) =>
  exampleFields(code, language).map(({ side, path }) => addressBelow(tableIdOf(side), path))

describe('the names of a TypeScript example', () => {
  test('are those of the body and of the config behind it', () => {
    expect(
      found(
        'await wxpay.v3.pay.post({\n' +
          `  mchid: '1',\n` +
          '  amount: { total: 1 },\n' +
          `  goods: [{ id: '7' }, { id: '8' }],\n` +
          '}, {\n' +
          `  card_id: '3',\n` +
          '  params: { limit: 1 },\n' +
          '  headers: {\n' +
          `    'Wechatpay-Serial': 'S',\n` +
          '  },\n})',
        'ts',
      ),
    ).toEqual([
      'request.json.mchid',
      'request.json.amount',
      'request.json.amount.total',
      'request.json.goods',
      'request.json.goods.id',
      'request.json.goods.id',
      'request.card_id',
      'request.query',
      'request.query.limit',
      'request.headers',
      'request.headers.Wechatpay-Serial',
    ])
  })

  test("are those of the config where a request has no body, without the SDK's own settings", () => {
    expect(
      found(
        `wxpay.chain('v3/a').get({\n` +
          `  id: '1',\n` +
          '  params: { limit: 1 },\n' +
          '  paramsSerializer: { indexes: null },\n' +
          `  responseType: 'arraybuffer',\n})`,
        'ts',
      ),
    ).toEqual(['request.id', 'request.query', 'request.query.limit'])
    expect(found(`wxpay.v3.a.post(undefined, {\n  id: '1',\n})`, 'ts')).toEqual(['request.id'])
    expect(found(`wxpay.client.request('v3/a/{id}', 'delete', {\n  why: '1',\n}, {\n  id: '1',\n})`, 'ts')).toEqual([
      'request.json.why',
      'request.id',
    ])
  })

  test('are those of the parts of a form', () => {
    expect(
      found(
        'const form = new Multipart()\n' +
          `  .append('meta', JSON.stringify({\n` +
          `    filename: 'a.jpg',\n` +
          `  }), 'meta.json')\n` +
          `  .append('file', file, 'a.jpg')`,
        'ts',
      ),
    ).toEqual(['request.body.meta', 'request.body.meta.filename', 'request.body.file'])
  })

  test('are those that it takes out of the answer, wherever it uses them', () => {
    expect(found('const { data: { code_url, id } } = await wxpay.v3.a.get()\nconsole.log(code_url, id)', 'ts')).toEqual(
      ['response.code_url', 'response.id', 'response.code_url', 'response.id'],
    )
    expect(found('wxpay.v3.a.get()\n.then(({ data: { id } }) => console.log(id))', 'ts')).toEqual([
      'response.id',
      'response.id',
    ])
  })

  test('are none in values, comments and calls', () => {
    expect(
      found(
        'await wxpay.v3.a.post({\n' +
          '  // note: { no: 1 }\n' +
          `  text: '{ no: 1 }', /* no: 2 */\n` +
          `  name: Rsa.encrypt('no: 1', platformPublicKey),\n}, {\n  headers: { no: 1 },\n})`,
        'ts',
      ),
    ).toEqual(['request.json.text', 'request.json.name', 'request.headers', 'request.headers.no'])
  })
})

test('the names of a PHP example stand under its options', () => {
  expect(
    found(
      `$response = $instance->v3->a->post([\n  'id' => '1',\n` +
        `  'query' => \\GuzzleHttp\\Psr7\\Query::build([\n    'limit' => 1,\n` +
        `  ]),\n  'json' => [\n    'goods' => [\n      [\n` +
        `        'id' => '=>',\n      ],\n    ],\n  ],\n` +
        `  'base_uri' => 'https://a',\n]);\n` +
        'print_r(json_decode($response->getBody()->getContents(), true));',
      'php',
    ),
  ).toEqual([
    'request.id',
    'request.query',
    'request.query.limit',
    'request.json',
    'request.json.goods',
    'request.json.goods.id',
  ])
  expect(
    found(
      '$meta = json_encode([\n' +
        `  'filename' => 'a',\n` +
        '], JSON_UNESCAPED_UNICODE);\n' +
        '$form = new MultipartStream([\n' +
        `  ['name' => 'meta', 'contents' => $meta],\n]);`,
      'php',
    ),
  ).toEqual(['request.body.meta.filename'])
})

test('the names of a sample answer are its paths', () => {
  expect(found('{\n  "a": [\n    { "b": "x: {" }\n  ],\n  "c": { "d": null }\n}', 'json')).toEqual([
    'response.a',
    'response.a.b',
    'response.c',
    'response.c.d',
  ])
})

test('a name stands where it says', () => {
  const code = `await wxpay.v3.a.post({\n  'a-b': 1,\n  c: 2,\n})`
  expect(exampleFields(code, 'ts').map(({ start, end }) => code.slice(start, end))).toEqual(['a-b', 'c'])
})

test('a broken program has no end to run past', () => {
  for (const code of [')]}', '([{', "'", '{ a:', '', '"\\'])
    for (const language of ['ts', 'php', 'json'] as const) expect(() => exampleFields(code, language)).not.toThrow()
})

test('an entry of a map stands in the row of all entries', () => {
  const rows = ['request.json', 'request.json.prices', 'request.json.prices.*', 'request.json.prices.*.total']
  expect(rowAddress('request', 'json.prices.CNY.total', address => rows.includes(address))).toBe(
    'request.json.prices.*.total',
  )
  expect(rowAddress('request', 'json.price', address => rows.includes(address))).toBeUndefined()
})

describe('of the names in all examples of the site', () => {
  let operations: Operation[]

  beforeAll(() => {
    operations = readSite().reference.operations
  })

  test('every one finds its row, but for the headers that an SDK sets for a form', () => {
    const counts: Record<ExampleLanguage, number> = { ts: 0, php: 0, json: 0 }
    const lost: string[] = []
    for (const operation of operations) {
      const rows = rowsOf(operation)
      for (const [language, code] of programsOf(operation)) {
        for (const { side, path } of exampleFields(code, language)) {
          if (rowAddress(tableIdOf(side), path, address => rows.has(address))) counts[language]++
          else if (operation.body?.mediaType !== 'multipart/form-data' || !/^headers(?:\.Content-Type)?$/.test(path))
            lost.push(`${operation.operationId} ${language}: ${tableIdOf(side)}.${path}`)
        }
      }
    }
    expect(lost).toEqual([])
    // As many as the samples have, or the reader of names has become blind.
    expect(counts.ts).toBeGreaterThan(20_000)
    expect(counts.php).toBeGreaterThan(50_000)
    expect(counts.json).toBeGreaterThan(10_000)
  })

  test('all six styles of PHP name the same fields, and both of TypeScript', () => {
    for (const operation of operations) {
      for (const programs of [
        toTypescript(operation).map(({ code }) => found(code, 'ts')),
        toPhp(operation).map(({ code }) => found(code, 'php')),
      ]) {
        for (const other of programs) expect(new Set(other), operation.operationId).toEqual(new Set(programs[0]))
      }
    }
  })
})

/** The addresses of the rows of an operation's tables. */
function rowsOf({ pathParameters, query, headers, body, answer }: Operation): Set<string> {
  const rows = new Set<string>()
  const add = (fields: Field[], above: string): void => {
    for (const { name, schema } of fields) {
      rows.add(`${above}.${name}`)
      add(rowsBelow(schema), `${above}.${name}`)
    }
  }
  const container = (name: string, fields: Field[]) => {
    rows.add(`request.${name}`)
    add(fields, `request.${name}`)
  }
  add(pathParameters, 'request')
  if (query.length) container('query', query)
  if (headers.length) container('headers', headers)
  if (body) container(body.mediaType === 'application/json' ? 'json' : 'body', rowsBelow(body.schema))
  if (answer.content?.kind === 'json') add(rowsBelow(answer.content.schema), 'response')
  return rows
}

function programsOf(operation: Operation): [ExampleLanguage, string][] {
  const { content } = operation.answer
  return [
    ...toTypescript(operation).map(({ code }): [ExampleLanguage, string] => ['ts', code]),
    ...toPhp(operation).map(({ code }): [ExampleLanguage, string] => ['php', code]),
    ...(content?.kind === 'json'
      ? [['json', JSON.stringify(asSent(content.schema, content.example), null, 2)] as [ExampleLanguage, string]]
      : []),
  ]
}
