import { expect, test } from 'vitest'
import { leanPageData } from '../../../.vitepress/site/page-data.ts'

const frontmatter = { title: '题', description: '说明', outline: [2, 3] }
const page = (params?: Record<string, string>, relativePath = 'guide/own.md') => ({ params, frontmatter, relativePath })

test('a generated page says its title and description once', () => {
  expect(leanPageData(page({ path: 'v3/certificates' }))).toEqual({ frontmatter: { outline: [2, 3] } })
})

test('a page written by hand keeps its front matter, for which its text may ask', () => {
  expect({ ...page(), ...leanPageData(page()) }.frontmatter).toEqual(frontmatter)
})

test('a page of operations is laid out with its code beside its words', () => {
  const { frontmatter } = leanPageData(page({ path: 'v3/certificates' }, 'openapi/v3/certificates.md'))
  expect(frontmatter).toMatchObject({ pageClass: 'has-beside' })
})
