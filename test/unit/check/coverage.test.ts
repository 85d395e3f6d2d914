import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import {
  compareWith,
  coverageReport,
  type ListedField,
  type ListedOperation,
} from '../../../packages/check/coverage.ts'
import { withRoot } from '../helpers.ts'
import { read } from '../../../packages/wechatpay/index.ts'

const operations = read(
  withRoot({
    'v3/things/{id}.yaml': stringify({
      post: {
        operationId: 'postThingsById',
        tags: ['产品'],
        summary: '一件事',
        description: '做一件事',
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'string', title: '编号' }, example: '1' },
          { name: 'limit', in: 'query', schema: { type: 'integer', title: '条数' } },
        ],
        requestBody: {
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['state'],
                properties: {
                  state: { type: 'string', title: '状态', enum: ['ON', 'OFF'] },
                  weekdays: { type: 'array', title: '星期', items: { type: 'integer', enum: [0, 1] } },
                  goods: {
                    type: 'array',
                    title: '商品',
                    items: { type: 'object', properties: { name: { type: 'string', title: '名称' } } },
                  },
                },
              },
              example: { state: 'ON' },
            },
          },
        },
        responses: {
          200: {
            description: '好了',
            content: {
              'application/json': {
                schema: { type: 'object', required: ['id'], properties: { id: { type: 'string', title: '编号' } } },
                example: { id: '1' },
              },
            },
          },
        },
      },
    }),
  }),
).operations

const query: ListedField[] = [{ name: 'limit', type: 'integer', required: false }]
const body: ListedField[] = [
  { name: 'state', type: 'enum', required: true, enum: ['OFF', 'ON'] },
  { name: 'weekdays', type: 'array<enum>', enum: [0, 1] },
  { name: 'goods', type: 'array<object>', fields: [{ name: 'name', type: 'string' }] },
]
const response: ListedField[] = [{ name: 'id', type: 'string', required: true }]
const listed = (changes: Partial<ListedOperation> = {}): ListedOperation => ({
  source: 'go',
  method: 'POST',
  path: '/v3/things/{id}',
  path_params: ['id'],
  query,
  body,
  response,
  ...changes,
})

function told(...list: ListedOperation[]): string[] {
  return coverageReport(compareWith(list, operations), []).lines
}

test('a list that says the same yields no difference, in whatever order its values stand', () => {
  expect(told(listed())).toEqual([])
})

test('a source that does not state a mark contradicts none', () => {
  expect(told(listed({ response: [{ name: 'id', type: 'string' }] }))).toEqual([])
})

test.each<[string, ListedOperation, string]>([
  [
    'an operation that is not described',
    listed({ path: '/v3/others' }),
    'POST /v3/others : operation, described not described, listed listed (no reason given)',
  ],
  [
    'another path variable',
    listed({ path_params: ['code'] }),
    'POST /v3/things/{id} path: missing, described id, listed code (no reason given)',
  ],
  [
    'a field that is not described',
    listed({ query: [...query, { name: 'offset', type: 'integer' }] }),
    'POST /v3/things/{id} query.offset: missing, described absent, listed integer (no reason given)',
  ],
  [
    'a field that is not listed',
    listed({ response: [] }),
    'POST /v3/things/{id} response.id: extra, described string, listed absent (no reason given)',
  ],
  [
    'another type',
    listed({ query: [{ name: 'limit', type: 'string' }] }),
    'POST /v3/things/{id} query.limit: type, described integer, listed string (no reason given)',
  ],
  [
    'a list where one is described',
    listed({ response: [{ name: 'id', type: 'array<string>' }] }),
    'POST /v3/things/{id} response.id: type, described string, listed string[] (no reason given)',
  ],
  [
    'another mark',
    listed({ query: [{ name: 'limit', type: 'integer', required: true }] }),
    'POST /v3/things/{id} query.limit: required, described false, listed true (no reason given)',
  ],
  [
    'other values',
    listed({ body: [{ name: 'state', type: 'enum', enum: ['ON'] }, ...body.slice(1)] }),
    'POST /v3/things/{id} body.state: enum, described OFF, ON, listed ON (no reason given)',
  ],
  [
    'no values',
    listed({ body: [{ name: 'state', type: 'string' }, ...body.slice(1)] }),
    'POST /v3/things/{id} body.state: enum, described OFF, ON, listed none (no reason given)',
  ],
])('%s is a difference', (_, list, line) => {
  expect(told(list)).toEqual([line])
})

test('nesting one level off is two differences', () => {
  expect(
    told(
      listed({
        body: [body[0]!, body[1]!, { name: 'goods', type: 'array<object>' }, { name: 'name', type: 'string' }],
      }),
    ),
  ).toEqual([
    'POST /v3/things/{id} body.goods.name: extra, described string, listed absent (no reason given)',
    'POST /v3/things/{id} body.name: missing, described absent, listed string (no reason given)',
  ])
})

test('a difference that two sources tell is told once', () => {
  expect(told(listed({ response: [] }), listed({ source: 'java', response: [] }))).toHaveLength(1)
})

test('a difference with a reason is printed with it, and a reason for nothing is told', () => {
  const report = coverageReport(compareWith([listed({ response: [] })], operations), [
    {
      operation: 'POST /v3/things/{id}',
      field: 'response.id',
      kind: 'extra',
      verdict: 'facts',
      reason: 'newer than the SDK',
    },
    { operation: 'POST /v3/things/{id}', field: 'body.state', kind: 'enum', verdict: 'unclear', reason: 'gone' },
  ])
  expect(report).toEqual({
    lines: ['POST /v3/things/{id} response.id: extra, described string, listed absent (facts: newer than the SDK)'],
    unexplained: 0,
    stale: ['POST /v3/things/{id} body.state: enum'],
  })
})

test('a reason may stand for all that a list does not state', () => {
  const list = [listed({ query: [{ name: 'limit', type: 'string' }] })]
  const report = (field: string, kind: 'type' | 'enum') =>
    coverageReport(compareWith(list, operations), [
      { operation: '*', field, kind, verdict: 'facts', reason: 'it writes all as strings' },
    ])
  expect(report('query.*', 'type')).toMatchObject({ unexplained: 0, stale: [] })
  expect(report('body.*', 'type')).toMatchObject({ unexplained: 1, stale: ['* body.*: type'] })
  expect(report('query.*', 'enum').unexplained).toBe(1)
})
