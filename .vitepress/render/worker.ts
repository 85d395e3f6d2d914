import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { createMarkdownRenderer } from 'vitepress'
import { typeFinder } from '../twoslash/index.ts'
import { markdownOptions } from '../markdown/index.ts'
import { typeOptions } from './types.ts'
import type { Answer, Job, WorkerData } from './pool.ts'

/** Renders pages, one after the other, in a thread of its own: the types of all programs in a message are worked out together. */

const { root, base, strict } = workerData as WorkerData
let current: Job | undefined
const types = typeFinder(typeOptions(root, { strict, declarationFor: () => current?.declaration ?? '' }))
const md = await createMarkdownRenderer(join(root, 'docs'), markdownOptions(types), base)

parentPort!.on('message', (jobs: Job[]) => void renderAll(jobs))
parentPort!.postMessage('ready')

async function renderAll(jobs: Job[]): Promise<void> {
  types.prepare(jobs.flatMap(job => programsOf(job.src).map(program => ({ ...program, declaration: job.declaration ?? '' }))))
  for (const job of jobs) {
    current = job
    const env = { ...job.env }
    let answer: Answer
    try {
      const html = await md.renderAsync(job.src, env)
      answer = { id: job.id, html, env, final: !types.sawErrors() }
    } catch (error) {
      answer = { id: job.id, error: (error as Error).message }
    }
    parentPort!.postMessage(answer)
  }
  parentPort!.postMessage('ready')
}

/** The typed fences of a page; one that is missed here (an import, a fence inside another) is found while the page is rendered. */
function programsOf(markdown: string): { code: string, lang: string }[] {
  return [...markdown.matchAll(/^(`{3,})(\w+) [^\n]*\btwoslash\b[^\n]*\n([^]*?)\n\1$/gm)].map(([, , lang, code]) => ({ lang: lang!, code: code! }))
}
