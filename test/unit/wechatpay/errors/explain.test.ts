import { expect, test } from 'vitest'
import type { JsonSchema } from '../../../../packages/reference/model/rules.ts'
import { judge } from '../../../../packages/wechatpay/errors/explain.ts'
import { commonHeaderText } from '../../../../packages/wechatpay/errors/headers.ts'
import type { FieldRules } from '../../../../packages/wechatpay/errors/field-rules.ts'

const rules = (schema: JsonSchema, required = true): FieldRules => ({ schema, required })
const text = (schema: JsonSchema = {}) => rules({ type: 'string', ...schema })
const encrypted = { 'x-encrypted': 'public-key' }

const cases: [string, FieldRules, { value?: unknown; issue?: string }, { rule?: string; by: string; text?: string }][] =
  [
    [
      'a decimal where an integer has to be',
      rules({ type: 'integer' }),
      { value: '0.01', issue: '值不是整数' },
      { rule: 'type', by: 'value', text: '没有小数' },
    ],
    [
      'text where an integer has to be, without a reason',
      rules({ type: 'integer' }),
      { value: 'abc' },
      { rule: 'type', by: 'value' },
    ],
    [
      'a number in quotes, which the answer shows without',
      rules({ type: 'integer' }),
      { value: '59', issue: '类型应为 integer' },
      { rule: 'type', by: 'words', text: '带了引号' },
    ],
    [
      'a number where text has to be',
      text(),
      { value: '12345', issue: '类型应为 string' },
      { rule: 'type', by: 'words', text: '没有带引号' },
    ],
    ['nothing at all', text(), { value: '', issue: '缺少必填的字段' }, { rule: 'missing', by: 'value' }],
    ['null', rules({ type: 'integer' }), { value: null }, { rule: 'missing', by: 'value' }],
    [
      'nothing, in words only',
      rules({ type: 'string' }, false),
      { issue: '不能为空' },
      { rule: 'missing', by: 'words' },
    ],
    [
      'a text that is too long',
      text({ minLength: 6, maxLength: 32 }),
      { value: 'x'.repeat(33), issue: '最多 32 个字符' },
      { rule: 'length', by: 'value', text: '收到的是 33 个' },
    ],
    [
      'a text that is too long in bytes, though not in characters',
      text({ 'maxLength': 4, 'x-maxBytes': 4 }),
      { value: '退款' },
      { rule: 'length', by: 'value', text: '收到的是 6 个' },
    ],
    [
      'a text that is too short, without a reason',
      text({ minLength: 6, maxLength: 32 }),
      { value: 'abc' },
      { rule: 'length', by: 'value', text: '6–32' },
    ],
    ['characters beyond the basic plane count once', text({ maxLength: 2 }), { value: '😀😀' }, { by: 'row' }],
    [
      'a number below its range',
      rules({ type: 'integer', minimum: 1 }),
      { value: '0', issue: '不能小于 1' },
      { rule: 'range', by: 'value', text: '至少 1' },
    ],
    [
      'a number beyond its range',
      rules({ type: 'integer', minimum: 1, maximum: 100 }),
      { value: 101 },
      { rule: 'range', by: 'value' },
    ],
    [
      'a value that is not listed',
      text({ enum: ['A', 'B'] }),
      { value: 'C', issue: '取值应为 A、B 之一' },
      { rule: 'values', by: 'value', text: '`A`、`B`' },
    ],
    [
      'a value in the wrong case',
      text({ enum: ['CNY', 'USD'] }),
      { value: 'cny' },
      { rule: 'values', by: 'value', text: '大小写不同：要写 `CNY`' },
    ],
    [
      'a time without its zone',
      text({ format: 'date-time' }),
      { value: '2026-11-20T10:34:56' },
      { rule: 'format', by: 'value', text: '时区' },
    ],
    ['a day that does not exist', text({ format: 'date' }), { value: '2026-02-30' }, { rule: 'format', by: 'value' }],
    [
      'text that does not match',
      text({ maxLength: 32, pattern: '^[0-9A-Za-z_|*@-]+$' }),
      { value: '订单', issue: '应匹配 ^[0-9A-Za-z_|*@-]+$' },
      { rule: 'pattern', by: 'value' },
    ],
    [
      'plain text where cipher text has to be',
      text(encrypted),
      { value: '张三', issue: '无法解密' },
      { rule: 'encrypted', by: 'value', text: 'Wechatpay-Serial' },
    ],
    [
      'cipher text of another key',
      text({ ...encrypted, maxLength: 32 }),
      { value: 'A'.repeat(344), issue: '无法解密' },
      { rule: 'encrypted', by: 'words' },
    ],
    [
      'cipher text is not measured',
      text({ ...encrypted, maxLength: 32 }),
      { value: 'A'.repeat(344) },
      { by: 'row', text: '最多 32 个字符' },
    ],
    [
      'too many items',
      rules({ type: 'array', items: { type: 'string' }, maxItems: 2 }),
      { value: '["a","b","c"]', issue: '最多 2 项' },
      { rule: 'items', by: 'value', text: '收到的是 3 项' },
    ],
    [
      'no list',
      rules({ type: 'array', items: { type: 'object' } }),
      { value: '{}' },
      { rule: 'type', by: 'value', text: '数组' },
    ],
    ['an unknown field', text(), { value: 'x', issue: '没有这个字段' }, { rule: 'unknown', by: 'words' }],
    [
      'another digest',
      text(),
      { value: 'abc', issue: '与文件内容的 SHA256 摘要不符' },
      { rule: 'digest', by: 'words' },
    ],
    [
      'bytes that are no JSON',
      rules({ type: 'object' }),
      { value: '', issue: '不是合法的 JSON' },
      { rule: 'syntax', by: 'words' },
    ],
    [
      'what nobody can tell',
      text({ maxLength: 32 }),
      { value: 'abc', issue: '商户号状态异常' },
      { by: 'row', text: '最多 32 个字符' },
    ],
  ]

test.each(cases)('%s', (_, own, detail, expected) => {
  const verdict = judge(own, detail)
  expect(verdict).toMatchObject({ by: expected.by, ...(expected.rule && { rule: expected.rule }) })
  if (!expected.rule) expect(verdict.rule).toBeUndefined()
  if (expected.text) expect(verdict.text).toContain(expected.text)
})

test('the message tells where the detail does not', () => {
  const message = '输入源“/body/out_trade_no”映射到值字段“商户订单号”字符串规则校验失败，字节数 2，小于最小值 6'
  expect(judge(text({ minLength: 6, maxLength: 32 }), { value: undefined }, message)).toMatchObject({
    rule: 'length',
    by: 'words',
  })
})

test('without rules, the words of the answer tell, or nothing does', () => {
  expect(judge(undefined, { value: 'abc', issue: '最多 32 个字符' })).toEqual({
    rule: 'length',
    text: '长度不对。',
    by: 'words',
  })
  expect(judge(undefined, { value: 'abc' })).toMatchObject({
    by: 'row',
    text: expect.stringContaining('参数表') as string,
  })
})

test('headers of every request are explained without a row', () => {
  expect(commonHeaderText('Accept')).toContain('application/json')
  expect(commonHeaderText('constructor')).toBeUndefined()
})
