import { build } from 'vitepress'
import { ProblemsError } from '../packages/reference/intake/problems.ts'
import { root } from '../.vitepress/site/pages.ts'

/** The build of `npm start`: what is wrong in descriptions is told without a stack. */
try {
  await build(root)
} catch (error) {
  if (!(error instanceof ProblemsError)) throw error
  console.error(error.message)
  process.exit(1)
}
