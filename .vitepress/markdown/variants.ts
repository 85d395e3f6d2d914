import { requestLabels } from '../../packages/wechatpay/page.ts'
import { sdks } from '../../packages/wechatpay/sdk/index.ts'

/**
 * The code blocks of an example that say the same in another way, by language; the first is shown until the reader
 * chooses.
 */
export const variants: Record<string, string[]> = {
  ...Object.fromEntries(sdks.map(({ language, styles }) => [language, styles])),
  txt: requestLabels,
}

/** A line of several variants laid over each other. */
export interface MergedLine {
  text: string
  /** The variants that have the line, as indices; in the order of the variants. */
  of: number[]
  /** Where it stands in each of these. */
  at: number[]
}

/**
 * Lays variants over each other so that what they share stands once: each line with the variants that have it, in an
 * order in which the lines of any one variant read as written. Longest common subsequences, one variant after the
 * other.
 *
 * @param keyOf what of a line has to be the same; that of the first variant is printed
 */
export function mergeLines(texts: string[], keyOf = (line: string) => line): MergedLine[] {
  let merged: MergedLine[] = []
  for (const [variant, text] of texts.entries()) {
    const lines = text.split('\n')
    const kept = commonLines(
      merged.map(line => keyOf(line.text)),
      lines.map(keyOf),
    )
    const next: MergedLine[] = []
    let from = 0
    let lineFrom = 0
    for (const [index, line] of [...kept, [merged.length, lines.length] as const]) {
      next.push(
        ...merged.slice(from, index),
        ...lines.slice(lineFrom, line).map((own, offset) => ({ text: own, of: [variant], at: [lineFrom + offset] })),
      )
      if (index < merged.length)
        next.push({ ...merged[index]!, of: [...merged[index]!.of, variant], at: [...merged[index]!.at, line] })
      ;[from, lineFrom] = [index + 1, line + 1]
    }
    merged = next
  }
  return merged
}

/** The pairs of indices of a longest common subsequence. */
function commonLines(a: string[], b: string[]): (readonly [number, number])[] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1))
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i]![j] = a[i] === b[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!)
  }
  const pairs: (readonly [number, number])[] = []
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) pairs.push([i++, j++])
    else if (lengths[i + 1]![j]! >= lengths[i]![j + 1]!) i++
    else j++
  }
  return pairs
}
