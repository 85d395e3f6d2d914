import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { codeToHtml } from 'shiki'
import { expect, test } from 'vitest'
import { DiskCache } from '../../../packages/reference/edge/disk-cache.ts'
import { typeFinder } from '../../../.vitepress/twoslash/index.ts'
import { typeInformation } from '../../../.vitepress/twoslash/transformer.ts'
import type { TypePopup } from '../../../.vitepress/twoslash/renderer.ts'
import { withFolder } from '../page.ts'

const code = "import { pay } from './wechatpay.js'\n// ---cut---\npay({ total: 1 })\n"
const declaration = (description: string) =>
  `/** ${description} */\nexport declare function pay(order: { total: number }): void\n`

/** A project of one declaration, with what its examples' popups say. */
class Project {
  constructor(readonly folder: string) {
    this.configure({})
    this.declare('付款')
  }

  declare(description: string): void {
    writeFileSync(join(this.folder, 'wechatpay.d.ts'), declaration(description))
  }

  configure(compilerOptions: object): void {
    writeFileSync(
      join(this.folder, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: {
          target: 'es2022',
          lib: ['es2022'],
          module: 'esnext',
          moduleResolution: 'bundler',
          types: [],
          strict: true,
          ...compilerOptions,
        },
      }),
    )
  }

  start(strict = true, version = '1'): (text?: string) => Promise<Record<string, TypePopup>> {
    const transformer = typeInformation(
      typeFinder({
        tsconfig: join(this.folder, 'tsconfig.json'),
        declarationFor: () => readFileSync(join(this.folder, 'wechatpay.d.ts'), 'utf8'),
        cache: new DiskCache(this.cache),
        version,
        strict,
      }),
    )
    return async (text = code) => {
      let popups: Record<string, TypePopup> = {}
      const collect = {
        name: 'test:collect',
        root(this: { meta: { typePopups?: Record<string, TypePopup> } }) {
          popups = this.meta.typePopups ?? {}
        },
      }
      await codeToHtml(text, {
        lang: 'ts',
        theme: 'github-light',
        meta: { __raw: 'twoslash' },
        transformers: [transformer, collect],
      })
      return popups
    }
  }

  get cache(): string {
    return join(this.folder, 'cache')
  }

  entries(): string[] {
    return readdirSync(this.cache).sort()
  }
}

const docs = (popups: Record<string, TypePopup>) =>
  Object.values(popups)
    .map(popup => popup.docs)
    .filter(text => text !== undefined)

test('remembers what it found, and takes it from the cache when it starts again', async () => {
  await withFolder(async folder => {
    const project = new Project(folder)
    const first = await project.start()()
    expect(docs(first)).toEqual(['付款'])
    const [entry, ...others] = project.entries()
    expect(others).toEqual([])
    // What the cache says is what is shown.
    const cache = new DiskCache(project.cache)
    cache.set(entry!, cache.get(entry!)!.replaceAll('付款', '来自缓存'))
    expect(docs(await project.start()())).toEqual(['来自缓存'])
  })
})

test('a changed description changes the popup, in a new process and in a running one', async () => {
  await withFolder(async folder => {
    const project = new Project(folder)
    const popups = project.start()
    expect(docs(await popups())).toEqual(['付款'])
    project.declare('收款')
    expect(docs(await project.start()())).toEqual(['收款'])
    expect(docs(await popups())).toEqual(['收款'])
    expect(project.entries()).toHaveLength(2)
  })
})

test('a declaration that is changed back finds its old entries', async () => {
  await withFolder(async folder => {
    const project = new Project(folder)
    await project.start()()
    const before = project.entries()
    project.declare('收款')
    await project.start()()
    project.declare('付款')
    await project.start()()
    expect(project.entries()).toHaveLength(2)
    expect(project.entries()).toEqual(expect.arrayContaining(before))
  })
})

test.each([{ strict: false }, { target: 'es2020' }, { exactOptionalPropertyTypes: true }])(
  'other compiler options (%j) have entries of their own',
  async options => {
    await withFolder(async folder => {
      const project = new Project(folder)
      await project.start()()
      project.configure(options)
      await project.start()()
      expect(project.entries()).toHaveLength(2)
    })
  },
)

test('a changed compiler option changes the popup', async () => {
  await withFolder(async folder => {
    const project = new Project(folder)
    const types = async () =>
      Object.values(await project.start()('const order = { total: 1 as number | undefined }\n')).map(
        popup => popup.type,
      )
    expect(await types()).toContainEqual(expect.stringMatching(/total: number \| undefined$/))
    project.configure({ strict: false })
    expect(await types()).toContainEqual(expect.stringMatching(/total: number$/))
  })
})

test('another version of the tools has entries of its own', async () => {
  await withFolder(async folder => {
    const project = new Project(folder)
    await project.start(true, '1')()
    await project.start(true, '2')()
    expect(project.entries()).toHaveLength(2)
  })
})

test('what was found leniently is not taken for a strict build', async () => {
  await withFolder(async folder => {
    const project = new Project(folder)
    const wrong = code.replace('total: 1', "total: '1'")
    await project.start(false)(wrong)
    await expect(project.start(true)(wrong)).rejects.toThrow(/not assignable to type 'number'/)
  })
})

test('another example has an entry of its own', async () => {
  await withFolder(async folder => {
    const project = new Project(folder)
    const popups = project.start()
    await popups()
    await popups(code.replace('1', '2'))
    expect(project.entries()).toHaveLength(2)
  })
})

test.each([
  ['half of it', (text: string) => text.slice(0, text.length / 2)],
  ['nothing', () => ''],
  ['another thing', () => 'null'],
])('an entry that holds %s is made anew', async (_, damage) => {
  await withFolder(async folder => {
    const project = new Project(folder)
    const first = await project.start()()
    const [entry] = project.entries()
    const file = join(project.cache, entry!)
    const whole = readFileSync(file, 'utf8')
    writeFileSync(file, damage(whole))
    expect(await project.start()()).toEqual(first)
    expect(readFileSync(file, 'utf8')).toBe(whole)
  })
})

test('a tsconfig that cannot be read is an error', async () => {
  await withFolder(async folder => {
    const project = new Project(folder)
    writeFileSync(join(folder, 'tsconfig.json'), '{ "compilerOptions": ')
    await expect(project.start()()).rejects.toThrow(/expected/i)
  })
})
