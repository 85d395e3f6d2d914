import type { Mode } from '../../packages/wechatpay/modes.ts'
import { bare, type Corpus } from './corpus.ts'
import type { Entry, Kind } from './entries.ts'
import type { Match, WordMatches } from './matches.ts'
import { weights, type FieldMatch } from './scores.ts'
import type { Word } from './terms.ts'

/** An entry among the results of a query. */
export interface Ranked {
  number: number
  score: number
  /** The fields by which it was found, one a word at most. */
  fields: FieldMatch[]
}

/** An entry with what it has of all words. */
interface Sum {
  score: number
  /** Of the words that stand in it. */
  count: number
  fields: FieldMatch[]
}

/**
 * The same for each kind of entry: of equal matches, the operation is what one looks for. An error code is only ever
 * what it is.
 */
const kindWeights: Record<Kind, number> = { operation: 1, product: 0.88, error: 1.3, guide: 0.8, notification: 0.95 }
/** What is preferred by a query about notifications: the one that it means, or the guide. */
const notificationWeights: Record<'one' | 'any', Partial<Record<Kind, number>>> = {
  one: { notification: 1.35, guide: 1.15 },
  any: { notification: 1.2, guide: 1.7 },
}
/** What the prominence of an entry adds at most. */
const prominenceWeights: Record<Kind, number> = { operation: 30, product: 5, error: 5, guide: 5, notification: 15 }

/**
 * The entries in which most of the words stand, the best one first.
 *
 * @param found of each word that was looked up
 * @param words of the query, all of them
 * @param query as a whole, in the usual form of characters, and what it asks for if it is about notifications
 */
export function rank(
  corpus: Corpus,
  found: WordMatches[],
  words: Word[],
  { whole, asked }: { whole: string; asked?: 'one' | 'any' },
): Ranked[] {
  const sums = sumUp(corpus, found)
  const most = Math.max(0, ...[...sums.values()].map(({ count }) => count))
  const codes = codesAmong(corpus, words)
  return [...sums]
    .filter(([number, { count }]) => count === most || codes.has(number))
    .map(([number, { score, fields }]) => {
      const own = (codes.has(number) ? weights.title : score) + exactness(corpus, number, whole)
      return { number, fields, score: weighted(corpus.entries[number]!, own, asked) }
    })
    .sort((a, b) => b.score - a.score || a.number - b.number)
}

/**
 * Where an action in the mode that the reader has not chosen comes before the same in the chosen one, these change
 * places.
 */
export function preferMode({ entries }: Corpus, ranked: Ranked[], mode: Mode): void {
  const places = new Map(ranked.map(({ number }, place) => [number, place]))
  for (const [number, place] of places) {
    const { twin } = entries[number]!
    const other = twin && twin.mode !== mode ? places.get(twin.number) : undefined
    if (other !== undefined && place < other) [ranked[place], ranked[other]] = [ranked[other]!, ranked[place]!]
  }
}

/** Adds up the matches of all words, each by how much it says. */
function sumUp({ entries }: Corpus, found: WordMatches[]): Map<number, Sum> {
  const rarities = found.map(({ matches }) => rarityOf(matches, entries.length))
  const allRarities = rarities.reduce((sum, rarity) => sum + rarity, 0)
  const sums = new Map<number, Sum>()
  for (const [index, { matches }] of found.entries()) {
    for (const [number, match] of matches) {
      const sum = sums.get(number) ?? { score: 0, count: 0, fields: [] }
      sums.set(number, {
        score: sum.score + (match.score * rarities[index]!) / allRarities,
        count: sum.count + 1,
        fields: match.field ? [...sum.fields, match.field] : sum.fields,
      })
    }
  }
  return sums
}

/** How much a word says among the words of a query: of `JSAPI支付`, the second is nearly everywhere. */
function rarityOf(matches: Map<number, Match>, count: number): number {
  const scores = [...matches.values()].map(({ score }) => score)
  const most = scores.reduce((best, score) => Math.max(best, score), 0)
  // Those that have it in a lesser place do not make it a common word: `app` is rare, `appid` is not.
  return Math.log(1 + count / (1 + scores.filter(score => score >= most * 0.4).length)) ** 2
}

/** The error codes that stand in a query: in an answer that somebody pastes, the code is what counts. */
function codesAmong({ entries, texts }: Corpus, words: Word[]): Set<number> {
  const asked = new Set(words.map(({ text }) => text))
  return new Set(
    entries.flatMap(({ kind }, number) => (kind === 'error' && asked.has(texts[number]!.title) ? [number] : [])),
  )
}

/** What an entry gets whose title is the query. A title that many operations share is no name of any of them. */
function exactness({ texts, titles }: Corpus, number: number, whole: string): number {
  const title = bare(texts[number]!.title)
  return title === bare(whole) ? 12 / titles.get(title)! : 0
}

function weighted({ kind, prominence }: Entry, score: number, asked: 'one' | 'any' | undefined): number {
  const preferred = asked ? (notificationWeights[asked][kind] ?? 1) : 1
  return score * kindWeights[kind] * preferred + (prominence / 100) * prominenceWeights[kind]
}
