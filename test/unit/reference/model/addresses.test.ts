import { expect, test } from 'vitest'
import {
  addressOf,
  factsOfPath,
  pageOf,
  pageOfPath,
  pathOfPage,
} from '../../../../packages/reference/model/addresses.ts'
import type { Entry, Notification, Operation } from '../../../../packages/reference/model/model.ts'
import { readSite } from '../../../../.vitepress/site/pages.ts'

const { reference } = readSite({ strict: false })
const operationAt = (method: string, path: string) =>
  reference.operations.find(operation => operation.method === method && operation.path === path)!
const notification: Notification = {
  kind: 'notification',
  name: 'transaction-success',
  operationId: 'onTransactionSuccess',
  eventType: 'TRANSACTION.SUCCESS',
  formerEventTypes: [],
  tags: [],
  title: '支付成功',
  description: '',
  status: [],
  officialDocs: [],
  retry: [],
  idempotencyKey: [],
  resources: [],
  answer: { status: 204, description: '' },
  place: { file: '', line: 1, column: 1, pointer: '#' },
}

test('an operation stands on the page of its path, a notification on one of its own', () => {
  expect(pageOf(operationAt('get', '/v3/certificates'))).toBe('/openapi/v3/certificates')
  expect(pageOf(notification)).toBe('/webhooks/transaction-success')
})

test('of the operations on a page, the first has its address, the others one of their own there', () => {
  const shared = reference.operations.find(
    ({ path, method }) => reference.operations.find(other => other.path === path)!.method !== method,
  ) as Operation
  const entries: Entry[] = [...reference.operations, notification]
  expect(addressOf(shared, entries)).toBe(`/openapi${shared.path}#${shared.method}`)
  expect(addressOf(operationAt('get', '/v3/certificates'), entries)).toBe('/openapi/v3/certificates')
  expect(addressOf(notification, entries)).toBe('/webhooks/transaction-success')
})

test('no two entries have the same address', () => {
  const all = [...reference.operations, notification].map(entry => addressOf(entry, reference.operations))
  expect(new Set(all).size).toBe(all.length)
})

test('a page leads back to its path, and other pages to none', () => {
  expect(pathOfPage(pageOfPath('/v3/a/{b}'))).toBe('/v3/a/{b}')
  expect(pathOfPage('/guide/errors')).toBeUndefined()
  expect(pathOfPage('/openapi.json')).toBeUndefined()
})

test('facts stand at the path, where a file can be', () => {
  expect(factsOfPath('/v3/a/{b}')).toBe('/facts/v3/a/{b}.json')
  expect(factsOfPath('/v3/a/')).toBe('/facts/v3/a/index.json')
})
