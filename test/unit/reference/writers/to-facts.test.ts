import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { toFacts } from '../../../../packages/reference/writers/to-facts.ts'
import type { Facts } from '../../../../packages/reference/model/facts.ts'
import { breaches } from '../../../../packages/reference/model/rules.ts'
import { readSite } from '../../../../.vitepress/site/pages.ts'

const { reference } = readSite({ strict: false })
const files = toFacts(reference)

test('every path has its facts, with each of its operations', () => {
  expect(new Set(files.keys()).size).toBe(new Set(reference.operations.map(({ path }) => path)).size)
  const operations = [...files.values()].flatMap(text => Object.keys(JSON.parse(text) as Facts))
  expect(operations).toHaveLength(reference.operations.length)
})

test('every sample request keeps the rules beside it', () => {
  for (const [address, text] of files)
    for (const { request, sample } of Object.values(JSON.parse(text) as Facts))
      expect.soft(breaches(request, sample), address).toEqual([])
})

test('a path that ends in a slash has a file of its own', () => {
  expect([...files.keys()]).toContain('/facts/v3/ecommerce/applyments/index.json')
})

test('facts are small enough to be loaded when they are asked for', () => {
  const sizes = [...files.values()].map(text => gzipSync(text).length).sort((a, b) => a - b)
  expect(sizes[sizes.length >> 1]).toBeLessThan(1000)
  expect(sizes.at(-1)).toBeLessThan(5000)
})
