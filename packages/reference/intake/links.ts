import type { Operation } from '../model/model.ts'
import type { Problem } from './problems.ts'
import type { Spot } from './spot.ts'

/** An operationId where it is written. */
export interface IdUse {
  id: string
  spot: Spot
  /** The one that method and path give. */
  expected: string
  /** Method and path. */
  operation: string
}

/** Where an operation names the same action in the other mode. */
export interface PartnerUse {
  spot: Spot
  merchant: string
  partner: string
}

/**
 * Tells the operationIds that are wrong.
 *
 * @returns method and path of each such operation
 */
export function misnamed(uses: IdUse[], problems: Problem[]): string[] {
  return byId(uses).flatMap(same => {
    const [owner, ...others] = same.toSorted((a, b) => Number(fits(b)) - Number(fits(a)))
    for (const other of others) refuseTaken(other, owner!, problems)
    if (!fits(owner!))
      owner!.spot
        .into(problems)
        .refuse(
          `The operationId "${owner!.id}" does not fit the place of the file, which gives "${owner!.expected}".`,
          'Move the file to the path of its API, or correct the operationId.',
        )
    return [...others, ...(fits(owner!) ? [] : [owner!])].map(({ operation }) => operation)
  })
}

function byId(uses: IdUse[]): IdUse[][] {
  const groups = new Map<string, IdUse[]>()
  for (const use of uses) groups.set(use.id, [...(groups.get(use.id) ?? []), use])
  return [...groups.values()]
}

function fits({ id, expected }: IdUse): boolean {
  return id === expected
}

function refuseTaken({ id, spot, expected }: IdUse, owner: IdUse, problems: Problem[]): void {
  const { file, line } = owner.spot.source.place(owner.spot.path)
  const isSame = expected === id
  spot
    .into(problems)
    .refuse(
      `The operationId "${id}" is taken by ${file}:${line}${isSame ? ', whose path gives the same one' : ''}.`,
      isSame
        ? `One of the two is misspelt: correct the place of this file or of ${file}.`
        : `Write "${expected}", which follows from the method and the file's place.`,
    )
}

/** Tells the two modes of an action of each other; leaves out the operations that name a wrong one. */
export function withModes(
  operations: Operation[],
  { ids, partners: uses }: { ids: IdUse[]; partners: PartnerUse[] },
  modes: string[],
  problems: Problem[],
): Operation[] {
  const known = new Set(ids.map(({ id }) => id))
  const wrong = uses.filter(use => isWrong(use, uses, known, problems)).map(({ merchant }) => merchant)
  const partnerOf = new Map(uses.map(({ merchant, partner }) => [merchant, partner]))
  const merchantOf = new Map(uses.map(({ merchant, partner }) => [partner, merchant]))
  return operations
    .filter(({ operationId }) => !wrong.includes(operationId))
    .map((operation): Operation => {
      const [partner, merchant] = [partnerOf.get(operation.operationId), merchantOf.get(operation.operationId)]
      if (partner !== undefined) return { ...operation, otherMode: { operationId: partner, mode: modes[1]! } }
      return merchant === undefined
        ? operation
        : { ...operation, otherMode: { operationId: merchant, mode: modes[0]! } }
    })
}

function isWrong(use: PartnerUse, uses: PartnerUse[], known: Set<string>, problems: Problem[]): boolean {
  const { merchant, partner } = use
  const spot = use.spot.into(problems)
  const before = problems.length
  const others = uses.filter(use => use.partner === partner || use.merchant === partner)
  if (!known.has(partner))
    spot.refuse(`There is no operation "${partner}".`, 'Write the operationId of the same action in partner mode.')
  else if (others.length > 1 || merchant === partner)
    spot.refuse(
      `"${partner}" cannot be the other mode of this operation: it is so for another one, or is this one.`,
      'An action has one operation a mode.',
    )
  return problems.length > before
}
