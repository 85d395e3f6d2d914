import { describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { type ProblemsError } from '../../../../packages/reference/intake/problems.ts'
import { withRoot } from '../../helpers.ts'
import { read, readLeniently } from '../../../../packages/wechatpay/index.ts'
import { common, nothing } from './operations.ts'

describe('reading leniently', () => {
  const good = stringify({ get: { ...common, operationId: 'getGood', responses: nothing } })
  const bad = (id: string) =>
    stringify({ get: { ...common, operationId: id, responses: nothing, tags: ['没有的产品'] } })

  test('keeps the good operations beside a bad one', () => {
    const { reference, problems } = readLeniently(
      withRoot({ 'v3/bad.yaml': bad('getBad'), 'v3/good.yaml': good, 'v3/worse.yaml': 'get: {' }),
    )
    expect(reference.operations.map(({ operationId }) => operationId)).toEqual(['getGood'])
    expect(problems.map(({ place }) => place.file)).toEqual(['docs/openapi/v3/bad.yaml', 'docs/openapi/v3/worse.yaml'])
  })

  test('keeps the good operation of a path whose other one is bad', () => {
    const item = {
      get: { ...common, operationId: 'getThing', responses: nothing },
      post: { ...common, operationId: 'postThing', responses: nothing, tags: ['没有的产品'] },
    }
    const { reference, problems } = readLeniently(withRoot({ 'v3/thing.yaml': stringify(item) }))
    expect(reference.operations.map(({ operationId }) => operationId)).toEqual(['getThing'])
    expect(problems).toHaveLength(1)
  })

  test('says all problems at once, in the order of files and lines', () => {
    const thing = stringify({
      post: {
        ...common,
        operationId: 'postThing',
        tags: ['没有的产品'],
        parameters: [{ name: 'q', in: 'query', required: true, schema: { type: 'string', title: '查' } }],
        requestBody: {
          content: {
            'application/json': {
              schema: { type: 'object', required: ['b'], properties: { a: { type: 'string' } } },
              example: {},
            },
          },
        },
        responses: nothing,
      },
    })
    const { problems } = readLeniently(
      withRoot({
        'v3/thing.yaml': thing,
        'v3/also.yaml': bad('getAlso'),
        'components/schemas/Thing.yaml': 'type: strin\n',
      }),
    )
    const places = problems.map(({ place }) => `${place.file.slice('docs/openapi/'.length)} ${place.pointer}`)
    expect(places).toEqual([
      'components/schemas/Thing.yaml #/type',
      'v3/also.yaml #/get/tags/0',
      'v3/thing.yaml #/post/tags/0',
      'v3/thing.yaml #/post/parameters/0',
      'v3/thing.yaml #/post/requestBody/content/application~1json/schema/required/0',
      'v3/thing.yaml #/post/requestBody/content/application~1json/schema/properties/a',
    ])
  })

  test('throws them all where reading is strict', () => {
    expect(() => read(withRoot({ 'v3/a.yaml': bad('getA'), 'v3/b.yaml': bad('getB') }))).toThrow(
      expect.objectContaining({
        name: 'ProblemsError',
        message: expect.stringMatching(/a\.yaml.*\n.*b\.yaml/) as string,
      }) as ProblemsError,
    )
  })

  test('does not blame the operations of a broken shared schema', () => {
    const item = {
      post: {
        ...common,
        operationId: 'postThing',
        requestBody: {
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' }, example: {} } },
        },
        responses: nothing,
      },
    }
    const { problems, reference } = readLeniently(
      withRoot({ 'v3/thing.yaml': stringify(item), 'components/schemas/Thing.yaml': 'type: strin\n' }),
    )
    expect(problems.map(({ place }) => place.file)).toEqual(['docs/openapi/components/schemas/Thing.yaml'])
    expect(reference.operations).toEqual([])
    expect([...reference.schemas.keys()]).toEqual([])
  })
})

test('names the paths that a broken shared schema takes down with it, and tells the mistake once', () => {
  const schemas = { 'components/schemas/Amount.yaml': stringify({ type: 'strng' }) }
  const item = {
    post: {
      ...common,
      operationId: 'postThing',
      requestBody: {
        content: {
          'application/json': {
            schema: { type: 'object', properties: { amount: { $ref: '#/components/schemas/Amount', title: '金额' } } },
            example: {},
          },
        },
      },
      responses: nothing,
    },
  }
  const { broken, problems, reference } = readLeniently(
    withRoot({
      ...schemas,
      'v3/thing.yaml': stringify(item),
      'v3/other.yaml': stringify({ get: { ...common, operationId: 'getOther', responses: nothing } }),
    }),
  )
  expect(broken).toEqual(['/v3/thing'])
  expect(problems.map(({ place }) => place.file)).toEqual(['docs/openapi/components/schemas/Amount.yaml'])
  expect(reference.operations.map(({ path }) => path)).toEqual(['/v3/other'])
})
