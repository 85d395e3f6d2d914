import { describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { lintRules } from '../../../packages/wechatpay/lint.ts'
import { problemText } from '../../../packages/reference/intake/problems.ts'
import { withRoot } from '../helpers.ts'
import { readLeniently } from '../../../packages/wechatpay/index.ts'

type Json = Record<string, unknown>

const title = (name: string, rest: Json = {}) => ({ type: 'string', title: `字段 ${name}`, ...rest })
const object = (properties: Json, rest: Json = {}) => ({ type: 'object', properties, ...rest })
const json = (schema: Json, example: unknown) => ({ content: { 'application/json': { schema, example } } })

function operation(
  id: string,
  rest: { request?: [Json, unknown]; answer?: [Json, unknown]; [keyword: string]: unknown },
): Json {
  const { request, answer, ...others } = rest
  return {
    operationId: id,
    tags: ['产品'],
    summary: '一件事',
    description: '做一件事',
    ...(request && { requestBody: json(...request) }),
    responses: answer ? { 200: { description: '好了', ...json(...answer) } } : { 204: { description: '无返回内容' } },
    ...others,
  }
}

/** The problems of descriptions; each is `path: item`, or a shared schema by its file. */
function problems(files: Record<string, Json>): string[] {
  return readLeniently(
    withRoot(Object.fromEntries(Object.entries(files).map(([file, data]) => [`${file}.yaml`, stringify(data)]))),
  ).problems.map(problemText)
}

/** A description for each rule that breaks it, the place that is told, and the way to say that it is right. */
const slips: Record<(typeof lintRules)[number], { files: (exceptions?: Json) => Record<string, Json>; told: RegExp }> =
  {
    'answer-like-request': {
      files: exceptions => ({
        'v3/thing': {
          post: operation('postThing', {
            request: [object({ a: title('a'), b: title('b'), c: title('c') }), { a: '1' }],
            answer: [object({ a: title('a'), b: title('b'), c: title('c') }), { a: '1' }],
            ...exceptions,
          }),
        },
      }),
      told: /thing\.yaml:\d+:\d+ \(#\/post\/responses\/200\): The answer has nothing but fields of the request\./,
    },
    'demand-in-answer': {
      files: exceptions => ({
        'v3/thing': {
          get: operation('getThing', {
            answer: [object({ appid: title('appid', { description: '须与 `mchid` 绑定', ...exceptions }) }), {}],
          }),
        },
      }),
      told: /\/properties\/appid\): "appid" of the answer says "须与 `mchid` 绑定", as if one filled it in\./,
    },
    'value-without-meaning': {
      files: exceptions => ({
        'v3/other': {
          get: operation('getOther', {
            answer: [object({ state: title('s', { 'enum': ['ON'], 'x-enumDescriptions': { ON: '已开通' } }) }), {}],
          }),
        },
        'v3/thing': {
          get: operation('getThing', { answer: [object({ state: title('s', { enum: ['ON'], ...exceptions }) }), {}] }),
        },
      }),
      told: /thing\.yaml:.*\/properties\/state\): "state" does not say what ON means, as it does elsewhere: 已开通\./,
    },
    'enum-in-prose': {
      files: exceptions => ({
        'v3/thing': {
          get: operation('getThing', {
            answer: [object({ state: title('s', { description: '`ON` 已开通，`OFF` 已关闭', ...exceptions }) }), {}],
          }),
        },
      }),
      told: /\/properties\/state\): The description of "state" lists values that no keyword does\./,
    },
    'number-without-reason': {
      files: exceptions => ({
        'v3/thing': {
          post: operation('postThing', {
            request: [object({ rate: { type: 'number', title: '费率', ...exceptions } }), { rate: 0.6 }],
          }),
        },
      }),
      told: /\/application~1json\/schema\/properties\/rate\): "rate" is of type number and does not say why\./,
    },
    'amount-without-unit': {
      files: exceptions => ({
        'v3/thing': {
          post: operation('postThing', {
            request: [
              object({ total_amount: { type: 'integer', title: '总额', ...exceptions } }),
              { total_amount: 100 },
            ],
          }),
        },
      }),
      told: /\/properties\/total_amount\): "total_amount" is an amount without a unit\./,
    },
    'list-of-nothing': {
      files: exceptions => ({
        'v3/thing': {
          post: operation('postThing', {
            request: [
              object(
                {
                  list: {
                    type: 'array',
                    title: '列表',
                    items: object({ a: title('a'), b: title('b') }),
                    ...exceptions,
                  },
                },
                { required: ['list'] },
              ),
              { list: [{ a: '1' }] },
            ],
          }),
        },
      }),
      told: /\/properties\/list\): "list" is required, yet nothing in its items is\./,
    },
    'placeholder': {
      files: exceptions => ({
        'v3/thing': {
          post: operation('postThing', { request: [object({ a: title('a', exceptions) }), { a: 'string' }] }),
        },
      }),
      told: /\/properties\/a\): The sample of "a" is a placeholder: "string"\./,
    },
    'condition-in-prose': {
      files: exceptions => ({
        'v3/thing': {
          post: operation('postThing', {
            request: [
              object({ a: title('a', { description: '与 `b` 二选一', ...exceptions }), b: title('b') }),
              { a: '1' },
            ],
          }),
        },
      }),
      told: /\/properties\/a\): The description of "a" states a condition \(二选一\) that no keyword does\./,
    },
    'limit-in-prose': {
      files: exceptions => ({
        'v3/thing': {
          post: operation('postThing', {
            request: [
              object({ a: title('a', { description: '用户可见，最长 32 个字符', ...exceptions }) }),
              { a: '1' },
            ],
          }),
        },
      }),
      told: /\/properties\/a\): The description of "a" states a limit \(最长 32 个字符\) that no keyword does\./,
    },
    'foreign-address': {
      files: exceptions => ({
        'v3/thing': {
          post: operation('postThing', {
            request: [
              object({ notify_url: title('notify_url', exceptions) }),
              { notify_url: 'https://www.weixin.qq.com/wxpay/pay' },
            ],
          }),
        },
      }),
      told: /\/properties\/notify_url\): The sample of "notify_url" is an address of the platform/,
    },
    'neighbours-values': {
      files: exceptions => ({
        'v3/one': {
          post: operation('postOne', {
            request: [object({ state: title('state', { enum: ['ON', 'OFF'] }), remark: title('remark') }), {}],
          }),
        },
        'v3/two': {
          post: operation('postTwo', { request: [object({ state: title('state', { enum: ['ON', 'OFF'] }) }), {}] }),
        },
        'v3/thing': {
          post: operation('postThing', {
            request: [
              object({ state: title('state'), remark: title('remark', { enum: ['ON', 'OFF'], ...exceptions }) }),
              {},
            ],
          }),
        },
      }),
      told: /thing\.yaml:\d+:\d+ \(\S*\/remark\): The values of "remark" are elsewhere those of "state"/,
    },
    'nested-differently': {
      files: exceptions => ({
        'v3/shop/orders/one': {
          post: operation('postShopOrdersOne', {
            request: [object({ scene: object({ ip: title('ip'), store: title('store') }, { title: '场景' }) }), {}],
          }),
        },
        'v3/shop/orders/two': {
          post: operation('postShopOrdersTwo', {
            request: [
              object({ scene: object({ ip: title('ip') }, { title: '场景' }), store: title('store', exceptions) }),
              {},
            ],
          }),
        },
      }),
      told: /two\.yaml:\d+:\d+ \(\S*\/store\): "store" stands beside "scene" here, and inside it in POST \/v3\/shop\//,
    },
  }

test('there is a slip for every rule', () => {
  expect(Object.keys(slips).sort()).toEqual([...lintRules].sort())
})

describe.each(Object.entries(slips))('the rule %s', (rule, { files, told }) => {
  test('tells the slip and where it is', () => {
    expect(problems(files())).toEqual([expect.stringMatching(told)])
  })

  test('is silent about a place that gives a reason', () => {
    expect(problems(files({ 'x-lint-exceptions': { [rule]: '官方页面如此' } }))).toEqual([])
  })

  test('is silent about an exception from no other rule', () => {
    const other = lintRules.find(name => name !== rule)!
    expect(problems(files({ 'x-lint-exceptions': { [other]: '官方页面如此' } }))).toEqual([expect.stringMatching(told)])
  })
})

test('a slip in a shared schema is told once, in its file', () => {
  const body: [Json, unknown] = [{ $ref: '#/components/schemas/Thing' }, { fee: 100 }]
  expect(
    problems({
      'components/schemas/Thing': object({ fee: { type: 'integer', title: '手续费' } }),
      'v3/one': { post: operation('postOne', { request: body }) },
      'v3/two': { post: operation('postTwo', { request: body }) },
    }),
  ).toEqual([
    expect.stringMatching(/^docs\/openapi\/components\/schemas\/Thing\.yaml:\d+:\d+ \(#\/properties\/fee\): /),
  ])
})

test.each([
  [
    'the address of notifications in an answer',
    {
      'v3/thing': {
        post: operation('postThing', {
          request: [object({ notify_url: title('u') }), {}],
          answer: [object({ notify_url: title('u'), id: title('i') }), { id: '1' }],
        }),
      },
    },
    1,
  ],
  [
    'the address of notifications where the operation sets it',
    {
      'v3/callbacks': {
        post: operation('postCallbacks', {
          request: [object({ notify_url: title('u') }), {}],
          answer: [object({ notify_url: title('u'), id: title('i') }), { id: '1' }],
        }),
      },
    },
    0,
  ],
  [
    'a sample that repeats the title of its field',
    {
      'v3/thing': {
        post: operation('postThing', {
          request: [object({ name: title('n', { title: '商品名称' }) }), { name: '商品名称' }],
        }),
      },
    },
    1,
  ],
  [
    'an amount of nothing in a request',
    {
      'v3/thing': {
        post: operation('postThing', {
          request: [object({ total: { 'type': 'integer', 'title': '总额', 'x-unit': '分' } }), { total: 0 }],
        }),
      },
    },
    1,
  ],
  [
    'an amount of nothing in an answer',
    {
      'v3/thing': {
        post: operation('postThing', {
          answer: [object({ total: { 'type': 'integer', 'title': '总额', 'x-unit': '分' } }), { total: 0 }],
        }),
      },
    },
    0,
  ],
  [
    'the items of a page of results beside the page',
    {
      'v3/a/b/list': {
        get: operation('getABList', {
          answer: [object({ data: { type: 'array', title: '数据', items: object({ id: title('id') }) } }), {}],
        }),
      },
      'v3/a/b/one': {
        get: operation('getABOne', {
          answer: [
            object({ id: title('id'), data: { type: 'array', title: '数据', items: object({ name: title('n') }) } }),
            {},
          ],
        }),
      },
    },
    0,
  ],
  [
    'the same object in a request and in an answer',
    {
      'v3/a/b/c': {
        post: operation('postABC', {
          request: [object({ x: object({ y: title('y'), z: title('z') }, { title: '对象' }) }), {}],
          answer: [object({ x: object({ y: title('y') }, { title: '对象' }), z: title('z') }), {}],
        }),
      },
    },
    0,
  ],
])('%s', (_, files, count) => {
  expect(problems(files as Record<string, Json>)).toHaveLength(count)
})
