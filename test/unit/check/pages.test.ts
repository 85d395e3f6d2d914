import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { typedFences } from '../../../packages/check/fences.ts'
import { checkPages, type PagesCheck } from '../../../packages/check/pages.ts'
import { plainRenderer } from '../../../.vitepress/markdown/plain.ts'
import { DiskCache } from '../../../packages/reference/edge/disk-cache.ts'
import { diskMap, type DiskMap } from '../../../packages/reference/edge/disk-map.ts'
import { problemText } from '../../../packages/reference/intake/problems.ts'
import { root } from '../../../.vitepress/site/pages.ts'

let folder: string
let result: PagesCheck

beforeAll(async () => {
  mkdirSync(join(root, '.vitepress/cache'), { recursive: true })
  folder = mkdtempSync(join(root, '.vitepress/cache/pages-'))
  mkdirSync(join(folder, 'docs/guide'), { recursive: true })
  writeFileSync(
    join(folder, 'docs/guide/one.md'),
    [
      '---',
      'title: 一',
      '---',
      '',
      '# 一 {#top}',
      '',
      '[好](/guide/one#top) [好](/openapi/v3/thing#request.id) [好](/openapi.json) [好](https://pay.weixin.qq.com/)',
      '[坏](/guide/two)',
      '[坏](/guide/one#nowhere)',
      '[不另计](/openapi/v3/broken)',
      '',
      '```php',
      '$a = [',
      '  1,',
      ';',
      '```',
      '',
      '```ts twoslash',
      "import { wxpay } from './wechatpay.js'",
      'wxpay.v3.nothing.get()',
      '```',
      '',
      '<<< @/../snippets/Example.php{php}',
      '',
      '<<< @/../snippets/example.ts#part{ts twoslash} [Node.js]',
      '',
    ].join('\n'),
  )
  mkdirSync(join(folder, 'snippets'))
  writeFileSync(join(folder, 'snippets/Example.php'), '<?php\n\n$d = 1;\n$e = ;\n')
  writeFileSync(
    join(folder, 'snippets/example.ts'),
    'export {}\n' +
      '// #region other\n' +
      '// #endregion other\n' +
      '// #region part\n' +
      "import { wxpay } from './wechatpay.js'\n" +
      'wxpay.v3.nowhere.get()\n' +
      '// #endregion part\n',
  )
  result = await checkTestPages()
}, 60_000)

const renderer = () => plainRenderer(folder)
const site = () => ({
  root: folder,
  isBroken: (address: string) => address === '/openapi/v3/broken',
  files: ['/openapi.json'],
  renderer,
})

/** Checks the pages of the folder, and a generated one. */
function checkTestPages(known?: DiskMap): Promise<PagesCheck> {
  const page = {
    address: '/openapi/v3/thing',
    markdown:
      '# 事 {#get}\n\n' +
      '| 请求参数 | 类型 | 描述\n' +
      '| --- | --- | ---\n' +
      '| id | string | 编号\n\n' +
      '{.im-table #request}\n\n' +
      '```php\n' +
      '$b = 1\n' +
      '$c = 2;\n' +
      '```\n',
  }
  return checkPages({
    ...site(),
    pages: [page],
    place: address => ({ file: `docs${address}.yaml`, line: 1, column: 1, pointer: '#/get' }),
    known,
  })
}

afterAll(() => {
  rmSync(folder, { recursive: true })
})

test('counts what it looked at', () => {
  expect({ ...result, problems: undefined }).toEqual({ pages: 2, links: 9, php: 3, problems: undefined })
})

test('tells a link without a page or without a place on it, and not one to a page that is broken anyway', () => {
  expect(result.problems.map(problemText).filter(text => text.includes('The link'))).toEqual([
    'docs/guide/one.md:8:1 (#): The link "/guide/two" leads to no page. Correct the address; a ' +
      'reference page has /openapi and the path of its API.',
    'docs/guide/one.md:9:1 (#): The link "/guide/one#nowhere" leads to no heading or row of its ' +
      'page. Correct what follows the #.',
  ])
})

test('tells the line of PHP that does not parse, in a guide, a generated page and a file that a guide imports', () => {
  expect(result.problems.map(problemText).filter(text => text.includes('PHP'))).toEqual([
    expect.stringMatching(
      /^docs\/openapi\/v3\/thing\.yaml:1:1 \(#\/get\): The PHP does not parse: syntax error, unexpected variable "\$c"/,
    ),
    expect.stringMatching(
      /^docs\/guide\/one\.md:15:1 \(#\): The PHP does not parse: syntax error, unexpected token ";"/,
    ),
    expect.stringMatching(
      /^snippets\/Example\.php:4:1 \(#\): The PHP does not parse: syntax error, unexpected token ";"\. In: \$e = ;\./,
    ),
  ])
})

test.each([
  ['<!-- @include: ./nowhere.md -->', 3, 'Include file not found: docs/guide/nowhere.md.'],
  ['<<< @/../snippets/nowhere.ts{ts twoslash}', 3, 'Code snippet path not found: snippets/nowhere.ts.'],
  ['<<< @/../snippets/Nowhere.php{php}', 3, 'Code snippet path not found: snippets/Nowhere.php.'],
  [
    '::: code-group\n\n<<< @/../snippets/example.ts#nowhere{ts twoslash} [一]\n\n:::',
    5,
    'Code snippet region "nowhere" not found in snippets/example.ts.',
  ],
  ['[坏](/guide/%ff)', 1, 'URI malformed.'],
  ['<a href="/guide/%ff">坏</a>', 3, 'The link "/guide/%ff" leads to no page.'],
])('a page with %j is told with its place, and the others are checked', async (text, line, problem) => {
  const file = join(folder, 'docs/guide/bad.md')
  writeFileSync(file, `# 坏\n\n${text}\n`)
  try {
    const known = diskMap(new DiskCache(join(folder, 'cache')), 'bad', text)
    for (let time = 0; time < 2; time++) {
      const { fences, problems } = await typedFences(folder, renderer, known)
      expect(fences).toHaveLength(2)
      const pages = await checkTestPages(known)
      const lines = [...new Set([...problems, ...pages.problems].map(problemText))]
      const [told, ...others] = lines.filter(own => own.startsWith('docs/guide/bad.md'))
      expect(told).toMatch(new RegExp(`^docs/guide/bad\\.md:${line}:1 \\(#\\): `))
      expect(told).toContain(problem)
      expect(others).toEqual([])
      expect(lines.filter(own => own !== told).sort()).toEqual(result.problems.map(problemText).sort())
    }
  } finally {
    rmSync(file)
  }
})

test('finds the typed fences, and the place of a line in a guide and in a file that a guide imports', async () => {
  const { fences } = await typedFences(folder, renderer)
  expect(fences.map(({ code, lang, place }) => [lang, code.split('\n')[1], place(2)])).toEqual([
    ['ts', 'wxpay.v3.nothing.get()', { file: 'docs/guide/one.md', line: 20, column: 1, pointer: '#' }],
    ['ts', 'wxpay.v3.nowhere.get()', { file: 'snippets/example.ts', line: 6, column: 1, pointer: '#' }],
  ])
})

test('what is remembered gives the same answer, and a page that changed is looked at again', async () => {
  const known = diskMap(new DiskCache(join(folder, 'cache')), 'checked', '')
  const check = (markdown: string) =>
    checkPages({
      ...site(),
      pages: [{ address: '/openapi/v3/thing', markdown }],
      place: address => ({ file: address, line: 1, column: 1, pointer: '#' }),
      known,
    })
  const good = '# 事 {#get}\n\n[好](/guide/one)\n\n```php\n$b = 1;\n```\n'
  const first = await check(good)
  expect(await check(good)).toEqual(first)
  const broken = await check(good.replace('= 1;', '= ;').replace('/guide/one', '/guide/three'))
  expect(broken.problems.map(problemText).filter(text => text.startsWith('/openapi/v3/thing'))).toEqual([
    expect.stringContaining('leads to no page'),
    expect.stringContaining('does not parse'),
  ])
  // A problem is told each time, until it is mended.
  expect(await check(good.replace('= 1;', '= ;').replace('/guide/one', '/guide/three'))).toEqual(broken)
})
