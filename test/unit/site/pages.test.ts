import { describe, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import type { Operation } from '../../../packages/reference/model/model.ts'
import { descriptionFiles } from '../../../packages/reference/edge/files.ts'
import { problemText } from '../../../packages/reference/intake/problems.ts'
import { readLeniently, toDeclaration, toOpenapi, toPage } from '../../../packages/wechatpay/index.ts'
import { generatedPages, isBroken, problemPages, readSite, root } from '../../../.vitepress/site/pages.ts'

const reading = readSite({ strict: true })
const { operations, notifications, tags, errors } = reading.reference
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
            { operations, notifications, tags, errors },
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

describe('with a root of the description that has a mistake', () => {
  const rootFile = 'docs/openapi/openapi.yaml'
  // A few paths with all that they share: the mistake is in none of them.
  const files = new Map(
    [...descriptionFiles(root)].filter(([file]) => !/\/(?:v3|webhooks)\//.test(file) || file.includes('/v3/refund/')),
  )
  const rootText = files.get(rootFile)!
  const schemas = [...files.keys()].filter(file => file.includes('/components/')).length

  test.each<[string, string]>([
    ['an unknown key', `${rootText}\nsumary: 1\n`],
    ['a syntax error', `${rootText}\n"`],
    ['a key that stands twice', `${rootText}\nopenapi: 3.1.0\n`],
    ['nothing in it', ''],
    ['a list in the place of everything', '- openapi: 3.1.0\n'],
    ['a text in the place of the products', stringify({ ...(parse(rootText) as object), tags: 'x' })],
    ['another name of a key of a product', rootText.replace('x-slug', 'x-slugg')],
    ['a product without an address', rootText.replace(/^ +x-slug: .*\n/m, '')],
    ['an error code without a cause', rootText.replace(/^ +cause: .*\n/m, '')],
  ])('%s is told on the list of products, and the other pages are written', (_, text) => {
    expect(text).not.toBe(rootText)
    const reading = readLeniently(new Map([...files, [rootFile, text]]))
    expect(reading.problems.map(({ place }) => place.file)).toEqual([rootFile])
    const pages = [...generatedPages(reading), ...problemPages(reading)]
    expect(pages.filter(({ markdown, sidebar }) => !markdown || (sidebar && !sidebar.length))).toEqual([])
    expect(pages.filter(({ address }) => address.startsWith('/openapi/'))).toHaveLength(files.size - schemas - 1)
    const list = pages.filter(({ address }) => address === '/products/')
    expect(list.map(({ markdown }) => markdown)).toEqual([expect.stringContaining(problemText(reading.problems[0]!))])
    expect(['/products/basic-payment/', '/guide/errors', '/'].map(isBroken(reading))).toEqual([true, true, false])
    expect(toDeclaration(reading.reference)).toContain('export declare const wxpay')
    expect(() => toOpenapi(reading.reference)).not.toThrow()
  })
})
