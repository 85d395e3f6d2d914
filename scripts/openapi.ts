import { writeIfChanged } from '../.vitepress/reference/files.ts'
import { toOpenapi } from '../.vitepress/reference/to-openapi.ts'
import { readSite } from '../.vitepress/site.ts'

/** `tsx scripts/openapi.ts FILE`: writes the bundled description, as it is published at `/openapi.json`. */
writeIfChanged(process.argv[2]!, toOpenapi(readSite({ strict: true }).reference))
