import { expect, test, type Page } from '@playwright/test'
import { addressOf, drawnPaths, open } from './site.ts'

const jsapi = addressOf('/v3/pay/transactions/jsapi')

/** What the reader has chosen on an earlier visit. */
const choose = (page: Page, chosen: Record<string, string>) =>
  page.addInitScript(chosen => localStorage.setItem('wechatpay-reference-choices', JSON.stringify(chosen)), chosen)

/**
 * Focuses each row in turn. What it waits for is the line that is marked for the row: of its field, or where that has
 * none, of what it is in. @returns how many rows there are, and those whose line never came into view
 */
const focusEach = (page: Page) =>
  page.evaluate(async () => {
    const isInView = (row: Element) => {
      const code = row.closest('.beside')?.querySelector('.beside-code')
      if (!code) return true
      const box = code.getBoundingClientRect()
      const all = [...((CSS.highlights.get('field') as Iterable<Range> | undefined) ?? [])]
      const line = all.find(own => code.contains(own.startContainer))?.getBoundingClientRect()
      return line !== undefined && line.top >= box.top && line.bottom <= Math.min(box.bottom, innerHeight)
    }
    const links = [...document.querySelectorAll<HTMLElement>('.im-table tbody .field-name a')]
    const missed: string[] = []
    for (const link of links) {
      CSS.highlights.delete('field')
      link.focus()
      const row = link.closest('tr')!
      for (let frame = 0; frame < 600 && !isInView(row); frame++) await new Promise(requestAnimationFrame)
      if (!isInView(row)) missed.push(row.id)
    }
    return { rows: links.length, missed }
  })

for (const width of [1440, 1920])
  test(`at ${width} px, each row of 20 pages brings its line into view when it is focused`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 })
    await choose(page, { fields: 'all' })
    let count = 0
    for (const path of drawnPaths()) {
      await open(page, addressOf(path))
      const { rows, missed } = await focusEach(page)
      expect.soft(missed, path).toEqual([])
      count += rows
    }
    expect(count).toBeGreaterThan(400)
  })

test.describe('beside the words', () => {
  const code = (page: Page) => page.locator('.beside-code').first()
  const row = (page: Page, id: string) => page.locator(`[id="${id}"]`)
  const marked = (page: Page) =>
    page.evaluate(() => [...((CSS.highlights.get('field') as Iterable<Range> | undefined) ?? [])].map(String))

  test('the line of the row that one reads is marked while one scrolls', async ({ page }) => {
    await choose(page, { fields: 'all' })
    await open(page, jsapi)
    await page.mouse.move(1200, 850)
    for (const name of ['notify_url', 'goods_detail', 'store_info']) {
      await page.evaluate(name => {
        const row = document.querySelector(`.im-table tr[id$=".${name}"]`)!
        scrollBy(0, row.getBoundingClientRect().top - 150)
      }, name)
      await expect.poll(() => marked(page)).toContain(name)
    }
  })

  test('a name that is clicked in the code brings its row, out of a folded branch too', async ({ page }) => {
    await choose(page, { fields: 'all', rows: 'folded' })
    await open(page, jsapi)
    const name = code(page).locator('[data-lang="ts"] .type-hover', { hasText: /^goods_name$/ })
    await name.click()
    await expect(row(page, 'request.json.detail.goods_detail.goods_name')).toBeInViewport()
    await expect(row(page, 'request.json.detail.goods_detail.goods_name')).toHaveClass(/lit/)
    await expect(name).toBeInViewport()
  })

  test('a field that the sample leaves out is said to be missing, and what it is in is marked', async ({ page }) => {
    await open(page, jsapi)
    await row(page, 'request.json.amount.currency').locator('.field-name a').focus()
    await expect.poll(() => marked(page)).toEqual(['currency'])
    await page.getByText('仅必填').click()
    await row(page, 'request.json.amount.currency').locator('.field-name a').focus()
    await row(page, 'request.json.amount.total').locator('.field-name a').focus()
    await row(page, 'request.json.amount.currency').locator('.field-name a').focus()
    await expect.poll(() => marked(page)).toEqual(['amount'])
    await expect(code(page).locator('.beside-note')).toHaveText('这里没有 currency')
  })

  test('one column is chosen for this page and those to come, and taken back', async ({ page }) => {
    await open(page, jsapi)
    const right = async () => (await code(page).boundingBox())!.x > (await page.locator('#request').boundingBox())!.x
    expect(await right()).toBe(true)
    await page.getByText('单列', { exact: true }).click()
    await open(page, addressOf('/v3/refund/domestic/refunds'))
    expect(await right()).toBe(false)
    await expect(page.getByRole('button', { name: '示例', exact: true })).toBeVisible()
    await page.getByText('并排', { exact: true }).click()
    expect(await right()).toBe(true)
    await expect(page.getByRole('button', { name: '示例', exact: true })).toBeHidden()
  })

  test('the outline in the bar leads to what it names, below the bar, and says where one is', async ({ page }) => {
    await open(page, jsapi)
    const outline = page.getByRole('navigation', { name: '本页内容' }).locator('visible=true')
    await expect(outline.getByRole('link')).toHaveText(['请求参数', '返回结果', '错误应答'])
    await outline.getByRole('link', { name: '错误应答' }).click()
    await expect(page.locator('#errors')).toBeInViewport()
    await expect(outline.getByRole('link', { name: '错误应答' })).toHaveAttribute('aria-current', 'true')
  })

  test('the example is one step from the title by the Tab key', async ({ page }) => {
    await open(page, addressOf('/v3/refund/domestic/refunds'))
    await page.locator('#request-parameters .header-anchor').focus()
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Enter')
    await expect(page.locator('#request-example')).toBeFocused()
  })

  test('print has one column', async ({ page }) => {
    await page.emulateMedia({ media: 'print' })
    await open(page, jsapi)
    await expect(code(page)).toHaveCSS('position', 'static')
    expect((await code(page).boundingBox())!.x).toBe((await page.locator('#request').boundingBox())!.x)
  })
})

test.describe('popups', () => {
  test('of names in PHP and JSON say what their rows say, with 必填 in words', async ({ page }) => {
    await choose(page, { lang: 'php' })
    await open(page, jsapi)
    const popup = page.getByRole('tooltip')
    const name = (text: string) => page.locator('.line:visible', { hasText: new RegExp(`['"]${text}['"]`) }).last()
    await name('total').hover()
    await name('total').locator('.type-hover').click()
    await expect(popup).toContainText(/total: integer\s*必填.*总金额.*单位：分/s)
    await popup.getByRole('link', { name: '查看参数表' }).click()
    await expect(page).toHaveURL(/#request\.json\.amount\.total$/)
    await name('prepay_id').hover()
    await name('prepay_id').locator('.type-hover').click()
    await expect(popup).toContainText(/prepay_id: string\s*必返.*预支付交易会话标识/s)
  })

  test('of names in PHP are reached by keys alone', async ({ page }) => {
    await choose(page, { lang: 'php' })
    await open(page, jsapi)
    await page.locator('.code-language[data-lang="php"] pre').focus()
    await expect(page.locator('.type-hover:focus')).toHaveCount(1)
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog')).toContainText('查看参数表')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
  })

  test('of `data` say which fields the answer has, those of a path nothing', async ({ page }) => {
    await open(page, addressOf('/v3/refund/domestic/refunds'))
    const token = (name: string) =>
      page.locator('.code-language[data-lang="ts"] .line:visible').getByText(name, { exact: true }).first()
    await token('data').click()
    await expect(page.getByRole('tooltip').getByRole('link', { name: 'refund_id' })).toBeVisible()
    await token('domestic').click()
    await expect(page.locator('.type-popup')).toBeHidden()
    await token('post').click()
    await expect(page.getByRole('tooltip')).toContainText('申请退款')
  })

  test('open beside the code, not over it', async ({ page }) => {
    await open(page, jsapi)
    await page
      .locator('.code-language[data-lang="ts"] .type-hover', { hasText: /^total$/ })
      .first()
      .click()
    await expect(page.getByRole('tooltip')).toBeVisible()
    const popup = (await page.getByRole('tooltip').boundingBox())!
    expect(popup.x + popup.width).toBeLessThanOrEqual((await page.locator('.beside-code').first().boundingBox())!.x)
  })
})
