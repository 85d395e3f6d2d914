import { gzipSync } from 'node:zlib'
import { expect, test } from '@playwright/test'
import { idsOf, linksOf } from '../../.vitepress/check/html.ts'
import { addressOf, answerRows, builtHtml, builtPages, open, operationsOf, paths, requestRows, watchForTrouble } from './site.ts'

test.describe('every reference page', () => {
  for (const path of paths) {
    test(`${path} loads without trouble and has its headings, tables and rows`, async ({ page }) => {
      const trouble = watchForTrouble(page)
      await open(page, addressOf(path))
      const operations = operationsOf(path)
      await expect(page.locator('main h1')).toHaveText(operations.map(({ title }) => new RegExp(`^${title.replace(/[^\w\u4e00-\u9fff]/g, '.')}`)))
      for (const operation of operations) {
        const prefix = operations.length > 1 ? `${operation.method}-` : ''
        await expect(page.locator(`h1#${operation.method}`)).toContainText(operation.title)
        for (const [table, rows] of [['request', requestRows(operation)], ['response', answerRows(operation)]] as const) {
          const body = page.locator(`table.im-table#${prefix}${table} tbody`)
          // A table without fields says so in a row of its own.
          await expect(body.locator('tr')).toHaveCount(rows || 1)
          await expect(body.locator('td[colspan="3"]')).toHaveCount(rows ? 0 : 1)
          const ids = await body.locator('tr').evaluateAll(all => all.map(row => row.id))
          expect(new Set(ids).size).toBe(ids.length)
        }
      }
      await expect(page.locator('.error-table tbody tr').first()).toBeVisible()
      await expect(page.locator('.products a')).toHaveCount(operations.reduce((sum, { tags }) => sum + tags.length, 0))
      const blocks = page.locator('.code-variants')
      await expect(blocks).toHaveCount(operations.length)
      await expect(blocks.first().locator('.code-language[data-lang="ts"] .type-hover').first()).toBeAttached()
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      expect(sideways).toBe(0)
      trouble.expectNone()
    })
  }
})

test.describe('every overview and guide', () => {
  for (const address of builtPages().filter(address => !address.startsWith('/openapi/'))) {
    test(`${address} loads without trouble and has one heading of the first level`, async ({ page }) => {
      const trouble = watchForTrouble(page)
      await open(page, address)
      await expect(page.locator('h1')).toHaveCount(1)
      trouble.expectNone()
    })
  }
})

test('no page carries more than its own branch of the product tree, or more weight than a page may have', () => {
  const pages = builtPages().map(builtHtml)
  const sidebars = pages.map(html => /<aside class="VPSidebar[^]*?<\/aside>/.exec(html)?.[0] ?? '')
  expect(Math.max(...sidebars.map(sidebar => linksOf(sidebar).length))).toBeLessThanOrEqual(50)
  const median = (sizes: number[]) => sizes.toSorted((a, b) => a - b)[Math.floor(sizes.length / 2)]!
  expect(median(pages.map(html => Buffer.byteLength(html)))).toBeLessThanOrEqual(60_000)
  expect(median(pages.map(html => gzipSync(html).length))).toBeLessThanOrEqual(12_000)
  expect(Math.max(...pages.map(html => Buffer.byteLength(html)))).toBeLessThanOrEqual(400_000)
})

test('there is a page for every path and no other reference page', () => {
  expect(builtPages().filter(address => address.startsWith('/openapi/'))).toEqual(paths.map(path => `/openapi${path}`).sort())
})

test('every internal link and anchor of every built page resolves, and ids are unique on their page', () => {
  const pages = new Map(builtPages().map(address => [address, builtHtml(address)]))
  const ids = new Map([...pages].map(([address, html]) => [address, idsOf(html)]))
  const downloads = ['/openapi.json', '/types/wechatpay.d.ts']
  const broken: string[] = []
  let links = 0
  for (const [address, html] of pages) {
    const own = ids.get(address)!
    if (new Set(own).size !== own.length) broken.push(`${address}: an id occurs twice: ${own.filter((id, index) => own.indexOf(id) < index).join(', ')}`)
    for (const href of linksOf(html)) {
      if (/^(?:https?|mailto):/.test(href)) continue
      links++
      const url = new URL(href, `http://site${address}`)
      const target = decodeURIComponent(url.pathname)
      if (downloads.includes(target)) continue
      if (!pages.has(target)) broken.push(`${address}: ${href} is no page`)
      else if (url.hash && !ids.get(target)!.includes(decodeURIComponent(url.hash.slice(1)))) broken.push(`${address}: ${href} is no place on its page`)
    }
  }
  expect(broken).toEqual([])
  expect(links).toBeGreaterThan(1000)
})
