import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { toOpenapi } from '../.vitepress/reference/to-openapi.ts'
import { readSite, root } from '../.vitepress/site.ts'

/**
 * `npm pack` runs this: the mock as one program with the bundled description beside it, in `bin/`, for `npx` from the
 * packed project.
 */
await build({
  root,
  configFile: false,
  logLevel: 'warn',
  build: {
    ssr: 'mock/bin.ts',
    outDir: 'bin',
    target: 'node20',
    rolldownOptions: { output: { entryFileNames: 'wechatpay-mock.js', banner: '#!/usr/bin/env node' } },
  },
})
chmodSync(join(root, 'bin/wechatpay-mock.js'), 0o755)
writeFileSync(join(root, 'bin/openapi.json'), toOpenapi(readSite({ strict: true }).reference))
