import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { toOpenapi } from '../packages/wechatpay/index.ts'
import { readSite, root } from '../.vitepress/site/pages.ts'

/**
 * `npm pack --workspace wechatpay-mock` runs this: the mock as one program with the bundled description beside it, in
 * its `bin/`, for `npx` from the packed project.
 */
await build({
  root,
  configFile: false,
  logLevel: 'warn',
  build: {
    ssr: 'packages/mock/bin.ts',
    outDir: 'packages/mock/bin',
    target: 'node20',
    rolldownOptions: { output: { entryFileNames: 'wechatpay-mock.js', banner: '#!/usr/bin/env node' } },
  },
})
chmodSync(join(root, 'packages/mock/bin/wechatpay-mock.js'), 0o755)
writeFileSync(join(root, 'packages/mock/bin/openapi.json'), toOpenapi(readSite({ strict: true }).reference))
