import { distance } from '../../packages/reference/model/distance.ts'
import type { Corpus, EntryTexts } from './corpus.ts'
import { coverage, normalize, squash, termsOf } from './terms.ts'

/** A field of an entry in which a word stands. */
export interface FieldMatch {
  number: number
  score: number
  /** The line of its values that has the word. */
  value?: string
}

/** The terms that a word was found by, each with the places where it stands, as MiniSearch tells them. */
export type TermMatches = Record<string, string[]>

/** What a word counts where it stands, at most. What one sees first counts most. */
export const weights = { title: 100, trail: 60, name: 56, path: 54, value: 48, label: 44, errors: 40, text: 25 }
/** Of evidence beside the best. */
export const furtherWeight = 0.02

/**
 * The score of a Chinese word, and the share of it that stands in the entry.
 *
 * @param pairs of the word
 * @param isNamed whether there are operations whose title has the word. Then those of a product of that name need
 *   not repeat all of it: 发起转账 of 商家转账 is as good as 受理商家转账.
 */
export function scoreOfHan(
  word: string,
  pairs: string[],
  texts: EntryTexts,
  isNamed: boolean,
): [score: number, share: number] {
  const { title, levels, trail, text } = texts
  const inTitle = shareOfTitle(word, texts, isNamed)
  const inTrail = levels.includes(word) ? 1 : trail.includes(word) ? 0.85 : 0
  const inText = text.includes(word) ? 1 : coverage(word, text) === 1 ? 0.6 : 0
  const above = `${trail} ${title}`
  const together = inTitle || inTrail ? 0 : coverage(word, above)
  const score = best(
    inTitle && scoreOfTitle(word, pairs, title, inTitle),
    weights.trail * inTrail,
    weights.text * inText,
    together === 1 ? 78 : 0,
  )
  if (score) return [score, 1]
  const share = Math.max(together, coverage(word, `${above} ${text}`))
  return share === 1 ? [weights.text, 1] : [50 * coverage(word, title) + 25 * share, share]
}

/** How well a title has a Chinese word: 1 as it is, or as much as is needed below a product of that name. */
function shareOfTitle(word: string, { title, levels }: EntryTexts, isNamed: boolean): number {
  if (title.includes(word)) return 1
  const covered = coverage(word, title)
  if (covered === 1) return 0.99
  return isNamed && levels.includes(word) && covered >= 0.5 ? 1 : 0
}

/** More where the word is much of the title, and where the title ends with it: there stands what is done. */
function scoreOfTitle(word: string, pairs: string[], title: string, share: number): number {
  const end = pairs.some(pair => title.endsWith(pair)) ? 3 : 0
  return weights.title * share + (2 * word.length) / title.length + end
}

/**
 * The score of an identifier in an entry.
 *
 * @param number of the entry
 */
export function scoreOfLatin({ entries, texts }: Corpus, word: string, number: number, match: TermMatches): number {
  const { kind, path = '' } = entries[number]!
  // The beginning or a part of a code is most likely the name of a field.
  const whole = kind === 'error' && squash(texts[number]!.title) !== squash(word) ? 0.7 : 1
  const byPlace: Record<string, number> = {}
  for (const [term, places] of Object.entries(match)) {
    const like = likeness(word, term) * whole
    for (const place of places) {
      const share = place === 'path' ? (3 * term.length) / path.length : 0
      byPlace[place] = Math.max(byPlace[place] ?? 0, weights[place as keyof typeof weights] * like + share)
    }
  }
  return best(...Object.values(byPlace))
}

/**
 * The score of a Chinese word in the label or the values of a field.
 *
 * @param number of the field
 * @returns undefined where it stands in neither
 */
export function scoreOfLabel({ labels, fields }: Corpus, word: string, number: number): FieldMatch | undefined {
  const { label, values } = labels[number]!
  const share = shareOfLabel(word, label)
  if (share) return { number, score: weights.label * share }
  if (!values.includes(word)) return undefined
  const value = fields[number]!.values.split('\n').find(line => normalize(line).includes(word))
  return { number, score: weights.value * 0.5, value }
}

function shareOfLabel(word: string, label: string): number {
  if (label === word) return 1
  if (label.includes(word)) return 0.65 + (0.3 * word.length) / label.length
  return coverage(word, label) === 1 ? 0.55 : 0
}

/**
 * The best of the places where an identifier stands in a field.
 *
 * @param number of the field
 */
export function scoreOfField(
  { fields }: Corpus,
  word: string,
  number: number,
  match: TermMatches,
): FieldMatch | undefined {
  const found = Object.entries(match).flatMap(([term, places]) => {
    const like = likeness(word, term)
    return places.map((place): FieldMatch => {
      const { share, value } = shareOfField(fields[number]!, place, term)
      return {
        number,
        value,
        score: weights[place === 'values' ? 'value' : (place as 'name' | 'label')] * like * share,
      }
    })
  })
  return found.sort((a, b) => b.score - a.score)[0]
}

/** What a term says of a field where it stands: a part of a name less than the name. */
function shareOfField(
  { name, values }: { name: string; values: string },
  place: string,
  term: string,
): { share: number; value?: string } {
  const isTerm = (text: string) => squash(normalize(text)) === squash(term)
  if (place === 'name') return { share: isTerm(name) ? 1 : 0.55 }
  if (place === 'label') return { share: 0.6 }
  const value = values.split('\n').find(line => termsOf(line).includes(term))
  return { share: isTerm(value?.split(' ')[0] ?? '') ? 1 : 0.4, value }
}

/** How much a term is what was typed: 1 the same, less for a beginning, less still with wrong letters. */
function likeness(word: string, term: string): number {
  const [typed, found] = [squash(word), squash(term)]
  if (typed === found) return 1
  if (found === `${typed}s` || typed === `${found}s`) return 0.97
  if (found.startsWith(typed)) return 0.55 + (0.25 * typed.length) / found.length
  return 0.7 - 0.12 * distance(typed, found)
}

/** The best counts, the others a little. */
function best(...scores: number[]): number {
  const most = Math.max(0, ...scores)
  return most + (scores.reduce((sum, score) => sum + score, 0) - most) * furtherWeight
}
