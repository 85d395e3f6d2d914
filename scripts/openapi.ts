import { writeIfChanged } from '../packages/reference/edge/files.ts'
import { toOpenapi } from '../packages/wechatpay/index.ts'
import { readSite } from '../.vitepress/site/pages.ts'

/** `tsx scripts/openapi.ts FILE`: writes the bundled description, as it is published at `/openapi.json`. */
writeIfChanged(process.argv[2]!, toOpenapi(readSite({ strict: true }).reference))
