import { expect, test } from 'vitest'
import { problemText, ProblemsError, type Problem } from '../../../../packages/reference/intake/problems.ts'

const problem: Problem = {
  place: { file: 'docs/openapi/v3/certificates.yaml', line: 12, column: 7, pointer: '#/get/parameters/0' },
  problem: 'This is wrong.',
  advice: 'Do that.',
}

test('prints a problem on one line that an editor can open', () => {
  expect(problemText(problem)).toBe(
    'docs/openapi/v3/certificates.yaml:12:7 (#/get/parameters/0): This is wrong. Do that.',
  )
})

test('an error says all problems of a run, a line each', () => {
  const error = new ProblemsError([problem, { ...problem, advice: 'Do this.' }])
  expect(error.name).toBe('ProblemsError')
  expect(error.message.split('\n')).toEqual([problemText(problem), expect.stringMatching(/Do this\.$/) as string])
  expect(error.problems).toHaveLength(2)
})
