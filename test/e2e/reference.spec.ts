import { expect, test, type Page } from '@playwright/test'
import { toPhp } from '../../packages/wechatpay/sdk/php.ts'
import { toTypescript } from '../../packages/wechatpay/sdk/typescript.ts'
import { addressOf, open, openMenu, operationsOf, watchForTrouble } from './site.ts'

const path = '/v3/marketing/membercard-open/cards/{card_id}/codes/{code}/bonus/prepare'
const operation = operationsOf(path)[0]!

/** Just this code is to be seen in the example, and the copy button puts just this code on the clipboard. */
async function expectShownAndCopied(page: Page, lang: 'ts' | 'php', code: string): Promise<void> {
  const block = page.locator(`.code-language[data-lang="${lang}"]`)
  expect((await block.locator('code').innerText()).trimEnd()).toBe(code)
  await block.hover()
  await block.getByTitle('复制代码').click()
  await expect(block.locator('button.copied')).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(code)
}

test('the request table names seven fields, which are required and how deep they are', async ({ page }) => {
  await open(page, addressOf(path))
  const rows = page.locator('#request tbody tr')
  expect(
    await rows.evaluateAll(all =>
      all.map(row => {
        const [name, type, description] = [...row.querySelectorAll('td')]
        return [
          name!.querySelector('.field-name')!.textContent,
          name!.hasAttribute('data-required'),
          name!.getAttribute('data-indent'),
          type!.textContent,
          description!.firstChild!.textContent!.trim(),
        ]
      }),
    ),
  ).toEqual([
    ['card_id', true, null, 'string', '会员卡模板id'],
    ['code', true, null, 'string', '会员卡code'],
    ['json', true, null, 'object', '请求体的'],
    ['out_trade_no', true, '1', 'string', '商户订单号'],
    ['mchid', true, '1', 'string', '直连商户号'],
    ['sub_mchid', true, '1', 'string', '子商户号'],
    ['bonus_value', true, '1', 'integer', '会员积分值'],
  ])
  await expect(page.getByRole('row', { name: 'out_trade_no' })).toContainText('必填')
  await expect(page.locator('#response td[colspan="3"]')).toHaveText('空字符串(无返回内容)')
  const official = page.locator('.vp-doc').getByRole('link', { name: '支付结果页展示会员积分', exact: true })
  await expect(official.first()).toHaveAttribute('href', 'https://pay.weixin.qq.com/doc/v3/merchant/4012595808')
  await expect(official.last()).toHaveAttribute('href', 'https://pay.weixin.qq.com/doc/v3/partner/4012729629')
})

test('a reader chooses each of the six PHP styles and copies just what is shown', async ({ page }) => {
  await open(page, addressOf(path))
  await openMenu(page)
  await page.getByRole('radio', { name: 'PHP' }).check()
  for (const { label, code } of toPhp(operation)) {
    await page.getByRole('radio', { name: label.slice(0, 2) }).check()
    await page.getByRole('radio', { name: label.slice(2) }).check()
    await expectShownAndCopied(page, 'php', code)
  }
})

test('the payload that the six styles share stands once in the page', async ({ page }) => {
  await open(page, addressOf(path))
  const text = await page.locator('.code-language[data-lang="php"] code').evaluate(code => code.textContent)
  expect(text!.split('1217752501201407033233368018')).toHaveLength(2)
  expect(text!.split('postAsync(')).toHaveLength(4)
})

test('a reader copies the TypeScript example and finds exactly the visible code', async ({ page }) => {
  await open(page, addressOf(path))
  await openMenu(page)
  for (const { label, code } of toTypescript(operation)) {
    await page.getByRole('radio', { name: label }).check()
    await expectShownAndCopied(page, 'ts', code)
  }
})

test('a choice is kept for the next page and the next visit, without a flash', async ({ page }) => {
  await open(page, addressOf(path))
  await page.getByRole('radio', { name: 'PHP' }).check()
  await openMenu(page)
  await page.getByRole('radio', { name: '同步' }).check()
  await page.getByRole('radio', { name: '属性式' }).check()
  await page.reload({ waitUntil: 'commit' })
  // The attributes are set in the head, before there is a body to paint.
  await expect(
    page.locator('html[data-choice-lang="php"][data-choice-call="同步"][data-choice-style="属性式"]'),
  ).toBeAttached()
  await open(page, addressOf('/v3/certificates'))
  await openMenu(page)
  await expect(page.getByRole('radio', { name: '属性式' })).toBeChecked()
  await expect(page.locator('.code-language[data-lang="php"] code')).toContainText("$instance['v3/certificates']->get(")
  await expect(page.locator('.code-language[data-lang="ts"]')).toBeHidden()
})

test('hovering a token shows its type and its Chinese description', async ({ page }) => {
  await open(page, addressOf(path))
  await page.locator('.type-hover', { hasText: 'bonus_value' }).first().hover()
  const popup = page.getByRole('tooltip')
  await expect(popup).toContainText('bonus_value: number')
  await expect(popup).toContainText('会员积分值')
  await page.mouse.move(5, 5)
  await expect(popup).toBeHidden()
})

test('the types of an example are reached by keyboard: Tab, arrow keys, Escape', async ({ page }) => {
  await open(page, addressOf(path))
  await openMenu(page)
  await page.getByRole('button', { name: '我的参数' }).focus()
  await page.keyboard.press('Tab')
  // The copy button comes first where it can be focused.
  if (await page.locator('button.copy:focus').count()) await page.keyboard.press('Tab')
  await expect(page.getByRole('tooltip')).toBeVisible()
  const first = await page.getByRole('tooltip').textContent()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('tooltip')).not.toHaveText(first!)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('tooltip')).toBeHidden()
})

test('a tap pins a type on a phone, and another tap lets it go', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  const page = await context.newPage()
  await open(page, addressOf(path))
  const token = page.locator('.type-hover', { hasText: 'sub_mchid' }).first()
  await token.tap()
  await expect(page.getByRole('tooltip')).toContainText('子商户号')
  await token.tap()
  await expect(page.getByRole('tooltip')).toBeHidden()
  await context.close()
})

test('a row has an address of its own, which marks it', async ({ page }) => {
  await open(page, `${addressOf('/v3/pay/transactions/jsapi')}#request.json.amount.total`)
  const row = page.locator('tr:target')
  await expect(row).toContainText('total')
  await expect(row).toBeInViewport()
})

test('a page with two operations has two headings and four tables', async ({ page }) => {
  await open(page, addressOf('/v3/marketing/membercard-open/callback'))
  await expect(page.locator('h1#patch')).toContainText('设置回调地址')
  await expect(page.locator('h1#get')).toContainText('查询回调地址')
  for (const id of ['patch-request', 'patch-response', 'get-request', 'get-response'])
    await expect(page.locator(`table#${id}`)).toBeVisible()
})

test('from the home page through a product to an operation, and by the sidebar to the next product', async ({
  page,
}) => {
  const trouble = watchForTrouble(page)
  await open(page, '/')
  await page.getByRole('link', { name: '基础支付', exact: true }).first().click()
  await expect(page).toHaveURL(/\/products\/payment$/)
  const modes = page.locator('.modes-table')
  await expect(modes.locator('tbody tr').first().getByRole('link')).toHaveText(['JSAPI下单', 'JSAPI下单'])
  await modes.getByRole('link', { name: 'JSAPI下单' }).first().click()
  await expect(page).toHaveURL(/\/openapi\/v3\/pay\/transactions\/jsapi$/)
  const sidebar = page.locator('.VPSidebar')
  await expect(sidebar.getByRole('link', { name: 'Native下单' })).toBeVisible()
  await sidebar.getByRole('link', { name: '退款', exact: true }).click()
  await expect(page).toHaveURL(/\/products\/payment\/refund$/)
  await sidebar.getByRole('link', { name: '申请退款' }).click()
  await expect(page).toHaveURL(/\/openapi\/v3\/refund\/domestic\/refunds$/)
  await expect(page.locator('h1')).toContainText('申请退款')
  await expect(page.locator('#request tbody tr').first()).toBeVisible()
  await page.goBack()
  await page.goBack()
  await expect(page.locator('h1')).toContainText('JSAPI下单')
  trouble.expectNone()
})

test('the sidebar marks the page, and on a page of several operations the one that is read', async ({ page }) => {
  const trouble = watchForTrouble(page)
  const address = addressOf('/v3/brand/partner/card-member/cards/{card_id}')
  const links = page.locator(`.VPSidebar :is([href="${address}"], [href^="${address}#"])`)
  const marked = page.locator('.VPSidebar [aria-current="page"]')
  await open(page, address)
  await expect(links).toHaveCount(3)
  await expect(marked).toHaveAttribute('href', address)
  for (const link of (await links.evaluateAll(all => all.map(link => link.getAttribute('href')!))).slice(1)) {
    await page.locator(`.VPSidebar a[href="${link}"]`).click()
    await expect(marked).toHaveAttribute('href', link)
    // As in a link that somebody shares, to a part of that operation.
    await open(page, `${link}-answer`)
    await expect(marked).toHaveAttribute('href', link)
  }
  await open(page, '/products/payment')
  await expect(marked).toHaveText('基础支付')
  await open(page, '/products/')
  await expect(marked).toHaveText('全部产品')
  await open(page, '/guide/quick-start')
  await expect(marked).toHaveText('快速开始')
  trouble.expectNone()
})

test('an operation leads to the same action in the other mode and says what differs, both ways', async ({ page }) => {
  await open(page, addressOf('/v3/pay/transactions/native'))
  const twin = page.locator('details', { hasText: '两者不同的字段' })
  await twin.locator('summary').click()
  await expect(twin.locator('li').filter({ hasText: '仅本接口有' }).first()).toContainText('appid')
  await expect(twin.locator('li').filter({ hasText: '仅对方有' }).first()).toContainText('sp_mchid')
  await page.locator('.twin').getByRole('link', { name: '合作伙伴' }).click()
  await expect(page).toHaveURL(/\/v3\/pay\/partner\/transactions\/native$/)
  await page.locator('.twin').getByRole('link', { name: '直连商户' }).click()
  await expect(page).toHaveURL(/\/v3\/pay\/transactions\/native$/)
  // Of several operations on a page, the one that is meant.
  await open(page, addressOf('/v3/payscore/serviceorder'))
  await page.locator('.twin').getByRole('link', { name: '合作伙伴' }).last().click()
  await expect(page).toHaveURL(/\/v3\/payscore\/partner\/serviceorder#get$/)
})

test('an error code leads to its entry in the catalogue', async ({ page }) => {
  await open(page, addressOf('/v3/refund/domestic/refunds'))
  await page.locator('.error-table').getByRole('link', { name: 'PARAM_ERROR' }).click()
  await expect(page).toHaveURL(/\/guide\/errors#param-error$/)
  await expect(page.locator('h3#param-error')).toBeInViewport()
})

test('an API path that ends in a slash has a page at just that address', async ({ page }) => {
  await open(page, '/openapi/v3/applyment4sub/applyment/')
  await expect(page.locator('.api-address')).toHaveText('https://api.mch.weixin.qq.com/v3/applyment4sub/applyment/')
})

test('code has its colours in both themes', async ({ page }) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await open(page, addressOf('/v3/pay/transactions/jsapi'))
    for (const code of [
      '.code-language[data-lang="ts"] pre',
      '.code-language[data-lang="php"] pre',
      '#answer-example ~ .language-json pre',
    ]) {
      const colours = await page
        .locator(code)
        .first()
        .evaluate(pre => [
          ...new Set(
            [...pre.querySelectorAll('span')]
              .filter(({ textContent }) => textContent.trim())
              .map(span => getComputedStyle(span).color),
          ),
        ])
      expect(colours.length, `${code}, ${colorScheme}: ${colours.join(' ')}`).toBeGreaterThan(2)
    }
  }
})

test('the dark theme is chosen and kept', async ({ page }) => {
  await open(page, addressOf(path))
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  const light = await background()
  await page.getByRole('switch', { name: '外观' }).first().click()
  await expect(page.locator('html.dark')).toBeAttached()
  expect(await background()).not.toBe(light)
  await open(page, addressOf(path))
  await expect(page.locator('html.dark')).toBeAttached()
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('all content is readable, all eight ways to write the call included', async ({ page }) => {
    await page.goto(addressOf(path))
    await expect(page.locator('#request tbody tr')).toHaveCount(7)
    await expect(page.locator('.code-language[data-lang="php"]')).toBeVisible()
    const text = await page.locator('.code-variants').innerText()
    for (const head of [
      'await wxpay.v3.',
      '.then(({ status })',
      '->prepare->postAsync([',
      "->chain('v3/marketing",
      "$instance['v3/marketing",
      '->prepare->post([',
    ])
      expect(text).toContain(head)
    await expect(page.locator('.variant[data-for="同步属性式"]').first()).toBeVisible()
  })
})

test.describe('at the width of a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } })

  for (const address of [
    '/',
    '/guide/quick-start',
    '/guide/reading',
    addressOf(path),
    addressOf('/v3/pay/partner/transactions/jsapi'),
    addressOf('/v3/marketing/membercard-open/cards'),
  ]) {
    test(`${decodeURI(address)} does not scroll sideways and loses no column`, async ({ page }) => {
      await open(page, address)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
      for (const cell of await page.locator('.im-table tbody tr:first-child td').all()) {
        const box = (await cell.boundingBox())!
        expect(box.x + box.width).toBeLessThanOrEqual(390)
        expect(box.width).toBeGreaterThan(10)
      }
    })
  }
})
