import type { Place } from '../model/model.ts'

/** One thing that is wrong with a description (or an example, a link …): what, where, and what to do about it. */
export interface Problem {
  place: Place
  /** A full sentence. */
  problem: string
  /** A full sentence. */
  advice: string
}

/** The one line a problem prints: `file:line:column (pointer): what is wrong. What to do.` */
export function problemText({ place, problem, advice }: Problem): string {
  return `${place.file}:${place.line}:${place.column} (${place.pointer}): ${problem} ${advice}`
}

/** Thrown with all problems of a run at once; its message has a line for each. */
export class ProblemsError extends Error {
  override name = 'ProblemsError'

  constructor(public readonly problems: Problem[]) {
    super(problems.map(problemText).join('\n'))
  }
}
