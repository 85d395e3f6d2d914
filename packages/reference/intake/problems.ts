import type { Place } from '../model/model.ts'
import type { Path } from './source.ts'

/** One thing that is wrong with a description (or an example, a link …): what, where, and what to do about it. */
export interface Problem {
  place: Place
  /** A full sentence. */
  problem: string
  /** A full sentence. */
  advice: string
}

/** What was found wrong at a path inside a value; `key` names the property meant, where it is one. */
export interface Finding {
  path: Path
  key?: string
  problem: string
  advice: string
}

/** What the value at a path is called. The index of an item says less than the name of its list. */
export function nameOf(path: Path): string {
  const last = path.at(-1)
  if (last === undefined) return 'The value'
  return /^\d+$/.test(String(last)) && path.length > 1 ? `Item ${last} of "${path.at(-2)}"` : `"${last}"`
}

/** The one line a problem prints: `file:line:column (pointer): what is wrong. What to do.` */
export function problemText({ place, problem, advice }: Problem): string {
  return `${placeText(place)} (${place.pointer}): ${problem} ${advice}`
}

/** `docs/openapi/v3/certificates.yaml:12:7` */
export function placeText({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`
}

/** Thrown with all problems of a run at once; its message has a line for each. */
export class ProblemsError extends Error {
  override name = 'ProblemsError'

  constructor(public readonly problems: Problem[]) {
    super(problems.map(problemText).join('\n'))
  }
}
