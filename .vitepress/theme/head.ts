import { useData, withBase } from 'vitepress'
import { onMounted, watch } from 'vue'

/**
 * Keeps the head true when VitePress changes the page without loading one: a browser shares the canonical address,
 * not the one that is open. The structured data goes, for those who read it load every page. On the dev server there
 * is no such head.
 */
export function keepHeadTrue(): void {
  const { page } = useData()
  onMounted(() =>
    watch(page, ({ relativePath, title, description }) => {
      const canonical = document.querySelector<HTMLLinkElement>('link[rel="canonical"]')
      if (!canonical) return
      const twin = withBase(`/${encodeURI(relativePath)}`)
      canonical.href = new URL(canonical.href).origin + twin.replace(/(?<=\/)index\.md$|\.md$/, '')
      document.querySelector('link[rel="alternate"][type="text/markdown"]')?.setAttribute('href', twin)
      for (const [property, content] of Object.entries({ url: canonical.href, title, description }))
        document.querySelector(`meta[property="og:${property}"]`)?.setAttribute('content', content)
      document.querySelector('script[type="application/ld+json"]')?.remove()
    }),
  )
}
