import type { Field } from '../reference/model/model.ts'
import known from './data/prose-conditions.json' with { type: 'json' }

/**
 * Words of a condition: one of several, together or not, required or left out in some case. Each has been read in a
 * description whose schema took what the sentence forbids.
 */
const condition = new RegExp(
  [
    /[二三四五六]选一|任选其一|择一|至少[填传选]|只传其中/,
    /必[填传]|必须[有传]|才填|不可填|不要传/,
    /时(?:须)?(?:填写|传入|不填|不传|使用|必须)/,
    /一(?:同|并)(?:填写|传入)|同时(?:填写|设置|使用|传)/,
    /^仅.*(?:时|使用|填写)/,
  ]
    .map(({ source }) => source)
    .join('|'),
)

/** Why a condition stays in prose, by its text. */
const reasons = new Map(Object.entries(known).flatMap(([reason, texts]) => texts.map(text => [text, reason] as const)))

/** The texts of data/prose-conditions.json, each of which has to occur. */
export const proseConditions = [...reasons.keys()]

/**
 * The condition that a field's description states in words only, so that neither types nor judge know of it; undefined
 * where it has a keyword, or a reason to have none.
 */
export function proseCondition({ schema, statements = [] }: Field): string | undefined {
  const { description } = schema
  if (description === undefined || statements.length || reasons.has(description)) return undefined
  return condition.exec(description)?.[0]
}
