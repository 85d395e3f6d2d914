import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parsePhp } from '../../../packages/check/php.ts'
import { descriptionFiles } from '../../../packages/reference/edge/files.ts'
import { problemText } from '../../../packages/reference/intake/problems.ts'
import { readLeniently, toPage } from '../../../packages/wechatpay/index.ts'
import { toPhp } from '../../../packages/wechatpay/sdk/php.ts'
import { root } from '../../../.vitepress/site/pages.ts'

const guide = readFileSync(join(root, 'docs/guide/contributing.md'), 'utf8')

test('the complete example of the guide is a page without a problem where the guide says to put it', async () => {
  const [, file, description] = /^## 一个完整的例子\n[^]*?文件就是 `([^`]+)`[^]*?```yaml\n([^]*?)```/m.exec(guide)!
  const files = descriptionFiles(root)
  expect(files.has(file!)).toBe(false)
  const { problems, reference } = readLeniently(files.set(file!, description!))
  expect(problems.map(problemText)).toEqual([])
  const operations = reference.operations.filter(({ place }) => place.file === file)
  expect(operations).toHaveLength(1)
  expect(toPage(operations, reference, {})).toContain('# 查询门店')
  expect(await parsePhp(toPhp(operations[0]!).map(({ code }) => code))).toEqual([])
})
