import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { restoreChoices } from '../../../.vitepress/theme/choices.ts'
import { choices } from '../../../packages/wechatpay/choices.ts'

/** What the script in the head puts on `<html>`, for an address and what is remembered. */
function restored(search: string, kept: string | null | Error): Record<string, string> {
  const attributes: Record<string, string> = {}
  runInNewContext(restoreChoices, {
    URLSearchParams,
    location: { search },
    localStorage: {
      getItem: () => {
        if (kept instanceof Error) throw kept
        return kept
      },
    },
    document: {
      documentElement: {
        setAttribute: (name: string, value: string) => (attributes[name.replace('data-choice-', '')] = value),
      },
    },
  })
  return attributes
}

const defaults = Object.fromEntries(choices.map(({ name, options }) => [name, options[0]!.value]))

test.each<[string, string | null | Error]>([
  ['nothing', null],
  ['what is no JSON', '{'],
  ['what is no choice', '{"lang":"perl","ts":7}'],
  ['a list', '[]'],
  ['closed storage', new Error('SecurityError')],
])('a reader with %s in storage has the defaults', (_, kept) => {
  expect(restored('', kept)).toEqual(defaults)
})

test('what is remembered holds, and an address goes before it', () => {
  expect(restored('', '{"lang":"php","style":"声明式"}')).toEqual({ ...defaults, lang: 'php', style: '声明式' })
  expect(restored('?style=%E5%B1%9E%E6%80%A7%E5%BC%8F&lang=perl&other=1', '{"lang":"php","style":"声明式"}')).toEqual({
    ...defaults,
    lang: 'php',
    style: '属性式',
  })
})

test('no two choices share a name or the words of an option in one place', () => {
  const names = choices.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  const values = choices.flatMap(({ options }) => options.map(({ value }) => value))
  // The style sheet tells switches by their values.
  expect(new Set(values).size).toBe(values.length)
})
