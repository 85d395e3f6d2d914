import type { Finding, Problem } from './problems.ts'
import type { Path, Source } from './source.ts'

export type Json = Record<string, unknown>

/** A value in a description while it is read, and the list to which what is wrong with it goes. */
export class Spot {
  constructor(
    readonly source: Source,
    readonly path: Path,
    readonly problems: Problem[],
  ) {}

  /** The value as YAML says it. The path leads to one: the form of a file is checked before anything is read. */
  get value(): unknown {
    return valueAt(this.source.data, this.path)
  }

  /** The value, where it is a map. */
  get map(): Json {
    return this.value as Json
  }

  /** The place below this one. */
  at(...steps: Path): Spot {
    return new Spot(this.source, [...this.path, ...steps], this.problems)
  }

  /** The same place, with another list for what is wrong: one that is not remembered, say. */
  into(problems: Problem[]): Spot {
    return new Spot(this.source, this.path, problems)
  }

  /**
   * Says what is wrong here.
   *
   * @param key of the map here, where the fault is one of its keys
   * @returns what is read from a faulty place: nothing
   */
  refuse(problem: string, advice: string, key?: string): undefined {
    this.problems.push({ place: this.source.place(this.path, key), problem, advice })
  }

  /** Says everything that was found here; whether it was anything. */
  refuseAll(findings: Finding[]): boolean {
    for (const { path, key, problem, advice } of findings) this.at(...path).refuse(problem, advice, key)
    return findings.length > 0
  }
}

/** The value that a path leads to. */
export function valueAt(data: unknown, path: Path): unknown {
  return path.reduce((value, step) => (value as Json)[step as string], data)
}
