import { expect, test, type Page } from '@playwright/test'
import { addressOf, open, openMenu } from './site.ts'

const jsapi = addressOf('/v3/pay/transactions/jsapi')
/** An operation without body. */
const bare = addressOf('/v3/certificates')
const row = (page: Page, id: string) => page.locator(`[id="${id}"]`)

test.describe('what the reader chooses', () => {
  const copied = (page: Page) => page.evaluate(() => navigator.clipboard.readText())
  const stored = (page: Page) => page.evaluate(() => localStorage.getItem('wechatpay-reference-choices'))

  test('is shared by an address, which shows it without remembering it', async ({ page, context }) => {
    await open(page, jsapi)
    await openMenu(page)
    await page.getByRole('radio', { name: 'PHP' }).check()
    await page.getByRole('radio', { name: '异步' }).check()
    await page.getByRole('radio', { name: '声明式' }).check()
    // The address itself stays as it is.
    await expect(page).toHaveURL(new RegExp(`${jsapi}$`))
    await page.getByRole('button', { name: '复制链接' }).click()
    await expect(page.getByRole('button', { name: '已复制' })).toBeVisible()
    const address = await copied(page)
    expect(decodeURIComponent(address)).toMatch(/\/jsapi\?lang=php&call=异步&style=声明式#request-example$/)
    const other = await context.browser()!.newContext()
    const reader = await other.newPage()
    await reader.goto(address, { waitUntil: 'commit' })
    await expect(
      reader.locator('html[data-choice-lang="php"][data-choice-call="异步"][data-choice-style="声明式"]'),
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
    await openMenu(page)
    await expect(page.getByRole('radio', { name: 'TypeScript' })).toBeChecked()
    await expect(page.getByRole('radio', { name: 'promise' })).toBeChecked()
    await expect(page.getByRole('radio', { name: '常用' })).toBeChecked()
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
    await openMenu(page)
    await page.getByRole('radio', { name: '全部字段' }).check()
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
    expect(php).toContain("$instance['v3/pay/transactions/jsapi']->post([")
    expect(php).not.toContain('PUB_KEY_ID_0')
  })

  test('of the mode changes table and example in place where both modes call one path', async ({ page }) => {
    await open(page, addressOf('/v3/refund/domestic/refunds'))
    const code = page.locator('.code-language[data-lang="ts"] code')
    const switchTo = (name: string) => page.locator('.twin').getByRole('button', { name }).click()
    await switchTo('直连商户')
    await expect(row(page, 'request.json.sub_mchid')).toBeHidden()
    await expect(code).not.toContainText('sub_mchid', { useInnerText: true })
    await switchTo('合作伙伴')
    await expect(row(page, 'request.json.sub_mchid').locator('.required-mark')).toBeVisible()
    await expect(code).toContainText('sub_mchid', { useInnerText: true })
    await expect(page.locator('.twin button[aria-pressed="true"]')).toHaveText('合作伙伴')
  })

  test('is reached by keyboard, switch by switch', async ({ page }) => {
    await open(page, jsapi)
    await page.getByRole('radio', { name: '常用' }).focus()
    await page.keyboard.press('ArrowRight')
    await expect(page.locator('.code-language[data-lang="ts"] code')).not.toContainText('attach', {
      useInnerText: true,
    })
    await page.keyboard.press('Tab')
    await expect(page.getByRole('button', { name: '更多' }).first()).toBeFocused()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    await expect(page.getByRole('radio', { name: 'await' })).toBeFocused()
    await page.keyboard.press('ArrowRight')
    await expect(page.getByRole('radio', { name: 'promise' })).toBeChecked()
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
    await openMenu(page)
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

  test('of the mode is a switch where both exist; search and guides lead to it, and an opened page stays open', async ({
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
