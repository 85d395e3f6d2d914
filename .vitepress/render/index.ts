import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { MarkdownOptions, MarkdownRenderer, UserConfig } from 'vitepress'
import type { Plugin } from 'vite'
import { digest } from '../../packages/reference/edge/disk-cache.ts'
import { listFiles } from '../../packages/reference/edge/files.ts'
import { markdownOptions } from '../markdown/index.ts'
import { generatedPage, PageTexts } from './page-texts.ts'
import { RenderPool, type PageEnvironment, type Remembered, type Rendered } from './pool.ts'
import { versionOf, siteCache } from './versions.ts'

export interface RenderOptions {
  root: string
  base: string
  /** Whether a type error stops the build; otherwise it is shown under its line. */
  strict: boolean
  /**
   * What the programs of a page (as VitePress knows its file: `openapi/v3/certificates.md`) import as `./wechatpay`.
   */
  declarationOf: (page: string) => string
}

export interface Rendering {
  /** The part of the site's configuration by which pages are rendered. */
  config: Required<Pick<UserConfig, 'markdown' | 'transformHtml' | 'vue'>>
  plugin: Plugin
  /** Begins with pages of which it is known already what VitePress will ask, while it is still starting. */
  ahead: (pages: { file: string; src: string }[]) => Promise<void>
}

/**
 * Pages are rendered by workers, on all cores, and each is remembered on disk by all that it depends on. A page whose
 * Markdown, types and imports are as before costs reading one file.
 */
export function renderedPages({ root, base, strict, declarationOf }: RenderOptions): Rendering {
  const cache = siteCache(root)
  const version = versionOf(root, 'renderer')
  // A dev server renders what is open: a second worker would be idle.
  const pool = new RenderPool({ root, base, strict }, strict ? undefined : 1)
  // With nothing remembered, workers are wanted soon: they start while the descriptions are read.
  if (strict && !existsSync(cache.folder)) pool.start()
  const { config, ...options } = markdownOptions()
  const texts = new PageTexts()
  /**
   * What a build has asked for: it does so once for the browser and once for the server, and nothing changes in
   * between.
   */
  const asked = new Map<string, { question: string; rendered: Promise<Rendered> }>()
  let waiting = 0

  const page = (env: PageEnvironment) => String(env.relativePath)

  function once(src: string, env: PageEnvironment): Promise<Rendered> {
    const question = JSON.stringify([src, env])
    const before = asked.get(page(env))
    if (before?.question === question) return before.rendered
    const rendered = render(src, env)
    asked.set(page(env), { question, rendered })
    return rendered
  }

  async function render(src: string, env: PageEnvironment): Promise<Rendered> {
    const declaration = /^`{3,}\w+ .*\btwoslash\b|^<<< /m.test(src) ? declarationOf(page(env)) : undefined
    const imported = /^<<< /m.test(src)
      ? listFiles(root, 'snippets', '').map(file => readFileSync(join(root, file), 'utf8'))
      : []
    const key = `page-${digest([version, strict, base, page(env), src, declaration, imported])}`
    const known = cache.get(key)
    if (known !== undefined) {
      // An author who reads a page will save it: the worker starts when the page is there.
      if (!strict) setTimeout(() => pool.start(), 2000).unref()
      const { text, ...rendered } = JSON.parse(known) as Remembered
      if (text) texts.keep(text.id, Buffer.from(text.html))
      return rendered
    }
    waiting++
    const { text, ...rendered } = await pool.render(src, plain(env), key, declaration)
    if (text) texts.keep(text.id, text.html)
    // The workers hold a compiler each; a build goes on without.
    if (--waiting === 0 && strict) void pool.stop()
    return rendered
  }

  const markdown: MarkdownOptions = {
    ...options,
    // The workers highlight.
    highlight: code => code,
    config: async (md: MarkdownRenderer) => {
      await config?.(md)
      const renderHere = md.renderAsync.bind(md)
      md.renderAsync = async (src, env?: PageEnvironment) => {
        if (typeof env?.relativePath !== 'string') return renderHere(src, env)
        const {
          template,
          env: { contentLength, ...known },
        } = await (strict ? once(src, env) : render(src, env))
        Object.assign(env, known, { content: src.slice(src.length - Number(contentLength)) })
        return template
      }
    },
  }
  return {
    config: {
      markdown,
      transformHtml: texts.intoHtml,
      // Nothing is written in the options API, whose part of Vue every visit would load.
      vue: { features: { optionsAPI: false }, ...(strict && { exclude: generatedPage }) },
    },
    plugin: texts.plugin,
    ahead: async pages => {
      for (const { file, src } of pages) {
        const path = join(root, 'docs', file)
        // If VitePress should ask something else one day, it gets that; a page that fails does so when it asks.
        once(src, {
          path,
          relativePath: file,
          cleanUrls: true,
          relativizeUrls: true,
          includes: [],
          realPath: join(root, 'docs', `${file.split('/')[0]}/[path].md`),
          localeIndex: 'root',
        }).catch(() => {})
        await setImmediate()
      }
    },
  }
}

function plain(env: PageEnvironment): PageEnvironment {
  return JSON.parse(JSON.stringify(env)) as PageEnvironment
}
