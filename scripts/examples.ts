import { fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Document } from '../packages/mock/document.ts'
import { writeIfChanged } from '../packages/reference/edge/files.ts'
import { digestOf, type ExampleRuns } from '../packages/wechatpay/runs.ts'
import { toOpenapi } from '../packages/wechatpay/index.ts'
import { readSite, root, runsFile } from '../.vitepress/site/pages.ts'
import { runExamples, type ExampleRun } from '../packages/check/runner/examples.ts'
import { startPhp } from '../packages/check/runner/php.ts'

/**
 * `npm run examples`: runs every example of the site against the mock, split over two processes;
 * `npm run examples -- postPayTransactionsJsapi` only those of the named operations. Prints each failure with
 * operation, style and what differed, and ends with 1 if there is any. A run of all of them is written down in
 * `packages/wechatpay/data/examples-run.json`, from which pages take their mark 已运行.
 */

const started = performance.now()
const names = process.argv.slice(2)
const part = process.env.EXAMPLES_PART
if (part === undefined) {
  const parts = names.length ? ['0/1'] : ['0/2', '1/2']
  const runs = (await Promise.all(parts.map(runPart))).flat()
  const failed = runs.filter(({ problem }) => problem !== undefined)
  for (const { operationId, sample, style, problem } of failed)
    console.error(`${operationId} ${sample} ${style}: ${problem}`)
  const operations = new Set(runs.map(({ operationId }) => operationId)).size
  const samples = new Set(runs.map(({ operationId, sample }) => `${operationId} ${sample}`)).size
  console.log(
    `${operations} operations, ${samples} samples x ${samples ? runs.length / samples : 0} styles: ` +
      `${runs.length - failed.length} passed, ${failed.length} failed in ` +
      `${((performance.now() - started) / 1000).toFixed(0)} s`,
  )
  if (!names.length) await writeDown(new Set(failed.map(({ operationId }) => operationId)))
  process.exitCode = failed.length || !runs.length ? 1 : 0
} else {
  const [index, count] = part.split('/').map(Number) as [number, number]
  const { reference } = readSite({ strict: true })
  const operations = reference.operations
    .filter(({ operationId }) => !names.length || names.includes(operationId))
    .filter((_, position) => position % count === index)
  process.send!(await runExamples(operations, JSON.parse(toOpenapi(reference)) as Document))
}

async function writeDown(failed: Set<string>): Promise<void> {
  const php = await startPhp()
  const { output } = await php.run('print PHP_VERSION;', {
    send: () => Promise.reject(new Error('nothing to send')),
    encrypt: text => text,
    files: {},
  })
  php.exit()
  const { version } = JSON.parse(
    readFileSync(join(root, 'node_modules/wechatpay-axios-plugin/package.json'), 'utf8'),
  ) as { version: string }
  const passed = readSite({ strict: true }).reference.operations.filter(({ operationId }) => !failed.has(operationId))
  const runs: ExampleRuns = {
    sdk: `wechatpay-axios-plugin ${version}`,
    php: output,
    operations: Object.fromEntries(passed.map(operation => [operation.operationId, digestOf(operation)])),
  }
  writeIfChanged(runsFile, `${JSON.stringify(runs, null, 2)}\n`)
}

function runPart(share: string): Promise<ExampleRun[]> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(import.meta.url), names, {
      env: { ...process.env, EXAMPLES_PART: share },
      execArgv: process.execArgv,
    })
    let runs: ExampleRun[] | undefined
    child.on('message', message => (runs = message as ExampleRun[]))
    child.on('exit', code =>
      runs
        ? resolve(runs)
        : reject(new Error(`The examples of part ${share} ended with ${code} before they were run.`)),
    )
  })
}
