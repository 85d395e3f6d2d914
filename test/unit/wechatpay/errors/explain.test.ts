import { describe, expect, test } from 'vitest'
import { commonHeaderText, judge, rulesOf } from '../../../../packages/wechatpay/errors/explain.ts'
import type { RowText } from '../../../../packages/wechatpay/errors/find-row.ts'
import { enumerationOf, rowsBelow, type Field, type Schema } from '../../../../packages/reference/model/model.ts'
import { readSite } from '../../../../.vitepress/site/pages.ts'
import { requestRowsOf } from './find-row.ts'

const row = (type: string, lines: string[] = [], more: Partial<RowText> = {}): RowText => ({
  address: 'request.json.field',
  name: 'field',
  indent: 1,
  required: true,
  encrypted: false,
  type,
  label: '字段',
  lines,
  ...more,
})

const cases: [string, RowText, { value?: unknown; issue?: string }, { rule?: string; by: string; text?: string }][] = [
  [
    'a decimal where an integer has to be',
    row('integer'),
    { value: '0.01', issue: '值不是整数' },
    { rule: 'type', by: 'value', text: '没有小数' },
  ],
  [
    'text where an integer has to be, without a reason',
    row('integer'),
    { value: 'abc' },
    { rule: 'type', by: 'value' },
  ],
  [
    'a number in quotes, which the answer shows without',
    row('integer'),
    { value: '59', issue: '类型应为 integer' },
    { rule: 'type', by: 'words', text: '带了引号' },
  ],
  [
    'a number where text has to be',
    row('string'),
    { value: '12345', issue: '类型应为 string' },
    { rule: 'type', by: 'words', text: '没有带引号' },
  ],
  ['nothing at all', row('string'), { value: '', issue: '缺少必填的字段' }, { rule: 'missing', by: 'value' }],
  ['null', row('integer'), { value: null }, { rule: 'missing', by: 'value' }],
  [
    'nothing, in words only',
    row('string', [], { required: false }),
    { issue: '不能为空' },
    { rule: 'missing', by: 'words' },
  ],
  [
    'a text that is too long',
    row('string', ['限制：6–32 个字符']),
    { value: 'x'.repeat(33), issue: '最多 32 个字符' },
    { rule: 'length', by: 'value', text: '收到的是 33 个' },
  ],
  [
    'a text that is too short, without a reason',
    row('string', ['说明', '限制：6–32 个字符']),
    { value: 'abc' },
    { rule: 'length', by: 'value', text: '6–32' },
  ],
  [
    'characters beyond the basic plane count once',
    row('string', ['限制：最多 2 个字符']),
    { value: '😀😀' },
    { by: 'row' },
  ],
  [
    'a number below its range',
    row('integer', ['单位：分', '限制：至少 1']),
    { value: '0', issue: '不能小于 1' },
    { rule: 'range', by: 'value', text: '至少 1' },
  ],
  ['a number beyond its range', row('integer', ['限制：1–100']), { value: 101 }, { rule: 'range', by: 'value' }],
  [
    'a value that is not listed',
    row('string', ['可选值：`A`、`B`']),
    { value: 'C', issue: '取值应为 A、B 之一' },
    { rule: 'values', by: 'value', text: '`A`、`B`' },
  ],
  [
    'a value in the wrong case',
    row('string', ['可选值：', '`CNY` 人民币', '`USD`']),
    { value: 'cny' },
    { rule: 'values', by: 'value', text: '大小写不同：要写 `CNY`' },
  ],
  ['values that may grow are no rule', row('string', ['取值（可能增加）：`A`']), { value: 'C' }, { by: 'row' }],
  [
    'a time without its zone',
    row('string', ['格式：RFC 3339 时间，如 `2026-11-20T10:34:56+08:00`']),
    { value: '2026-11-20T10:34:56' },
    { rule: 'format', by: 'value', text: '时区' },
  ],
  [
    'a day that does not exist',
    row('string', ['格式：`YYYY-MM-DD`']),
    { value: '2026-02-30' },
    { rule: 'format', by: 'value' },
  ],
  [
    'text that does not match',
    row('string', ['限制：最多 32 个字符，匹配 `^[0-9A-Za-z_|*@-]+$`']),
    { value: '订单', issue: '应匹配 ^[0-9A-Za-z_|*@-]+$' },
    { rule: 'pattern', by: 'value' },
  ],
  [
    'plain text where cipher text has to be',
    row('string', [], { encrypted: true }),
    { value: '张三', issue: '无法解密' },
    { rule: 'encrypted', by: 'value', text: 'Wechatpay-Serial' },
  ],
  [
    'cipher text of another key',
    row('string', ['限制：最多 32 个字符'], { encrypted: true }),
    { value: 'A'.repeat(344), issue: '无法解密' },
    { rule: 'encrypted', by: 'words' },
  ],
  [
    'cipher text is not measured',
    row('string', ['限制：最多 32 个字符'], { encrypted: true }),
    { value: 'A'.repeat(344) },
    { by: 'row', text: '最多 32 个字符' },
  ],
  [
    'too many items',
    row('string[]', ['限制：最多 2 项']),
    { value: '["a","b","c"]', issue: '最多 2 项' },
    { rule: 'items', by: 'value', text: '收到的是 3 项' },
  ],
  ['no list', row('object[]'), { value: '{}' }, { rule: 'type', by: 'value', text: '数组' }],
  ['an unknown field', row('string'), { value: 'x', issue: '没有这个字段' }, { rule: 'unknown', by: 'words' }],
  [
    'another digest',
    row('string'),
    { value: 'abc', issue: '与文件内容的 SHA256 摘要不符' },
    { rule: 'digest', by: 'words' },
  ],
  ['bytes that are no JSON', row('object'), { value: '', issue: '不是合法的 JSON' }, { rule: 'syntax', by: 'words' }],
  [
    'what nobody can tell',
    row('string', ['限制：最多 32 个字符']),
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

test('an item of a list is judged by the rules of items', () => {
  const list = row('string[]', ['限制：最多 2 项', '每项：最多 3 个字符', '可选值：`A`'])
  expect(judge(list, { value: 'abcd', issue: '最多 3 个字符' }, true)).toMatchObject({ rule: 'length', by: 'value' })
  expect(rulesOf(list)).not.toHaveProperty('values')
})

test('the message tells where the detail does not', () => {
  expect(
    judge(
      row('string', ['限制：6–32 个字符']),
      { value: undefined },
      false,
      '输入源“/body/out_trade_no”映射到值字段“商户订单号”字符串规则校验失败，字节数 2，小于最小值 6',
    ),
  ).toMatchObject({ rule: 'length', by: 'words' })
})

test('headers of every request are explained without a row', () => {
  expect(commonHeaderText('Accept')).toContain('application/json')
  expect(commonHeaderText('constructor')).toBeUndefined()
})

describe('the rows of all requests', () => {
  const { reference } = readSite({ strict: false })

  test('say just the rules that their schemas have', async () => {
    let count = 0
    for (const operation of reference.operations) {
      const rows = await requestRowsOf(operation, reference)
      const rules = new Map(rows.map(text => [text.address, rulesOf(text)]))
      const visit = (fields: Field[], above: string) => {
        for (const { name, required, schema } of fields) {
          const address = `${above}.${name}`
          expect
            .soft(rules.get(address), `${operation.operationId} ${address}`)
            .toEqual(expectedRules(schema, required))
          count++
          visit(rowsBelow(schema), address)
        }
      }
      visit(operation.pathParameters, 'request')
      visit(operation.query, 'request.query')
      visit(operation.headers, 'request.headers')
      if (operation.body)
        visit(
          rowsBelow(operation.body.schema),
          operation.body.mediaType === 'application/json' ? 'request.json' : 'request.body',
        )
    }
    expect(count).toBeGreaterThan(5000)
  })
})

function expectedRules(schema: Schema, required: boolean): object {
  const range = (least?: number, most?: number) =>
    least === undefined && most === undefined
      ? undefined
      : { ...(least !== undefined && { least }), ...(most !== undefined && { most }) }
  const enumeration = schema.type === 'array' ? undefined : enumerationOf(schema)
  const isEncrypted = (inner: Schema): boolean =>
    inner.type === 'array' ? isEncrypted(inner.items) : inner.extensions?.['x-encrypted'] !== undefined
  const type = (inner: Schema): string => (inner.type === 'array' ? `${type(inner.items)}[]` : inner.type)
  const rules = {
    required,
    encrypted: isEncrypted(schema),
    type: type(schema),
    length: schema.type === 'string' ? range(schema.minLength, schema.maxLength) : undefined,
    range: schema.type === 'integer' || schema.type === 'number' ? range(schema.minimum, schema.maximum) : undefined,
    items: schema.type === 'array' ? range(schema.minItems, schema.maxItems) : undefined,
    pattern: schema.type === 'string' ? schema.pattern : undefined,
    format: schema.type === 'string' && schema.format !== 'binary' ? schema.format : undefined,
    values: enumeration && !enumeration.open ? enumeration.values.map(String) : undefined,
  }
  return Object.fromEntries(Object.entries(rules).filter(([, value]) => value !== undefined))
}
