import { expect, test, type Page } from '@playwright/test'
import { addressOf, open } from './site.ts'

const jsapi = addressOf('/v3/pay/transactions/jsapi')
const row = (page: Page, id: string) => page.locator(`[id="${id}"]`)

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
    await expect(popup).toContainText(/SUPPLIER.{0,3}供应商/)
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
