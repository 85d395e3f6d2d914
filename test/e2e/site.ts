import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { countRows, type Operation } from '../../packages/reference/model/model.ts'
import { descriptionFiles } from '../../packages/reference/edge/files.ts'
import type { ExampleRuns } from '../../packages/wechatpay/runs.ts'
import { read } from '../../packages/wechatpay/index.ts'

export const root = process.cwd()
export const dist = join(root, '.vitepress/dist')

/** What the pages have to show, from the descriptions themselves. */
export const { operations, notifications } = read(descriptionFiles(root))

/** Which examples have been run. */
export const runs = JSON.parse(
  readFileSync(join(root, 'packages/wechatpay/data/examples-run.json'), 'utf8'),
) as ExampleRuns

export const paths = [...new Set(operations.map(operation => operation.path))]

/** Twenty of them, from those that describe least to those that describe most. */
export function drawnPaths(): string[] {
  const sizes = paths.map(path => ({ path, size: JSON.stringify(operationsOf(path)).length }))
  const ordered = sizes.sort((a, b) => a.size - b.size).map(({ path }) => path)
  return Array.from({ length: 20 }, (_, index) => ordered[Math.floor(((index + 0.5) * ordered.length) / 20)]!)
}

export function operationsOf(path: string): Operation[] {
  return operations.filter(operation => operation.path === path)
}

/** The address of an API path's page, as a browser asks for it. */
export function addressOf(path: string): string {
  return `/openapi${encodeURI(path)}`
}

/** All pages of the built site as addresses: `/`, `/guide/reading`, `/openapi/v3/certificates`. */
export function builtPages(): string[] {
  return (readdirSync(dist, { recursive: true }) as string[])
    .filter(file => file.endsWith('.html') && file !== '404.html')
    .map(file => `/${file.replace(/(?:^|(?<=\/))index\.html$|\.html$/, '')}`)
    .sort()
}

export function builtHtml(address: string): string {
  return readFileSync(join(dist, address.endsWith('/') ? `${address}index.html` : `${address}.html`), 'utf8')
}

/** The rows that the request table of an operation has: path variables, wrappers, fields at all depths. */
export function requestRows({ pathParameters, query, headers, body }: Operation): number {
  const rows = [...pathParameters, ...query, ...headers].reduce((sum, { schema }) => sum + 1 + countRows(schema), 0)
  return rows + Number(query.length > 0) + Number(headers.length > 0) + (body ? 1 + countRows(body.schema) : 0)
}

export function answerRows({ answer }: Operation): number {
  return answer.content?.kind === 'json' ? countRows(answer.content.schema) : 0
}

/**
 * Watches a page for what a reader would find broken; `expectNone` fails with what was seen since it was asked
 * before.
 */
export function watchForTrouble(page: Page): { expectNone: (where?: string) => void } {
  const trouble: string[] = []
  page.on('console', message =>
    message.type() === 'error' || message.type() === 'warning' ? trouble.push(`console: ${message.text()}`) : undefined,
  )
  page.on('pageerror', error => trouble.push(`error: ${error.message}`))
  // Leaving a page ends what it was still loading.
  page.on(
    'requestfailed',
    request =>
      request.failure()?.errorText === 'net::ERR_ABORTED' ||
      trouble.push(`failed: ${request.url()} ${request.failure()?.errorText}`),
  )
  page.on('response', response =>
    response.status() >= 400 ? trouble.push(`status ${response.status()}: ${response.url()}`) : undefined,
  )
  page.on('request', request =>
    new URL(request.url()).hostname !== 'localhost' && !request.url().startsWith('data:')
      ? trouble.push(`another origin: ${request.url()}`)
      : undefined,
  )
  return { expectNone: where => expect.soft(trouble.splice(0), where).toEqual([]) }
}

/** Opens a page and waits until it answers to its reader. */
export async function open(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await expect(page.locator('html[data-ready]')).toHaveCount(1)
}

/** Shows the switches and buttons of the first example that stand behind its menu where there is no room for them. */
export async function openMenu(page: Page): Promise<void> {
  const menu = page.locator('.choice-menu').first()
  if ((await menu.isVisible()) && (await menu.getAttribute('aria-expanded')) === 'false') await menu.click()
}
