import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Document } from '../mock/document.ts'
import { toOpenapi } from '../.vitepress/reference/to-openapi.ts'
import { readSite } from '../.vitepress/site.ts'
import { runExamples, type ExampleRun } from '../test/run/examples.ts'

/**
 * `npm run examples`: runs every example of the site against the mock, split over two processes; `npm run examples -- postPayTransactionsJsapi` only those of
 * the named operations. Prints each failure with operation, style and what differed, and ends with 1 if there is any.
 */

const started = performance.now()
const names = process.argv.slice(2)
const part = process.env.EXAMPLES_PART
if (part === undefined) {
  const parts = names.length ? ['0/1'] : ['0/2', '1/2']
  const runs = (await Promise.all(parts.map(runPart))).flat()
  const failed = runs.filter(({ problem }) => problem !== undefined)
  for (const { operationId, style, problem } of failed) console.error(`${operationId} ${style}: ${problem}`)
  const operations = new Set(runs.map(({ operationId }) => operationId)).size
  console.log(`${operations} operations x ${operations ? runs.length / operations : 0} styles: ${runs.length - failed.length} passed, ${failed.length} failed in ${((performance.now() - started) / 1000).toFixed(0)} s`)
  process.exitCode = failed.length || !runs.length ? 1 : 0
} else {
  const [index, count] = part.split('/').map(Number) as [number, number]
  const { reference } = readSite({ strict: true })
  const operations = reference.operations.filter(({ operationId }) => !names.length || names.includes(operationId)).filter((_, position) => position % count === index)
  process.send!(await runExamples(operations, JSON.parse(toOpenapi(reference)) as Document))
}

function runPart(share: string): Promise<ExampleRun[]> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(import.meta.url), names, { env: { ...process.env, EXAMPLES_PART: share }, execArgv: process.execArgv })
    let runs: ExampleRun[] | undefined
    child.on('message', message => runs = message as ExampleRun[])
    child.on('exit', code => runs ? resolve(runs) : reject(new Error(`The examples of part ${share} ended with ${code} before they were run.`)))
  })
}
