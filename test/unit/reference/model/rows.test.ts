import { expect, test } from 'vitest'
import type { Field, Operation } from '../../../../packages/reference/model/model.ts'
import {
  addressBelow,
  everyRow,
  rowsOf,
  sideOfTable,
  tableIdOf,
  withoutTable,
} from '../../../../packages/reference/model/rows.ts'
import { readSite } from '../../../../.vitepress/site/pages.ts'

const { operations } = readSite().reference
const operation = (operationId: string) => operations.find(own => own.operationId === operationId)!
const addresses = (own: Operation, side: 'request' | 'answer') => everyRow(rowsOf(own, side)).map(row => row.address)

test('values of placeholders stand at the top, other fields below the part of the request that holds them', () => {
  expect(addresses(operation('getPayTransactionsIdByTransactionId'), 'request')).toEqual([
    'transaction_id',
    'query',
    'query.mchid',
  ])
})

test('a form is called body, members of lists and JSON texts have addresses without numbers', () => {
  const upload = addresses(operation('postMerchantMediaUpload'), 'request')
  expect(upload.slice(0, 4)).toEqual(['body', 'body.meta', 'body.meta.filename', 'body.meta.sha256'])
})

test('no two rows of a table have one address', () => {
  const twice = operations.flatMap(own =>
    (['request', 'answer'] as const).flatMap(side => {
      const all = addresses(own, side)
      return all.filter((address, index) => all.indexOf(address) !== index).map(address => own.path + address)
    }),
  )
  expect(twice).toEqual([])
})

test('every row but a part of the request carries its field, with the mark of the field', () => {
  const rows = operations.flatMap(own => everyRow(rowsOf(own, 'request')))
  const wrong = rows.filter(({ name, required, field }: { name: string; required: boolean; field?: Field }) =>
    field ? field.name !== name || field.required !== required : !['query', 'headers', 'json', 'body'].includes(name),
  )
  expect(wrong).toEqual([])
})

test('the id of a table says its side, with and without the method of an operation that shares its page', () => {
  expect([tableIdOf('request'), tableIdOf('answer', 'get-')]).toEqual(['request', 'get-response'])
  expect(['request', 'post-request', 'get-response', 'fold-request', 'request-1'].map(sideOfTable)).toEqual([
    'request',
    'request',
    'answer',
    undefined,
    undefined,
  ])
})

test('an address below a table loses it again', () => {
  const address = addressBelow(addressBelow(addressBelow('get-request', 'json'), 'amount'), 'total')
  expect(address).toBe('get-request.json.amount.total')
  expect(withoutTable(address)).toBe('json.amount.total')
  expect(withoutTable('request')).toBe('')
})
