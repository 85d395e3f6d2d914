import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { digest, DiskCache } from '../../.vitepress/disk-cache.ts'
import { withFolder } from './page.ts'

const long = 'x'.repeat(1000)
const days = (number: number) => new Date(Date.now() - number * 86_400_000)

test('gives back what was put in, and nothing for another key or before there is a folder', async () => {
  await withFolder((folder) => {
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
  await withFolder((folder) => {
    const cache = new DiskCache(folder)
    cache.set('a', long)
    writeFileSync(join(folder, 'a'), damage(readFileSync(join(folder, 'a'), 'utf8')))
    expect(cache.get('a')).toBeUndefined()
    cache.set('a', long)
    expect(cache.get('a')).toBe(long)
  })
})

test('a process that was killed while writing leaves nothing that is taken for an entry', async () => {
  await withFolder((folder) => {
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
  await withFolder((folder) => {
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
