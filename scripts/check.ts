import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { compareWith, coverageReport, type KnownDifference, type ListedOperation } from '../packages/check/coverage.ts'
import { typedFences } from '../packages/check/fences.ts'
import { checkPages } from '../packages/check/pages.ts'
import { checkTypescript } from '../packages/check/typescript.ts'
import { diskMap } from '../packages/reference/edge/disk-map.ts'
import { pageOf } from '../packages/reference/model/addresses.ts'
import { problemText } from '../packages/reference/intake/problems.ts'
import { plainRenderer } from '../.vitepress/markdown/plain.ts'
import { siteCache, versionOf } from '../.vitepress/render/versions.ts'
import { downloadFiles } from '../.vitepress/site/downloads.ts'
import { listAddresses } from '../.vitepress/site/machine-files.ts'
import { generatedPages, isBroken, readSite, root, writeDeclaration } from '../.vitepress/site/pages.ts'

/**
 * `npm run check`: descriptions, samples, TypeScript, PHP, links. Prints every problem of the run, one a line, and
 * ends with 1 if there is any. `npm run check -- --report LIST` compares with an independent list instead
 * (coverage.ts says in which form), prints every difference, and ends with 1 if one of them has no reason in
 * known-differences.json.
 */

const {
  values: { report },
} = parseArgs({ options: { report: { type: 'string' } } })

// Overviews and the catalogue of errors are made of the root of the description.
const rootPlace = { file: 'docs/openapi/openapi.yaml', line: 1, column: 1, pointer: '#' }

const started = performance.now()
const reading = readSite({ strict: false })
writeDeclaration(reading)
if (report) reportCoverage(report)
else await check()

function reportCoverage(file: string): void {
  // A list may have reasons of its own: third.json those in known-differences.third.json.
  const own = `known-differences.${basename(file, '.json')}.json`
  const name = existsSync(join(root, 'packages/check/data', own)) ? own : 'known-differences.json'
  const known = JSON.parse(readFileSync(join(root, 'packages/check/data', name), 'utf8')) as KnownDifference[]
  const differences = compareWith(
    JSON.parse(readFileSync(file, 'utf8')) as ListedOperation[],
    reading.reference.operations,
  )
  const { lines, unexplained, stale } = coverageReport(differences, known)
  if (lines.length) console.log(lines.join('\n'))
  for (const entry of stale) console.error(`${entry}: has a reason in ${name}, but is no difference. Remove the entry.`)
  console.log(`${lines.length} differences, ${unexplained} without a reason, ${stale.length} reasons for nothing`)
  process.exitCode = unexplained || stale.length ? 1 : 0
}

async function check(): Promise<void> {
  // What could not be read has been reported; the rest is checked as if it were all.
  const operations = reading.reference.operations.filter(({ path }) => !reading.broken.includes(path))
  const entries = [...operations, ...reading.reference.notifications]
  // What has passed before and is as it was then passes again: everything on a fresh clone, one path after one change.
  const known = diskMap(siteCache(root), 'checked', versionOf(root, 'checker'))
  const renderer = () => plainRenderer(root)
  const { fences, problems: unreadable } = await typedFences(root, renderer, known)
  const [typescript, pages] = await Promise.all([
    checkTypescript(root, { operations, notifications: reading.reference.notifications }, fences, known),
    checkPages({
      root,
      pages: generatedPages(reading),
      place: address => entries.find(entry => pageOf(entry) === address)?.place ?? rootPlace,
      isBroken: isBroken(reading),
      files: [...Object.keys(downloadFiles), ...listAddresses],
      renderer,
      known,
    }),
  ])
  known.save()
  // The styles of PHP share their lines, so that one mistake would be told several times.
  const lines = [
    ...new Set([...reading.problems, ...unreadable, ...typescript.problems, ...pages.problems].map(problemText)),
  ]
  if (lines.length) console.error(lines.join('\n'))
  const counts = [
    `${operations.length} operations`,
    `${reading.reference.notifications.length} notifications`,
    `${typescript.programs} TypeScript examples`,
    `${fences.length} typed fences`,
    `${pages.php} PHP examples`,
    `${pages.links} links on ${pages.pages} pages`,
  ]
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`${counts.join(', ')}: ${lines.length} problems in ${seconds} s`)
  process.exitCode = lines.length ? 1 : 0
}
