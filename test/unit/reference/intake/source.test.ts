import { expect, test } from 'vitest'
import { pathOf, pointerOf, Source, type Path } from '../../../../packages/reference/intake/source.ts'

const yaml = `# a comment
get:
  tags: [ 'a', b ]
  responses:
    '200':
      description: |
        two
        lines
  empty:
  'a/b~c': 1
`

test.each<[Path, string]>([
  [[], '#'],
  [['get', 'parameters', 0], '#/get/parameters/0'],
  // RFC 6901: the tilde first, or `~1` would be read back as a slash
  [['application/json'], '#/application~1json'],
  [['a~b'], '#/a~0b'],
  [['~1'], '#/~01'],
])('writes %j as the pointer %s, and reads it back', (path, pointer) => {
  expect(pointerOf(path)).toBe(pointer)
  expect(pathOf(pointer.slice(1))).toEqual(path.map(String))
})

test.each<[Path, string | undefined, number, number, string]>([
  // values
  [[], undefined, 2, 1, '#'],
  [['get', 'tags', 1], undefined, 3, 16, '#/get/tags/1'],
  [['get', 'responses', '200', 'description'], undefined, 6, 20, '#/get/responses/200/description'],
  [['get', 'a/b~c'], undefined, 10, 12, '#/get/a~1b~0c'],
  // a key of a map, written with quotes or without
  [['get', 'responses'], '200', 5, 5, '#/get/responses/200'],
  [['get'], 'tags', 3, 3, '#/get/tags'],
  // a key without a value
  [['get', 'empty'], undefined, 9, 9, '#/get/empty'],
  // what is not there: as near as can be, with the pointer that was asked for
  [['get', 'responses', '404'], undefined, 5, 5, '#/get/responses/404'],
  [['get', 'tags', 7], undefined, 3, 9, '#/get/tags/7'],
  [['get'], 'nowhere', 3, 3, '#/get/nowhere'],
])('finds %j (key %s) at %i:%i', (path, key, line, column, pointer) => {
  expect(new Source('docs/openapi/x.yaml', yaml).place(path, key)).toEqual({
    file: 'docs/openapi/x.yaml',
    line,
    column,
    pointer,
  })
})

test('hands back the data as JSON would have it', () => {
  expect(new Source('x.yaml', yaml).data).toEqual({
    get: { 'tags': ['a', 'b'], 'responses': { 200: { description: 'two\nlines\n' } }, 'empty': null, 'a/b~c': 1 },
  })
})

test('keeps what looks like a date or a yes as text', () => {
  expect(new Source('x.yaml', 'date: 2026-01-02\nanswer: yes\nversion: 1.0.0\n').data).toEqual({
    date: '2026-01-02',
    answer: 'yes',
    version: '1.0.0',
  })
})

test('tells where the first syntax error is, and has no data then', () => {
  const source = new Source('x.yaml', 'a: 1\nb: [1, 2\nc: 3\n')
  expect(source.problem?.place).toMatchObject({ file: 'x.yaml', pointer: '#' })
  expect(source.problem?.place.line).toBeGreaterThanOrEqual(2)
  expect(source.data).toBeUndefined()
})

test('finds the line in a file with Windows line ends', () => {
  expect(new Source('x.yaml', 'a: 1\r\nb:\r\n  c: 2\r\n').place(['b', 'c'])).toMatchObject({ line: 3, column: 6 })
})
