import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import { expect, test, type Page } from '@playwright/test'
import { toTypescript } from '../../packages/wechatpay/sdk/typescript.ts'
import { addressOf, open, openMenu, operationsOf } from './site.ts'
import { samples } from '../../packages/wechatpay/samples.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
/** WCAG 2.2, levels A and AA, and what axe's authors hold to be good practice. */
const options: RunOptions = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }

interface Shape {
  name: string
  address: string
  /** What is opened on it. */
  prepare?: (page: Page) => Promise<void>
}

const jsapi = addressOf('/v3/pay/transactions/jsapi')

const shapes: Shape[] = [
  { name: 'home', address: '/' },
  { name: 'a guide with examples', address: '/guide/quick-start' },
  { name: 'a guide with tables', address: '/guide/reading' },
  { name: 'a guide with containers', address: '/guide/sandbox' },
  { name: 'a guide on writing', address: '/guide/contributing' },
  { name: 'the catalogue of errors', address: '/guide/errors' },
  { name: 'all products', address: '/products/' },
  { name: 'an overview', address: '/products/payscore' },
  { name: 'an operation', address: jsapi },
  { name: 'the largest table', address: addressOf('/v3/marketing/partner/product-coupon/product-coupons') },
  { name: 'three operations on one page', address: addressOf('/v3/brand/partner/card-member/cards/{card_id}') },
  { name: 'no body and no parameters', address: addressOf('/v3/certificates') },
  { name: 'an upload', address: addressOf('/v3/ecommerce/account/cancel-applications/media') },
  { name: 'a download', address: addressOf('/v3/billdownload/file') },
  { name: 'a deprecated operation', address: addressOf('/v3/discount-card/orders/out-trade-no/{out_trade_no}') },
  { name: 'encrypted fields', address: addressOf('/v3/aggracct-bc/wb-channel/bank-channel-account/rename') },
  { name: 'no such page', address: '/no/such/page' },
  {
    name: 'the search, with results',
    address: '/',
    prepare: async page => {
      await page.getByRole('button', { name: '搜索' }).click()
      await page.getByRole('combobox', { name: '搜索' }).fill('下单')
      await expect(page.locator('.search-dialog').getByRole('status')).toHaveText(/个结果/)
    },
  },
  {
    name: 'a popup',
    address: jsapi,
    prepare: async page => {
      await page.locator('.code-language[data-lang="ts"] .type-hover:visible').first().click()
      await expect(page.locator('.type-popup')).toBeVisible()
    },
  },
  {
    name: 'PHP, and what is sent',
    address: jsapi,
    prepare: async page => {
      await page.getByRole('radio', { name: 'PHP' }).check()
      await page.locator('summary', { hasText: '实际的请求与签名串' }).click()
    },
  },
  {
    name: 'an error explained',
    address: jsapi,
    prepare: async page => {
      await page.getByRole('button', { name: '粘贴错误应答' }).click()
      await page
        .getByRole('textbox', { name: '错误应答' })
        .fill(
          '{"code":"PARAM_ERROR","message":"参数错误","detail":{"field":"/amount/total","value":"0.01",' +
            '"issue":"值不是整数","location":"body"}}',
        )
      await expect(page.locator('.error-verdict')).toBeVisible()
    },
  },
]

for (const theme of ['light', 'dark'] as const) {
  test.describe(`${theme}:`, () => {
    test.use({ colorScheme: theme })

    for (const { name, address, prepare } of shapes) {
      test(`nothing keeps anybody out of ${name}`, async ({ page }) => {
        await open(page, address)
        await prepare?.(page)
        expect(await violationsOf(page)).toEqual([])
      })
    }
  })
}

test('on a phone, nothing keeps anybody out, with the menus open either', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await open(page, jsapi)
  expect.soft(await violationsOf(page)).toEqual([])
  await page.getByRole('button', { name: '目录' }).click()
  await expect(page.locator('.VPSidebar.open')).toBeVisible()
  await settled(page)
  expect.soft(await violationsOf(page), 'sidebar').toEqual([])
  await page.reload()
  await page.getByRole('button', { name: '菜单' }).click()
  await expect(page.locator('.VPNavScreen')).toBeVisible()
  await settled(page)
  expect.soft(await violationsOf(page), 'menu').toEqual([])
})

for (const theme of ['light', 'dark'] as const)
  for (const width of [390, 1024, 1440, 1920])
    test(`${theme}, at ${width} px: nothing keeps anybody out of an operation, its menu and its sheet`, async ({
      page,
    }) => {
      await page.emulateMedia({ colorScheme: theme })
      await page.setViewportSize({ width, height: 900 })
      for (const address of [jsapi, addressOf('/v3/brand/partner/card-member/cards/{card_id}')]) {
        await open(page, address)
        await openMenu(page)
        expect.soft(await violationsOf(page), address).toEqual([])
        const bar = page.locator('.sheet-bar button')
        if (await bar.isHidden()) continue
        await bar.click()
        await expect(page.locator('.in-sheet')).toBeVisible()
        expect.soft(await violationsOf(page), `the sheet of ${address}`).toEqual([])
      }
    })

/** What axe finds serious or critical, each with the first places. */
async function violationsOf(page: Page): Promise<string[]> {
  await settled(page)
  await page.evaluate(axe)
  const { violations } = await page.evaluate(
    async own => (globalThis as unknown as { axe: { run: (options: RunOptions) => Promise<AxeResults> } }).axe.run(own),
    options,
  )
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, help, nodes }) =>
        `${id}: ${help} (${nodes.length}): ${nodes
          .slice(0, 3)
          .map(({ target, failureSummary }) => `${target.join(' ')} ${failureSummary?.replace(/\s+/g, ' ')}`)
          .join(' | ')}`,
    )
}

/** A colour that is on its way to another one is neither. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'))
}

test('nothing is said in English to those who listen', async ({ page }) => {
  for (const address of ['/', '/guide/errors', '/products/', jsapi, '/no/such/page']) {
    await open(page, address)
    const names = await page.evaluate(() =>
      [...document.querySelectorAll('[aria-label], [title], [aria-description], [alt], .visually-hidden')].flatMap(
        element =>
          [
            element.getAttribute('aria-label'),
            element.getAttribute('title'),
            element.getAttribute('aria-description'),
            element.getAttribute('alt'),
            element.classList.contains('visually-hidden') ? element.textContent : '',
          ]
            .map(name => name?.trim())
            .filter(Boolean),
      ),
    )
    expect(names.length).toBeGreaterThan(0)
    // An error code is what it is.
    expect
      .soft(
        names.filter(name => !/\p{Script=Han}|^[A-Z_\d]+$/u.test(name!)),
        address,
      )
      .toEqual([])
  }
})

test('the first Tab offers to skip the navigation, and does', async ({ page }) => {
  await open(page, jsapi)
  await page.keyboard.press('Tab')
  const skip = page.getByRole('link', { name: '跳到正文' })
  await expect(skip).toBeFocused()
  const box = (await skip.boundingBox())!
  expect(box.width).toBeGreaterThan(40)
  expect(box.height).toBeGreaterThan(20)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  expect(
    await page.evaluate(
      () =>
        document.activeElement?.closest('#VPContent') !== null &&
        document.activeElement?.closest('.VPNav, .VPSidebar') === null,
    ),
  ).toBe(true)
})

test('whatever Tab reaches shows that it is there', async ({ page }) => {
  for (const address of ['/', jsapi, '/guide/errors']) {
    await open(page, address)
    const hidden: string[] = []
    for (let count = 0; count < 70; count++) {
      await page.keyboard.press('Tab')
      const state = await page.evaluate(() => {
        const element = document.activeElement as HTMLElement
        if (element === document.body) return 'end'
        // A radio button is as large as its label, which shows the focus for it.
        const shown = element.matches('input[type="radio"]') ? (element.nextElementSibling ?? element) : element
        const { outlineStyle, outlineWidth } = getComputedStyle(shown)
        const { width, height } = shown.getBoundingClientRect()
        return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1 && width > 1 && height > 1
          ? undefined
          : `${element.tagName}.${element.className} ${element.textContent?.slice(0, 30)}`
      })
      if (state === 'end') break
      if (state) hidden.push(state)
    }
    expect.soft(hidden, address).toEqual([])
  }
})

test('at 200 % on a window of 1280 px nothing is lost and nothing overlaps', async ({ page }) => {
  // What a browser does when it zooms: half as many pixels of twice the size.
  await page.setViewportSize({ width: 640, height: 450 })
  for (const address of ['/', jsapi, '/guide/errors', '/guide/reading', '/products/payscore']) {
    await open(page, address)
    expect
      .soft(
        await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
        address,
      )
      .toBe(0)
    const clipped = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('.vp-doc :is(td, p, li, h1, h2, h3, label, button)')]
        .filter(
          element =>
            element.checkVisibility() &&
            getComputedStyle(element).overflowX === 'hidden' &&
            !element.closest('.visually-hidden, thead') &&
            element.scrollWidth > element.clientWidth + 1,
        )
        .map(element => element.textContent!.slice(0, 40)),
    )
    expect.soft(clipped, address).toEqual([])
  }
  await open(page, jsapi)
  await page.getByRole('button', { name: '粘贴错误应答' }).click()
  await expect(page.getByRole('textbox', { name: '错误应答' })).toBeInViewport()
})

test('who wants no motion gets none', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await open(page, jsapi)
  const longest = await page.evaluate(() =>
    Math.max(
      ...[...document.querySelectorAll('*')].flatMap(element =>
        [getComputedStyle(element).transitionDuration, getComputedStyle(element).animationDuration].flatMap(text =>
          text.split(',').map(Number.parseFloat),
        ),
      ),
    ),
  )
  expect(longest).toBeLessThan(0.01)
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior)).toBe('auto')
})

test('Tab and Enter alone lead from the home page to a copied example', async ({ page }) => {
  test.setTimeout(90_000)
  const [operation] = operationsOf('/v3/pay/transactions/jsapi')
  const usual = samples(operation!).find(({ kinds }) => kinds.includes('common'))!.operation
  /** Goes on with Tab until the focus is on what is looked for. */
  const tabTo = async (selector: string, text: string) => {
    for (let count = 0; count < 400; count++) {
      await page.keyboard.press('Tab')
      if (
        await page.evaluate(
          ([wanted, content]) =>
            document.activeElement!.matches(wanted) &&
            (document.activeElement!.textContent!.trim().startsWith(content) ||
              document.activeElement!.getAttribute('title') === content),
          [selector, text] as const,
        )
      )
        return
    }
    throw new Error(`Tab does not reach ${selector} ${text}.`)
  }
  await open(page, '/')
  await tabTo('main a, .VPHome a, .VPPage a', '基础支付')
  await page.keyboard.press('Enter')
  // The address changes before the page does.
  await expect(page.locator('h1')).toContainText('基础支付')
  await expect(page).toHaveURL(/\/products\//)
  await tabTo('.vp-doc a', '直连商户模式')
  await page.keyboard.press('Enter')
  await expect(page.locator('h1')).toContainText('直连商户模式')
  await tabTo('.vp-doc a', 'JSAPI下单')
  await page.keyboard.press('Enter')
  await expect(page.locator('h1')).toContainText('JSAPI下单')
  await tabTo('button.copy', '复制代码')
  await page.keyboard.press('Enter')
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(toTypescript(usual)[0]!.code)
})
