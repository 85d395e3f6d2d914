import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { shortenPageHashes } from '../../../.vitepress/patches/page-hashes.ts'
import { withFolder } from '../page.ts'

const hashes = { 'index.md': 'a1b2c3', 'openapi_v3_a__b_.md': '00ff00', 'guide_支付.md': '123456' }

/** What a browser knows after it has run the list of a site. */
async function listAfter(script: string): Promise<unknown> {
  let after: unknown
  await withFolder(folder => {
    mkdirSync(join(folder, 'assets/chunks'), { recursive: true })
    const file = join(folder, 'assets/chunks/metadata.0123abcd.js')
    writeFileSync(file, script)
    shortenPageHashes(folder)
    const window: Record<string, unknown> = {}
    new Function('window', readFileSync(file, 'utf8'))(window)
    after = window
  })
  return after
}

test('the short list names the same pages and hashes, and what follows it stays', async () => {
  expect(
    await listAfter(
      `window.__VP_HASH_MAP__=JSON.parse(${JSON.stringify(JSON.stringify(hashes))});window.__VP_SIT` +
        'E_DATA__=JSON.parse("{}");',
    ),
  ).toEqual({ __VP_HASH_MAP__: hashes, __VP_SITE_DATA__: {} })
})

test.each([
  ['is written in another way', 'window.__VP_HASH_MAP__={};'],
  [
    'has hashes of different lengths',
    `window.__VP_HASH_MAP__=JSON.parse(${JSON.stringify(JSON.stringify({ ...hashes, 'a.md': '1' }))});`,
  ],
  ['has no pages', 'window.__VP_HASH_MAP__=JSON.parse("{}");'],
])('a list that %s is told', async (_, script) => {
  await expect(listAfter(script)).rejects.toThrow(/page-hashes\.ts/)
})
