import { afterEach, expect, test, vi } from 'vitest'

afterEach(() => {
  vi.unstubAllEnvs()
  vi.resetModules()
})

async function siteAt(env: Record<string, string>) {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
  const [address, { pageSources, machineFiles, twinMaker }, { readSite }] = await Promise.all([
    import('../../../.vitepress/site/address.ts'),
    import('../../../.vitepress/site/machine-files.ts'),
    import('../../../.vitepress/site/pages.ts'),
  ])
  const reading = readSite()
  return { ...address, twinOf: twinMaker(reading, pageSources(reading)), files: () => machineFiles(reading) }
}

test('without settings the site stands where npm start serves it', async () => {
  const { absolute, withBase } = await siteAt({})
  expect(absolute('/openapi/v3/a/{b}')).toBe('http://localhost:4173/openapi/v3/a/%7Bb%7D')
  expect(withBase('/llms.txt')).toBe('/llms.txt')
})

test('below the root of a host, links of twins and lists are too, and lists say the host', async () => {
  const { absolute, twinOf, files } = await siteAt({ SITE_BASE: '/name/', SITE_ORIGIN: 'https://example.org/' })
  expect(absolute('/')).toBe('https://example.org/name/')
  expect(twinOf('/guide/reading')).toContain('](/name/guide/quick-start.md#加密敏感字段)')
  expect(twinOf('/guide/reading')).toContain('](/name/openapi.json)')
  expect(twinOf('/nothing')).toBeUndefined()
  const all = files()
  expect(all.get('/llms.txt')).toContain('](https://example.org/name/products/payment.md)')
  expect(all.get('/llms-full.txt')).toContain('](https://example.org/name/llms/payment.txt)')
  expect(all.get('/robots.txt')).toContain('\nSitemap: https://example.org/name/sitemap.xml\n')
})
