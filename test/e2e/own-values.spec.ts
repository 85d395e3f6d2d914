import { expect, test, type Page } from '@playwright/test'
import { addressOf, open, openMenu } from './site.ts'

const native = addressOf('/v3/pay/transactions/native')
const encrypting = addressOf('/v3/profitsharing/receivers/add')

test.describe("the reader's own values", () => {
  const form = (page: Page) => page.getByRole('dialog', { name: '我的参数' })
  const enter = async (page: Page) => {
    await openMenu(page)
    await page.getByRole('button', { name: '我的参数' }).click()
  }
  const code = (page: Page) => page.locator('.code-language:visible code')

  test('fill the examples of both languages, of all samples and of other pages', async ({ page }) => {
    await open(page, native)
    await enter(page)
    await form(page).getByLabel('商户号').fill('1712345678')
    await form(page).getByLabel('AppID').fill('wx1234567890abcdef')
    await form(page).getByLabel('通知地址').fill('https://pay.my.shop/notify')
    await form(page).getByRole('button', { name: '保存' }).click()
    await expect(form(page)).toBeHidden()
    const filled = [/'1712345678'/, /'wx1234567890abcdef'/, /'https:\/\/pay\.my\.shop\/notify'/]
    for (const text of filled) await expect(code(page)).toContainText(text)
    await page.getByRole('radio', { name: '全部字段' }).check()
    for (const text of filled) await expect(code(page)).toContainText(text)
    await page.getByRole('radio', { name: 'PHP' }).check()
    for (const text of filled) await expect(code(page)).toContainText(text)
    await page
      .getByRole('button', { name: 'Copy code' })
      .or(page.locator('.code-language:visible .copy'))
      .first()
      .click()
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain("=> '1712345678'")
    await open(page, encrypting)
    await expect(code(page)).toContainText('wx1234567890abcdef')
  })

  test('are kept, corrected, and taken back', async ({ page }) => {
    await open(page, native)
    const before = await code(page).innerText()
    await enter(page)
    await form(page).getByLabel('商户号').fill('我的店')
    await expect(form(page).getByText('应为8 至 10 位数字')).toBeVisible()
    await form(page).getByRole('button', { name: '保存' }).click()
    await expect(form(page)).toBeVisible()
    await form(page).getByLabel('商户号').fill('1712345678')
    await page.keyboard.press('Enter')
    await expect(code(page)).toContainText('1712345678')
    await page.reload()
    await expect(code(page)).toContainText('1712345678')
    await enter(page)
    await expect(form(page).getByLabel('商户号')).toHaveValue('1712345678')
    await form(page).getByRole('button', { name: '清除' }).click()
    await expect(code(page)).toHaveText(before, { useInnerText: true })
    expect(await page.evaluate(() => localStorage.getItem('wechatpay-reference-own-values'))).toBeNull()
  })

  test('are taken back in all open tabs', async ({ page, context }) => {
    await open(page, native)
    await enter(page)
    await form(page).getByLabel('商户号').fill('1712345678')
    await form(page).getByRole('button', { name: '保存' }).click()
    await expect(code(page)).toContainText('1712345678')
    const second = await context.newPage()
    await open(second, encrypting)
    await enter(second)
    await form(second).getByRole('button', { name: '清除' }).click()
    await expect(code(page)).not.toContainText('1712345678')
  })

  test('are left by the keyboard and by a click beside the form', async ({ page }) => {
    await open(page, native)
    await enter(page)
    await expect(form(page)).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(form(page)).toBeHidden()
    await enter(page)
    await expect(form(page)).toBeVisible()
    await page.mouse.click(5, 5)
    await expect(form(page)).toBeHidden()
    await expect(page.getByRole('button', { name: '我的参数' })).toBeFocused()
  })

  test('stand in the settings of the quick start', async ({ page }) => {
    await open(page, native)
    await enter(page)
    await form(page).getByLabel('商户证书序列号').fill('5157F09EFDC096DE15EBE81A47057A7232F1B8E1')
    await form(page).getByRole('button', { name: '保存' }).click()
    await open(page, '/guide/quick-start')
    await expect(page.locator('.language-bash', { hasText: 'WXPAY_MERCHANT_SERIAL' })).toContainText(
      'export WXPAY_MERCHANT_SERIAL=5157F09EFDC096DE15EBE81A47057A7232F1B8E1',
    )
  })
})
