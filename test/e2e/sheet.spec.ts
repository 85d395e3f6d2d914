import { expect, test, type Page } from '@playwright/test'
import { addressOf, open } from './site.ts'

const refund = addressOf('/v3/refund/domestic/refunds')
const button = (page: Page) => page.locator('.sheet-bar button')
const sheet = (page: Page) => page.getByRole('region', { name: '请求示例' })
const place = (page: Page) => page.evaluate(() => scrollY)

for (const [name, viewport] of [
  ['a phone', { width: 390, height: 844 }],
  ['a tablet', { width: 1024, height: 768 }],
] as const)
  test.describe(`on ${name}, the example comes as a sheet`, () => {
    test.use({ viewport, hasTouch: true })

    test('by touch, and goes by touch, and the page keeps its place', async ({ page }) => {
      await open(page, refund)
      await page.evaluate(() => scrollTo(0, 900))
      await button(page).tap()
      await expect(sheet(page)).toBeInViewport()
      await expect(button(page)).toHaveAttribute('aria-expanded', 'true')
      expect(await place(page)).toBe(900)
      await button(page).tap()
      await expect(sheet(page)).toHaveCount(0)
      expect(await place(page)).toBe(900)
    })

    test('by keys, holds the focus, goes with Escape, and gives it back', async ({ page }) => {
      await open(page, refund)
      await button(page).focus()
      await page.keyboard.press('Enter')
      await expect(sheet(page)).toBeFocused()
      await page.keyboard.press('Tab')
      await expect(sheet(page).locator('a, input, button').and(page.locator(':focus'))).toHaveCount(1)
      await page.keyboard.press('Escape')
      await expect(sheet(page)).toHaveCount(0)
      await expect(button(page)).toBeFocused()
    })

    test('and goes with the way back, which then leads to the page before', async ({ page }) => {
      await open(page, '/guide/reading')
      await open(page, refund)
      await page.evaluate(() => scrollTo(0, 700))
      await button(page).tap()
      await expect(sheet(page)).toBeInViewport()
      await page.evaluate(() => scrollTo(0, 800))
      await page.goBack()
      await expect(sheet(page)).toHaveCount(0)
      expect(await place(page)).toBe(800)
      await expect(page).toHaveURL(refund)
      await page.goBack()
      await expect(page).toHaveURL('/guide/reading')
    })

    test('and follows what one reads: the row that is tapped, and from the request to the answer', async ({ page }) => {
      await open(page, refund)
      await button(page).tap()
      await page.evaluate(() => {
        const row = document.getElementById('request.json.amount.total')!
        scrollBy(0, row.getBoundingClientRect().top - 190)
      })
      await page.locator('[id="request.json.amount.total"] .required-mark').tap()
      const seen = () =>
        page.evaluate(() => {
          const [range] = [...((CSS.highlights.get('field') as Iterable<Range> | undefined) ?? [])]
          const box = document.querySelector('.in-sheet')!.getBoundingClientRect()
          const line = range?.getBoundingClientRect()
          return line && line.top >= box.top && line.bottom <= box.bottom ? String(range) : undefined
        })
      await expect.poll(seen).toBe('total')
      await page.evaluate(() => document.getElementById('response')!.scrollIntoView())
      await expect(page.getByRole('region', { name: '返回示例' })).toBeInViewport()
      await expect(page.locator('.in-sheet')).toHaveCount(1)
    })

    test('and is gone on the next page', async ({ page }) => {
      await open(page, refund)
      await button(page).tap()
      await expect(sheet(page)).toBeInViewport()
      await sheet(page).getByRole('link', { name: '模拟服务' }).click()
      await expect(page).toHaveURL(/guide\/sandbox/)
      await expect(page.locator('.in-sheet')).toHaveCount(0)
      await expect(button(page)).toHaveCount(0)
    })
  })

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } })

  test('there is no bar, and the example stands in the page', async ({ page }) => {
    await page.goto(refund)
    await expect(button(page)).toHaveCount(0)
    await expect(page.locator('.code-variants').first()).toBeVisible()
  })
})
