import { factsOfPath } from '../model/addresses.ts'
import { factsOf } from '../model/facts.ts'
import type { Operation, Reference } from '../model/model.ts'

/** The facts of every path, by the address of their file. */
export function toFacts({ operations }: Pick<Reference, 'operations'>): Map<string, string> {
  const paths = new Map<string, Operation[]>()
  for (const operation of operations) paths.set(operation.path, [...(paths.get(operation.path) ?? []), operation])
  return new Map([...paths].map(([path, own]) => [factsOfPath(path), JSON.stringify(factsOf(own))]))
}
