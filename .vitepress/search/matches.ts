import type MiniSearch from 'minisearch'
import { distance } from '../../packages/reference/model/distance.ts'
import type { Corpus } from './corpus.ts'
import {
  furtherWeight,
  scoreOfField,
  scoreOfHan,
  scoreOfLabel,
  scoreOfLatin,
  type FieldMatch,
  type TermMatches,
} from './scores.ts'
import { synonymsOf } from './synonyms.ts'
import { partsOf, queryTerms, type Word } from './terms.ts'

/** Why an entry is among the results of a word. */
export interface Match {
  score: number
  /** The field that was found best. */
  field?: FieldMatch
}

export interface WordMatches {
  /** By the number of the entry. */
  matches: Map<number, Match>
  /** The word, and the terms by which it was found. */
  marks: Set<string>
}

/** A word or what means the same. */
interface Form {
  text: string
  terms: string[]
  /** Whether there are operations whose title has it. */
  isNamed: boolean
}

/** What an index has found: an entry or a field. */
interface Found {
  number: number
  match: TermMatches
}

/** Of a word that means the same. */
const synonymWeight = 0.97
/** Letters that a typing error may change: none in short words, where everything is near to everything. */
const letters = (word: string) => (word.length < 4 ? 0 : word.length < 5 ? 1 : 2)

/**
 * The entries that a word of a query stands in. Where it stands nowhere, those of each of its parts, and where these
 * do not either, those of words that are like it.
 */
export function findWord(corpus: Corpus, word: Word): WordMatches[] {
  const own = matchesOf(corpus, word)
  if (own.matches.size || word.isHan) return [own]
  const parts = partsOf(word.text).map(part => matchesOf(corpus, { text: part, isHan: false }))
  if (parts.some(({ matches }) => matches.size)) return parts
  return [matchesOf(corpus, word, letters(word.text))]
}

/** @param wrong letters of the word that may be wrong */
function matchesOf(corpus: Corpus, word: Word, wrong = 0): WordMatches {
  const forms = formsOf(corpus, word)
  const marks = new Set([...forms.map(({ text }) => text), ...forms[0]!.terms])
  const find = (index: MiniSearch) => lookUp(index, word, wrong, forms, marks)
  const { matches, partial } = word.isHan
    ? hanMatches(corpus, forms, find(corpus.pages))
    : { matches: latinMatches(corpus, word, find(corpus.pages)), partial: new Map<number, Match>() }
  for (const found of find(corpus.rows)) {
    const field = fieldMatch(corpus, word, found)
    if (field) addField(corpus, matches, field)
  }
  return { matches: matches.size ? matches : partial, marks }
}

/** The word, then what means the same. */
function formsOf({ entries, texts }: Corpus, word: Word): Form[] {
  const titled = (text: string) =>
    texts.some(({ title }, number) => entries[number]!.kind === 'operation' && title.includes(text))
  const synonyms = synonymsOf(word.text).map((text): Word => ({ text, isHan: true }))
  return [word, ...synonyms].map(form => ({
    text: form.text,
    terms: queryTerms(form),
    isNamed: form.isHan && titled(form.text),
  }))
}

/** Asks an index; the terms by which it finds an identifier are marks. */
function lookUp(index: MiniSearch, word: Word, wrong: number, forms: Form[], marks: Set<string>): Found[] {
  const results = index.search(word.text, {
    tokenize: () => forms.flatMap(({ terms }) => terms),
    prefix: !wrong && word.isHan === (word.text.length === 1),
    fuzzy: wrong || false,
    combineWith: 'OR',
  })
  return results.flatMap(({ id, match }) => {
    const number = id as number
    if (word.isHan) return [{ number, match }]
    const near = wrong ? nearTerms(word.text, match, wrong) : match
    const terms = Object.keys(near)
    for (const term of terms) marks.add(term)
    return terms.length ? [{ number, match: near }] : []
  })
}

/**
 * The index counts two swapped letters as two wrong ones, and so finds terms that are like what was typed only by
 * chance: leaves these out.
 */
function nearTerms(word: string, match: TermMatches, wrong: number): TermMatches {
  return Object.fromEntries(Object.entries(match).filter(([term]) => distance(word, term) <= wrong))
}

/** The entries that have all of a Chinese word or of what means the same, and those that have a part of it. */
function hanMatches(
  { texts }: Corpus,
  forms: Form[],
  found: Found[],
): Record<'matches' | 'partial', Map<number, Match>> {
  const [matches, partial] = [new Map<number, Match>(), new Map<number, Match>()]
  for (const { number } of found) {
    for (const [index, form] of forms.entries()) {
      const [score, share] = scoreOfHan(form.text, form.terms, texts[number]!, form.isNamed)
      const own = share === 1 ? matches : partial
      const weighted = index ? score * synonymWeight : score
      if (score) own.set(number, { score: Math.max(own.get(number)?.score ?? 0, weighted) })
    }
  }
  return { matches, partial }
}

function latinMatches(corpus: Corpus, { text }: Word, found: Found[]): Map<number, Match> {
  return new Map(found.map(({ number, match }) => [number, { score: scoreOfLatin(corpus, text, number, match) }]))
}

function fieldMatch(corpus: Corpus, word: Word, { number, match }: Found): FieldMatch | undefined {
  return word.isHan ? scoreOfLabel(corpus, word.text, number) : scoreOfField(corpus, word.text, number, match)
}

/** Adds a field to the matches of every entry that has it. */
function addField({ entries, users }: Corpus, matches: Map<number, Match>, field: FieldMatch): void {
  for (const user of users[field.number]!) {
    // Of equal fields, the one that is less deep in its table.
    const depth = entries[user]!.fields!.get(field.number)!.split('.').length
    const score = field.score - 2 * Math.max(0, depth - 3)
    matches.set(user, better(matches.get(user) ?? { score: 0 }, { ...field, score }))
  }
}

/** A match with one more field: the better one counts, the other a little. */
function better(own: Match, field: FieldMatch): Match {
  if (field.score > own.score) return { score: field.score + own.score * furtherWeight, field }
  return { ...own, score: own.score + (own.field ? 0 : field.score * furtherWeight) }
}
