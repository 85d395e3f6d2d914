import { execFileSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from '../../.vitepress/site/pages.ts'

/** What is written by hand; lists of data, descriptions, locks and what writers write have their own measure. */
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter(file => /\.(?:css|js|json|mjs|php|sh|ts|vue|yml)$/.test(file))
  .filter(file => !/\/(?:data|expected|fixtures)\/|^docs\/openapi\/|^package-lock\.json$/.test(file))
const textOf = (file: string) => readFileSync(join(root, file), 'utf8')

describe('what is written by hand', () => {
  test('is there', () => {
    expect(files.length).toBeGreaterThan(300)
    expect(files).toEqual(expect.arrayContaining(['package.json', 'scripts/test.ts', 'test/unit/style.test.ts']))
  })

  test('has no file of more than 400 lines or 16 KiB', () => {
    const large = files.filter(
      file => statSync(join(root, file)).size > 16 * 1024 || textOf(file).trimEnd().split('\n').length > 400,
    )
    expect(large).toEqual([])
  })

  test('has no line of more than 120 characters, but an address that cannot be broken', () => {
    const long = files.flatMap(file =>
      textOf(file)
        .split('\n')
        .flatMap((line, index) =>
          [...line].length > 120 && !/https?:\/\/\S{60}/.test(line) ? `${file}:${index + 1}` : [],
        ),
    )
    expect(long).toEqual([])
  })
})
