import { expect, test } from 'vitest'
import { slowness } from '../../../../packages/reference/intake/patterns.ts'

test.each([
  '^[0-9A-Za-z_|*@-]+$',
  '^\\d{8}$',
  '^wx[0-9a-f]{16}$',
  '^[A-Z]{2}\\d+$',
  '^-?\\d+(?:\\.\\d{1,2})?$',
  '^[\\w.-]+@[a-z]+\\.com$',
  '^(?:CNY|USD|\\d+)$',
  '^(?<year>\\d{4})-\\d{2}$',
  '^\\p{Script=Han}{1,20}[a-z]*$',
  '^\\u{4e00}+x*$',
  '^[\\]a]+\\\\*$',
  '^a+$|^b+$',
  '\\d{4}',
  'abc',
  '',
  '^[^,]*,[^,]*,[^,]*$',
])('the pattern %s is quick', pattern => {
  expect(() => new RegExp(pattern, 'u')).not.toThrow()
  expect(slowness(pattern)).toBeUndefined()
})

test.each([
  // each item can be taken apart in many ways
  ['^(a+)+$', 'repeats a group by "+"'],
  ['^(?:a|a)*$', 'repeats a group by "*"'],
  ['^(?:a|aa){2,}$', 'repeats a group by "{2,}"'],
  ['^(?:\\d{1,30}){1,30}$', 'repeats a group by "{1,30}"'],
  // two runs that share what is between them
  ['^\\d*\\d*\\d*$', 'does not say where "\\d*" ends and "\\d*" begins'],
  ['^a?a?a?a?aaaa$', 'does not say where "a?" ends and "a?" begins'],
  ['^\\w+-?\\d+$', 'does not say where "\\w+" ends and "\\d+" begins'],
  ['^.+@.+$', 'does not say where ".+" ends and ".+" begins'],
  ['^[\\u4e00-\\u9fa5]+(?:,|中)[一-龥]*$', 'does not say where "[\\u4e00-\\u9fa5]+" ends and "[一-龥]*" begins'],
  ['^a+(?:-)?a+$', 'does not say where "a+" ends and "a+" begins'],
  ['^a+(?:b|c*)a+$', 'does not say where "a+" ends and "a+" begins'],
  // tried anew from every character
  ['\\d+x', 'repeats "\\d" and does not begin with "^"'],
  ['^a|b+$', 'repeats "b" and does not begin with "^"'],
  ['^(?:a|b)(?:a|b)(?:a|b)(?:a|b)(?:a|b)(?:a|b)(?:a|b)(?:a|b)(?:a|b)(?:a|b)$', 'has too many alternatives'],
  // what is more than a regular language
  ['^(a*)\\1$', 'looks ahead, behind or back by "\\1"'],
  ['^(?=a+)a$', 'looks ahead, behind or back by "(?="'],
  ['(?<!a)b', 'looks ahead, behind or back by "(?<!"'],
])('the pattern %s is refused: it %s', (pattern, reason) => {
  expect(() => new RegExp(pattern, 'u')).not.toThrow()
  expect(slowness(pattern)).toBe(reason)
})
