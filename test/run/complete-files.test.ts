import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startPhp } from '../../packages/check/runner/php.ts'
import { setUpOf } from '../../packages/check/complete-files.ts'
import type { Document } from '../../packages/mock/document.ts'
import type { Operation } from '../../packages/reference/model/model.ts'
import { toDeclaration, toOpenapi } from '../../packages/wechatpay/index.ts'
import { samples } from '../../packages/wechatpay/samples.ts'
import { completeFile } from '../../packages/wechatpay/sdk/complete-file.ts'
import { toPhp } from '../../packages/wechatpay/sdk/php.ts'
import { toTypescript } from '../../packages/wechatpay/sdk/typescript.ts'
import { readSite, root } from '../../.vitepress/site/pages.ts'
import { runPhp } from './guides.ts'
import { startMock } from './mock.ts'

/** What 复制完整文件 gives of twenty operations, as a reader uses it: pasted into an empty folder, and run. */

const { reference } = readSite({ strict: true })
const without = (operation: Operation) => operation.body?.mediaType !== 'multipart/form-data' && !operation.baseUri
const all = reference.operations.filter(without)
const chosen = all.filter((_, index) => index % Math.ceil(all.length / 20) === 0).map(usual)

/** The operation with the sample that its page shows first. */
function usual(operation: Operation): Operation {
  return samples(operation).find(({ kinds }) => kinds.includes('common'))!.operation
}

const folder = mkdtempSync(join(tmpdir(), 'complete-'))
let mock: Awaited<ReturnType<typeof startMock>>

beforeAll(async () => {
  mock = await startMock(join(folder, 'keys'))
  expect(spawnSync('npm', ['init', '-y'], { cwd: folder }).status).toBe(0)
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  writeFileSync(join(folder, 'wechatpay.d.ts'), toDeclaration(reference, true))
  for (const operation of chosen)
    for (const { label, code } of toTypescript(operation))
      writeFileSync(
        join(folder, `${operation.operationId}-${label}.mts`),
        completeFile('ts', 'public-key', setUpOf(root, 'ts', 'public-key'), code),
      )
})

afterAll(() => {
  mock.process.kill()
  rmSync(folder, { recursive: true })
})

const files = chosen.flatMap(operation =>
  toTypescript(operation).map(({ label }) => `${operation.operationId}-${label}.mts`),
)

describe('the whole files of TypeScript', () => {
  const own = files.filter(file => file.includes('-await'))
  const compile = (compiler: string, args: string[]) =>
    spawnSync(process.execPath, [join(root, 'node_modules', compiler, 'bin/tsc'), ...args], {
      cwd: folder,
      encoding: 'utf8',
    })

  test.each(['typescript', 'typescript-native'])(
    'compile with what %s does when it is told nothing',
    compiler => expect(compile(compiler, ['--noEmit', ...own])).toMatchObject({ stdout: '', status: 0 }),
    120_000,
  )

  test.each(['typescript-5.9', 'typescript', 'typescript-native'])(
    'compile with the project that %s makes by --init',
    compiler => {
      const project = join(folder, 'tsconfig.json')
      expect(compile(compiler, ['--init'])).toMatchObject({ status: 0 })
      try {
        expect(compile(compiler, ['--noEmit', '--project', project])).toMatchObject({ stdout: '', status: 0 })
      } finally {
        rmSync(project)
      }
    },
    120_000,
  )

  test('run as they are against the mock, by the settings that it prints', () => {
    const program = files.map(file => `await import('./${file}')`).join('\n')
    writeFileSync(join(folder, 'all.mts'), program)
    const { stdout, stderr, status } = spawnSync(process.execPath, ['--import', 'tsx', 'all.mts'], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, ...mock.settings },
    })
    expect(stderr).toBe('')
    // Each logs what it was answered.
    expect(stdout.trim().split('\n').length).toBeGreaterThanOrEqual(files.length)
    expect(status).toBe(0)
  }, 120_000)
})

test('the whole files of PHP run as they are', async () => {
  const document = JSON.parse(toOpenapi(reference)) as Document
  const setUp = readFileSync(join(root, 'snippets/wxpay.php'), 'utf8')
  const php = await startPhp()
  const settings = { WXPAY_APPID: 'wx8888888888888888', WXPAY_NOTIFY_URL: 'https://www.example.com/wxpay/notify' }
  for (const operation of chosen) {
    const { code } = toPhp(operation).find(({ label }) => label === '同步纯链式')!
    const file = completeFile('php', 'public-key', setUp, code)
    const { accepted } = await runPhp(php, document, file, [], { settings })
    expect(accepted.map(({ operationId }) => operationId)).toEqual([operation.operationId])
  }
  php.exit()
}, 120_000)
