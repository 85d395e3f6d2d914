import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { DiskCache } from '../../../../packages/reference/edge/disk-cache.ts'
import { diskMap } from '../../../../packages/reference/edge/disk-map.ts'
import { withFolder } from '../../page.ts'

test('remembers answers from one process to the next, by question, name and version', async () => {
  await withFolder(folder => {
    const open = (version = '1', name = 'a') => diskMap(new DiskCache(folder), name, version)
    const first = open()
    expect(first.set(['links', 'text'], { ids: ['a'] })).toEqual({ ids: ['a'] })
    expect(first.get(['links', 'text'])).toEqual({ ids: ['a'] })
    expect(open().get(['links', 'text'])).toBeUndefined()
    first.save()
    expect(open().get(['links', 'text'])).toEqual({ ids: ['a'] })
    expect(open().get(['links', 'other'])).toBeUndefined()
    expect(open('2').get(['links', 'text'])).toBeUndefined()
    expect(open('1', 'b').get(['links', 'text'])).toBeUndefined()
  })
})

test('forgets what is no longer asked for, when there is something new', async () => {
  await withFolder(folder => {
    const cache = new DiskCache(folder)
    const first = diskMap(cache, 'a', '1')
    first.set(['old'], 1)
    first.set(['kept'], 2)
    first.save()
    const second = diskMap(cache, 'a', '1')
    second.get(['kept'])
    second.save()
    const before = readFileSync(join(folder, readdirSync(folder)[0]!), 'utf8')
    expect(before).toContain('1')
    second.set(['new'], 3)
    second.save()
    const third = diskMap(cache, 'a', '1')
    expect([third.get(['old']), third.get(['kept']), third.get(['new'])]).toEqual([undefined, 2, 3])
  })
})
