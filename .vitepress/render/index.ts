import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { MarkdownOptions, MarkdownRenderer } from 'vitepress'
import { digest } from '../disk-cache.ts'
import { listFiles } from '../reference/files.ts'
import { markdownOptions } from '../markdown/index.ts'
import { RenderPool, type PageEnvironment, type Rendered } from './pool.ts'
import { rendererVersion, siteCache } from './types.ts'

export interface RenderOptions {
  root: string
  base: string
  /** Whether a type error stops the build; otherwise it is shown under its line. */
  strict: boolean
  /** What the programs of a page (as VitePress knows its file: `openapi/v3/certificates.md`) import as `./wechatpay`. */
  declarationOf: (page: string) => string
}

/**
 * The Markdown options of the site: pages are rendered by workers, on all cores, and each is remembered on disk by all that it depends on. A page
 * whose Markdown, types and imports are as before costs reading one file.
 */
export function renderedPages({ root, base, strict, declarationOf }: RenderOptions): MarkdownOptions {
  const cache = siteCache(root)
  const version = rendererVersion(root)
  // A dev server renders what is open: a second worker would be idle.
  const pool = new RenderPool({ root, base, strict }, strict ? undefined : 1)
  // With nothing remembered, workers are wanted soon: they start while the descriptions are read.
  if (strict && !existsSync(cache.folder)) pool.start()
  const { config, ...options } = markdownOptions()
  let waiting = 0

  const page = (env: PageEnvironment) => String(env.relativePath)

  async function render(src: string, env: PageEnvironment): Promise<Rendered> {
    const declaration = /^`{3,}\w+ .*\btwoslash\b|^<<< /m.test(src) ? declarationOf(page(env)) : undefined
    const imported = /^<<< /m.test(src) ? listFiles(root, 'snippets', '').map(file => readFileSync(join(root, file), 'utf8')) : []
    const key = `page-${digest([version, base, page(env), src, declaration, imported])}`
    const known = cache.get(key)
    if (known !== undefined) {
      // An author who reads a page will save it: the worker starts when the page is there.
      if (!strict) setTimeout(() => pool.start(), 2000).unref()
      return JSON.parse(known) as Rendered
    }
    waiting++
    const { html, final, env: { src: _, content, ...rest } } = await pool.render(src, plain(env), declaration)
    // The text after the front matter is the end of the source, which VitePress has already.
    const rendered: Rendered = { html, final, env: { ...rest, contentLength: String(content ?? '').length } }
    if (final) cache.set(key, JSON.stringify(rendered))
    // The workers hold a compiler each; a build goes on without.
    if (--waiting === 0 && strict) void pool.stop()
    return rendered
  }

  return {
    ...options,
    // The workers highlight.
    highlight: code => code,
    config: async (md: MarkdownRenderer) => {
      await config?.(md)
      const renderHere = md.renderAsync.bind(md)
      md.renderAsync = async (src, env?: PageEnvironment) => {
        if (typeof env?.relativePath !== 'string') return renderHere(src, env)
        const { html, env: { contentLength, ...known } } = await render(src, env)
        Object.assign(env, known, { content: src.slice(src.length - Number(contentLength)) })
        return page(env).startsWith('openapi/v3/') ? asOneText(html) : html
      }
    },
  }
}

/**
 * A page without components, but for the popups at its end, as the text of one element: to Vue, a page of 200 rows is thousands of elements, each
 * compiled twice, and none of them ever changes.
 */
function asOneText(html: string): string {
  const [, text, component = ''] = /^([^]*?)(<TypePopups [^]*)?$/.exec(html)!
  // What keeps Vue from interpreting code has no meaning here.
  const plain = text!.replace(/(<[a-z][^<>]*?) v-pre(?:="")?(?=[ >])/g, '$1')
  // A template literal between single quotes has the fewest characters to escape, each of which costs Vue's parsers time.
  return `<div v-html='\`${plain.replace(/[\\`]|\$\{/g, '\\$&').replace(/&/g, '&amp;').replace(/'/g, '&#39;')}\`'></div>${component}`
}

function plain(env: PageEnvironment): PageEnvironment {
  return JSON.parse(JSON.stringify(env)) as PageEnvironment
}
