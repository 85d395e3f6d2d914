import { withBase } from 'vitepress'
import { factsOfPath, pathOfPage } from '../../packages/reference/model/addresses.ts'
import type { Facts } from '../../packages/reference/model/facts.ts'

/**
 * The facts of the path whose page is open.
 *
 * @param page the page's file as VitePress knows it: `openapi/v3/certificates.md`
 * @returns undefined if they cannot be had just now
 */
export async function factsOfPage(page: string): Promise<Facts | undefined> {
  const address = factsOfPath(pathOfPage(`/${page.replace(/\.md$/, '')}`)!)
  try {
    const response = await fetch(withBase(address.split('/').map(encodeURIComponent).join('/')))
    return response.ok ? ((await response.json()) as Facts) : undefined
  } catch {
    return undefined
  }
}
