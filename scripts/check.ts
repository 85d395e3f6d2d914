import { checkPages } from '../.vitepress/check/pages.ts'
import { checkTypescript } from '../.vitepress/check/typescript.ts'
import { problemText } from '../.vitepress/reference/problems.ts'
import { readSite, referencePages, root } from '../.vitepress/site.ts'

/** `npm run check`: descriptions, samples, TypeScript, PHP, links. Prints every problem of the run, one a line, and ends with 1 if there is any. */

const started = performance.now()
const reading = readSite({ strict: false })
// What could not be read has been reported; the rest is checked as if it were all.
const operations = reading.reference.operations.filter(({ path }) => !reading.broken.includes(path))
const [typescript, pages] = await Promise.all([
  checkTypescript(root, operations),
  checkPages(root, referencePages(reading), path => operations.find(operation => operation.path === path)!.place, reading.broken),
])
// The styles of PHP share their lines, so that one mistake would be told several times.
const lines = [...new Set([...reading.problems, ...typescript.problems, ...pages.problems].map(problemText))]
if (lines.length) console.error(lines.join('\n'))
console.log(`${operations.length} operations, ${typescript.programs} TypeScript examples, ${pages.fences} typed fences, ${pages.php} PHP examples, ${pages.links} links on ${pages.pages} pages: ${lines.length} problems in ${((performance.now() - started) / 1000).toFixed(1)} s`)
process.exitCode = lines.length ? 1 : 0
