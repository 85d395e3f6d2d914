import { expect, test, type Page } from '@playwright/test'
import { addressOf, open } from './site.ts'

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

test('folding and unfolding 390 rows takes a reader no time', async ({ page }) => {
  await open(page, large)
  const milliseconds = await page.evaluate(() => {
    const started = performance.now()
    for (const rows of ['folded', 'open', 'folded', 'open']) {
      document.querySelector<HTMLElement>(`.fold-bar [data-rows="${rows}"]`)!.click()
      document.body.getBoundingClientRect()
    }
    return (performance.now() - started) / 4
  })
  expect(milliseconds).toBeLessThan(200)
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

test.describe('the popup of a type', () => {
  const token = (page: Page, name: string) =>
    page.locator('.code-language[data-lang="ts"] .type-hover', { hasText: new RegExp(`^${name}$`) }).first()

  test('says unit, limits and values, and leads to the row of the field', async ({ page }) => {
    await open(page, jsapi)
    await page.getByRole('button', { name: '全部折叠' }).first().click()
    await token(page, 'total').click()
    const popup = page.getByRole('tooltip')
    await expect(popup).toContainText('单位：分')
    await popup.getByRole('link', { name: '查看参数表' }).click()
    await expect(page).toHaveURL(/#request\.json\.amount\.total$/)
    await expect(row(page, 'request.json.amount.total')).toBeInViewport()
    await expect(row(page, 'request.json.amount.total')).toHaveClass(/here/)
    await expect(popup).toBeHidden()
    await token(page, 'out_trade_no').click()
    await expect(popup).toContainText('限制：6–32 个字符')
    await token(page, 'prepay_id').click()
    await popup.getByRole('link', { name: '查看参数表' }).click()
    await expect(page).toHaveURL(/#response\.prepay_id$/)
    await open(page, addressOf('/v3/profitsharing/receivers/add'))
    await token(page, 'relation_type').click()
    expect(await popup.locator('.type-popup-item').count()).toBeGreaterThan(5)
    await expect(popup.locator('.type-popup-item').filter({ hasText: 'SUPPLIER' })).toContainText('供应商')
  })

  test('is entered with Enter and left with Escape or Tab, and says what it is', async ({ page }) => {
    await open(page, jsapi)
    await token(page, 'total').focus()
    await page.keyboard.press('Shift')
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'total 的类型' })
    await expect(dialog.getByRole('link', { name: '查看参数表' })).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    await expect(token(page, 'total')).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(dialog.getByRole('link', { name: '查看参数表' })).toBeFocused()
    await page.keyboard.press('Tab')
    await expect(token(page, 'total')).toBeFocused()
    await expect(dialog).toBeHidden()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/#request\.json\.amount\.total$/)
    await expect(row(page, 'request.json.amount.total')).toBeFocused()
  })

  test('is announced with its token', async ({ page }) => {
    await open(page, jsapi)
    await token(page, 'total').click()
    await expect(token(page, 'total')).toHaveRole('button')
    await expect(token(page, 'total')).toHaveAccessibleName('total')
    await expect(token(page, 'total')).toHaveAccessibleDescription(/total: number.*总金额.*单位：分/s)
    await expect(token(page, 'total')).toHaveAttribute('aria-expanded', 'true')
  })

  test('is no part of what is copied, by the button or by hand', async ({ page }) => {
    await open(page, jsapi)
    await token(page, 'total').click()
    await expect(page.getByRole('tooltip')).toBeVisible()
    const block = page.locator('.code-language[data-lang="ts"]')
    const selected = await block.locator('code').evaluate(code => {
      getSelection()!.selectAllChildren(code)
      return String(getSelection())
    })
    expect(selected).not.toContain('单位')
    expect(selected).toContain('total: 528800,')
  })
})

test.describe('what the reader chooses', () => {
  const copied = (page: Page) => page.evaluate(() => navigator.clipboard.readText())
  const stored = (page: Page) => page.evaluate(() => localStorage.getItem('wechatpay-reference-choices'))

  test('is shared by an address, which shows it without remembering it', async ({ page, context }) => {
    await open(page, jsapi)
    await page.getByRole('radio', { name: 'PHP' }).check()
    await page.getByRole('radio', { name: '同步' }).check()
    await page.getByRole('radio', { name: '声明式' }).check()
    // The address itself stays as it is.
    await expect(page).toHaveURL(new RegExp(`${jsapi}$`))
    await page.getByRole('button', { name: '复制链接' }).click()
    await expect(page.getByRole('button', { name: '已复制' })).toBeVisible()
    const address = await copied(page)
    expect(decodeURIComponent(address)).toMatch(/\/jsapi\?lang=php&call=同步&style=声明式#request-example$/)
    const other = await context.browser()!.newContext()
    const reader = await other.newPage()
    await reader.goto(address, { waitUntil: 'commit' })
    await expect(
      reader.locator('html[data-choice-lang="php"][data-choice-call="同步"][data-choice-style="声明式"]'),
    ).toBeAttached()
    await expect(reader.locator('html[data-ready]')).toHaveCount(1)
    await expect(reader.locator('.code-language[data-lang="php"] code')).toContainText('$instance->chain(')
    expect(await stored(reader)).toBeNull()
    // One's own choice ends it, also in the address.
    await reader.getByRole('radio', { name: 'TypeScript' }).check()
    expect(new URL(reader.url()).search).toBe('')
    await reader.reload()
    await expect(reader.getByRole('radio', { name: 'TypeScript' })).toBeChecked()
    await other.close()
  })

  test('is taken from an address only where there is such a choice', async ({ page }) => {
    await open(page, `${jsapi}?lang=perl&ts=promise&fields=%3Cb%3E`)
    await expect(page.getByRole('radio', { name: 'TypeScript' })).toBeChecked()
    await expect(page.getByRole('radio', { name: 'promise' })).toBeChecked()
    await expect(page.getByRole('radio', { name: '全部字段' })).toBeChecked()
  })

  test('is taken over by another open tab', async ({ page, context }) => {
    await open(page, jsapi)
    const second = await context.newPage()
    await open(second, bare)
    await second.getByRole('radio', { name: 'PHP' }).check()
    await expect(page.getByRole('radio', { name: 'PHP' })).toBeChecked()
    await expect(page.locator('.code-language[data-lang="ts"]')).toBeHidden()
    await page.getByRole('button', { name: '全部折叠' }).first().click()
    await open(second, jsapi)
    await page.getByRole('button', { name: '全部展开' }).first().click()
    await expect(row(second, 'request.json.amount.total')).toBeVisible()
  })

  test('of the fields leaves the required ones, in what is shown and in what is copied', async ({ page }) => {
    await open(page, jsapi)
    await page.getByRole('radio', { name: '仅必填' }).check()
    for (const [radio, lang] of [
      ['TypeScript', 'ts'],
      ['PHP', 'php'],
    ] as const) {
      await page.getByRole('radio', { name: radio }).check()
      const block = page.locator(`.code-language[data-lang="${lang}"]`)
      await expect(block.locator('code')).toContainText('out_trade_no')
      const shown = (await block.locator('code').innerText()).trimEnd()
      for (const name of ['goods_tag', 'detail', 'currency', 'Wechatpay-Serial']) expect(shown).not.toContain(name)
      for (const name of ['openid', 'total', 'notify_url']) expect(shown).toContain(name)
      await block.hover()
      await block.getByTitle('复制代码').click()
      await expect(block.locator('button.copied')).toBeVisible()
      expect(await copied(page)).toBe(shown)
    }
    await open(page, addressOf('/v3/pay/transactions/native'))
    await expect(page.getByRole('radio', { name: '仅必填' })).toBeChecked()
  })

  test('of the keys decides on the header and on the set-up of a whole file', async ({ page }) => {
    await open(page, jsapi)
    const code = page.locator('.code-language[data-lang="ts"] code')
    expect(await code.innerText()).toContain("'Wechatpay-Serial': 'PUB_KEY_ID_")
    const file = async () => {
      await page.getByRole('button', { name: '复制完整文件' }).click()
      await expect(page.getByRole('button', { name: '已复制' })).toBeVisible()
      await expect(page.getByRole('button', { name: '复制完整文件' })).toBeVisible()
      return copied(page)
    }
    const first = await file()
    expect(first).toContain("import { Rsa, Wechatpay } from 'wechatpay-axios-plugin'")
    expect(first).toContain("'Wechatpay-Serial': platformPublicKeyId,")
    expect(first).toContain('await wxpay.v3.pay.transactions.jsapi.post({')
    expect(first).not.toContain('.then((')
    await page.getByRole('radio', { name: '平台证书' }).check()
    expect(await code.innerText()).not.toContain('PUB_KEY_ID_')
    expect(await file()).toContain("'Wechatpay-Serial': platformCertificateSerial,")
    await page.getByRole('radio', { name: 'PHP' }).check()
    await page.getByRole('radio', { name: '属性式' }).check()
    const php = await file()
    expect(php).toMatch(/^<\?php\n/)
    expect(php).toContain('PemUtil::parseCertificateSerialNo')
    expect(php).toContain("$instance['v3/pay/transactions/jsapi']->postAsync([")
    expect(php).not.toContain('PUB_KEY_ID_0')
  })

  test('is reached by keyboard, switch by switch', async ({ page }) => {
    await open(page, jsapi)
    await page.getByRole('radio', { name: 'await' }).focus()
    await page.keyboard.press('ArrowRight')
    await expect(page.getByRole('radio', { name: 'promise' })).toBeChecked()
    await page.keyboard.press('Tab')
    await expect(page.getByRole('radio', { name: '全部字段' })).toBeFocused()
    await page.keyboard.press('ArrowRight')
    await expect(page.locator('.code-language[data-lang="ts"] code')).not.toContainText('goods_tag', {
      useInnerText: true,
    })
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await expect(page.getByRole('button', { name: '复制完整文件' })).toBeFocused()
  })

  test('opens the tabs of the guides, and a tab that is opened is a choice', async ({ page }) => {
    await open(page, '/guide/quick-start')
    const shown = page.locator('.vp-code-group', { hasText: 'Wechatpay as WechatpayApi' }).locator('.blocks > .active')
    await expect(shown).toContainText('WXPAY_PUBLIC_KEY_FILE')
    await page.getByText('PHP · 平台证书', { exact: true }).click()
    await expect(shown).toContainText('PemUtil::parseCertificateSerialNo')
    await expect(
      page.locator('.vp-code-group', { hasText: 'composer require' }).locator('.blocks > .active'),
    ).toContainText('npm install')
    await open(page, jsapi)
    await expect(page.getByRole('radio', { name: 'PHP' })).toBeChecked()
    await expect(page.getByRole('radio', { name: '平台证书' })).toBeChecked()
    await page.getByRole('radio', { name: 'TypeScript' }).check()
    await open(page, '/guide/quick-start')
    await expect(shown).toContainText('new X509Certificate(')
  })

  test('shows the tabs of the guides before the first script has run', async ({ page }) => {
    await page.route('**/assets/**/*.js', route => route.abort())
    for (const [choices, texts] of Object.entries({
      'lang=ts&keys=public-key': ['new Wechatpay(', 'WXPAY_PUBLIC_KEY_FILE'],
      'lang=ts&keys=certificate': ['new Wechatpay(', 'new X509Certificate('],
      'lang=php&keys=public-key': ['Builder::factory(', 'PUB_KEY_ID'],
      'lang=php&keys=certificate': ['Builder::factory(', 'PemUtil::parseCertificateSerialNo'],
    })) {
      await page.goto(`/guide/quick-start?${choices}`)
      const shown = await page
        .locator('.vp-code-group', { hasText: 'Wechatpay as WechatpayApi' })
        .locator('.blocks > div')
        .evaluateAll(blocks => blocks.filter(block => block.checkVisibility()).map(block => block.textContent!))
      expect(shown, choices).toHaveLength(1)
      for (const text of texts) expect(shown[0], choices).toContain(text)
    }
  })

  test('of the mode is a switch where both exist; search and guides then lead to it, and nobody is sent away from what they opened', async ({
    page,
  }) => {
    const [merchant, partner] = [
      addressOf('/v3/pay/transactions/native'),
      addressOf('/v3/pay/partner/transactions/native'),
    ]
    const first = async () => {
      await page.getByRole('button', { name: '搜索' }).click()
      await page.getByRole('combobox', { name: '搜索' }).fill('Native下单')
      await expect(page.getByRole('dialog', { name: '搜索' }).getByRole('status')).toHaveText(/个结果$/)
      const found = page.getByRole('option').first()
      await expect(found).toContainText('Native下单')
      const text = await found.textContent()
      await page.keyboard.press('Escape')
      return text
    }
    const guideLink = page.locator('.vp-doc').getByRole('link', { name: '下单', exact: true })
    await open(page, '/guide/quick-start')
    await expect(guideLink).toHaveAttribute('href', merchant)
    expect(await first()).toContain('/v3/pay/transactions/native')

    await open(page, `${merchant}#request.json.amount.total`)
    await expect(page.locator('.twin strong')).toHaveText('直连商户')
    await page.locator('.twin').getByRole('link', { name: '合作伙伴' }).click()
    await expect(page).toHaveURL(new RegExp(`${partner}#request.json.amount.total$`))
    await expect(page.locator('.twin strong')).toHaveText('合作伙伴')
    await expect(page.locator('tr.here')).toHaveAttribute('id', 'request.json.amount.total')
    expect(await first()).toContain('/v3/pay/partner/transactions/native')

    await open(page, '/guide/quick-start')
    await expect(guideLink).toHaveAttribute('href', partner)
    await guideLink.click()
    await expect(page).toHaveURL(new RegExp(`${partner}$`))

    // Opened by its address, the other one is shown, with the choice in words.
    await open(page, merchant)
    await expect(page).toHaveURL(new RegExp(`${merchant}$`))
    const said = () => page.locator('.twin a').evaluate(link => getComputedStyle(link, '::after').content)
    expect(await said()).toContain('你的选择')
    // Not marked as a link to another site, whose icon would take the place of the words.
    await expect(page.locator('.twin a')).toHaveAttribute('href', partner)
    await page.locator('.twin a').click()
    await expect(page).toHaveURL(new RegExp(`${partner}$`))
    await page.locator('.twin').getByRole('link', { name: '直连商户' }).click()
    await expect(page).toHaveURL(new RegExp(`${merchant}$`))
    expect(await said()).not.toContain('你的选择')
    await open(page, '/guide/quick-start')
    await expect(guideLink).toHaveAttribute('href', merchant)
  })
})
