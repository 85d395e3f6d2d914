import { expect, test } from '@playwright/test'
import { addressOf, open } from './site.ts'

const jsapi = addressOf('/v3/pay/transactions/jsapi')

/** A4 without its margins, in px. */
const paper = { width: 688, height: 1000 }

test.beforeEach(({ page }) => page.setViewportSize(paper))

test('a printed page is its text, without anything to click', async ({ page }) => {
  await open(page, jsapi)
  await expect(page.locator('.VPNav')).toBeVisible()
  await page.emulateMedia({ media: 'print' })
  for (const part of [
    '.VPNav',
    '.VPLocalNav',
    '.VPSidebar',
    '.VPDoc .aside',
    '.page-markdown',
    '.code-choices',
    '.error-opener',
    'button.copy',
  ])
    await expect(page.locator(part).first(), part).toBeHidden()
  await expect(page.locator('.header-anchor').first()).toBeHidden()
  // A name in an example answers to a click on a screen; on paper it is part of the code.
  await expect(page.locator('button:visible, [role=button]:visible:not(.type-hover)')).toHaveCount(0)
  await expect(page.locator('h1')).toBeVisible()
  await expect(page.locator('.error-table')).toBeVisible()
  const { left, right } = await page
    .locator('.vp-doc')
    .evaluate(element => element.getBoundingClientRect().toJSON() as DOMRect)
  expect({ left, right }).toEqual({ left: 0, right: paper.width })
})

test('what is folded is open on paper, and folded again afterwards', async ({ page }) => {
  await open(page, jsapi)
  const fold = page.locator('details', { hasText: '实际的请求与签名串' })
  const request = fold.locator('pre').first()
  await expect(request).toBeHidden()
  await page.emulateMedia({ media: 'print' })
  await expect(request).toBeVisible()
  await page.emulateMedia({ media: 'screen' })
  await expect(fold).not.toHaveAttribute('open')
  await expect(request).toBeHidden()
})

test('the dark theme does not go to the printer, and comes back', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' })
  await open(page, jsapi)
  const colours = () =>
    page
      .locator('.vp-doc .language-ts .line span, .vp-doc td, .vp-doc p')
      .evaluateAll(all =>
        all
          .map(element => getComputedStyle(element).color.match(/\d+/g)!.slice(0, 3).map(Number))
          .map(([r, g, b]) => 0.3 * r! + 0.6 * g! + 0.1 * b!),
      )
  expect(Math.max(...(await colours()))).toBeGreaterThan(180)
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  await expect.poll(async () => Math.max(...(await colours()))).toBeLessThan(180)
  await page.emulateMedia({ media: 'screen', colorScheme: 'dark' })
  await expect(page.locator('html')).toHaveClass(/dark/)
})

test('code and tables wrap, so nothing is cut off at the edge', async ({ page }) => {
  for (const address of [
    jsapi,
    addressOf('/v3/marketing/partner/product-coupon/product-coupons'),
    '/guide/quick-start',
    '/guide/reading',
    '/products/payscore',
    '/guide/errors',
  ]) {
    await page.emulateMedia({ media: 'screen' })
    await open(page, address)
    await page.emulateMedia({ media: 'print' })
    const cut = await page.evaluate(() =>
      [
        document.documentElement.scrollWidth > document.documentElement.clientWidth && 'the page',
        ...[...document.querySelectorAll<HTMLElement>('.vp-doc pre, .vp-doc table, .vp-doc td, .vp-doc p')]
          .filter(element => element.checkVisibility() && element.scrollWidth > element.clientWidth + 1)
          .map(element => `${element.tagName} ${element.className}: ${element.textContent!.slice(0, 60)}`),
      ].filter(Boolean),
    )
    expect.soft(cut, address).toEqual([])
  }
})

test('a row of a table stays on one sheet, and the head of the table is on every one', async ({ page }) => {
  await open(page, jsapi)
  await page.emulateMedia({ media: 'print' })
  expect(
    await page
      .locator('#request tbody tr')
      .evaluateAll(rows => rows.every(row => getComputedStyle(row).breakInside === 'avoid')),
  ).toBe(true)
  expect(await page.locator('#request thead').evaluate(head => getComputedStyle(head).display)).toBe(
    'table-header-group',
  )
})

test('a link that leads out shows its address, a link within the site does not', async ({ page }) => {
  await open(page, jsapi)
  await page.emulateMedia({ media: 'print' })
  const after = (selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate(link => getComputedStyle(link, '::after').content)
  expect(await after('.vp-doc a[href="https://pay.weixin.qq.com/doc/v3/merchant/4012791856"]')).toContain(
    'https://pay.weixin.qq.com/doc/v3/merchant/4012791856',
  )
  expect(await after('.vp-doc .error-table a')).toBe('none')
})

test('a page becomes a document of several sheets', async ({ page }) => {
  await open(page, jsapi)
  const pdf = await page.pdf({ format: 'A4' })
  const sheets = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)!.length
  expect(sheets).toBeGreaterThan(2)
  expect(sheets).toBeLessThan(20)
})
