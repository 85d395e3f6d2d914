import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writtenFences } from '../../../packages/check/fences.ts'
import { plainRenderer } from '../../../.vitepress/markdown/plain.ts'
import { readSite, root } from '../../../.vitepress/site/pages.ts'

// Apart from pages.test.ts: VitePress keeps the first Markdown renderer of a process, with its folder.

let folder: string

beforeAll(() => {
  readSite({ strict: true }) // writes the declaration that typed fences are checked against
  mkdirSync(join(root, '.vitepress/cache'), { recursive: true })
  folder = mkdtempSync(join(root, '.vitepress/cache/fences-'))
  mkdirSync(join(folder, 'docs/guide'), { recursive: true })
  mkdirSync(join(folder, 'snippets'))
})

afterAll(() => {
  rmSync(folder, { recursive: true })
})

test('gives the fences that are written by hand as a reader sees them, each with a name of its own', async () => {
  writeFileSync(
    join(folder, 'snippets/example.ts'),
    '// #region part\n' +
      "import { wxpay } from './wechatpay.js'\n" +
      '// ---cut---\n' +
      'const { pay } = wxpay.v3\n' +
      '// #endregion part\n',
  )
  writeFileSync(
    join(folder, 'docs/guide/one.md'),
    [
      '---',
      'title: 一',
      '---',
      '',
      '# 一',
      '',
      '```',
      'none',
      '```',
      '',
      '## 二 {#two}',
      '',
      '::: code-group',
      '',
      '<<< @/../snippets/example.ts#part{ts twoslash} [Node.js]',
      '',
      '```php [PHP]',
      '$a = 1;',
      '```',
      '',
      ':::',
      '',
      '- 三',
      '',
      '  ```php [PHP]',
      '  $b = 2;',
      '  ```',
      '',
      '````md',
      '```js',
      'no fence',
      '```',
      '````',
      '',
    ].join('\n'),
  )
  expect(await writtenFences(folder, () => plainRenderer(folder))).toEqual([
    { name: '/guide/one 一', lang: '', code: 'none\n' },
    { name: '/guide/one 二 [Node.js]', lang: 'ts', code: 'const { pay } = wxpay.v3' },
    { name: '/guide/one 二 [PHP]', lang: 'php', code: '$a = 1;\n' },
    { name: '/guide/one 二 [PHP] 2', lang: 'php', code: '$b = 2;\n' },
    { name: '/guide/one 二', lang: 'md', code: '```js\nno fence\n```\n' },
  ])
})
