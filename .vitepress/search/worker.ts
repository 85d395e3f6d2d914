import type { Mode } from '../../packages/wechatpay/modes.ts'
import { createSearch, type Results, type Search } from './engine.ts'
import type { Kind } from './entries.ts'
import type { SearchData } from '../../packages/reference/writers/to-search.ts'

/** What the page asks: where the data is, once, then a query. */
export type Request = { load: string } | { id: number; query: string; most: Record<Kind, number>; mode?: Mode }

/** What it is told. */
export type Response = { ready: true } | { failed: string } | { id: number; results: Results }

let search: Search | undefined

addEventListener('message', async ({ data }: MessageEvent<Request>) => {
  if ('load' in data) answer(await load(data.load))
  else if (search) answer({ id: data.id, results: search.find(data.query, data.most, data.mode) })
})

async function load(address: string): Promise<Response> {
  try {
    const response = await fetch(address)
    if (!response.ok) return { failed: `HTTP ${response.status}` }
    search = createSearch((await response.json()) as SearchData)
    return { ready: true }
  } catch (error) {
    return { failed: String(error) }
  }
}

function answer(response: Response): void {
  postMessage(response)
}
