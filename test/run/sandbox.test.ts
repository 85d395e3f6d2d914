import { spawn, type ChildProcess } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { root } from '../../.vitepress/site/pages.ts'
import { readPhp, sendRequest, startPhp, type PhpRunner } from '../../packages/check/runner/php.ts'

/**
 * The two examples of the guide 在本地测试, as a reader runs them: against `npm run mock`, with the keys that it has
 * written.
 */

const folder = mkdtempSync(join(tmpdir(), 'sandbox-'))
const keys = join(folder, 'keys')
let mock: ChildProcess
let address: string

beforeAll(async () => {
  mock = spawn(process.execPath, ['--import', 'tsx', 'scripts/mock.ts', '--port', '0', '--keys', keys], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  address = await new Promise((resolve, reject) => {
    let printed = ''
    mock.stdout!.on('data', (data: Buffer) => {
      printed += data
      const [, found] = /模拟服务已启动：(\S+)\n/.exec(printed) ?? []
      if (found) resolve(found)
    })
    mock.once('error', reject)
    mock.once('exit', code => reject(new Error(`The mock ended with ${code} before it listened: ${printed}`)))
  })
})

afterAll(async () => {
  if (mock.exitCode === null && mock.kill()) await new Promise(resolve => mock.once('exit', resolve))
  rmSync(folder, { recursive: true })
})

/** A copy of the mock's keys with another setting, and the name of its folder. */
function keysWith(change: Record<string, string>): string {
  const copy = mkdtempSync(join(folder, 'keys-'))
  cpSync(keys, copy, { recursive: true })
  writeFileSync(
    join(copy, 'merchant.json'),
    JSON.stringify({ ...(JSON.parse(readFileSync(join(keys, 'merchant.json'), 'utf8')) as object), ...change }),
  )
  return copy
}

const wrongSerial = { serial: '7777777777777777777777777777777777777777' }
const wrongPublicKeyId = { publicKeyId: 'PUB_KEY_ID_0114232134912410000000000000' }

describe('the example of Node.js', () => {
  test('passes', async () => {
    expect(await runVitest(keys)).toEqual({
      '下单之后可以查到，关单之后就是已关闭': undefined,
      '限频时的处理': undefined,
    })
  })

  test('fails if the mock does not know the certificate of the merchant', async () => {
    expect(await runVitest(keysWith(wrongSerial))).toEqual({
      '下单之后可以查到，关单之后就是已关闭': expect.stringMatching('401'),
      '限频时的处理': expect.stringMatching(/to match object \{ response: \{ status: 429/),
    })
  })

  test('fails if the answer is signed with an unknown key', async () => {
    expect(await runVitest(keysWith(wrongPublicKeyId))).toEqual({
      '下单之后可以查到，关单之后就是已关闭': expect.stringMatching('Cannot found the serial'),
      '限频时的处理': undefined, // errors are not verified
    })
  })

  test('fails if an order is not in the state that it expects', async () => {
    // Inside the project, so that its packages are found.
    mkdirSync(join(root, '.vitepress/cache'), { recursive: true })
    const copy = mkdtempSync(join(root, '.vitepress/cache/sandbox-'))
    try {
      writeFileSync(
        join(copy, 'sandbox.test.ts'),
        readFileSync(join(root, 'snippets/sandbox.test.ts'), 'utf8').replace("'CLOSED'", "'SUCCESS'"),
      )
      expect(await runVitest(keys, copy)).toEqual({
        '下单之后可以查到，关单之后就是已关闭': expect.stringMatching(/expected 'CLOSED' to be 'SUCCESS'/),
        '限频时的处理': undefined,
      })
    } finally {
      rmSync(copy, { recursive: true })
    }
  })
})

describe('the example of PHP', () => {
  let php: PhpRunner
  beforeAll(async () => {
    php = await startPhp()
  })
  afterAll(() => php.exit())

  test('passes', async () => {
    expect(await runPhpunit(php, keys)).toEqual({
      testAnOrderCanBeQueriedAndClosed: null,
      testTheRateLimitIsReported: null,
    })
  })

  test('fails if the mock does not know the certificate of the merchant', async () => {
    expect(await runPhpunit(php, keysWith(wrongSerial))).toEqual({
      testAnOrderCanBeQueriedAndClosed: expect.stringMatching(/ClientException: .*401/),
      testTheRateLimitIsReported: 'Failed asserting that 401 is identical to 429.',
    })
  })

  test('fails if the answer is signed with an unknown key', async () => {
    expect(await runPhpunit(php, keysWith(wrongPublicKeyId))).toEqual({
      testAnOrderCanBeQueriedAndClosed: expect.stringMatching('Cannot found the serial'),
      testTheRateLimitIsReported: null, // errors are not verified
    })
  })

  test('fails if an order is not in the state that it expects', async () => {
    expect(await runPhpunit(php, keys, code => code.replace("'CLOSED'", "'SUCCESS'"))).toEqual({
      testAnOrderCanBeQueriedAndClosed: "Failed asserting that 'CLOSED' is identical to 'SUCCESS'.",
      testTheRateLimitIsReported: null,
    })
  })

  test('fails if nothing is limited', async () => {
    expect(await runPhpunit(php, keys, code => code.replace('status=429', 'delay=1'))).toEqual({
      testAnOrderCanBeQueriedAndClosed: null,
      testTheRateLimitIsReported: '限频时应当抛出异常',
    })
  })
})

/**
 * Runs the tests of a folder in the real Vitest, without the configuration of this project.
 *
 * @returns what is wrong with each test; undefined for one that passed
 */
async function runVitest(
  keys: string,
  folderOfTests = join(root, 'snippets'),
): Promise<Record<string, string | undefined>> {
  const results = mkdtempSync(join(folder, 'results-'))
  // Vitest remembers how long tests take; that must not lie among the snippets.
  writeFileSync(join(results, 'vitest.config.mjs'), `export default ${JSON.stringify({ cacheDir: results })}\n`)
  const report = join(results, 'report.json')
  const child = spawn(
    process.execPath,
    [
      join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--root',
      folderOfTests,
      '--config',
      join(results, 'vitest.config.mjs'),
      '--reporter',
      'json',
      '--outputFile',
      report,
    ],
    {
      env: { ...process.env, MOCK_ADDRESS: address, MOCK_KEYS: keys },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', data => (printed += data))
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve))
  if (!readdirSync(results).includes('report.json'))
    throw new Error(`Vitest ended with ${code} and no report: ${printed}`)
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as {
    testResults: { message: string; assertionResults: { title: string; status: string; failureMessages: string[] }[] }[]
  }
  if (testResults.some(({ assertionResults }) => !assertionResults.length))
    throw new Error(testResults.map(({ message }) => message).join('\n'))
  const outcomes = testResults.flatMap(({ assertionResults }) =>
    assertionResults.map(
      ({ title, status, failureMessages }) =>
        [title, status === 'passed' ? undefined : failureMessages.join('\n')] as const,
    ),
  )
  expect(code, printed).toBe(outcomes.some(([, failure]) => failure !== undefined) ? 1 : 0)
  return Object.fromEntries(outcomes)
}

/**
 * Runs the test class in a real PHP with the stand-ins for PHPUnit and wechatpay-php. The stand-in signs with the key
 * that the code has loaded, so all that is left to do here is to send.
 *
 * @returns what is wrong with each test; null for one that passed
 */
async function runPhpunit(
  php: PhpRunner,
  keys: string,
  rewrite = (code: string) => code,
): Promise<Record<string, string | null>> {
  const code = readFileSync(join(root, 'snippets/SandboxTest.php'), 'utf8')
  const { output } = await php.run(
    `putenv('MOCK_ADDRESS=${address}'); putenv('MOCK_KEYS=mock'); require 'phpunit.php'; require ` +
      `'SandboxTest.php'; Run\\tests('SandboxTest');`,
    {
      send: sendRequest,
      encrypt: () => {
        throw new Error('Nothing is encrypted here')
      },
      files: {
        ...readPhp('phpunit'),
        'SandboxTest.php': Buffer.from(rewrite(code)),
        ...Object.fromEntries(
          ['merchant.json', 'apiclient_key.pem', 'wechatpay_public_key.pem'].map(name => [
            `mock/${name}`,
            readFileSync(join(keys, name)),
          ]),
        ),
      },
    },
  )
  return JSON.parse(output) as Record<string, string | null>
}
