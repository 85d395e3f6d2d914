import type { Entry } from './model.ts'

/** What looks like a slip of the sources, in an operation or a notification. */
export interface LintFinding {
  /** The name of the rule, by which an exception names it. */
  rule: string
  entry: Entry
  /** The way to the place in the entry's description, as in a JSON pointer; looks through shared schemas. */
  steps: Step[]
  problem: string
  advice: string
}

/** A key of an object, or for a list the entry of this name. */
export type Step = string | { name: string }
