/** How texts and queries are taken apart; the index and the queries have to agree on it. */

/** A run of a query that is looked for as a whole. */
export interface Word {
  /** In small letters. */
  text: string
  isHan: boolean
}

const han = /\p{Script=Han}+/gu
const runs = /\p{Script=Han}+|[a-z0-9]+(?:[-_.][a-z0-9]+)*/giu

/** Small letters, and the usual form of characters that have several: `（ＡＰＩ）` becomes `(api)`. */
export function normalize(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

/** The words of a query, each once: Chinese runs and identifiers; `h5下单` has two. */
export function wordsOf(query: string): Word[] {
  const found = (query.normalize('NFKC').match(runs) ?? []).map(text => text.toLowerCase())
  return [...new Set(found)].map(text => ({ text, isHan: isHan(text) }))
}

/**
 * The terms of a text for the index: of a Chinese run every pair of neighbours, since Chinese does not say where a
 * word ends, and the last character, so that each is the beginning of a term; of an identifier the whole, the whole
 * without its separators (`prepayId` finds `prepay_id`) and its parts.
 */
export function termsOf(text: string): string[] {
  return (text.normalize('NFKC').match(runs) ?? []).flatMap(run =>
    isHan(run) ? [...pairsOf(run), [...run].at(-1)!] : [...wholeTerms(run), ...partsOf(run)],
  )
}

/** The terms by which a word of a query is looked up. */
export function queryTerms({ text, isHan }: Word): string[] {
  return isHan ? (text.length > 1 ? [...new Set(pairsOf(text))] : [text]) : wholeTerms(text)
}

/** The neighbours in a Chinese run, two by two: `平台证书` -> `平台`, `台证`, `证书`. */
export function pairsOf(run: string): string[] {
  const characters = [...run]
  return characters.slice(1).map((character, index) => characters[index]! + character)
}

/**
 * The parts of an identifier of two characters or more, in small letters: `out_trade_no`, `outTradeNo` -> `out`,
 * `trade`, `no`. None where it has just one part.
 */
export function partsOf(identifier: string): string[] {
  const parts = (identifier.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? []).map(part => part.toLowerCase())
  return parts.length > 1 ? parts.filter(part => part.length > 1) : []
}

function wholeTerms(identifier: string): string[] {
  const whole = identifier.toLowerCase()
  return [...new Set([whole, squash(whole)])]
}

/** An identifier without its separators. */
export function squash(identifier: string): string {
  return identifier.replace(/[-_.]/g, '')
}

/**
 * A term as the index keeps it. The index is a tree that is walked letter by letter, trying one branch after the
 * other: with thousands of Chinese characters branching off one place it takes twice as long to make, so these are
 * spelt in few letters.
 */
export function indexTerm(term: string): string {
  return isHan(term) ? `~${Array.from(term, character => character.codePointAt(0)!.toString(16)).join('')}` : term
}

/**
 * How much of a Chinese word stands in a text: 1 where it does as it is or in pieces (`查询退款` in `查询单笔退款`), else the
 * share of its characters that stand there with a neighbour.
 */
export function coverage(word: string, text: string): number {
  if (text.includes(word)) return 1
  // By code units: a loop that runs a thousand times a query.
  let covered = 0
  let last = 0
  for (let index = 0; index < word.length - 1; index++) {
    if (!text.includes(word.slice(index, index + 2))) continue
    covered += index + 2 - Math.max(index, last)
    last = index + 2
  }
  return covered / word.length
}

function isHan(text: string): boolean {
  return text.search(han) === 0
}
