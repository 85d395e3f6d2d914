import { describe, expect, test } from 'vitest'
import { toPage } from '../../../packages/reference/writers/to-page.ts'
import type { Operation } from '../../../packages/reference/model/model.ts'
import { generatedPages, readSite } from '../../../.vitepress/site/pages.ts'

const reading = readSite({ strict: true })
const { operations, tags, errors } = reading.reference
const withTwin = operations.find(({ twin }) => twin)!
const twin = operations.find(({ operationId }) => operationId === withTwin.twin!.operationId)!

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
  const { key, markdown } = pageWith(twin, withTwin.path)

  test('is another one when its operation changes', () => {
    expect(pageWith({ ...withTwin, description: '别的说明。' }, withTwin.path).key).not.toBe(key)
  })

  test('is another one when the twin changes that it names', () => {
    const changed = pageWith(
      {
        ...twin,
        headers: [...twin.headers, { ...operations.flatMap(({ headers }) => headers)[0]!, name: 'X-Another' }],
      },
      withTwin.path,
    )
    expect(changed.markdown).not.toBe(markdown)
    expect(changed.key).not.toBe(key)
  })

  test('is the same when an operation changes that it has nothing to do with', () => {
    const other = operations.find(({ path }) => path !== withTwin.path && path !== twin.path)!
    const changed = pageWith({ ...other, title: '别的名字' }, withTwin.path)
    expect(changed.markdown).toBe(markdown)
    expect(changed.key).toBe(key)
  })
})
