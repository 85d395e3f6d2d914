import { checkPages } from '../.vitepress/check/pages.ts'
import { checkTypescript } from '../.vitepress/check/typescript.ts'
import { ProblemsError } from '../.vitepress/reference/problems.ts'
import { readSite, referencePages, root } from '../.vitepress/site.ts'

/** `npm run check`: descriptions, samples, TypeScript, PHP, links. Prints every problem of the run, one a line, and ends with 1 if there is any. */

const started = performance.now()
const reading = readSite({ strict: false })
const { operations } = reading.reference
const [typescript, pages] = await Promise.all([
  checkTypescript(root, operations),
  // A page with a problem has been reported; what is checked here are the others.
  checkPages(root, referencePages({ reference: reading.reference, problems: [] }), path => operations.find(operation => operation.path === path)!.place),
])
const problems = [...reading.problems, ...typescript.problems, ...pages.problems]
if (problems.length) console.error(new ProblemsError(problems).message)
console.log(`${operations.length} operations, ${typescript.programs} TypeScript examples, ${pages.fences} typed fences, ${pages.php} PHP examples, ${pages.links} links on ${pages.pages} pages: ${problems.length} problems in ${((performance.now() - started) / 1000).toFixed(1)} s`)
process.exitCode = problems.length ? 1 : 0
