import { readFileSync } from 'node:fs'
import { main } from './cli.ts'
import type { Document } from './document.ts'

/** The program of the packed project: the description lies beside it. */
main(
  () => JSON.parse(readFileSync(new URL('openapi.json', import.meta.url), 'utf8')) as Document,
  process.argv.slice(2),
).catch((error: Error) => {
  console.error(error.message)
  process.exitCode = 1
})
