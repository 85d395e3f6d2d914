import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { ESLint } from 'eslint'
import { expect, test } from 'vitest'
import { circle, layerOf, layers, wrongWithImport } from '../../layers.mjs'

const eslint = new ESLint()

async function messages(filePath: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath })
  return result!.messages.filter(({ ruleId }) => ruleId === 'project/layers').map(({ message }) => message)
}

test.each<[string, string, string]>([
  ['the engine imports the dialect', 'packages/reference/writers/to-page.ts', "import '../../wechatpay/words.ts'"],
  ['the model imports a writer', 'packages/reference/model/rules.ts', "export * from '../writers/text.ts'"],
  ['the dialect imports the mock', 'packages/wechatpay/page.ts', "import { a } from '../mock/server.ts'; a()"],
  ['a check reaches into the site', 'packages/check/pages.ts', "await import('../../.vitepress/site/pages.ts')"],
  ['Markdown imports the theme', '.vitepress/markdown/index.ts', "import '../theme/choices.ts'"],
  ['a type runs upward', 'packages/reference/model/model.ts', "import type { A } from '../intake/read.ts'; let a: A"],
  [
    'a component imports Node.js',
    '.vitepress/theme/components/ErrorBox.vue',
    "<script setup>import 'node:fs'</script>",
  ],
  [
    'what a browser searches with imports Node.js',
    '.vitepress/search/worker.ts',
    "import { join } from 'node:path'; join()",
  ],
  [
    'a rule imports a package of the server',
    'packages/reference/model/rules.ts',
    "import fastify from 'fastify'; fastify()",
  ],
  ['a file stands outside of all layers', 'packages/new/index.ts', "import 'node:fs'"],
  ['a file outside of all layers is imported', 'scripts/check.ts', "import '../packages/new/index.ts'"],
])('refused: %s', async (_, file, code) => {
  expect(await messages(file, code)).toHaveLength(1)
})

test.each<[string, string]>([
  ['packages/wechatpay/index.ts', "import '../reference/engine.ts'"],
  ['packages/check/runner/examples.ts', "import '../../mock/server.ts'"],
  ['packages/reference/edge/files.ts', "import 'node:fs'"],
  ['.vitepress/theme/index.ts', "import type { Server } from 'node:http'; let a: Server"],
])('allowed: %s says %s', async (file, code) => {
  expect(await messages(file, code)).toEqual([])
})

test('no folders import each other in a circle, and one that did would be found', () => {
  expect(circle()).toBeUndefined()
  const model = layers.find(({ folder }) => folder === 'packages/reference/model')!
  const planted = layers.map(layer =>
    layer === model ? { ...layer, imports: [...layer.imports, 'packages/reference/writers'] } : layer,
  )
  expect(circle(planted)).toEqual([
    'packages/reference/model',
    'packages/reference/writers',
    'packages/reference/model',
  ])
})

test('every file of code belongs to a layer, and every layer has a file', () => {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
    .split('\n')
    .filter(file => /\.(?:ts|mjs|vue)$/.test(file))
  expect(files.filter(file => !layerOf(file))).toEqual([])
  const used = new Set(files.map(layerOf))
  expect(layers.filter(layer => !used.has(layer) && layer.folder !== 'packages/types')).toEqual([])
})

test('the linter is asked by npm test', () => {
  expect(readFileSync('scripts/test.ts', 'utf8')).toContain('check:code')
  expect(wrongWithImport('scripts/new.ts', 'node:fs', false)).toBeUndefined()
})
