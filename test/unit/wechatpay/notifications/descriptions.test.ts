import { describe, expect, test } from 'vitest'
import { generatedPages, readSite } from '../../../../.vitepress/site/pages.ts'
import { addressOf, pageOf } from '../../../../packages/reference/model/addresses.ts'
import { countRows, enumerationOf } from '../../../../packages/reference/model/model.ts'
import { breaches, closedSchema } from '../../../../packages/reference/model/rules.ts'

const reading = readSite({ strict: true })
const { operations, notifications } = reading.reference
const pages = new Map(generatedPages(reading).map(page => [page.address, page]))
/** Answers of the platform come a day after the request at most. */
const dayAfterSamples = '2026-11-22'
const byId = new Map(operations.map(operation => [operation.operationId, operation]))

test('there are 102 notifications, each on a page of its own and in the list of all', () => {
  expect(notifications).toHaveLength(102)
  const list = pages.get('/webhooks/')!.markdown
  for (const notification of notifications) {
    expect(pages.has(pageOf(notification)), notification.eventType).toBe(true)
    expect(list).toContain(`](${pageOf(notification)}) | \`${notification.eventType}\``)
  }
})

describe.each(notifications.map(notification => [notification.eventType, notification] as const))('%s', (_, own) => {
  const { markdown } = pages.get(pageOf(own))!

  test('has a row for each field of each of its shapes', () => {
    const tables = [...markdown.matchAll(/^\| 内容 \| 类型 [^]*?\n\{\.im-table #resource[\w-]*\}$/gm)].map(
      ([text]) => text,
    )
    const rows = tables.map(text => text.split('\n').filter(line => line.startsWith('| ')).length - 2)
    expect(rows).toEqual(own.resources.map(({ schema }) => countRows(schema)))
  })

  test('has samples that are what their schemas say, and each shape refuses what it does not know', () => {
    for (const { schema, example } of own.resources) {
      expect(breaches(closedSchema(schema), example)).toEqual([])
      expect(breaches(closedSchema(schema), { ...(example as object), merchantNumber: 1 })).toHaveLength(1)
    }
  })

  test('has samples of what has happened: by the day of the samples, in the state that its event names', () => {
    const lastWord = own.eventType.split('.').at(-1)!
    for (const { schema, example } of own.resources) {
      const later = [...JSON.stringify(example).matchAll(/"(\w+)":"(\d{4}-\d{2}-\d{2})T/g)]
        .filter(([, name, day]) => day! > dayAfterSamples && !/expire|over|end/.test(name!))
        .map(([text]) => text)
      expect(later).toEqual([])
      for (const { name, schema: state } of schema.fields) {
        const values = enumerationOf(state)?.values.map(String) ?? []
        const named = values.filter(value => `_${value}`.endsWith(`_${lastWord}`))
        const said = (example as Record<string, unknown>)[name]
        if (named.length === 1 && /(?:^|_)(?:state|status)$/.test(name)) expect(said ?? named[0]).toBe(named[0])
      }
    }
  })

  test('leads to the operations that ask for it, and they to it', () => {
    for (const { triggers } of own.resources)
      for (const { operationId, field } of triggers) {
        const operation = byId.get(operationId)!
        expect(markdown).toContain(`](${addressOf(operation, operations)}) \`${field}\``)
        const there = pages.get(pageOf(operation))!.markdown
        const isRow = (line: string) => line.startsWith(`| ${field.split('.').at(-1)} `)
        const rows = there.split('\n').filter(line => isRow(line) && line.includes(`](${pageOf(own)})`))
        expect(rows.length, `${operationId} ${field}`).toBeGreaterThan(0)
      }
  })
})

test('where a description says that a notification is decisive, the word leads to it if it is known which', () => {
  const said = operations.filter(({ description }) => /以[^，。；]{0,12}(?:通知|回调)/.test(description))
  const linked = said.filter(operation =>
    /以\[[^\]]*(?:通知|回调)\]\(\/webhooks\//.test(pages.get(pageOf(operation))!.markdown),
  )
  expect(said.length).toBeGreaterThan(40)
  // The others belong to products whose notifications no source describes.
  expect(linked.length).toBeGreaterThan(0.85 * said.length)
})
