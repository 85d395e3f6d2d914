import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { format } from 'prettier'
import { expect, test } from 'vitest'
import { descriptionSchema, formFindings } from '../../../../packages/reference/intake/form.ts'
import { dialect } from '../../../../packages/wechatpay/dialect.ts'
import { root } from '../../helpers.ts'

test('suggests the keyword that was meant, and none where no one is near', () => {
  expect(formFindings(dialect, 'schema', { type: 'string', maxlength: 3 })).toEqual([
    {
      path: [],
      key: 'maxlength',
      problem: '"maxlength" is a keyword that a description cannot use here.',
      advice: 'Write "maxLength".',
    },
  ])
  expect(formFindings(dialect, 'schema', { type: 'string', discriminator: {} })[0]).toMatchObject({
    key: 'discriminator',
    advice: expect.stringContaining('teach description.schema.json') as string,
  })
})

test('finds a pattern that is no regular expression', () => {
  expect(formFindings(dialect, 'schema', { type: 'string', pattern: '(' }).map(({ path }) => path)).toEqual([
    ['pattern'],
  ])
})

test('editors have the same schema, the keywords and addresses of the dialect included', async () => {
  const file = join(root, 'packages/wechatpay/description.schema.json')
  const text = await format(JSON.stringify(descriptionSchema(dialect)), { parser: 'json', printWidth: 120 })
  if (process.env.UPDATE_FIXTURES === '1') writeFileSync(file, text)
  expect(
    existsSync(file) ? readFileSync(file, 'utf8') : undefined,
    'If the schema is the right one, run `UPDATE_FIXTURES=1 npx vitest run form` and review the difference.',
  ).toBe(text)
})
