import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { createMarkdownRenderer } from 'vitepress'
import { pathOfPage } from '../../packages/reference/model/addresses.ts'
import { typeFinder } from '../twoslash/index.ts'
import { typeInformation } from '../twoslash/transformer.ts'
import { markdownOptions } from '../markdown/index.ts'
import { withoutText } from './page-texts.ts'
import type { Answer, Job, PageEnvironment, Remembered, WorkerData } from './pool.ts'
import { siteCache, typeOptions } from './versions.ts'

/**
 * Renders pages, one after the other, in a thread of its own: the types of all programs in a message are worked out
 * together.
 */

const { root, base, strict } = workerData as WorkerData
const cache = siteCache(root)
let current: Job | undefined
const types = typeFinder(typeOptions(root, { strict, declarationFor: () => current?.declaration ?? '' }))
const md = await createMarkdownRenderer(join(root, 'docs'), markdownOptions(typeInformation(types)), base)

parentPort!.on('message', (jobs: Job[]) => void renderAll(jobs))
parentPort!.postMessage('ready')

async function renderAll(jobs: Job[]): Promise<void> {
  types.prepare(
    jobs.flatMap(job => programsOf(job.src).map(program => ({ ...program, declaration: job.declaration ?? '' }))),
  )
  for (const job of jobs) {
    current = job
    const env = { ...job.env }
    try {
      const { text, ...rendered } = remembered(job, await md.renderAsync(job.src, env), env)
      const html = text && new TextEncoder().encode(text.html)
      parentPort!.postMessage(
        { id: job.id, ...rendered, text: html && { id: text.id, html } } satisfies Answer,
        html && [html.buffer],
      )
    } catch (error) {
      parentPort!.postMessage({ id: job.id, error: (error as Error).message } satisfies Answer)
    }
  }
  parentPort!.postMessage('ready')
}

/** What is kept of a page, on disk too unless it shows type errors, which a strict build would not let pass. */
function remembered(
  { key, env: { relativePath } }: Job,
  html: string,
  { src: _, content, sfcBlocks, ...rest }: PageEnvironment,
): Remembered {
  // The text after the front matter is the end of the source, which VitePress has already, and the template is the
  // HTML once more.
  const env = {
    ...rest,
    sfcBlocks: { ...(sfcBlocks as object), template: null },
    contentLength: String(content ?? '').length,
  }
  const page = {
    ...(pathOfPage(`/${String(relativePath)}`) ? withoutText(html, strict) : { template: html }),
    env,
  }
  if (!types.sawErrors()) cache.set(key, JSON.stringify(page))
  return page
}

/**
 * The typed fences of a page; one that is missed here (an import, a fence inside another) is found while the page is
 * rendered.
 */
function programsOf(markdown: string): { code: string; lang: string }[] {
  return [...markdown.matchAll(/^(`{3,})(\w+) [^\n]*\btwoslash\b[^\n]*\n([^]*?)\n\1$/gm)].map(([, , lang, code]) => ({
    lang: lang!,
    code: code!,
  }))
}
