import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { chromium, type Browser, type Page } from '@playwright/test'
import playwright from '../playwright.config.ts'
import { listFiles } from '../packages/reference/edge/files.ts'
import { generatedPages, pageFile, readSite, root } from '../.vitepress/site/pages.ts'
import { foldingTime, searchTimes } from './waits.ts'

/**
 * `npm run bench`: measures builds, the check, what a page asks of a browser, and the dev server, next to a plain
 * VitePress build of the same Markdown in the same run, and prints the figures as JSON: medians, with all runs beside
 * them. Nothing is asserted: speed is read, not tested. Takes about 12 minutes and tells every run as it ends.
 *
 * `--waits` measures only what a reader of the built site waits for: the folding of 390 rows, answers of the search.
 *
 * `--runs 1` measures everything once instead of three times; `--growth 3,10` also builds the site at that many times
 * its size, once each, in as many parts (scripts/parts.ts). `--reading 10` measures only what every tenth page of the
 * built site asks of a browser.
 */

interface Run {
  seconds: number
  /** The largest memory of the process and its children together, sampled five times a second. */
  peakMegabytes: number
}

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    growth: { type: 'string', default: '' },
    reading: { type: 'string' },
    waits: { type: 'boolean' },
  },
})
const runs = Number(values.runs)
const vitepress = join(root, 'node_modules/vitepress/bin/vitepress.js')
const tsx = join(root, 'node_modules/tsx/dist/cli.mjs')
const checkAll = [join(root, 'scripts/run.mjs'), 'check']
const cache = join(root, '.vitepress/cache')
const description = join(root, 'docs/openapi/v3/pay/transactions/native.yaml')
const address = '/openapi/v3/pay/transactions/native'
const largePage = '/openapi/v3/marketing/partner/product-coupon/product-coupons'

if (values.reading) {
  const all = generatedPages(readSite({ strict: true }))
    .map(page => page.address)
    .filter((_, index) => index % Number(values.reading) === 0)
  const busy = await readers(all)
  console.log(
    JSON.stringify(
      {
        pages: all.length,
        millisecondsBusyAfterLoad: percentiles(Object.values(busy)),
        over150: Object.fromEntries(Object.entries(busy).filter(([, milliseconds]) => milliseconds > 150)),
      },
      null,
      2,
    ),
  )
  process.exit()
}

if (values.waits) {
  console.log(JSON.stringify(await waits(), null, 2))
  process.exit()
}

const plain = await repeated(() => plainBuild())
const cold = await repeated(() => run([vitepress, 'build'], { fresh: true }))
const warm = await repeated(() => run([vitepress, 'build']))
const pages = listFiles(root, '.vitepress/dist', '.html').map(file => readFileSync(join(root, file)))
const check: Record<string, Run> = { cold: await repeated(() => run(checkAll, { fresh: true })) }
// What was compiled is still there, with the errors that guides announce.
check.typescript = await repeated(() =>
  run([join(root, 'node_modules/typescript-native/bin/tsc'), '--project', join(cache, 'check'), '--noEmit'], {
    mayFail: true,
  }),
)
check.unchanged = await repeated(() => run(checkAll))
check.oneChanged = await repeated(() => changed(() => run(checkAll)))
await run([vitepress, 'build'])
const reading = await readers(['/openapi/v3/certificates', '/openapi/v3/pay/transactions/jsapi', largePage])
const waiting = await waits()
const dev = await devServer()
const growth: Record<string, Run & { timesAsLong: number }> = {}
for (const times of values.growth.split(',').filter(Boolean)) {
  const grown = await run([tsx, 'scripts/parts.ts', times], { fresh: true, env: { SITE_COPIES: times } })
  growth[`${times}x`] = { ...grown, timesAsLong: ratio(grown.seconds, cold.seconds) }
}
console.log(
  JSON.stringify(
    {
      node: process.version,
      cores: availableParallelism(),
      plainBuild: plain,
      coldBuild: { ...cold, toPlain: ratio(cold.seconds, plain.seconds) },
      warmBuild: { ...warm, toPlain: ratio(warm.seconds, plain.seconds) },
      check,
      reading,
      waits: waiting,
      dev,
      growth,
      pages: pages.length,
      htmlBytes: percentiles(pages.map(page => page.length)),
      htmlGzipBytes: percentiles(pages.map(page => gzipSync(page).length)),
    },
    null,
    2,
  ),
)

/** The median of several runs by time, and the largest memory of them. */
async function repeated(measure: () => Promise<Run>): Promise<Run & { all: number[] }> {
  const results: Run[] = []
  for (let count = 0; count < runs; count++) results.push(await measure())
  const seconds = results.map(result => result.seconds)
  return {
    seconds: seconds.toSorted((a, b) => a - b)[Math.floor(runs / 2)]!,
    peakMegabytes: Math.max(...results.map(result => result.peakMegabytes)),
    all: seconds,
  }
}

/**
 * @param fresh whether nothing is remembered from before
 * @param mayFail whether the command's own verdict does not matter
 */
async function run(
  args: string[],
  { fresh = false, mayFail = false, env = {} }: { fresh?: boolean; mayFail?: boolean; env?: NodeJS.ProcessEnv } = {},
): Promise<Run> {
  if (fresh) rmSync(cache, { recursive: true, force: true })
  const started = performance.now()
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...env },
  })
  let peak = 0
  const timer = setInterval(() => (peak = Math.max(peak, treeMegabytes(child.pid!))), 200)
  const code = await new Promise(resolve => child.on('close', resolve))
  clearInterval(timer)
  if (code !== 0 && !mayFail) throw new Error(`${args.join(' ')} ended with ${code}`)
  const result = { seconds: seconds(started), peakMegabytes: Math.round(peak) }
  console.error(
    `${args.map(arg => arg.replace(`${root}/`, '')).join(' ')}` +
      `${fresh ? ', nothing remembered' : ''}: ${result.seconds} s, ${result.peakMegabytes} MB`,
  )
  return result
}

/**
 * The same Markdown as plain VitePress takes it: its default theme and highlighting, no types, no code of this
 * project.
 */
async function plainBuild(): Promise<Run> {
  const folder = join(root, 'test-results/plain/docs')
  rmSync(dirname(folder), { recursive: true, force: true })
  for (const { address, markdown } of generatedPages(readSite({ strict: true }))) {
    const file = join(folder, pageFile(address))
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(
      file,
      markdown.replace(/^(`{3,}\w+) twoslash/gm, '$1').replace(/^[^`\n]*\n(?:[^`\n]*\n)?\/\/ ---cut---\n/gm, ''),
    )
  }
  writeFileSync(join(folder, 'index.md'), '# Plain\n')
  writeFileSync(join(dirname(folder), 'package.json'), '{ "type": "module" }')
  mkdirSync(join(folder, '.vitepress'))
  writeFileSync(join(folder, '.vitepress/config.js'), 'export default { cleanUrls: true, ignoreDeadLinks: true }\n')
  for (const used of ['node_modules', 'snippets']) symlinkSync(join(root, used), join(dirname(folder), used))
  return run([vitepress, 'build', folder])
}

/** Does something while one description is another one. */
async function changed<Result>(act: () => Promise<Result>, summary = `改动 ${Date.now()}`): Promise<Result> {
  const text = readFileSync(description, 'utf8')
  writeFileSync(description, text.replace(/summary: .*/, `summary: ${summary}`))
  try {
    return await act()
  } finally {
    writeFileSync(description, text)
  }
}

interface TraceEvent {
  name: string
  pid: number
  tid: number
  ts: number
  dur?: number
  args: { frame?: string; data?: { documentLoaderURL?: string } }
}

/**
 * How long the browser's main thread is busy after each page has loaded, in ms: medians of five first visits, until
 * the network is quiet.
 */
function readers(addresses: string[]): Promise<Record<string, number>> {
  return inBrowser(async browser => {
    const busy: Record<string, number> = {}
    for (const address of addresses) {
      const visits: number[] = []
      const { href } = new URL(address, 'http://localhost:4198')
      for (let visit = 0; visit < 5; visit++) {
        const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
        await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline', 'blink.user_timing'] })
        await page.goto(href, { waitUntil: 'networkidle' })
        const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] }
        // Every icon in the style sheet is a document of its own, which also loads.
        const { frame } = traceEvents.find(
          ({ name, args }) => name === 'navigationStart' && args.data?.documentLoaderURL === href,
        )!.args
        const load = traceEvents.find(({ name, args }) => name === 'loadEventEnd' && args.frame === frame)!
        // What is asked of the page itself would be counted with it.
        await page.locator('html[data-ready]').waitFor()
        visits.push(
          traceEvents
            .filter(
              ({ name, pid, tid, ts }) => name === 'RunTask' && pid === load.pid && tid === load.tid && ts >= load.ts,
            )
            .reduce((sum, { dur = 0 }) => sum + dur / 1000, 0),
        )
        await page.close()
      }
      busy[address] = Math.round(visits.toSorted((a, b) => a - b)[2]!)
    }
    return busy
  })
}

/** What a reader waits for on a page that is there, in ms. */
function waits(): Promise<{ folding: number; search: Record<string, number> }> {
  return inBrowser(async browser => {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await page.goto(`http://localhost:4198${largePage}`)
    await page.locator('html[data-ready]').waitFor()
    const folding = await foldingTime(page)
    return { folding, search: await searchTimes(page, ['退款', '查询订单', 'out_trade_no', 'refudn', '/v3/pay/x/42']) }
  })
}

/** Serves the built site to a browser. */
async function inBrowser<Result>(act: (browser: Browser) => Promise<Result>): Promise<Result> {
  const server = spawn(process.execPath, [vitepress, 'preview', '--port', '4198'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const browser = await chromium.launch(playwright.use!.launchOptions)
  try {
    await listening(server, '4198')
    return await act(browser)
  } finally {
    server.kill()
    await browser.close()
  }
}

/**
 * How long the dev server takes until it listens, until the first page is there, and from a save until the open page
 * shows it; warm caches.
 */
async function devServer(): Promise<object> {
  const browser = await chromium.launch(playwright.use!.launchOptions)
  const page = await browser.newPage()
  const started = performance.now()
  const server = spawn(process.execPath, [vitepress, 'dev', '--port', '4199', '--strictPort'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    await listening(server, '4199')
    const secondsToListen = seconds(started)
    await page.goto(`http://localhost:4199${address}`)
    await page.locator('html[data-ready] main h1').waitFor()
    const secondsToFirstPage = seconds(started)
    const savedToShown: number[] = []
    for (let save = 0; save < 6; save++) {
      const shown = titleShown(page, `改动 ${save}`)
      const before = Date.now()
      savedToShown.push(await changed(async () => (await shown) - before, `改动 ${save}`))
      await page.locator('main h1', { hasNotText: '改动' }).waitFor()
    }
    return {
      secondsToListen,
      secondsToFirstPage,
      millisecondsFromSaveToPage: { first: savedToShown[0], others: savedToShown.slice(1) },
    }
  } finally {
    server.kill()
    await browser.close()
  }
}

/**
 * When the page shows a title, as the page itself sees it: asking it from time to time would say up to half a second
 * more.
 */
function titleShown(page: Page, title: string): Promise<number> {
  return page.evaluate(
    title =>
      new Promise<number>(resolve => {
        const observer = new MutationObserver(() => {
          if (!document.querySelector('main h1')?.textContent?.includes(title)) return
          observer.disconnect()
          resolve(Date.now())
        })
        observer.observe(document.documentElement, { subtree: true, childList: true, characterData: true })
      }),
    title,
  )
}

function listening(server: ChildProcess, port: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = ''
    server.stdout!.on('data', data => {
      output += data
      if (output.includes(port)) resolve()
    })
    server.on('exit', code => reject(new Error(`The server ended with ${code}: ${output}`)))
  })
}

function seconds(since: number): number {
  return Math.round((performance.now() - since) / 10) / 100
}

function ratio(one: number, other: number): number {
  return Math.round((one / other) * 100) / 100
}

/** The resident memory of a process and all its descendants, from Linux' /proc; 0 elsewhere. */
function treeMegabytes(pid: number): number {
  try {
    const parents = new Map(
      readdirSync('/proc')
        .filter(name => /^\d+$/.test(name))
        .map(name => [Number(name), Number(field(Number(name), 'PPid'))]),
    )
    const within = (id: number): boolean =>
      id === pid || (parents.has(id) && parents.get(id)! > 1 && within(parents.get(id)!))
    return [...parents.keys()].filter(within).reduce((sum, id) => sum + Number(field(id, 'VmRSS')) / 1024, 0)
  } catch {
    return 0
  }
}

/** A number of /proc/<pid>/status; 0 if the process has just ended. */
function field(pid: number, name: string): string {
  try {
    return new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '0'
  } catch {
    return '0'
  }
}

function percentiles(values: number[]): { median: number; p95: number; largest: number } {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!
  return { median: at(0.5), p95: at(0.95), largest: sorted.at(-1)! }
}
