import { expect, test } from 'vitest'
import { distance } from '../../../../packages/reference/model/distance.ts'

test('two swapped letters are one typing error', () => {
  expect(distance('refudn', 'refund')).toBe(1)
  expect(distance('trasactions', 'transactions')).toBe(1)
  expect(distance('jsapi', 'jsapi')).toBe(0)
  expect(distance('', 'h5')).toBe(2)
})
