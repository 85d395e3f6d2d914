import { gzipSync } from 'node:zlib'
import { expect, test, type Page, type Response } from '@playwright/test'
import { addressOf, open, watchForTrouble } from './site.ts'

const field = (page: Page) => page.getByRole('combobox', { name: '搜索' })
const dialog = (page: Page) => page.getByRole('dialog', { name: '搜索' })
const opener = (page: Page) => page.getByRole('button', { name: '搜索' })
const active = (page: Page) => page.locator('[role="option"][aria-selected="true"]')
const dataFile = /\/search-data[^/]*\.json/

/** Opens the search and waits for the results of a query. */
async function search(page: Page, query: string): Promise<void> {
  if (!(await dialog(page).isVisible())) await opener(page).click()
  await field(page).fill(query)
  await expect(dialog(page).getByRole('status')).toHaveText(/^\d+ 个结果$/)
}

test('a click, / and Ctrl K open it, Escape closes it and gives the focus back', async ({ page }) => {
  const trouble = watchForTrouble(page)
  await open(page, addressOf('/v3/certificates'))
  const product = page.locator('.products a').first()
  for (const openIt of [
    () => opener(page).click(),
    () => page.keyboard.press('/'),
    () => page.keyboard.press('Control+k'),
  ]) {
    await product.focus()
    await openIt()
    await expect(field(page)).toBeFocused()
    await expect(dialog(page)).toContainText('可以搜索')
    await page.keyboard.press('Escape')
    await expect(dialog(page)).toBeHidden()
    expect(await page.evaluate(() => document.activeElement?.matches('.search-button, .products a'))).toBe(true)
  }
  trouble.expectNone()
})

test('a / that is typed into a field stays there', async ({ page }) => {
  await open(page, '/')
  await search(page, 'v3')
  await field(page).press('End')
  await page.keyboard.type('/pay/')
  await expect(field(page)).toHaveValue('v3/pay/')
})

test('下单 finds the four ways to order, and the keyboard goes to one of them', async ({ page }) => {
  const trouble = watchForTrouble(page)
  await open(page, '/')
  await search(page, '下单')
  const operations = dialog(page).getByRole('group', { name: /^接口/ })
  await expect(operations.getByRole('option').first()).toContainText('JSAPI下单')
  await expect(operations.getByRole('option').first()).toContainText('/v3/pay/transactions/jsapi')
  await expect(operations.getByRole('option').first()).toContainText('基础支付 / 直连商户模式')
  await expect(operations.locator('mark').first()).toHaveText('下单')
  for (const title of ['APP下单', 'Native下单', 'H5下单'])
    await expect(operations.getByRole('option', { name: new RegExp(`^${title}`) }).first()).toBeVisible()
  await expect(active(page)).toContainText('JSAPI下单')
  await page.keyboard.press('ArrowDown')
  await expect(active(page)).toContainText('APP下单')
  expect(await field(page).getAttribute('aria-activedescendant')).toBe(await active(page).getAttribute('id'))
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowUp')
  // Round the end: the last one is in sight.
  await expect(active(page)).toBeInViewport()
  await expect(dialog(page).getByRole('option').last()).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/openapi\/v3\/pay\/transactions\/jsapi$/)
  await expect(page.locator('h1')).toContainText('JSAPI下单')
  await expect(dialog(page)).toBeHidden()
  trouble.expectNone()
})

test('an address from a log opens the page of its operation', async ({ page }) => {
  await open(page, '/guide/reading')
  await search(page, 'https://api.mch.weixin.qq.com/v3/pay/transactions/id/4200001234?mchid=1900000109')
  await expect(dialog(page).getByRole('option')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/openapi\/v3\/pay\/transactions\/id\/(?:\{|%7B)transaction_id(?:\}|%7D)$/)
  await expect(page.locator('h1')).toContainText('微信支付订单号查询')
})

test('a field leads to its row, a code to its place in the catalogue, a word to a guide', async ({ page }) => {
  await open(page, '/')
  await search(page, 'prepay_id')
  await active(page).click()
  await expect(page.locator('tr:target')).toContainText('prepay_id')
  await expect(page.locator('tr:target')).toBeInViewport()
  // Going back and forth still works.
  await page.goBack()
  await expect(page).toHaveURL(/\/$/)
  await page.goForward()
  await expect(page.locator('h1')).toContainText('JSAPI下单')
  await search(page, 'PARAM_ERROR')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/guide\/errors#param-error$/)
  await expect(page.locator('h3#param-error')).toBeInViewport()
  await search(page, '加密敏感字段')
  await expect(active(page)).toContainText('快速开始')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/guide\/quick-start#encryption$/)
})

test('Ctrl Enter opens a new tab and leaves the search as it is', async ({ page, context }) => {
  await open(page, '/')
  await search(page, '申请退款')
  const opened = context.waitForEvent('page')
  await page.keyboard.press('Control+Enter')
  await expect(await opened).toHaveURL(/\/v3\/refund\/domestic\/refunds$/)
  await expect(dialog(page)).toBeVisible()
})

test('a group shows more when asked, and the arrow keys reach what has come', async ({ page }) => {
  await open(page, '/')
  await search(page, '退款')
  const operations = dialog(page).getByRole('group', { name: /^接口/ })
  const before = await operations.getByRole('option').count()
  await operations.getByRole('option', { name: '显示更多接口' }).click()
  await expect.poll(() => operations.getByRole('option').count()).toBeGreaterThan(before + 10)
  await field(page).focus()
  await page.keyboard.press('ArrowDown')
  await expect(active(page)).toBeInViewport()
})

test('where nothing is found, it says so and where else to look', async ({ page }) => {
  await open(page, '/')
  await search(page, '火星')
  await expect(dialog(page)).toContainText('没有找到“火星”')
  await dialog(page).getByRole('link', { name: '全部产品' }).click()
  await expect(page).toHaveURL(/\/products\/$/)
  await expect(dialog(page)).toBeHidden()
})

test('on a slow network one types on, and the answer comes with the data', async ({ page }) => {
  let deliver = () => {}
  const wait = new Promise<void>(resolve => {
    deliver = resolve
  })
  await page.route(dataFile, async route => {
    await wait
    await route.continue()
  })
  await open(page, '/')
  await page.keyboard.press('/')
  await expect(field(page)).toBeFocused()
  await page.keyboard.type('natvie')
  await expect(dialog(page)).toContainText('正在加载')
  // Enter before there is an answer is for the answer.
  await page.keyboard.press('Enter')
  deliver()
  await expect(page).toHaveURL(/\/v3\/pay\/transactions\/native$/)
})

test('what is typed before the field is there stands in it', async ({ page }) => {
  let deliver = () => {}
  const wait = new Promise<void>(resolve => {
    deliver = resolve
  })
  await page.route(/\/SearchDialog\.[^/]*$/, async route => {
    await wait
    await route.continue()
  })
  await open(page, '/')
  await page.keyboard.press('/')
  await expect(opener(page)).toHaveAttribute('aria-busy', 'true')
  await page.keyboard.type('code /u')
  deliver()
  await expect(field(page)).toBeFocused()
  await page.keyboard.type('rl')
  await expect(field(page)).toHaveValue('code /url')
})

test('where the search itself cannot be loaded, the button says so and works when the network is back', async ({
  page,
}) => {
  const itself = /\/SearchDialog\.[^/]*$/
  await page.route(itself, route => route.abort())
  await open(page, '/')
  await opener(page).click()
  await expect(page.getByRole('alert')).toContainText('搜索没有加载成功')
  await page.unroute(itself)
  await opener(page).click()
  await expect(field(page)).toBeFocused()
  await expect(page.getByRole('alert')).toBeHidden()
})

for (const [what, file] of [
  ['data', dataFile],
  ['worker', /\/worker[-.][^/]*$/],
] as const) {
  test(`where the ${what} cannot be loaded, it says so and tries again when asked`, async ({ page }) => {
    await page.route(file, route => route.abort())
    await open(page, '/')
    await opener(page).click()
    await field(page).fill('退款')
    await expect(dialog(page).getByRole('alert')).toContainText('没有加载成功')
    await page.unroute(file)
    await page.route(file, route => route.fulfill({ status: 500 }))
    await dialog(page).getByRole('button', { name: '再试一次' }).click()
    await expect(dialog(page).getByRole('alert')).toBeVisible()
    await page.unroute(file)
    await dialog(page).getByRole('button', { name: '再试一次' }).click()
    await expect(active(page)).toContainText('申请退款')
    await expect(field(page)).toBeFocused()
  })
}

test('nothing but the button is loaded before it is opened, and the first query takes at most 250 kB', async ({
  page,
}) => {
  const responses: Response[] = []
  page.on('response', response => responses.push(response))
  await open(page, addressOf('/v3/certificates'))
  await page.waitForLoadState('networkidle')
  expect(responses.map(response => response.url()).filter(url => /search/i.test(new URL(url).pathname))).toEqual([])
  responses.length = 0
  await search(page, '下单')
  const sizes = await Promise.all(
    responses.map(
      async response => [new URL(response.url()).pathname, gzipSync(await response.body()).length] as const,
    ),
  )
  const total = sizes.reduce((sum, [, size]) => sum + size, 0)
  test.info().annotations.push({ type: 'bytes of the first query', description: `${total}: ${JSON.stringify(sizes)}` })
  expect(sizes.some(([path]) => dataFile.test(path))).toBe(true)
  expect(total).toBeLessThanOrEqual(250_000)
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

  test('it fills the screen, and a tap opens a result', async ({ page }) => {
    const trouble = watchForTrouble(page)
    await open(page, '/')
    await expect(opener(page)).toBeVisible()
    expect((await opener(page).boundingBox())!.width).toBeGreaterThanOrEqual(44)
    await opener(page).tap()
    await expect(field(page)).toBeFocused()
    expect(await dialog(page).boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 })
    await search(page, '平台证书')
    expect(
      await page.locator('.search-body').evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth),
    ).toBe(0)
    await dialog(page)
      .getByRole('option', { name: /^获取平台证书列表/ })
      .first()
      .tap()
    await expect(page).toHaveURL(/\/v3\/certificates$/)
    await expect(dialog(page)).toBeHidden()
    await opener(page).tap()
    await dialog(page).getByRole('button', { name: '关闭' }).tap()
    await expect(dialog(page)).toBeHidden()
    trouble.expectNone()
  })
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('there is no button that could do nothing', async ({ page }) => {
    await page.goto('/')
    await expect(page.locator('.search-button')).toBeHidden()
  })
})
