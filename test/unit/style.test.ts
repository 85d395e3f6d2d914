import { execFileSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
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

  test('has functions that one can see whole: half within 7 lines, nine in ten within 20', () => {
    const lengths = files
      .filter(file => /\.(?:ts|vue)$/.test(file) && !file.startsWith('test/'))
      .flatMap(functionLengths)
      .sort((a, b) => a - b)
    expect(lengths.length).toBeGreaterThan(1000)
    expect(lengths[lengths.length >> 1]).toBeLessThanOrEqual(7)
    expect(lengths.filter(length => length <= 20).length / lengths.length).toBeGreaterThanOrEqual(0.9)
  })
})

/** The lines of each function that has a name: declared, a method, or held by a variable or a property. */
function functionLengths(file: string): number[] {
  const text = textOf(file)
  const script = file.endsWith('.vue') ? (/<script[^>]*>([^]*?)<\/script>/.exec(text)?.[1] ?? '') : text
  const source = ts.createSourceFile(file, script, ts.ScriptTarget.Latest, true)
  const lineOf = (position: number) => source.getLineAndCharacterOfPosition(position).line
  const lengths: number[] = []
  const visit = (node: ts.Node): void => {
    const isHeld = ts.isVariableDeclaration(node.parent) || ts.isPropertyAssignment(node.parent)
    if (ts.isFunctionLike(node) && 'body' in node && node.body && (node.name || isHeld))
      lengths.push(lineOf(node.end) - lineOf(node.getStart()) + 1)
    ts.forEachChild(node, visit)
  }
  ts.forEachChild(source, visit)
  return lengths
}
