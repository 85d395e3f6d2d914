import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { chromium } from '@playwright/test'

/**
 * `npm test`: types, `check:code`, `check`, unit tests, all examples run against the mock, browser tests. Every suite
 * runs, whatever the ones before it say; the last line counts them all: `N passed, N failed, N skipped`. Ends with 1
 * if anything failed.
 */

interface Count {
  passed: number
  failed: number
  skipped: number
}

const results = 'test-results'
rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })

const suites: [string, () => Count][] = [
  ['types of the project', () => step('node_modules/vue-tsc/bin/vue-tsc.js', '--project', '.')],
  ['layout and layers (npm run check:code)', () => checkCode()],
  ['check', () => step('scripts/run.mjs', 'check')],
  ['lint of /openapi.json', () => lintOpenapi()],
  [
    'unit tests',
    () => {
      const code = run(
        'node_modules/vitest/vitest.mjs',
        'run',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${results}/unit.json`,
      )
      const report = readReport<{
        numPassedTests: number
        numFailedTests: number
        numFailedTestSuites: number
        numPendingTests: number
        numTodoTests: number
      }>(`${results}/unit.json`)
      return atLeastOneFailure(
        code,
        report && {
          passed: report.numPassedTests,
          failed: report.numFailedTests,
          skipped: report.numPendingTests + report.numTodoTests,
        },
      )
    },
  ],
  [
    'examples run against the mock',
    () => {
      const [, passed = '0', failed = '0'] =
        /styles: (\d+) passed, (\d+) failed/.exec(
          runForOutput('node_modules/tsx/dist/cli.mjs', 'scripts/examples.ts'),
        ) ?? []
      return atLeastOneFailure(0, { passed: Number(passed), failed: Number(failed), skipped: 0 })
    },
  ],
  [
    'browser tests',
    () => {
      ensureBrowser()
      const code = run('node_modules/@playwright/test/cli.js', 'test', ...process.argv.slice(2))
      const report = readReport<{ stats: { expected: number; unexpected: number; flaky: number; skipped: number } }>(
        `${results}/e2e.json`,
      )
      return atLeastOneFailure(
        code,
        report && {
          passed: report.stats.expected + report.stats.flaky,
          failed: report.stats.unexpected,
          skipped: report.stats.skipped,
        },
      )
    },
  ],
]

const total: Count = { passed: 0, failed: 0, skipped: 0 }
for (const [name, suite] of suites) {
  console.log(`\n== ${name}`)
  const count = suite()
  console.log(`${name}: ${text(count)}`)
  for (const key of ['passed', 'failed', 'skipped'] as const) total[key] += count[key]
}
console.log(`\n${text(total)}`)
process.exitCode = total.failed ? 1 : 0

function text({ passed, failed, skipped }: Count): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`
}

/** Runs a program of Node.js with its output shown; gives back how it ended. */
function run(...args: string[]): number {
  return spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1
}

/** Like `run`, and gives back what it printed. */
function runForOutput(...args: string[]): string {
  const { stdout } = spawnSync(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' })
  process.stdout.write(stdout)
  return stdout
}

/** A program that counts as one test. */
function step(...args: string[]): Count {
  return run(...args) === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 }
}

/** What `npm run check:code` says: the layout of the code, and which folder imports which. */
function checkCode(): Count {
  const [layout, lint] = [
    run('node_modules/prettier/bin/prettier.cjs', '--check', '.', '--log-level', 'warn'),
    run('node_modules/eslint/bin/eslint.js', '.'),
  ]
  return layout + lint === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 }
}

/** The bundled description, linted by somebody else's rules. */
function lintOpenapi(): Count {
  const file = `${results}/openapi.json`
  const bundled = spawnSync(process.execPath, ['node_modules/tsx/dist/cli.mjs', 'scripts/openapi.ts', file], {
    stdio: 'inherit',
  })
  if (bundled.status !== 0) return { passed: 0, failed: 1, skipped: 0 }
  // Neither statistics nor a look for updates: nothing leaves the machine.
  Object.assign(process.env, { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' })
  return step('node_modules/@redocly/cli/bin/cli.js', 'lint', file, '--extends', 'recommended', '--format', 'summary')
}

function readReport<Report>(file: string): Report | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : undefined
}

/** What a runner counted; a runner that failed without counting a failure (or without a report) counts as one. */
function atLeastOneFailure(code: number, count: Count = { passed: 0, failed: 0, skipped: 0 }): Count {
  return code !== 0 || count.passed === 0 ? { ...count, failed: Math.max(count.failed, 1) } : count
}

/** Sees to a browser: Playwright's own or the system's; on a Debian machine where that is allowed, installs it. */
function ensureBrowser(): void {
  if ([chromium.executablePath(), '/usr/bin/chromium'].some(file => existsSync(file))) return
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log("No browser found: installing Debian's package chromium.")
    const options = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const
    try {
      execFileSync('apt-get', ['update', '-qq'], options)
      // The fonts, so that Chinese text has its true width.
      execFileSync(
        'apt-get',
        ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'],
        options,
      )
      return
    } catch (error) {
      console.error((error as Error).message)
    }
  }
  console.error("No browser found. Install one: `npx playwright install chromium`, or Debian's package `chromium`.")
}
