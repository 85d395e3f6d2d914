import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { problemText, ProblemsError } from '../../../packages/reference/intake/problems.ts'
import { descriptions, folderOf, textFiles, withRoot } from '../helpers.ts'
import { read, readLeniently } from '../../../packages/wechatpay/index.ts'

/**
 * Each kind of mistake is a file, which stands for `docs/openapi/v3/thing.yaml`, or a folder that stands for
 * `docs/openapi`; beside it, the one message that it should yield. The messages are reviewed like prose.
 */
const folder = join(folderOf(import.meta.url), 'fixtures/throws')
const kinds = readdirSync(folder)
  .filter(name => !name.endsWith('.txt'))
  .map(name => name.replace(/\.yaml$/, ''))

/** Where faultless operations stand beside the mistake: how many. */
const remaining: Record<string, number> = {
  'duplicate-operation-id': 1,
  'missing-root': 1,
  'root-with-unknown-keyword': 1,
  'root-that-is-no-yaml': 1,
  'paths-of-one-operation-id': 1,
  'paths-of-one-type-name': 1,
  'product-without-the-level-above': 1,
  'product-twice': 1,
  'slug-of-another-level': 1,
  'call-order-with-a-stranger': 1,
  'call-order-that-leaves-out': 2,
}

describe.each(kinds)('a description with %s', kind => {
  const files = filesOf(kind)

  test('yields just the message that was reviewed', () => {
    const expected = join(folder, `${kind}.txt`)
    const message = readLeniently(files).problems.map(problemText).join('\n')
    if (process.env.UPDATE_FIXTURES === '1') writeFileSync(expected, `${message}\n`)
    expect(
      `${message}\n`,
      'If the new message is the better one, run `UPDATE_FIXTURES=1 npx vitest run` and review the difference.',
    ).toBe(existsSync(expected) ? readFileSync(expected, 'utf8') : undefined)
    expect(message).toMatch(/^docs\/openapi\/\S+:\d+:\d+ \(#\S*\): \S.*[^.]\. [A-Z"].*[.”"]$/)
  })

  test('is an error for `read`', () => {
    expect(() => read(files)).toThrow(ProblemsError)
  })

  test('has no operation in the reference that came of the mistake', () => {
    const { reference, problems } = readLeniently(files)
    const broken = problems.map(({ place }) => place.file)
    expect(
      reference.operations.filter(({ place }) => broken.includes(place.file)).map(({ operationId }) => operationId),
    ).toEqual([])
    expect(reference.operations).toHaveLength(remaining[kind] ?? 0)
  })
})

function filesOf(kind: string): Map<string, string> {
  const path = join(folder, kind)
  return existsSync(path) && statSync(path).isDirectory()
    ? descriptions(textFiles(path))
    : withRoot({ 'v3/thing.yaml': readFileSync(`${path}.yaml`, 'utf8') })
}
