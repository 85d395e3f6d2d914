import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { rolldown } from 'rolldown'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closureOf, codeVersion } from '../../../../packages/reference/edge/code-version.ts'
import { codeOf } from '../../../../.vitepress/render/versions.ts'
import { root } from '../../../../.vitepress/site/pages.ts'

/** The files of the project that a bundler finds behind entries. */
async function bundled(entries: string[]): Promise<string[]> {
  const found = new Set<string>()
  const bundle = await rolldown({
    input: entries.map(entry => join(root, entry)),
    platform: 'node',
    external: /^[^./]/,
    plugins: [{ name: 'collect', moduleParsed: ({ id }) => void found.add(relative(root, id)) }],
  })
  await bundle.generate()
  await bundle.close()
  return [...found].filter(file => !file.includes('\0')).sort()
}

describe.each(Object.entries(codeOf))('the version of the %s', (_, code: { entries: string[]; files?: string[] }) => {
  test('depends on just the files that a bundler finds, and on the settings that are named', async () => {
    const { files } = closureOf(root, code)
    const others = await bundled(code.entries)
    // Workers and data beside the code, which a bundler leaves where they are.
    const beside = files.filter(file => !others.includes(file) && !code.files?.includes(file))
    expect(others.filter(file => !files.includes(file))).toEqual([])
    expect(beside).toEqual([])
  })

  test('depends on libraries, with their versions', () => {
    const { packages } = closureOf(root, code)
    expect(packages).not.toEqual([])
    expect(packages.filter(name => !/^(?:@[\w-]+\/)?[\w.-]+@\d+\.\d+\.\d+/.test(name))).toEqual([])
  })
})

test('what the search is made of does not decide on pages', () => {
  for (const code of Object.values(codeOf))
    expect(closureOf(root, code).files).not.toContain('packages/reference/writers/to-search.ts')
})

test('the type of the programs, the compiler, is part of what renders them', () => {
  const { packages } = closureOf(root, codeOf.renderer)
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules/typescript/package.json'), 'utf8')) as {
    version: string
  }
  expect(packages).toContain(`typescript@${version}`)
})

describe('in a project of its own', () => {
  let folder: string

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'code-version-'))
    mkdirSync(join(folder, 'b'))
    const files = {
      'a.ts': "import type { T } from './types.ts'\nimport { b } from './b/index.ts'\nexport * from 'left'\n",
      'types.ts': 'export type T = 1\n',
      'b/index.ts': "export {\n  one,\n} from './one.ts'\nconst two = await import('./two.ts')\n",
      'b/one.ts':
        "import data from './data.json' with { type: 'json' }\nexport const one = new URL('x.php', import.meta.url)\n",
      'b/two.ts': '\n',
      'b/data.json': '{}\n',
      'b/x.php': '<?php\n',
      'other.ts': '\n',
      'settings.json': '{}\n',
      'package-lock.json': JSON.stringify({
        packages: {
          'node_modules/left': { version: '1.0.0', dependencies: { right: '*' } },
          'node_modules/right': { version: '1.0.0' },
          'node_modules/left/node_modules/right': { version: '2.0.0' },
          'node_modules/unused': { version: '1.0.0' },
        },
      }),
    }
    for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text)
  })

  afterAll(() => rmSync(folder, { recursive: true }))

  const code = { entries: ['a.ts'], files: ['settings.json'] }

  test('the closure holds imports of every kind, but those of types', () => {
    const files = ['a.ts', 'b/data.json', 'b/index.ts', 'b/one.ts', 'b/two.ts', 'b/x.php', 'settings.json']
    expect(closureOf(folder, code)).toEqual({ files, packages: ['left@1.0.0', 'right@2.0.0'] })
  })

  test.each(['a.ts', 'b/data.json', 'b/index.ts', 'b/one.ts', 'b/two.ts', 'b/x.php', 'settings.json'])(
    'a change of %s changes the version',
    file => {
      expect(versionAfter(file, text => `${text} `)).not.toBe(codeVersion(folder, code))
    },
  )

  test.each(['other.ts', 'types.ts'])('a change of %s does not', file => {
    expect(versionAfter(file, text => `${text} `)).toBe(codeVersion(folder, code))
  })

  test('a library that is needed by one that is imported counts, and no other does', () => {
    const upgraded = (name: string) => (text: string) =>
      text.replace(new RegExp(`("node_modules/${name}":\\{"version":")[^"]+`), '$13.0.0')
    const before = codeVersion(folder, code)
    expect(versionAfter('package-lock.json', upgraded('left/node_modules/right'))).not.toBe(before)
    expect(versionAfter('package-lock.json', upgraded('right'))).toBe(before)
    expect(versionAfter('package-lock.json', upgraded('unused'))).toBe(before)
  })

  test('an import that leads nowhere is told with the file that has it', () => {
    expect(() => versionAfter('b/two.ts', () => "import './gone.ts'\n")).toThrow('b/two.ts imports ./gone.ts')
  })

  /** The version with a file changed, in a copy. */
  function versionAfter(file: string, change: (text: string) => string): string {
    const copy = mkdtempSync(join(tmpdir(), 'code-version-copy-'))
    try {
      cpSync(folder, copy, { recursive: true })
      writeFileSync(join(copy, file), change(readFileSync(join(copy, file), 'utf8')))
      return codeVersion(copy, code)
    } finally {
      rmSync(copy, { recursive: true })
    }
  }
})
