import { differencesOf, fieldTable, type FieldDifference, type FieldTable } from '../reference/model/difference.ts'
import { rowsBelow, type Operation, type Side } from '../reference/model/model.ts'
import { answerFields, requestGroups } from '../reference/model/rows.ts'

/**
 * What differs between the two modes of an action, on one side. Fields are named with the objects that hold them:
 * `amount.total`.
 */
export interface TwinDifferences {
  side: Side
  /** Fields that only the one or the other has; the members of such a field are not listed again. */
  onlyHere: string[]
  onlyThere: string[]
  /** Fields that are required here and not there, or the other way round. */
  requiredHere: string[]
  requiredThere: string[]
  /** Fields of another type. */
  otherType: string[]
}

/** Who calls: a merchant for itself, or a partner for merchants of its own. */
export const modes = ['merchant', 'partner'] as const satisfies [string, string]
export type Mode = (typeof modes)[number]

/** How readers know the modes. */
export const modeNames: Record<Mode, string> = { merchant: '直连商户', partner: '合作伙伴' }

/** The fields in which an operation and its twin in the other mode differ; sides that are alike are left out. */
export function twinDifferences(here: Operation, there: Operation): TwinDifferences[] {
  return (['request', 'answer'] as const)
    .map((side): TwinDifferences => {
      const all = differencesOf(tableOf(here, side), tableOf(there, side))
      const named = (wanted: (difference: FieldDifference) => boolean) =>
        all.filter(wanted).map(({ address }) => address)
      return {
        side,
        onlyHere: named(({ kind, there }) => kind === 'only' && !there),
        onlyThere: named(({ kind, here }) => kind === 'only' && !here),
        requiredHere: named(({ kind, here }) => kind === 'required' && here!.required === true),
        requiredThere: named(({ kind, there }) => kind === 'required' && there!.required === true),
        otherType: named(({ kind }) => kind === 'type'),
      }
    })
    .filter(({ side: _, ...lists }) => Object.values(lists).some(list => list.length))
}

/** All fields of one side, whichever part of the request holds them. */
function tableOf(operation: Operation, side: Side): FieldTable {
  return fieldTable(
    side === 'request' ? requestGroups(operation).flatMap(({ schema }) => rowsBelow(schema)) : answerFields(operation),
  )
}

/** Whom a page of the official documentation is written for; some do not say. */
export function audienceOf(url: string): string | undefined {
  // The new site says so in its path, the old wiki in the name of its first folder.
  if (/\/doc\/v3\/merchant\/|\/wiki\/doc\/apiv3\//.test(url)) return 'merchant'
  return /\/doc\/v3\/partner\/|\/wiki\/doc\/apiv3_partner\//.test(url) ? 'partner' : undefined
}
