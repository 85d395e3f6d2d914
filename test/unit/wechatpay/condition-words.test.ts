import { describe, expect, test } from 'vitest'
import type { Condition, Statement } from '../../../packages/reference/model/conditions.ts'
import type { Side } from '../../../packages/reference/model/model.ts'
import { groupText, statementText } from '../../../packages/wechatpay/condition-words.ts'

const isX = [{ path: ['type'], values: ['X'] }]

describe('a row says', () => {
  test.each<[string, Statement, string]>([
    ['one of two', { kind: 'one-of', own: [], others: [['b']] }, '与 `b` 二选一'],
    ['one of three', { kind: 'one-of', own: [], others: [['b'], ['c', 'd']] }, '与 `b`、（`c`、`d`） 三选一'],
    ['one of two sets', { kind: 'one-of', own: ['e'], others: [['b']] }, '与 `b` 二选一，须同时填写 `e`'],
    ['at least one', { kind: 'any-of', own: [], others: [['b']] }, '与 `b` 至少填写一个'],
    ['never both', { kind: 'not-together', others: ['b'] }, '与 `b` 不能同时填写'],
    ['what it needs', { kind: 'needs', others: ['b'] }, '填写时须同时填写 `b`'],
    ['what needs it', { kind: 'needed-by', field: 'b' }, '填写 `b` 时必填'],
    ['required for a value', { kind: 'when', tests: isX, then: 'required' }, '`type` 为 `X` 时必填'],
    ['only for a value', { kind: 'when', tests: isX, otherwise: 'forbidden' }, '仅 `type` 为 `X` 时填写'],
    [
      'required for a value and forbidden for others',
      { kind: 'when', tests: isX, then: 'required', otherwise: 'forbidden' },
      '`type` 为 `X` 时必填，其他情况不填',
    ],
    [
      'required from a number on',
      { kind: 'when', tests: [{ path: ['amount'], minimum: 200000 }], then: 'required' },
      '`amount` 不小于 200000 时必填',
    ],
    [
      'each mode its own',
      {
        kind: 'modes',
        modes: [
          { mode: 'merchant', must: 'forbidden' },
          { mode: 'partner', must: 'required' },
        ],
      },
      '直连商户不填，合作伙伴必填',
    ],
    [
      'one mode only',
      { kind: 'modes', modes: [{ mode: 'merchant', must: 'forbidden' }, { mode: 'partner' }] },
      '仅合作伙伴填写',
    ],
  ])('%s', (_, statement, text) => {
    expect(statementText(statement, 'request')).toBe(text)
  })

  test('of an answer that it is returned', () => {
    const said = (side: Side) => statementText({ kind: 'when', tests: isX, otherwise: 'forbidden' }, side)
    expect([said('request'), said('answer')]).toEqual(['仅 `type` 为 `X` 时填写', '仅 `type` 为 `X` 时返回'])
  })
})

test('beside an object stands what is demanded of its fields together, and not what one row says', () => {
  const either: Condition = { kind: 'one-of', alternatives: [['a'], ['b']] }
  const needs: Condition = { kind: 'needs', field: 'a', others: ['b'] }
  expect([either, needs].map(condition => groupText(condition, 'request'))).toEqual(['`a`、`b` 二选一', ''])
})
