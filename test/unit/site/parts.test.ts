import { afterEach, expect, test, vi } from 'vitest'

afterEach(() => {
  vi.unstubAllEnvs()
  vi.resetModules()
})

async function part(text?: string) {
  vi.resetModules()
  vi.stubEnv('SITE_PART', text)
  return import('../../../.vitepress/site/parts.ts')
}

test('without a part, the build has everything', async () => {
  const { isWhole, isFirstPart, isInPart } = await part()
  expect([isWhole, isFirstPart, isInPart(0), isInPart(7)]).toEqual([true, true, true, true])
})

test('each page is in exactly one part, and only the first has what there is once', async () => {
  const parts = [await part('1/3'), await part('2/3'), await part('3/3')]
  for (let index = 0; index < 10; index++) expect(parts.filter(({ isInPart }) => isInPart(index))).toHaveLength(1)
  expect(parts.map(({ isFirstPart }) => isFirstPart)).toEqual([true, false, false])
})

test.each(['2', '0/3', '4/3', 'a/b', ''])('the part "%s" is refused', async text => {
  await expect(part(text)).rejects.toThrow(/2\/10/)
})
