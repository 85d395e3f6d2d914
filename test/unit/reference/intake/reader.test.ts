import { describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { withRoot } from '../../helpers.ts'
import { readLeniently, reader } from '../../../../packages/wechatpay/index.ts'
import { common, nothing } from './operations.ts'

describe('a reader that remembers', () => {
  const thing = (id: string, schema: object, example: unknown) =>
    stringify({
      post: {
        ...common,
        operationId: id,
        requestBody: {
          content: {
            'application/json': { schema: { type: 'object', properties: { a: schema } }, example: { a: example } },
          },
        },
        responses: nothing,
      },
    })
  const name = { $ref: '#/components/schemas/Name' }
  const first = {
    'components/schemas/Name.yaml': 'type: string\ntitle: 名称\n',
    'v3/one.yaml': thing('postOne', name, '甲'),
    'v3/two.yaml': thing('postTwo', { type: 'string', title: '字段' }, '乙'),
  }

  test.each<[string, Record<string, string>]>([
    ['nothing has changed', {}],
    ['a path has another sample', { 'v3/two.yaml': thing('postTwo', { type: 'string', title: '字段' }, '丙') }],
    ['a path is broken', { 'v3/two.yaml': thing('postTwo', { type: 'string', title: '字段' }, 1) }],
    [
      'a path takes the name of another operation',
      { 'v3/two.yaml': thing('postOne', { type: 'string', title: '字段' }, '乙') },
    ],
    ['a shared schema has another type', { 'components/schemas/Name.yaml': 'type: integer\ntitle: 名称\n' }],
    ['a shared schema is broken', { 'components/schemas/Name.yaml': 'type: strin\ntitle: 名称\n' }],
    ['a file comes', { 'v3/three.yaml': thing('postThree', name, '丁') }],
    ['the root is broken', { 'openapi.yaml': 'openapi: 3.1.0\n' }],
  ])('says what a fresh one says when %s, and again when it is undone', (_, change) => {
    const readAgain = reader()
    const [before, after] = [withRoot(first), withRoot({ ...first, ...change })]
    for (const files of [before, after, after, before]) expect(readAgain(files)).toEqual(readLeniently(files))
  })

  test('tells a reference to a schema that was broken and is gone', () => {
    const readAgain = reader()
    readAgain(withRoot({ ...first, 'components/schemas/Name.yaml': 'type: strin\n' }))
    const { 'components/schemas/Name.yaml': _, ...rest } = first
    expect(readAgain(withRoot(rest))).toEqual(readLeniently(withRoot(rest)))
    expect(readAgain(withRoot(rest)).problems.map(({ problem }) => problem)).toEqual([
      '"#/components/schemas/Name" refers to nothing.',
    ])
  })

  test('does not read again what has not changed', () => {
    const readAgain = reader()
    const one = readAgain(withRoot(first)).reference.operations
    const two = readAgain(
      withRoot({ ...first, 'v3/two.yaml': thing('postTwo', { type: 'string', title: '字段' }, '丙') }),
    ).reference.operations
    expect(two[0]).toBe(one[0])
    expect(two[1]).not.toBe(one[1])
  })
})
