import { spawn } from 'node:child_process'
import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { digest, DiskCache } from '../../../../packages/reference/edge/disk-cache.ts'
import { root } from '../../helpers.ts'
import { withFolder } from '../../page.ts'

const long = 'x'.repeat(1000)
const days = (number: number) => new Date(Date.now() - number * 86_400_000)

test('gives back what was put in, and nothing for another key or before there is a folder', async () => {
  await withFolder(folder => {
    const cache = new DiskCache(join(folder, 'cache'))
    expect(cache.get('a')).toBeUndefined()
    cache.set('a', '文本\n第二行')
    expect(new DiskCache(join(folder, 'cache')).get('a')).toBe('文本\n第二行')
    expect(cache.get('b')).toBeUndefined()
  })
})

test.each([
  ['cut short', (text: string) => text.slice(0, -1)],
  ['changed in one place', (text: string) => text.replace('xx', 'xy')],
  ['empty', () => ''],
])('an entry that is %s is as good as absent, and can be made anew', async (_, damage) => {
  await withFolder(folder => {
    const cache = new DiskCache(folder)
    cache.set('a', long)
    writeFileSync(join(folder, 'a'), damage(readFileSync(join(folder, 'a'), 'utf8')))
    expect(cache.get('a')).toBeUndefined()
    cache.set('a', long)
    expect(cache.get('a')).toBe(long)
  })
})

test('a process that was killed while writing leaves nothing that is taken for an entry', async () => {
  await withFolder(folder => {
    const cache = new DiskCache(folder)
    cache.set('a', long)
    writeFileSync(join(folder, 'b.1.tmp'), 'half of')
    utimesSync(join(folder, 'b.1.tmp'), days(2), days(2))
    expect(cache.get('b')).toBeUndefined()
    cache.prune()
    expect(readdirSync(folder)).toEqual(['a'])
  })
})

test('what was not used for longest goes first when there is too much', async () => {
  await withFolder(folder => {
    const cache = new DiskCache(folder, 2500)
    for (const [index, key] of ['a', 'b', 'c'].entries()) {
      cache.set(key, long)
      utimesSync(join(folder, key), days(9 - index), days(9 - index))
    }
    // Reading is using.
    expect(cache.get('a')).toBe(long)
    cache.prune()
    expect(readdirSync(folder)).toEqual(['a', 'c'])
  })
})

test('a key tells apart where one part ends and the next begins', () => {
  expect(digest(['ab', 'c'])).not.toBe(digest(['a', 'bc']))
  expect(digest([true, undefined])).not.toBe(digest([false, undefined]))
})

test('what processes that are killed while they write leave behind, the next one accepts', async () => {
  await withFolder(async folder => {
    const script = `import { DiskCache } from ${JSON.stringify(join(root, 'packages/reference/edge/disk-cache.ts'))}
const cache = new DiskCache(${JSON.stringify(folder)})
for (let round = 0; ; round++) {
  for (let key = 0; key < 20; key++) cache.set('key-' + key, round + 'x'.repeat(200_000))
  process.send('written')
}`
    // Two at once, each killed in the middle of its work.
    await Promise.all(
      [1, 2].map(
        () =>
          new Promise<void>(resolve => {
            const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
              cwd: root,
              stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
            })
            child.on('message', () => child.kill('SIGKILL'))
            child.on('exit', () => resolve())
          }),
      ),
    )
    const cache = new DiskCache(folder)
    for (let key = 0; key < 20; key++) expect(cache.get(`key-${key}`)).toMatch(/^\d+x+$/)
    cache.set('key-0', long)
    expect(cache.get('key-0')).toBe(long)
    expect(readdirSync(folder).filter(name => !name.endsWith('.tmp'))).toHaveLength(20)
  })
})
