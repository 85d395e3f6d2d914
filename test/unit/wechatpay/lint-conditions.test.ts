import { expect, test } from 'vitest'
import { rowsBelow, type Field } from '../../../packages/reference/model/model.ts'
import { answerFields, requestGroups } from '../../../packages/reference/model/rows.ts'
import { proseCondition, proseConditions } from '../../../packages/wechatpay/lint-conditions.ts'
import { readSite } from '../../../.vitepress/site/pages.ts'

const field = (description: string, rest: Partial<Field> = {}): Field => ({
  name: 'a',
  required: false,
  schema: { type: 'string', title: '字段', description },
  ...rest,
})

test.each([
  ['one of two', '与 `b` 二选一'],
  ['at least one', '与 `b` 至少填一个'],
  ['required in a case', '`type` 为 `X` 时必填'],
  ['only in a case', '仅 `type` 为 `X` 时填写'],
  ['forbidden', '直连商户不要传'],
  ['together', '与 `b` 一同填写'],
])('a description that says “%s” states a condition', (_, description) => {
  expect(proseCondition(field(description))).toBeDefined()
})

test('a field that a keyword says it of, and one that only explains, state none in prose', () => {
  const statements: Field['statements'] = [{ kind: 'needed-by', field: 'b' }]
  expect(proseCondition(field('与 `b` 二选一', { statements }))).toBeUndefined()
  expect(proseCondition(field('在商户系统内唯一，同一单号多次请求只退一笔'))).toBeUndefined()
})

test('every text that is let through with a reason still occurs', () => {
  const texts = new Set<string>()
  const visit = (fields: Field[]) => {
    for (const { schema, statements = [] } of fields) {
      if (!statements.length && schema.description) texts.add(schema.description)
      visit(rowsBelow(schema))
    }
  }
  for (const operation of readSite().reference.operations)
    visit([...requestGroups(operation).flatMap(({ schema }) => rowsBelow(schema)), ...answerFields(operation)])
  expect(proseConditions.filter(text => !texts.has(text))).toEqual([])
})
