import { existsSync } from 'node:fs'
import { chromium, defineConfig, devices } from '@playwright/test'
import { sampleDay } from './packages/wechatpay/sample-day.ts'

/** Playwright's own browser where it is installed, else the system's. */
const systemChromium = '/usr/bin/chromium'
const executablePath = existsSync(chromium.executablePath()) ? undefined : systemChromium
const port = 4175

export default defineConfig({
  testDir: 'test/e2e',
  fullyParallel: true,
  forbidOnly: !!process.env.CI,
  workers: 2,
  // How long a condition is waited for says nothing of speed: a busy machine takes its time.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  outputDir: 'test-results/e2e',
  use: {
    ...devices['Desktop Chrome'],
    baseURL: `http://localhost:${port}`,
    viewport: { width: 1440, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
    launchOptions: {
      executablePath,
      args: [
        '--no-sandbox',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
  webServer: {
    command: 'npm start',
    // The day of the samples, by which the tests know what the pages say.
    env: { PORT: String(port), SAMPLE_DAY: sampleDay },
    url: `http://localhost:${port}`,
    // A cold build computes the types of all examples.
    timeout: 900_000,
    reuseExistingServer: false,
  },
})
