import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { absolute } from '../../.vitepress/site/address.ts'
import { addressOf, builtHtml, builtPages, dist, open, paths, watchForTrouble } from './site.ts'

const twinOf = (address: string) => `${address.replace(/\/$/, '/index')}.md`
const path = '/v3/pay/transactions/out-trade-no/{out_trade_no}'
const copyButton = /^(?:复制本页 Markdown|正在复制…|已复制|没有复制成功)$/

test.describe('the Markdown of a page', () => {
  for (const [kind, address] of Object.entries({
    'an API path': addressOf(path),
    'a product': '/products/payment',
    'a guide': '/guide/quick-start',
    'the index of a folder': '/products/',
    'the home page': '/',
  })) {
    test(`of ${kind} is copied as it is served, and says so`, async ({ page, request }) => {
      const trouble = watchForTrouble(page)
      await open(page, address)
      const before = await page.locator('h1').first().boundingBox()
      const link = page.getByRole('link', { name: '查看 Markdown' })
      expect(await link.getAttribute('href')).toBe(twinOf(address))
      await page.getByRole('button', { name: copyButton }).click()
      await expect(page.locator('.page-markdown').getByRole('status')).toHaveText('已复制')
      const served = await request.get(twinOf(address))
      expect(served.headers()['content-type']).toMatch(/^text\/markdown; ?charset=utf-8$/)
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await served.text())
      await expect(page.getByRole('button', { name: '已复制' })).toBeVisible()
      // Nothing moved, and the button can be used again.
      await page.evaluate(() => scrollTo(0, 0))
      expect(await page.locator('h1').first().boundingBox()).toEqual(before)
      await expect(page.getByRole('button', { name: '复制本页 Markdown' })).toBeVisible()
      trouble.expectNone()
    })
  }

  test('is reached and copied by keyboard', async ({ page }) => {
    await open(page, addressOf(path))
    await page.getByRole('button', { name: copyButton }).focus()
    await page.keyboard.press('Enter')
    await expect(page.locator('.page-markdown').getByRole('status')).toHaveText('已复制')
    await page.keyboard.press('Tab')
    await expect(page.getByRole('link', { name: '查看 Markdown' })).toBeFocused()
  })

  test('is offered to be opened when it cannot be fetched, and the next page begins anew', async ({ page }) => {
    await open(page, addressOf(path))
    await page.route(
      url => url.pathname === twinOf(addressOf(path)) && !url.search,
      route => route.fulfill({ status: 503 }),
    )
    await page.getByRole('button', { name: copyButton }).click()
    await expect(page.getByRole('button', { name: '没有复制成功' })).toBeVisible()
    await expect(page.locator('.page-markdown').getByRole('status')).toHaveText('没有复制成功')
    await expect(page.getByRole('link', { name: '打开后手动复制' })).toHaveAttribute('href', twinOf(addressOf(path)))
    await page.locator('.VPSidebar a:not([href*="out_trade_no"])[href^="/openapi/"]').first().click()
    await expect(page.getByRole('button', { name: '复制本页 Markdown' })).toBeVisible()
  })

  test('is offered to be opened when the clipboard is closed', async ({ page }) => {
    await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }))
    await open(page, addressOf(path))
    await page.getByRole('button', { name: copyButton }).click()
    await expect(page.getByRole('button', { name: '没有复制成功' })).toBeVisible()
  })

  test('opens as text, in place of the page', async ({ page }) => {
    await open(page, addressOf(path))
    await page.getByRole('link', { name: '查看 Markdown' }).click()
    await page.waitForURL(`**${twinOf(addressOf(path))}`)
    await expect(page.locator('body')).toContainText('# 商户订单号查询')
    await expect(page.locator('.VPNav')).toHaveCount(0)
  })

  test('fits on a phone', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 })
    for (const address of [addressOf(path), '/']) {
      await open(page, address)
      await expect(page.getByRole('link', { name: '查看 Markdown' })).toBeVisible()
      await expect(page.getByRole('button', { name: copyButton })).toBeVisible()
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
    }
  })
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('there is a link to the Markdown and no button that would do nothing', async ({ page }) => {
    await page.goto(addressOf(path))
    await expect(page.getByRole('link', { name: '查看 Markdown' })).toBeVisible()
    await expect(page.getByRole('button', { name: copyButton })).toBeHidden()
  })
})

test('every page has a twin, and every link of every twin leads to a file of the site', () => {
  const missing: string[] = []
  let links = 0
  for (const address of builtPages()) {
    const file = join(dist, twinOf(address))
    if (!existsSync(file)) {
      missing.push(file)
      continue
    }
    const prose = readFileSync(file, 'utf8')
      .replace(/^(`{3,})[^]*?^\1$/gm, '')
      .replace(/`[^`\n]*`/g, '``')
    for (const [, href] of prose.matchAll(/\]\((\/[^)#]*)(?:#[^)]*)?\)/g)) {
      links++
      if (!existsSync(join(dist, decodeURIComponent(href!)))) missing.push(`${address}: ${href}`)
    }
  }
  expect(missing).toEqual([])
  expect(links).toBeGreaterThan(9000)
})

test('every page says in its head where it stands, what it is, and where its Markdown is', () => {
  const pages = builtPages()
  const known = new Set(pages.map(absolute))
  const kind = (address: string) =>
    /^\/(?:openapi|webhooks)\/./.test(address)
      ? 'APIReference'
      : /^\/(?:products|webhooks)\//.test(address)
        ? 'CollectionPage'
        : address === '/'
          ? 'WebSite'
          : 'TechArticle'
  for (const address of pages) {
    const [head] = builtHtml(address).split('</head>')
    const values = (pattern: RegExp) => [...head!.matchAll(pattern)].map(([, value]) => value)
    const data = JSON.parse(values(/<script type="application\/ld\+json">([^<]*)<\/script>/g).join('')) as {
      '@graph': [Record<string, string>, { itemListElement: { item: string }[] }?]
    }
    const [own, trail] = data['@graph']
    const steps = trail?.itemListElement.map(({ item }) => item) ?? []
    // One assertion a page: a thousand pages with a dozen each would take minutes.
    expect(
      {
        canonical: values(/<link rel="canonical" href="([^"]*)"/g),
        markdown: values(/<link rel="alternate" type="text\/markdown" href="([^"]*)"/g),
        url: values(/<meta property="og:url" content="([^"]*)"/g),
        texts: ['title', 'description', 'type', 'site_name', 'locale'].filter(
          name => values(new RegExp(`<meta property="og:${name}" content="([^"]+)"`, 'g')).length === 1,
        ),
        robots: values(/<meta name="robots" content="([^"]*)"/g),
        kind: own['@type'],
        described: own.url,
        trail: steps.length > 1 && steps.at(-1) === absolute(address),
        unknown: steps.filter(step => !known.has(step)),
      },
      address,
    ).toEqual({
      canonical: [absolute(address)],
      markdown: [encodeURI(twinOf(address))],
      url: [absolute(address)],
      texts: ['title', 'description', 'type', 'site_name', 'locale'],
      robots: [],
      kind: kind(address),
      described: absolute(address),
      trail: /^\/(?:openapi|products|webhooks)\/./.test(address),
      unknown: [],
    })
  }
})

test('the address in the head follows the reader to the next page', async ({ page }) => {
  await open(page, addressOf(path))
  await page.locator('.products a').first().click()
  await expect(page).toHaveURL(/\/products\//)
  const { pathname } = new URL(page.url())
  await expect(page.locator('link[rel="canonical"]')).toHaveAttribute('href', absolute(pathname))
  await expect(page.locator('meta[property="og:url"]')).toHaveAttribute('content', absolute(pathname))
  await expect(page.locator('link[type="text/markdown"]')).toHaveAttribute('href', twinOf(pathname))
  await expect(page.locator('script[type="application/ld+json"]')).toHaveCount(0)
})

test('the map of the site has every page and nothing else, and robots learn where it is', async ({ request }) => {
  const map = await (await request.get('/sitemap.xml')).text()
  expect([...map.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, address]) => address).sort()).toEqual(
    builtPages().map(absolute).sort(),
  )
  expect(await (await request.get('/robots.txt')).text()).toContain(`\nSitemap: ${absolute('/sitemap.xml')}\n`)
  expect(readFileSync(join(dist, '404.html'), 'utf8')).toContain('<meta name="robots" content="noindex">')
})

test('llms.txt leads to twins, llms-full.txt to parts with every page', async ({ request }) => {
  const linksOf = async (address: string) =>
    [...(await (await request.get(address)).text()).matchAll(/^- \[[^\]]*\]\((\S+?)\)/gm)].map(
      ([, href]) => new URL(href!, 'http://site').pathname,
    )
  const lists = [...(await linksOf('/llms.txt')), ...(await linksOf('/llms-full.txt'))]
  expect(lists.length).toBeGreaterThan(30)
  for (const address of lists) expect(existsSync(join(dist, decodeURIComponent(address))), address).toBe(true)
  const texts = lists
    .filter(address => address.startsWith('/llms/'))
    .map(address => readFileSync(join(dist, address), 'utf8'))
  expect(paths.filter(path => texts.filter(text => text.includes(`\n来源：[/openapi${path}](`)).length !== 1)).toEqual(
    [],
  )
})
