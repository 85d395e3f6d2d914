import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { readSite, root, writeDeclaration } from '../../.vitepress/site/pages.ts'

beforeAll(() => {
  writeDeclaration(readSite({ strict: true }))
})

test('the declaration refuses the classic mistakes and takes every spelling of a path, libraries checked too', () => {
  expect(compile(join(root, 'test/types'))).toBe('')
})

test('every announced mistake is an error on the line below it, and nothing else is', () => {
  mkdirSync(join(root, '.vitepress/cache'), { recursive: true })
  // As deep in the project as test/types, whose configuration refers to others.
  const folder = mkdtempSync(join(root, '.vitepress/types-'))
  try {
    cpSync(join(root, 'test/types'), folder, { recursive: true })
    const file = join(folder, 'mistakes.ts')
    const lines = readFileSync(file, 'utf8').split('\n')
    const announced = lines.flatMap((line, index) => (line.includes('@ts-expect-error') ? [index + 2] : []))
    writeFileSync(file, lines.map(line => line.replace('@ts-expect-error', '')).join('\n'))
    const found = [
      ...new Set([...compile(folder).matchAll(/mistakes\.ts\((\d+),\d+\): error/g)].map(([, line]) => Number(line))),
    ]
    expect(announced.length).toBeGreaterThan(12)
    expect(found).toEqual(announced)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

/** What the native compiler prints for the project in a folder. */
function compile(folder: string): string {
  try {
    return execFileSync(
      process.execPath,
      [join(root, 'node_modules/typescript-native/bin/tsc'), '--project', folder, '--pretty', 'false'],
      { encoding: 'utf8' },
    )
  } catch (error) {
    return (error as { stdout: string }).stdout
  }
}
