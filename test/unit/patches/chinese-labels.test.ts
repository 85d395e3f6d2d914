import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { chineseLabels } from '../../../.vitepress/patches/chinese-labels.ts'
import { root } from '../helpers.ts'

const folder = join(root, 'node_modules/vitepress/dist/client/theme-default/components')
const transform = chineseLabels().transform as unknown as (code: string, id: string) => string | undefined

test.each([['VPSidebar.vue', '接口目录', 'Sidebar Navigation']])(
  '%s of VitePress speaks Chinese',
  (file, chinese, english) => {
    const code = transform(readFileSync(join(folder, file), 'utf8'), join(folder, file))
    expect(code).toContain(chinese)
    expect(code).not.toContain(english)
  },
)

test('a label that VitePress no longer has is told', () => {
  expect(() => transform('<template />', join(folder, 'VPSidebar.vue'))).toThrow(
    'VPSidebar.vue of VitePress does not have Sidebar Navigation any more',
  )
})

test('other files stay as they are', () => {
  expect(transform('Sidebar Navigation', join(root, 'docs/index.md'))).toBeUndefined()
})
