import { describe, expect, test } from 'vitest'
import type { Operation } from '../../../packages/reference/model/model.ts'
import { generatedPages, readSite } from '../../../.vitepress/site/pages.ts'
import { toPage } from '../../../packages/wechatpay/index.ts'

const reading = readSite({ strict: true })
const { operations, tags, errors } = reading.reference
const inTwoModes = operations.find(({ otherMode }) => otherMode)!
const other = operations.find(({ operationId }) => operationId === inTwoModes.otherMode!.operationId)!

/** The page of an operation's path when another operation is another one. */
function pageWith(changed: Operation, path: string) {
  const reference = {
    ...reading.reference,
    operations: operations.map(operation => (operation.operationId === changed.operationId ? changed : operation)),
  }
  return generatedPages({ ...reading, reference }).find(({ address }) => address === `/openapi${path}`)!
}

test('a page made of what it needs is the one made of everything', () => {
  // The marks of examples that were run, and prose by hand, are not part of the reference.
  const plain = (markdown: string) => markdown.replace(/^\*\*已运行\*\*.*\n\n/gm, '')
  const different = generatedPages(reading).filter(
    ({ address, key, markdown }) =>
      key !== undefined &&
      plain(markdown) !==
        plain(
          toPage(
            operations.filter(({ path }) => address === `/openapi${path}`),
            { operations, tags, errors },
          ),
        ),
  )
  expect(different.map(({ address }) => address)).toEqual([])
  expect(generatedPages(reading).filter(({ key }) => key !== undefined).length).toBeGreaterThan(900)
})

describe('the key of a page', () => {
  const { key, markdown } = pageWith(other, inTwoModes.path)

  test('is another one when its operation changes', () => {
    expect(pageWith({ ...inTwoModes, description: '别的说明。' }, inTwoModes.path).key).not.toBe(key)
  })

  test('is another one when the other mode changes that it names', () => {
    const changed = pageWith(
      {
        ...other,
        headers: [...other.headers, { ...operations.flatMap(({ headers }) => headers)[0]!, name: 'X-Another' }],
      },
      inTwoModes.path,
    )
    expect(changed.markdown).not.toBe(markdown)
    expect(changed.key).not.toBe(key)
  })

  test('is the same when an operation changes that it has nothing to do with', () => {
    const stranger = operations.find(({ path }) => path !== inTwoModes.path && path !== other.path)!
    const changed = pageWith({ ...stranger, title: '别的名字' }, inTwoModes.path)
    expect(changed.markdown).toBe(markdown)
    expect(changed.key).toBe(key)
  })
})
