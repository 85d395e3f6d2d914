import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { engineFor } from '../../../packages/reference/engine.ts'
import { problemText } from '../../../packages/reference/intake/problems.ts'
import { productTree } from '../../../packages/reference/model/products.ts'
import { root } from '../../../.vitepress/site/pages.ts'
import { descriptions, folderOf, textFiles } from '../helpers.ts'
import { dialect } from './todo/dialect.ts'

const folder = join(folderOf(import.meta.url), 'todo')
const files = descriptions(textFiles(join(folder, 'input')))
const {
  read,
  readLeniently,
  toDeclaration,
  toErrors,
  toMarkdown,
  toNotification,
  toNotificationList,
  toOverview,
  toPage,
  toProductList,
  toSearch,
} = engineFor(dialect)
const reference = read(files)
const tree = productTree(reference)
const pages = reference.operations.map(operation => toPage([operation], reference, {}))
const outputs: Record<string, string> = {
  'page.md': pages[0]!,
  'page.plain.md': toMarkdown(pages[0]!, {
    link: href => href,
    snippet: () => '',
    component: () => undefined,
  }),
  'notification.md': toNotification(reference.notifications[0]!, reference),
  'todo.d.ts': toDeclaration(reference),
  'example.ts': dialect.sdks[0]!.examples(reference.operations[0]!)
    .map(({ hidden, code }) => `${hidden}\n${code}\n`)
    .join(''),
}

describe('another API, with clients, keywords and words of its own,', () => {
  test.each(Object.entries(outputs))('becomes %s', (file, text) => {
    const expected = join(folder, 'expected', file)
    if (process.env.UPDATE_FIXTURES === '1') {
      mkdirSync(join(folder, 'expected'), { recursive: true })
      writeFileSync(expected, text)
    }
    expect(text).toBe(existsSync(expected) ? readFileSync(expected, 'utf8') : undefined)
  })

  test('has a declaration and an example that compile in strict mode', () => {
    const tsc = join(root, 'node_modules/typescript-native/bin/tsc')
    expect(execFileSync(process.execPath, [tsc, '-p', folder], { cwd: root, encoding: 'utf8' })).toBe('')
  })

  test('hears not a word of WeChat Pay or of Chinese from the engine', () => {
    const all = [
      ...Object.values(outputs),
      ...pages,
      toErrors(reference),
      toNotificationList(reference),
      toProductList(tree),
      ...tree.map(product => toOverview(product, reference)),
      JSON.stringify(toSearch(reference, [])),
    ].join('\n')
    expect(all.match(/wechat|weixin|mchid|wxpay|\/v3|[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]/gi)).toBeNull()
  })

  test('is told of its own lint rules and protocols', () => {
    const changed = new Map(files)
    const file = 'docs/openapi/rest/v2/tasks.yaml'
    changed.set(file, files.get(file)!.replace('summary: Create a task', 'summary: Create a task.'))
    changed.set('docs/openapi/v3/stores.yaml', files.get(file)!)
    expect(readLeniently(changed).problems.map(problemText)).toEqual([
      expect.stringContaining(
        'docs/openapi/rest/v2/tasks.yaml:4:12 (#/post/summary): "Create a task." ends in a full stop.',
      ),
      expect.stringContaining(
        'docs/openapi/v3/stores.yaml:1:1 (#): A description cannot stand here. Move it to docs/openapi/rest/',
      ),
    ])
  })
})
