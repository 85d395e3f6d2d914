import { defineConfig } from 'vitest/config'
import { sampleDay } from './packages/wechatpay/sample-day.ts'

export default defineConfig({
  test: {
    include: ['test/unit/**/*.test.ts', 'test/run/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // What they start shows the samples as they are written.
    env: { SAMPLE_DAY: sampleDay },
  },
})
