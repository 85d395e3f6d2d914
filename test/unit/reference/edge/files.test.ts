import { mkdirSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { descriptionFiles, listFiles, writeIfChanged } from '../../../../packages/reference/edge/files.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'files-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true })
})

test('lists files at all depths by their path from the project, sorted', () => {
  write('docs/openapi/v3/b.yaml')
  write('docs/openapi/v3/a/{id}.yaml')
  write('docs/openapi/v3/a.yaml')
  write('docs/openapi/v3/a.md')
  mkdirSync(join(folder, 'docs/openapi/folder.yaml'))
  expect(listFiles(folder, 'docs/openapi', '.yaml')).toEqual([
    'docs/openapi/v3/a.yaml',
    'docs/openapi/v3/a/{id}.yaml',
    'docs/openapi/v3/b.yaml',
  ])
})

test('a folder that does not exist has no files', () => {
  expect(listFiles(folder, 'docs/openapi', '.yaml')).toEqual([])
  expect(descriptionFiles(folder)).toEqual(new Map())
})

test('takes descriptions with the wrong ending too, so that they can be reported', () => {
  write('docs/openapi/openapi.yaml', 'root')
  write('docs/openapi/v3/a.yml', 'wrong')
  write('docs/guide/c.yaml')
  expect(descriptionFiles(folder)).toEqual(
    new Map([
      ['docs/openapi/openapi.yaml', 'root'],
      ['docs/openapi/v3/a.yml', 'wrong'],
    ]),
  )
})

test('writes a file with its folders, and again only if the text is another one', () => {
  const file = join(folder, 'deep/down/x.txt')
  expect(writeIfChanged(file, 'one')).toBe(true)
  utimesSync(file, 1, 1)
  expect(writeIfChanged(file, 'one')).toBe(false)
  expect(statSync(file).mtimeMs).toBe(1000)
  expect(writeIfChanged(file, 'two')).toBe(true)
  expect(statSync(file).mtimeMs).toBeGreaterThan(1000)
})

function write(file: string, text = ''): void {
  mkdirSync(join(folder, file, '..'), { recursive: true })
  writeFileSync(join(folder, file), text)
}
