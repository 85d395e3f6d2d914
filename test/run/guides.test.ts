import { expect, test } from 'vitest'
import { codeOf, fences } from './written.ts'
import { checks } from './checks.ts'

/**
 * The examples that are written by hand: each is run against the mock as its page shows it, or says below why it is
 * not.
 */

/** What is no example: by its language. */
const otherLanguages: Record<string, string> = {
  http: 'what goes over the wire',
  bash: 'commands that install packages, download certificates or start something',
  md: 'the syntax of an import',
  txt: 'what a command prints',
  yaml: 'parts of descriptions',
}

/** Examples that are not run here, and why. */
const notRunHere: Record<string, string> = {
  '/guide/sandbox Node.js [sandbox.test.ts]': 'sandbox.test.ts runs it',
  '/guide/sandbox PHP [SandboxTest.php]': 'sandbox.test.ts runs it',
  ...Object.fromEntries(
    ['http', 'Express', 'Koa', 'Fastify', 'Next.js', 'php', 'PSR-15', 'PSR-7', 'Node.js', 'PHP'].map(label => [
      `/guide/notifications 接收器 [${label}]`,
      'receivers.test.ts runs it',
    ]),
  ),
  '/guide/notifications 接收器': 'a shape of the handler, compiled with all typed fences',
}

test('every fence is run, or there is a reason why not', () => {
  const examples = fences.filter(({ lang }) => !(lang in otherLanguages)).map(({ name }) => name)
  expect([...Object.keys(checks), ...Object.keys(notRunHere)].toSorted()).toEqual(examples.toSorted())
  expect([...new Set(fences.map(({ lang }) => lang))]).toEqual(expect.arrayContaining(Object.keys(otherLanguages)))
})

test.each(Object.keys(checks))('%s does what its page says', async name => {
  await checks[name]!(codeOf(name))
})
