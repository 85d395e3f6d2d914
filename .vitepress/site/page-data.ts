import type { PageData } from 'vitepress'

/** Of a page whose code stands beside its words where there is room (styles/beside.css). */
const widePage = 'has-beside'

/**
 * What a page's script need not say again: of a generated page, its title and description, which stand beside its
 * front matter. A page that is written by hand keeps all, as its text may ask for it (`{{ $frontmatter.title }}`).
 */
export function leanPageData({
  params,
  frontmatter,
  relativePath,
}: Pick<PageData, 'params' | 'frontmatter' | 'relativePath'>): Partial<PageData> {
  if (!params) return {}
  const { title: _, description: __, ...rest } = frontmatter
  return { frontmatter: relativePath.startsWith('openapi/') ? { ...rest, pageClass: widePage } : rest }
}
