import { expect, test, type Page } from '@playwright/test'
import { pageOf } from '../../packages/reference/model/addresses.ts'
import { countRows } from '../../packages/reference/model/model.ts'
import { resourceTableId } from '../../packages/reference/model/rows.ts'
import { notifications, open, watchForTrouble } from './site.ts'

/** What a browser shows of the page of a notification. */
function shown() {
  const all = (selector: string) => [...document.querySelectorAll(selector)]
  return {
    heading: document.querySelector('main h1')!.textContent!.replace('\u200b', '').trim(),
    tables: Object.fromEntries(
      all('table.im-table').map(table => [table.id, table.querySelectorAll('tbody tr').length]),
    ),
    samples: all('details .language-json code').map(code => JSON.parse(code.textContent!) as unknown),
    hoverable: all('.vp-code-group .type-hover').length > 0,
    sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  }
}

const size = 26
const batches = Array.from({ length: Math.ceil(notifications.length / size) }, (_, index) =>
  notifications.slice(index * size, (index + 1) * size),
)

for (const [name, viewport] of [
  ['a desktop', { width: 1440, height: 900 }],
  ['a phone', { width: 390, height: 800 }],
] as const)
  test.describe(`on ${name}, every notification has its tables, rows and samples:`, () => {
    test.use({ viewport })
    for (const batch of batches) {
      test(`${batch[0]!.eventType} to ${batch.at(-1)!.eventType}`, async ({ page }) => {
        test.setTimeout(batch.length * 10_000)
        const trouble = watchForTrouble(page)
        for (const notification of batch) {
          const { title, resources, answer } = notification
          await open(page, pageOf(notification))
          expect.soft(await page.evaluate(shown), notification.eventType).toEqual({
            heading: title,
            tables: Object.fromEntries([
              ...resources.map(resource => [resourceTableId(resource), countRows(resource.schema)]),
              ...(answer.content ? [['answer', countRows(answer.content.schema)]] : []),
            ]),
            samples: resources.map(({ example }) => example),
            hoverable: true,
            sideways: 0,
          })
          trouble.expectNone(notification.eventType)
        }
      })
    }
  })

test('a notify_url leads to the notification, and that leads back to its row', async ({ page }) => {
  await open(page, '/openapi/v3/refund/domestic/refunds')
  const row = page.locator('[id="request.json.notify_url"]')
  await row.getByRole('link', { name: '退款成功通知' }).click()
  await expect(page).toHaveURL(/\/webhooks\/refund-success$/)
  await page.getByRole('link', { name: '申请退款' }).first().click()
  await expect(page).toHaveURL(/\/openapi\/v3\/refund\/domestic\/refunds$/)
})

test('the types of a handler tell what a field is, and fold with the row', async ({ page }) => {
  await open(page, '/webhooks/refund-abnormal')
  await page
    .locator('.vp-code-group .type-hover', { hasText: /^out_refund_no$/ })
    .first()
    .click()
  await expect(page.getByRole('tooltip')).toContainText('商户退款单号')
})

test('the receiver that a reader chooses stands there on the next visit', async ({ page }) => {
  await open(page, '/guide/notifications#receivers')
  await page.locator('.vp-code-group .tabs').getByText('Koa', { exact: true }).click()
  await expect(page.getByText("import Koa from 'koa'")).toBeVisible()
  await open(page, '/guide/signature')
  await open(page, '/guide/notifications#receivers')
  await expect(page.getByText("import Koa from 'koa'")).toBeVisible()
  await expect(page.getByText("import express from 'express'")).toBeHidden()
})

test.describe('the page of kits', () => {
  const code = (page: Page) => page.locator('.kit-code')

  test('turns the kit of the event in the address into code that one copies', async ({ page }) => {
    const trouble = watchForTrouble(page)
    await open(page, '/guide/notification-kit?event=REFUND.SUCCESS')
    await expect(page.getByLabel('通知', { exact: true })).toHaveValue('REFUND.SUCCESS')
    await expect(code(page)).toContainText('--header')
    await page
      .getByLabel('请求', { exact: true })
      .selectOption({ label: '拒绝 · stale merchant 时间戳是 10 分钟以前的' })
    await expect(code(page)).toContainText('应当应答 401')
    for (const [language, text] of [
      ['Vitest', "readFileSync('refund-success.json'"],
      ['PHPUnit', 'final class NotifyTest'],
    ] as const) {
      await page.getByLabel(language).check()
      await expect(code(page)).toContainText(text)
    }
    await page.getByRole('button', { name: '复制代码' }).click()
    await expect(page.getByRole('button', { name: '已复制' })).toBeVisible()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await code(page).textContent())
    trouble.expectNone()
  })

  test('is operated by keys alone', async ({ page }) => {
    await open(page, '/guide/notification-kit')
    // Keys find the choices only once the kit, which is loaded after the page, is there.
    await expect(code(page)).toContainText('--header')
    await page.getByLabel('通知', { exact: true }).focus()
    await page.keyboard.press('Tab')
    await page.keyboard.press('ArrowRight')
    await expect(page.getByLabel('Vitest')).toBeChecked()
    await page.keyboard.press('Tab')
    await expect(page.getByRole('link', { name: '下载 transaction-success.json' })).toBeFocused()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('button', { name: '已复制' })).toBeFocused()
  })

  test('says that a kit did not come, and tries again', async ({ page }) => {
    await page.route('**/kits/*.json', route => route.abort())
    await open(page, '/guide/notification-kit')
    await expect(page.getByRole('alert')).toContainText('没有加载成功')
    await page.unroute('**/kits/*.json')
    await page.getByRole('button', { name: '再试一次' }).click()
    await expect(code(page)).toContainText('--header')
  })
})
