import type { PageData } from 'vitepress'

/**
 * What a page's script need not say again: of a generated page, its title and description, which stand beside its
 * front matter. A page that is written by hand keeps all, as its text may ask for it (`{{ $frontmatter.title }}`).
 */
export function leanPageData({ params, frontmatter }: Pick<PageData, 'params' | 'frontmatter'>): Partial<PageData> {
  if (!params) return {}
  const { title: _, description: __, ...rest } = frontmatter
  return { frontmatter: rest }
}
