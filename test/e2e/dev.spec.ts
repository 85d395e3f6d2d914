import { spawn, type ChildProcess } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { root } from './site.ts'

// The dev server works on a copy, so that the descriptions of the project stay as they are. Not below test-results,
// which Vite does not watch.
const copy = join(root, '.dev-test')
const port = 4177
const description = join(copy, 'docs/openapi/v3/certificates.yaml')
let server: ChildProcess

// One server for all of them.
test.describe.configure({ mode: 'default' })

test.beforeAll(() => {
  rmSync(copy, { recursive: true, force: true })
  mkdirSync(copy, { recursive: true })
  for (const name of ['docs', 'snippets', 'packages', 'package.json', 'package-lock.json', 'tsconfig.json'])
    cpSync(join(root, name), join(copy, name), { recursive: true })
  cpSync(join(root, '.vitepress'), join(copy, '.vitepress'), {
    recursive: true,
    filter: file => !/\.vitepress\/(?:cache|dist)/.test(file),
  })
  server = spawn(
    process.execPath,
    [join(root, 'node_modules/vitepress/bin/vitepress.js'), 'dev', '--port', String(port), '--strictPort'],
    { cwd: copy, stdio: 'ignore', env: { ...process.env, NODE_ENV: 'development' } },
  )
})

test.afterAll(() => {
  server.kill()
  rmSync(copy, { recursive: true, force: true })
})

test('a saved description changes the open page without a restart, and a broken one says what is wrong', async ({
  page,
}) => {
  test.setTimeout(300_000)
  const address = `http://localhost:${port}/openapi/v3/certificates`
  // The server starts while this asks, and prepares its dependencies when first asked.
  await expect(async () => {
    await page.goto(address)
    await expect(page.locator('h1')).toContainText('获取平台证书列表', { timeout: 60_000 })
  }).toPass({ timeout: 180_000 })
  const text = readFileSync(description, 'utf8')
  const loads = await page.evaluate(() => performance.timeOrigin)

  writeFileSync(description, text.replace('summary: 获取平台证书列表', 'summary: 改过的标题'))
  await expect(page.locator('h1')).toContainText('改过的标题', { timeout: 30_000 })
  expect(await (await page.request.get(`${address}.md`)).text()).toMatch(/^# 改过的标题\n/)

  writeFileSync(description, text.replace('type: object', 'type: objekt'))
  await expect(page.locator('main')).toContainText('which is none of the allowed values. Write one of "string"', {
    timeout: 30_000,
  })
  await expect(page.locator('.im-table')).toHaveCount(0)

  writeFileSync(description, text)
  await expect(page.locator('h1')).toContainText('获取平台证书列表', { timeout: 30_000 })
  // Changed in place: the page itself was not loaded again.
  expect(await page.evaluate(() => performance.timeOrigin)).toBe(loads)

  // A field that changes reaches the popups, too.
  writeFileSync(description, text.replace('title: 平台证书算法类型', 'title: 签名算法的类型'))
  await expect(page.locator('.im-table').first()).toContainText('签名算法的类型', { timeout: 30_000 })
  await expect(async () => {
    await page.mouse.move(0, 0)
    await page.getByRole('radio', { name: '全部字段' }).check()
    await page.locator('.type-hover:visible', { hasText: 'algorithm_type' }).first().hover()
    await expect(page.getByRole('tooltip')).toContainText('签名算法的类型', { timeout: 1000 })
  }).toPass({ timeout: 30_000 })
})

test('a type error of a guide stands in its page, below its line, until it is mended', async ({ page }) => {
  test.setTimeout(300_000)
  const guide = join(copy, 'docs/guide/reading.md')
  const text = readFileSync(guide, 'utf8')
  const wrong = text.replace('await wxpay.chain(', 'const isPaid: boolean = 3\nawait wxpay.chain(')
  expect(wrong).not.toBe(text)
  writeFileSync(guide, wrong)
  await expect(async () => {
    await page.goto(`http://localhost:${port}/guide/reading`)
    await expect(page.locator('main')).toContainText('isPaid', { timeout: 60_000 })
  }).toPass({ timeout: 180_000 })
  await expect(
    page.locator('.twoslash-error-line', { hasText: "Type 'number' is not assignable to type 'boolean'." }),
  ).toBeVisible()
  writeFileSync(guide, text)
  await expect(page.locator('main')).not.toContainText('isPaid', { timeout: 30_000 })
})
