import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test, type Page } from '@playwright/test'
import { idsOf, linksOf } from '../../packages/check/html.ts'
import type { Operation } from '../../packages/reference/model/model.ts'
import { hasRun } from '../../packages/wechatpay/runs.ts'
import {
  addressOf,
  answerRows,
  builtHtml,
  builtPages,
  dist,
  open,
  operationsOf,
  paths,
  requestRows,
  runs,
  watchForTrouble,
} from './site.ts'

declare global {
  interface Window {
    /** The layout shifts of the page, added up as browsers do for their users' experience. */
    shifts: number
  }
}

function watchShifts(): void {
  window.shifts = 0
  new PerformanceObserver(list =>
    list.getEntries().forEach(entry => (window.shifts += (entry as PerformanceEntry & { value: number }).value)),
  ).observe({ type: 'layout-shift', buffered: true })
}

const weights = new Map<string, number>()

/** The bytes of a file of the built site, compressed as servers do. */
function weightOf(file: string): number {
  return weights.get(file) ?? weights.set(file, gzipSync(readFileSync(join(dist, file))).length).get(file)!
}

/** What the page in the browser has loaded, in compressed bytes, had it been the first one. */
async function weightOfVisit(page: Page): Promise<number> {
  const address = decodeURIComponent(new URL(page.url()).pathname)
  const loaded = await page.evaluate(() =>
    performance.getEntriesByType('resource').map(({ name }) => decodeURIComponent(new URL(name).pathname)),
  )
  return (
    weightOf(`${address.replace(/\/$/, '/index')}.html`) +
    [...new Set(loaded)].reduce((sum, file) => sum + weightOf(file), 0)
  )
}

/** What a browser shows of a reference page. */
interface Shown {
  headings: string[]
  tables: Record<string, { rows: number; placeholders: number; doubleIds: number }>
  examples: number
  /** Marks that the examples have been run, and the requests shown. */
  ran: number
  requests: number
  hoverable: boolean
  errors: number
  products: number
  sideways: number
}

function shown(): Shown {
  const all = (selector: string, within: ParentNode = document) => [...within.querySelectorAll(selector)]
  return {
    headings: all('main h1').map(heading => `${heading.id} ${heading.textContent!.replace('\u200b', '').trim()}`),
    tables: Object.fromEntries(
      all('table.im-table').map(table => {
        const rows = all('tbody tr', table)
        return [
          table.id,
          {
            rows: rows.length,
            placeholders: all('tbody td[colspan="3"]', table).length,
            doubleIds: rows.length - new Set(rows.map(row => row.id)).size,
          },
        ]
      }),
    ),
    examples: all('.code-variants').length,
    ran: all('.ran').length,
    requests: all('details').filter(fold => fold.textContent!.includes('签名串')).length,
    hoverable: all('.code-variants .code-language[data-lang="ts"] .type-hover').length > 0,
    errors: all('.error-table tbody tr').length,
    products: all('.products a').length,
    sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  }
}

function expected(operations: Operation[]): Shown {
  const tables = operations.flatMap(operation => {
    const prefix = operations.length > 1 ? `${operation.method}-` : ''
    // A table without fields says so in a row of its own.
    return (
      [
        ['request', requestRows(operation)],
        ['response', answerRows(operation)],
      ] as const
    ).map(([table, rows]) => [prefix + table, { rows: rows || 1, placeholders: rows ? 0 : 1, doubleIds: 0 }] as const)
  })
  return {
    headings: operations.map(({ method, title }) => `${method} ${title.replace(/\s+/g, ' ').trim()}`),
    tables: Object.fromEntries(tables),
    examples: operations.length,
    ran: operations.filter(operation => hasRun(operation, runs)).length,
    requests: operations.length,
    hoverable: true,
    errors: expect.any(Number) as never,
    products: operations.reduce((sum, { tags }) => sum + tags.length, 0),
    sideways: 0,
  }
}

// A page of its own for every test would take longer to open than what it shows: the pages of a family follow each
// other in one.
const size = 40
const batches = Array.from({ length: Math.ceil(paths.length / size) }, (_, index) =>
  paths.slice(index * size, (index + 1) * size),
)

test.describe('every reference page loads without trouble and has its headings, tables and rows:', () => {
  for (const batch of batches) {
    test(`${batch[0]} to ${batch.at(-1)}`, async ({ page }) => {
      test.setTimeout(batch.length * 10_000)
      const trouble = watchForTrouble(page)
      await page.addInitScript(watchShifts)
      for (const path of batch) {
        await open(page, addressOf(path))
        const own = await page.evaluate(shown)
        expect.soft(own, path).toEqual(expected(operationsOf(path)))
        expect.soft(await page.evaluate(() => window.shifts), path).toBeLessThanOrEqual(0.02)
        expect.soft(await weightOfVisit(page), path).toBeLessThanOrEqual(130_000)
        expect.soft(own.errors, path).toBeGreaterThan(0)
        trouble.expectNone(path)
      }
    })
  }
})

for (const width of [390, 1024])
  test(`at ${width} px, too, pages stay where they are and within their weight`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 })
    await page.addInitScript(watchShifts)
    const heaviest = '/v3/marketing/partner/product-coupon/users/{openid}/coupons'
    for (const path of [...paths.filter((_, index) => index % 40 === 0), heaviest]) {
      await open(page, addressOf(path))
      expect.soft(await page.evaluate(() => window.shifts), path).toBeLessThanOrEqual(0.02)
      expect.soft(await weightOfVisit(page), path).toBeLessThanOrEqual(130_000)
    }
  })

// Those of notifications are opened by webhooks.spec.ts.
const others = builtPages().filter(address => !/^\/(?:openapi|webhooks)\/./.test(address))

test.describe('every overview and guide loads without trouble and has one heading of the first level:', () => {
  for (let index = 0; index < others.length; index += size) {
    const batch = others.slice(index, index + size)
    test(`${batch[0]} to ${batch.at(-1)}`, async ({ page }) => {
      test.setTimeout(batch.length * 10_000)
      const trouble = watchForTrouble(page)
      for (const address of batch) {
        await open(page, address)
        expect.soft(await page.locator('h1').count(), address).toBe(1)
        trouble.expectNone(address)
      }
    })
  }
})

test('no page carries more than its own branch of the product tree, or more weight than a page may have', () => {
  const pages = builtPages().map(builtHtml)
  const sidebars = pages.map(html => /<aside class="VPSidebar[^]*?<\/aside>/.exec(html)?.[0] ?? '')
  expect(Math.max(...sidebars.map(sidebar => linksOf(sidebar).length))).toBeLessThanOrEqual(50)
  const median = (sizes: number[]) => sizes.toSorted((a, b) => a - b)[Math.floor(sizes.length / 2)]!
  expect(median(pages.map(html => Buffer.byteLength(html)))).toBeLessThanOrEqual(60_000)
  expect(median(pages.map(html => gzipSync(html).length))).toBeLessThanOrEqual(12_000)
  expect(Math.max(...pages.map(html => Buffer.byteLength(html)))).toBeLessThanOrEqual(400_000)
})

test('a page that comes in pieces shows each where it stays', async ({ page, baseURL }) => {
  const nextFrame = () =>
    page.evaluate(
      () => new Promise<void>(resolve => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))),
    )
  const documents: ServerResponse[] = []
  const server = createServer(
    (request, response) =>
      void (async () => {
        if (request.headers.accept?.includes('text/html')) {
          response.setHeader('Content-Type', 'text/html; charset=utf-8')
          documents.push(response)
          return
        }
        const file = await fetch(new URL(request.url!, baseURL))
        response.setHeader('Content-Type', file.headers.get('Content-Type') ?? '')
        response.end(new Uint8Array(await file.arrayBuffer()))
      })(),
  ).listen(0)
  try {
    await page.addInitScript(watchShifts)
    for (const address of [
      addressOf('/v3/marketing/paygiftactivity/activities/{activity_id}/merchants/add'),
      addressOf('/v3/pay/transactions/jsapi'),
      '/guide/quick-start',
      '/products/payment',
      '/',
    ]) {
      const opening = page.goto(`http://localhost:${(server.address() as AddressInfo).port}${address}`)
      await expect.poll(() => documents.length, { intervals: [10] }).toBe(1)
      const answer = documents.pop()!
      const html = builtHtml(decodeURI(address))
      const pieces = html.slice(html.indexOf('<body')).match(/[^]{1,1500}/g)!
      answer.write(html.slice(0, html.indexOf('<body')))
      await page.waitForURL(url => url.pathname === address, { waitUntil: 'commit' })
      for (const piece of pieces) {
        answer.write(piece)
        await nextFrame()
      }
      answer.end()
      await opening
      await expect(page.locator('html[data-ready]')).toHaveCount(1)
      expect(await page.evaluate(() => window.shifts), address).toBeLessThanOrEqual(0.02)
    }
  } finally {
    server.close()
  }
})

test('the script of a page that a reader goes on to is light', async ({ page }) => {
  const scripts = readdirSync(join(dist, 'assets')).filter(file => /^openapi_.*\.md\.\w+\.js$/.test(file))
  expect(scripts.length).toBe(paths.length)
  expect(scripts.filter(file => weightOf(`assets/${file}`) > 25_000)).toEqual([])
  // And it is all that is loaded on the way.
  await open(page, addressOf('/v3/pay/transactions/jsapi'))
  const before = await page.evaluate(() => performance.getEntriesByType('resource').length)
  await page.locator('.VPSidebar').getByRole('link', { name: 'H5下单' }).click()
  await expect(page.locator('main h1')).toContainText('H5下单')
  const loaded = await page.evaluate(
    from =>
      performance
        .getEntriesByType('resource')
        .slice(from)
        .map(({ name }) => new URL(name).pathname)
        .filter(file => file.startsWith('/assets/')),
    before,
  )
  expect(loaded).toEqual([expect.stringMatching(/^\/assets\/openapi_v3_pay_transactions_h5\.md\.\w+\.js$/)])
})

test('there is a page for every path and no other reference page', () => {
  expect(builtPages().filter(address => address.startsWith('/openapi/'))).toEqual(
    paths.map(path => `/openapi${path}`).sort(),
  )
})

test('every internal link and anchor of every built page resolves, and ids are unique on their page', () => {
  const pages = new Map(builtPages().map(address => [address, builtHtml(address)]))
  const ids = new Map([...pages].map(([address, html]) => [address, idsOf(html)]))
  const broken: string[] = []
  let links = 0
  for (const [address, html] of pages) {
    const own = ids.get(address)!
    if (new Set(own).size !== own.length)
      broken.push(`${address}: an id occurs twice: ${own.filter((id, index) => own.indexOf(id) < index).join(', ')}`)
    for (const href of linksOf(html)) {
      if (/^(?:https?|mailto):/.test(href)) continue
      links++
      const url = new URL(href, `http://site${address}`)
      const target = decodeURIComponent(url.pathname)
      if (/\.\w+$/.test(target) && existsSync(join(dist, target))) continue
      if (!pages.has(target)) broken.push(`${address}: ${href} is no page`)
      else if (url.hash && !ids.get(target)!.includes(decodeURIComponent(url.hash.slice(1))))
        broken.push(`${address}: ${href} is no place on its page`)
    }
  }
  expect(broken).toEqual([])
  expect(links).toBeGreaterThan(1000)
})
