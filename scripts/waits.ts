import type { Page } from '@playwright/test'

/**
 * What a reader waits for after a click or a letter, for `npm run bench`.
 *
 * @param page a page that is ready and has a long table
 * @returns the milliseconds in which all its rows fold or unfold, in the mean of four times
 */
export function foldingTime(page: Page): Promise<number> {
  return page.evaluate(() => {
    const started = performance.now()
    for (const rows of ['folded', 'open', 'folded', 'open']) {
      document.querySelector<HTMLElement>(`.fold-bar [data-rows="${rows}"]`)!.click()
      document.body.getBoundingClientRect()
    }
    return (performance.now() - started) / 4
  })
}

/**
 * Opens the search of a page that is ready, and types.
 *
 * @returns the milliseconds from each query to its answer; the first, empty query, which loads the data, is left out
 */
export async function searchTimes(page: Page, queries: string[]): Promise<Record<string, number>> {
  await page.getByRole('button', { name: '搜索' }).first().click()
  const field = page.locator('.search-dialog input')
  await field.fill('下单')
  await page.locator('.search-dialog [role="option"]').first().waitFor()
  const times: Record<string, number> = {}
  for (const query of queries) times[query] = await page.evaluate(answerTime, query)
  return times
}

/** Runs in the page. */
async function answerTime(query: string): Promise<number> {
  const input = document.querySelector<HTMLInputElement>('.search-dialog input')!
  const status = document.querySelector('.search-dialog [role="status"]')!
  const start = performance.now()
  const answered = new Promise<void>(resolve => {
    const observer = new MutationObserver(() => {
      if (!status.textContent) return
      observer.disconnect()
      resolve()
    })
    observer.observe(status, { childList: true, characterData: true, subtree: true })
  })
  input.value = query
  input.dispatchEvent(new Event('input'))
  await answered
  return performance.now() - start
}
