import { expect, test, type Page } from '@playwright/test'
import { addressOf, open, openMenu } from './site.ts'

const jsapi = addressOf('/v3/pay/transactions/jsapi')
/** The page with the most rows. */
const large = addressOf('/v3/marketing/partner/product-coupon/product-coupons')
/** Three operations on one page. */
const three = addressOf('/v3/customs/orders')
/** An operation without body. */
const bare = addressOf('/v3/certificates')

const row = (page: Page, id: string) => page.locator(`[id="${id}"]`)
const fold = (page: Page, id: string) => row(page, id).locator('.fold')
/** The texts that are lit up in examples. */
const litNames = (page: Page) =>
  page.evaluate(() => [...(CSS.highlights.get('field') ?? [])].map(range => String(range)))
const litRows = (page: Page) => page.locator('.im-table tr.lit').evaluateAll(rows => rows.map(({ id }) => id))

for (const [size, viewport] of [
  ['at the width of a desktop', { width: 1440, height: 900 }],
  ['at the width of a phone', { width: 390, height: 844 }],
] as const) {
  test.describe(size, () => {
    test.use({ viewport })

    test('a branch folds and unfolds, and what was folded within it stays folded', async ({ page }) => {
      await open(page, jsapi)
      const goods = row(page, 'request.json.detail.goods_detail.wechatpay_goods_id')
      await expect(goods).toBeVisible()
      await fold(page, 'request.json.detail.goods_detail').click()
      await expect(goods).toBeHidden()
      await expect(fold(page, 'request.json.detail.goods_detail')).toHaveAttribute('aria-expanded', 'false')
      await fold(page, 'request.json.detail').click()
      await expect(row(page, 'request.json.detail.cost_price')).toBeHidden()
      await expect(row(page, 'request.json.scene_info')).toBeVisible()
      await fold(page, 'request.json.detail').click()
      await expect(row(page, 'request.json.detail.cost_price')).toBeVisible()
      await expect(goods).toBeHidden()
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width)
    })

    test('all branches fold at once, on the next page and the next visit too, until they are unfolded', async ({
      page,
    }) => {
      await open(page, jsapi)
      await page.getByRole('button', { name: '全部折叠' }).first().click()
      await expect(row(page, 'request.json.amount')).toBeVisible()
      await expect(row(page, 'request.json.amount.total')).toBeHidden()
      // A container is opened still: what it holds are the parameters.
      await expect(fold(page, 'request.json')).toHaveAttribute('aria-expanded', 'true')
      await page.reload({ waitUntil: 'commit' })
      await expect(row(page, 'request.json.payer')).toBeAttached()
      await expect(row(page, 'request.json.payer.openid')).toBeHidden()
      await open(page, large)
      await expect(page.locator('#request tbody tr').last()).toBeHidden()
      await page.getByRole('button', { name: '全部展开' }).first().click()
      expect(await page.locator('.im-table tr[hidden]').count()).toBe(0)
      await open(page, jsapi)
      await expect(row(page, 'request.json.amount.total')).toBeVisible()
    })

    test('an address leads to a row in a folded branch, on the first visit, by a link and by going back', async ({
      page,
    }) => {
      await open(page, jsapi)
      await page.getByRole('button', { name: '全部折叠' }).first().click()
      await open(page, `${jsapi}#request.json.amount.total`)
      await expect(row(page, 'request.json.amount.total')).toBeInViewport()
      await expect(page.locator('.table-place').first()).toHaveText('jsonamount')
      await expect(row(page, 'request.json.payer.openid')).toBeHidden()
      await page.evaluate(() =>
        document
          .querySelector('.VPDoc .vp-doc p a')!
          .insertAdjacentHTML('afterend', '<a id="test-link" href="#request.json.scene_info.store_info.id">行</a>'),
      )
      await page.locator('#test-link').click()
      const deep = row(page, 'request.json.scene_info.store_info.id')
      await expect(deep).toBeInViewport()
      await expect(deep).toHaveClass(/here/)
      await page.locator('.products a').first().click()
      await expect(page).toHaveURL(/\/products\//)
      await page.goBack()
      await expect(page).toHaveURL(/#request\.json\.scene_info\.store_info\.id$/)
      await expect(deep).toBeVisible()
      await expect(row(page, 'request.json.amount.total')).toBeHidden()
    })

    test('while one scrolls through a long table, its bar says where one is and leads back', async ({ page }) => {
      await open(page, large)
      const inner = row(page, 'request.json.stock.single_usage_rule.coupon_available_period.available_end_time')
      const above = page.locator('#request').locator('xpath=preceding-sibling::div')
      await inner.evaluate(element => element.scrollIntoView({ block: 'start' }))
      const place = above.locator('.table-place')
      await expect(place).toHaveText('jsonstocksingle_usage_rulecoupon_available_period')
      await expect(above).toBeInViewport()
      await place.getByText('single_usage_rule', { exact: true }).click()
      await expect(row(page, 'request.json.stock.single_usage_rule')).toBeInViewport()
      await page.evaluate(() => window.scrollTo(0, 0))
      await expect(place).toHaveText('')
    })
  })
}

test('the row that one points at lights up in the example and in the sample answer, and the other way round', async ({
  page,
}) => {
  await open(page, large)
  await page.getByRole('radio', { name: '全部字段' }).check()
  await row(page, 'request.json.stock.stock_send_rule.max_count').hover()
  await expect.poll(() => litNames(page)).toEqual(['max_count'])
  await row(page, 'response.stock.stock_send_rule.max_count').locator('.field-name').hover()
  await expect.poll(() => litNames(page)).toEqual(['max_count'])
  await open(page, jsapi)
  const total = page.locator('.code-variants .type-hover', { hasText: /^total$/ }).first()
  await total.scrollIntoViewIfNeeded()
  const top = await page.evaluate(() => scrollY)
  await total.hover()
  await expect.poll(() => litRows(page)).toEqual(['request.json.amount.total'])
  await expect.poll(() => litNames(page)).toEqual(['total'])
  expect(await page.evaluate(() => scrollY)).toBe(top)
  await page.locator('.language-json span', { hasText: '"prepay_id"' }).last().hover()
  await expect.poll(() => litRows(page)).toEqual(['response.prepay_id'])
  await page.locator('h1').hover()
  await expect.poll(() => litRows(page)).toEqual([])
  await expect.poll(() => litNames(page)).toEqual([])
})

test('names light up in the program that is shown', async ({ page }) => {
  await open(page, jsapi)
  await page.getByRole('radio', { name: 'PHP' }).check()
  await openMenu(page)
  await page.getByRole('radio', { name: '声明式' }).check()
  await row(page, 'request.json').locator('.field-name').hover()
  await expect.poll(() => litNames(page)).toEqual(['json'])
  await page
    .locator('.code-language[data-lang="php"] .line', { hasText: "'openid'" })
    .locator('span', { hasText: "'openid'" })
    .hover()
  await expect.poll(() => litRows(page)).toEqual(['request.json.payer.openid'])
})

test('on a page of three operations each name belongs to its own table', async ({ page }) => {
  await open(page, three)
  const tables = await page
    .locator('.im-table')
    .evaluateAll(all => all.map(({ id }) => id).filter(id => id.endsWith('request')))
  expect(tables).toHaveLength(3)
  for (const [index, table] of tables.entries()) {
    const name = page
      .locator('.code-variants')
      .nth(index)
      .locator('.type-hover', { hasText: /^mchid$/ })
      .first()
    // Names at the same place of the window: a pointer at rest points at nothing new.
    await page.mouse.move(5, 5)
    await name.hover()
    await expect.poll(async () => (await litRows(page)).map(id => id.startsWith(`${table}.`))).toEqual([true])
  }
})

test('a page without body and without branches has no bar', async ({ page }) => {
  await open(page, addressOf('/v3/marketing/membercard-open/cards/{card_id}/codes/{code}/bonus/prepare'))
  await expect(page.locator('#response')).toBeVisible()
  await expect(page.locator('#response').locator('xpath=..').locator('.fold-bar')).toHaveCount(0)
  await open(page, bare)
  await expect(page.locator('#request')).toBeVisible()
  await expect(row(page, 'request.json')).toHaveCount(0)
})

test('by keyboard alone a branch is folded, and folded rows are no stops', async ({ page }) => {
  await open(page, jsapi)
  const button = fold(page, 'request.json.amount')
  await button.focus()
  expect((await button.getAttribute('aria-controls'))!.split(' ')).toEqual([
    'request.json.amount.total',
    'request.json.amount.currency',
  ])
  await page.keyboard.press('Enter')
  await expect(row(page, 'request.json.amount.total')).toBeHidden()
  await page.keyboard.press('Tab')
  await expect(page.locator('[id="request.json.amount"] .field-name a')).toBeFocused()
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement!.closest('tr')!.id)).not.toContain('request.json.amount')
  // Only rows with others below them have a button.
  expect(await page.locator('#request .fold').count()).toBe(
    await page
      .locator('#request tbody tr')
      .evaluateAll(
        rows =>
          rows.filter(
            (one, index) =>
              Number(rows[index + 1]?.firstElementChild!.getAttribute('data-indent') ?? 0) >
              Number(one.firstElementChild!.getAttribute('data-indent') ?? 0),
          ).length,
      ),
  )
})

test('a search of the browser opens the branch that it finds something in', async ({ page }) => {
  await open(page, jsapi)
  await page.getByRole('button', { name: '全部折叠' }).first().click()
  const hidden = row(page, 'request.json.amount.total')
  await expect(hidden).toHaveAttribute('hidden', 'until-found')
  // What the browser sends when its search comes to a hidden row.
  await hidden.dispatchEvent('beforematch', { bubbles: true })
  await expect(hidden).toBeVisible()
  await expect(fold(page, 'request.json.amount')).toHaveAttribute('aria-expanded', 'true')
  await expect(row(page, 'request.json.payer.openid')).toBeHidden()
})

test('on paper every row is there, whatever is folded', async ({ page }) => {
  await open(page, jsapi)
  await page.getByRole('button', { name: '全部折叠' }).first().click()
  await page.emulateMedia({ media: 'print' })
  expect((await row(page, 'request.json.amount.total').boundingBox())!.height).toBeGreaterThan(20)
  expect(
    await row(page, 'request.json.amount.total')
      .locator('.field-name')
      .evaluate(name => name.checkVisibility({ contentVisibilityAuto: true })),
  ).toBe(true)
  await expect(page.locator('.fold-bar').first()).toBeHidden()
})

test('an encrypted field says so and leads to how it is done', async ({ page }) => {
  await open(page, addressOf('/v3/profitsharing/receivers/add'))
  await row(page, 'request.json.name').getByRole('link', { name: '加密' }).click()
  await expect(page).toHaveURL(/\/guide\/quick-start#encryption$/)
  await expect(page.locator('#encryption')).toBeInViewport()
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('every row is there, and nothing that would fold it', async ({ page }) => {
    await page.goto(jsapi)
    await expect(row(page, 'request.json.amount.total')).toBeVisible()
    await expect(row(page, 'request.json.amount.total')).toContainText('必填')
    await expect(page.locator('.fold').first()).toBeHidden()
    await expect(page.locator('.fold-bar').first()).toBeHidden()
  })
})
