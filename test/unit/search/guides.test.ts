import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { listFiles } from '../../../packages/reference/edge/files.ts'
import { headingsOf } from '../../../.vitepress/search/guides.ts'
import { root } from '../helpers.ts'
import { attribute, elementsOf, renderWithoutTypes, templateOf } from '../page.ts'

test('each heading has an address and the text that stands below it, without its Markdown', () => {
  const markdown = [
    '---',
    'title: 页',
    '---',
    '',
    '# 页的 `标题`',
    '',
    '开头，见[别处](/guide/x)。',
    '',
    '## 第一 节 {#first}',
    '',
    '- **粗体**与 `code_url`',
    '',
    '```ts',
    '# 不是标题',
    '```',
    '',
    '| 列 | 列二 |',
    '| --- | --- |',
    '| 甲 | 乙 |',
    '',
    '::: tip 提示',
    '提示里的字',
    ':::',
    '',
    '### 更深',
    '',
    '更深的字',
  ].join('\n')
  expect(headingsOf('/guide/page', markdown)).toEqual([
    { page: '页的 标题', heading: '页的 标题', address: '/guide/page', text: '开头，见别处。' },
    {
      page: '页的 标题',
      heading: '第一 节',
      address: '/guide/page#first',
      text: '粗体与 code_url 列 列二 甲 乙 提示里的字',
    },
    { page: '页的 标题', heading: '更深', address: '/guide/page#更深', text: '更深的字' },
  ])
  expect(headingsOf('/guide/page', markdown, 1)).toHaveLength(1)
  expect(headingsOf('/guide/page', markdown, 1)[0]!.text).toBe('开头，见别处。')
  expect(headingsOf('/guide/empty', '没有标题')).toEqual([])
})

test('the addresses of all headings of the guides are those that VitePress makes', async () => {
  for (const file of ['docs/index.md', ...listFiles(root, 'docs/guide', '.md').filter(name => !name.includes('['))]) {
    const markdown = readFileSync(join(root, file), 'utf8')
    const ids = elementsOf(templateOf(await renderWithoutTypes(markdown))).map(element => attribute(element, 'id'))
    const anchors = headingsOf('/', markdown)
      .map(({ address }) => address.split('#')[1])
      .filter(anchor => anchor !== undefined)
    expect(
      anchors.filter(anchor => !ids.includes(anchor)),
      file,
    ).toEqual([])
    expect(anchors.length, file).toBeGreaterThan(0)
  }
})
