import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { TypePopup } from '../../../.vitepress/twoslash/renderer.ts'
import { folderOf } from '../helpers.ts'
import { attribute, expressionsOf, find, render, templateOf, textOf, type Node } from '../page.ts'

describe('a page by hand, in the syntax that authors know', () => {
  let page: Node

  beforeAll(async () => {
    page = templateOf(await render(readFileSync(join(folderOf(import.meta.url), 'fixtures/prose.md'), 'utf8')))
  })

  test('takes title and description from its front matter', () => {
    const [heading] = find(page, 'h1')
    expect(attribute(heading!, 'id')).toBe('post')
    expect(textOf(heading!).replace(/[\s\u200b]+$/, '')).toBe('用户领卡后补充积分')
    expect(find(page, 'p').map(textOf)).toContain('用一段自己的话说明')
    expect(expressionsOf(page)).toEqual([])
  })

  test('shows of its JavaScript what stands after the cut, without the marks', () => {
    expect(textOf(find(page, 'pre')[0]!).trimEnd()).toBe(
      'wxpay.card.bonus.post({\n' +
        '  out_order_no,\n' +
        '  bonus_value,\n' +
        '}, { card_id, })\n' +
        '.then(({ status }) => status === 204)',
    )
  })

  test('has one block of code, not one inside another', () => {
    for (const pre of find(page, 'pre')) expect(find(pre, 'pre')).toHaveLength(1)
  })

  test('highlights what is underlined by ^^^^', () => {
    expect(find(page, '.twoslash-highlighted').map(textOf)).toEqual(['post'])
  })

  test('highlights the line with [!code hl]', () => {
    expect(find(page, '.highlighted').map(line => textOf(line).trim())).toEqual([
      '.then(({ status }) => status === 204)',
    ])
  })

  test('has the types of its own virtual.ts', () => {
    const popups = popupsOf(page)
    const [post] = find(page, '.twoslash-highlighted')
      .flatMap(mark => find(mark, '.type-hover'))
      .map(hover => popups[attribute(hover, 'data-type')!]!)
    expect(post?.type).toContain('post(data: ')
    expect(post?.type).toContain('JsonDataRequest')
    expect(post?.type).not.toContain('WeChatPay.OpenAPI')
    expect(post?.docs).toBe('补充积分')
  })

  test('has tables and a code group like a generated page', () => {
    expect(
      find(page, 'tr')
        .map(row => attribute(row, 'id'))
        .filter(id => id !== undefined),
    ).toEqual(
      expect.arrayContaining([
        'request.card_id',
        'request.json',
        'request.json.out_order_no',
        'request.json.bonus_value',
      ]),
    )
    expect(find(page, '.code-language').map(block => attribute(block, 'data-lang'))).toEqual(['php'])
    expect(find(page, 'a').filter(link => textOf(link) === '官方文档')).toHaveLength(2)
  })
})

test('the popups of a page stand once, at its end, whatever the number of its blocks', async () => {
  const block = "```ts twoslash\nexport const id = '7'\n```\n"
  const html = await render(`${block}\n文字\n\n${block}`)
  expect(html.match(/<TypePopups /g)).toHaveLength(1)
  expect(html.trimEnd().endsWith(' />')).toBe(true)
  expect(html).not.toContain('<!--')
  const page = templateOf(html)
  const keys = find(page, '.type-hover').map(hover => attribute(hover, 'data-type')!)
  expect(keys.length).toBe(2)
  expect(new Set(keys).size).toBe(1)
  expect(popupsOf(page)[keys[0]!]).toEqual({ type: `const id: "7"` })
})

test('every hover has its popup', async () => {
  const page = templateOf(
    await render(
      '```ts twoslash\n' +
        '/** 一句话 `code` <b> "引号" {{ 1 }} */\n' +
        'export function pay(total: number) { return { total } }\n' +
        'pay(1).total\n' +
        '```\n',
    ),
  )
  const popups = popupsOf(page)
  const keys = find(page, '.type-hover').map(hover => attribute(hover, 'data-type')!)
  expect(keys.length).toBeGreaterThan(3)
  for (const key of keys) expect(popups[key]?.type).toBeTruthy()
  expect(Object.values(popups).map(({ docs }) => docs)).toContain('一句话 `code` <b> "引号" {{ 1 }}')
  expect(expressionsOf(page)).toEqual([])
})

test('a page without types has no popups', async () => {
  expect(await render('```ts\nconst a = 1\n```\n')).not.toContain('TypePopups')
})

test('a query is shown below its line', async () => {
  const page = templateOf(
    await render("```ts twoslash\nconst { data } = { data: { id: '7' } }\n//      ^?\nexport { data }\n```\n"),
  )
  expect(textOf(find(page, 'pre')[0]!)).toMatch(/const data: \{\s*id: string;?\s*\}/)
})

test('an example with a type error stops a strict build, and names the error', async () => {
  await expect(render("```ts twoslash\nexport const total: number = '1'\n```\n")).rejects.toThrow(
    /not assignable to type 'number'/,
  )
})

function popupsOf(page: Node): Record<string, TypePopup> {
  const [component] = find(page, 'TypePopups')
  const popups = JSON.parse(attribute(component!, 'popups')!) as TypePopup[]
  return Object.fromEntries(popups.map((popup, index) => [index.toString(36), popup]))
}
