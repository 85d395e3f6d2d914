import { expect, test } from 'vitest'
import { attribute, find, renderWithoutTypes, templateOf } from '../page.ts'

test('the link behind a heading is named in Chinese', async () => {
  const page = templateOf(await renderWithoutTypes('# 一件“事”\n\n## `code` 与文字 {#other}\n'))
  expect(find(page, '.header-anchor').map(link => [attribute(link, 'href'), attribute(link, 'aria-label')])).toEqual([
    ['#一件-事', '“一件“事””的链接'],
    ['#other', '“code 与文字”的链接'],
  ])
})
