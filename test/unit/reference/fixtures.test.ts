import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parsePhp } from '../../../packages/check/php.ts'
import type { Operation, Reference } from '../../../packages/reference/model/model.ts'
import { everyProduct, productTree } from '../../../packages/reference/model/products.ts'
import { toPhp } from '../../../packages/wechatpay/sdk/php.ts'
import { toTypescript } from '../../../packages/wechatpay/sdk/typescript.ts'
import { descriptions, folderOf, root, textFiles } from '../helpers.ts'
import {
  read,
  toDeclaration,
  toErrors,
  toNotification,
  toNotificationList,
  toOpenapi,
  toOverview,
  toPage,
  toProductList,
  toSidebar,
} from '../../../packages/wechatpay/index.ts'

/** Each case is a folder, a new one too: descriptions in `input`, what the writers make of them in `expected`. */
const folder = join(folderOf(import.meta.url), 'fixtures')
const cases = readdirSync(folder, { withFileTypes: true })
  .filter(entry => entry.isDirectory() && entry.name !== 'throws')
  .map(entry => entry.name)
const updating = process.env.UPDATE_FIXTURES === '1'
const advice = 'If the new output is the right one, run `UPDATE_FIXTURES=1 npx vitest run` and review the difference.'

describe.each(cases)('the descriptions of %s', name => {
  const input = textFiles(join(folder, name, 'input'))
  const expectedFolder = join(folder, name, 'expected')
  const outputs = outputsOf(read(descriptions(input)), input)

  if (updating) {
    rmSync(expectedFolder, { recursive: true, force: true })
    mkdirSync(expectedFolder)
    for (const [file, text] of outputs) writeFileSync(join(expectedFolder, file), text)
  }

  test('have an expected file for every output, and no other', () => {
    expect(existsSync(expectedFolder) ? readdirSync(expectedFolder).sort() : [], advice).toEqual(
      [...outputs.keys()].sort(),
    )
  })

  test.each([...outputs.keys()])('become %s', file => {
    const path = join(expectedFolder, file)
    expect(outputs.get(file), advice).toBe(existsSync(path) ? readFileSync(path, 'utf8') : undefined)
  })
})

test('expects TypeScript that compiles in strict mode, declarations included', () => {
  expect(compile(join(folder, 'tsconfig.json'))).toBe('')
})

test('expects PHP that parses', async () => {
  const files = cases.flatMap(name =>
    [...textFiles(join(folder, name, 'expected'))]
      .filter(([file]) => file.endsWith('.php'))
      .map(([file, code]) => ({ file: `${name}/${file}`, code })),
  )
  expect(files.length).toBeGreaterThan(cases.length * 6)
  expect(files.filter(({ code }) => !code.startsWith('<?php\n'))).toEqual([])
  // The last one is a mistake, so that silence about the others means something.
  const errors = await parsePhp([...files.map(({ code }) => code.slice('<?php\n'.length)), '$a = ;\n'])
  expect(errors.map(({ index, line, message }) => `${files[index]?.file ?? 'a mistake'}:${line}: ${message}`)).toEqual([
    'a mistake:1: syntax error, unexpected token ";"',
  ])
})

/** Everything the writers make of a reference, by the name of the expected file. */
function outputsOf(reference: Reference, input: Map<string, string>): Map<string, string> {
  const tree = productTree(reference)
  const paths = new Map<string, Operation[]>()
  for (const operation of reference.operations)
    paths.set(operation.path, [...(paths.get(operation.path) ?? []), operation])
  const sidebars = reference.tags.map(({ name }) => [name, toSidebar(tree, name, reference.operations)] as const)
  return new Map([
    ...[...paths].map(
      ([path, operations]) =>
        [
          // One path is the rule; a case with several names each page by its first operation.
          paths.size === 1 ? 'page.md' : `${operations[0]!.operationId}.page.md`,
          toPage(operations, reference, { prose: input.get(`${path.slice(1)}.md`) }),
        ] as const,
    ),
    ...reference.operations.flatMap(operation => [
      ...toTypescript(operation).map(
        ({ label, hidden, code }) => [`${operation.operationId}.${label}.ts`, `${hidden}\n\n${code}\n`] as const,
      ),
      ...toPhp(operation).map(
        ({ label, code }) => [`${operation.operationId}.${label}.php`, `<?php\n${code}\n`] as const,
      ),
    ]),
    ...reference.notifications.map(
      notification => [`${notification.name}.page.md`, toNotification(notification, reference)] as const,
    ),
    ...(reference.notifications.length ? [['notifications.md', toNotificationList(reference)] as const] : []),
    ['wechatpay.d.ts', toDeclaration(reference)],
    ['openapi.json', toOpenapi(reference)],
    ...everyProduct(tree).map(
      product => [`products.${product.tag['x-slug'].replaceAll('/', '.')}.md`, toOverview(product, reference)] as const,
    ),
    ['products.md', toProductList(tree)],
    ['errors.md', toErrors(reference)],
    ['sidebars.json', `${JSON.stringify(Object.fromEntries(sidebars), null, 2)}\n`],
  ])
}

/** What native TypeScript has to say about a project. */
function compile(project: string): string {
  try {
    return execFileSync(process.execPath, [join(root, 'node_modules/typescript-native/bin/tsc'), '-p', project], {
      cwd: root,
      encoding: 'utf8',
    })
  } catch (error) {
    return (error as { stdout: string }).stdout
  }
}
