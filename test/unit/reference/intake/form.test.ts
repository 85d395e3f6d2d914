import { expect, test } from 'vitest'
import { formFindings } from '../../../../packages/reference/intake/form.ts'

test('suggests the keyword that was meant, and none where no one is near', () => {
  expect(formFindings('schema', { type: 'string', maxlength: 3 })).toEqual([
    {
      path: [],
      key: 'maxlength',
      problem: '"maxlength" is a keyword that a description cannot use here.',
      advice: 'Write "maxLength".',
    },
  ])
  expect(formFindings('schema', { type: 'string', discriminator: {} })[0]).toMatchObject({
    key: 'discriminator',
    advice: expect.stringContaining('teach description.schema.json') as string,
  })
})

test('finds a pattern that is no regular expression', () => {
  expect(formFindings('schema', { type: 'string', pattern: '(' }).map(({ path }) => path)).toEqual([['pattern']])
})
