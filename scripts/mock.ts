import { main } from '../packages/mock/cli.ts'
import type { Document } from '../packages/mock/document.ts'
import { toOpenapi } from '../packages/wechatpay/index.ts'
import { today } from '../packages/wechatpay/sample-day.ts'
import { readSite } from '../.vitepress/site/pages.ts'

/** `npm run mock`: the mock server on the descriptions as they are; `npm run mock -- --help` says what it can do. */
process.env.SAMPLE_DAY ??= today()
await main(() => JSON.parse(toOpenapi(readSite({ strict: true }).reference)) as Document, process.argv.slice(2))
