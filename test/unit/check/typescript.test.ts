import { expect, test } from 'vitest'
import { checkTypescript } from '../../../.vitepress/check/typescript.ts'
import type { Operation } from '../../../.vitepress/reference/model.ts'
import { readSite, root } from '../../../.vitepress/site.ts'

test('compiles every example and names the operation and the line of one that does not', async () => {
  const { operations } = readSite({ strict: true }).reference
  const native = operations.find(({ operationId }) => operationId === 'postPayTransactionsNative')!
  // As if the schema and the sample had parted after the declaration was written.
  const broken: Operation = { ...native, body: { ...native.body!, schema: { type: 'object', fields: [{ name: 'mch_id', required: true, schema: { type: 'string' } }] }, example: { mch_id: '1230000109' } } }
  const { programs, problems } = await checkTypescript(root, [operations[0]!, broken])
  expect(programs).toBe(4)
  expect(problems).toHaveLength(2)
  for (const { place, problem } of problems) {
    expect(place).toEqual(native.place)
    expect(problem).toMatch(/^The TypeScript example \((?:await|promise)\) does not compile: TS\d+ .*mch_id.* In: /)
  }
}, 60_000)
