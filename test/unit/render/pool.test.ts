import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { RenderPool } from '../../../.vitepress/render/pool.ts'
import { siteCache } from '../../../.vitepress/render/versions.ts'
import { root } from '../helpers.ts'

const data = { root, base: '/', strict: true }
const typed = (code: string) => ['```ts twoslash', code, '```', ''].join('\n')
const env = (file: string) => ({
  path: `${root}/docs/${file}`,
  relativePath: file,
  cleanUrls: true,
  relativizeUrls: true,
  includes: [],
  localeIndex: 'root',
})
const keys: string[] = []
let pool: RenderPool

afterEach(async () => {
  await pool.stop()
  for (const key of keys) rmSync(join(siteCache(root).folder, key), { force: true })
})

/** Under a key of its own, so that nothing is remembered from an earlier test. */
function render(src: string, file = 'guide/test.md') {
  const key = `page-test-${randomUUID()}`
  keys.push(key)
  return pool.render(src, env(file), key, 'export {}')
}

test('renders pages at the same time, each with its own types', async () => {
  pool = new RenderPool(data, 2)
  const pages = await Promise.all(
    Array.from({ length: 12 }, (_, index) => render(`# Page ${index}\n\n${typed(`const value${index} = ${index}`)}`)),
  )
  pages.forEach(({ template, env }, index) => {
    expect(env.title).toBe(`Page ${index}`)
    expect(template).toContain(`const value${index}: ${index}`)
  })
})

test('fails the page that has a type error, and renders the others', async () => {
  pool = new RenderPool(data, 1)
  const [good, bad] = await Promise.allSettled([
    render(typed('const good = 1')),
    render(typed('const bad: string = 1')),
  ])
  expect(good.status).toBe('fulfilled')
  expect(bad).toMatchObject({
    status: 'rejected',
    reason: { message: expect.stringMatching(/'number' is not assignable to type 'string'/) },
  })
})

test('replaces a worker for which the memory is too small, and loses no page', async () => {
  pool = new RenderPool(data, 1, 40)
  const pages = await Promise.all([render('# One'), render(typed('const two = 2'))])
  expect(pages[0].template).toContain('One')
  expect(pages[1].template).toContain('const two: 2')
})

test('hands the text of a generated page over apart from what becomes its module', async () => {
  pool = new RenderPool(data, 1)
  const { template, text } = await render(`# 微信\n\n${typed('const one = 1')}`, 'openapi/v3/test.md')
  expect(Buffer.from(text!.html).toString()).toMatch(/<h1.*微信/)
  expect(JSON.parse(template)).toEqual({
    text: `__VP_STATIC_START__page-text:${text!.id}__VP_STATIC_END__`,
    popups: expect.stringContaining('const one: 1'),
  })
})
