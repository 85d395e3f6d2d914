import { createHash } from 'node:crypto'
import type { Operation } from '../reference/model/model.ts'
import { asWritten } from './sample-day.ts'
import { toHttp } from './protocol/v3.ts'
import { samples } from './samples.ts'
import { toPhp } from './sdk/php.ts'
import { toTypescript } from './sdk/typescript.ts'

/** What `npm run examples` has seen run, `packages/wechatpay/data/examples-run.json`. */
export interface ExampleRuns {
  /** The versions of the SDK and of PHP that it ran with. */
  sdk: string
  php: string
  /** Of each operation whose examples all passed, the digest of just these examples. */
  operations: Record<string, string>
}

/** Tells the examples of an operation, its request and its answer from any others, on whatever day they are shown. */
export function digestOf(shown: Operation): string {
  const operation = asWritten(shown)
  const what = [
    samples(operation).map(sample => [
      toTypescript(sample.operation).map(({ code }) => code),
      toPhp(sample.operation).map(({ code }) => code),
      toHttp(sample.operation),
    ]),
    operation.answer.status,
    operation.answer.content?.kind === 'json' ? operation.answer.content.example : null,
  ]
  return createHash('sha256').update(JSON.stringify(what)).digest('base64url').slice(0, 10)
}

/** Whether the examples of the operation, as they are now, have been run. */
export function hasRun(operation: Operation, runs: ExampleRuns | undefined): runs is ExampleRuns {
  return runs?.operations[operation.operationId] === digestOf(operation)
}
