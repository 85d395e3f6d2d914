import type { Mode } from '../../packages/wechatpay/modes.ts'
import type { SearchData } from '../../packages/reference/writers/to-search.ts'
import { addressOf, documentOf, fit, type Address, type Fit } from './address.ts'
import { loadCorpus, type Corpus } from './corpus.ts'
import { kinds, type Entry, type Kind } from './entries.ts'
import { hitOf, type Hit } from './hits.ts'
import { findWord } from './matches.ts'
import { preferMode, rank, type Ranked } from './ranking.ts'
import { inChinese, notificationAsked } from './synonyms.ts'
import { normalize, wordsOf } from './terms.ts'

export type { Hit } from './hits.ts'

export interface Results {
  /** Those with hits, the one with the best hit first. */
  groups: { kind: Kind; total: number; hits: Hit[] }[]
  /**
   * What to mark in the hits, in small letters: for each word of the query itself, then what to mark where it does
   * not stand as it is.
   */
  marks: string[][]
}

export interface Search {
  /**
   * @param query as typed or pasted
   * @param most of the hits that a group lists; those beyond are only counted
   * @param mode that the reader has chosen: of an action in both, the operation in this one comes first
   */
  find: (query: string, most: Record<Kind, number>, mode?: Mode) => Results
}

/** The characters of a query that count: enough for the longest line of a log. */
const longest = 1000
/** The words that count: who pastes a whole answer means the first of it. */
const mostWords = 12

/** Makes the index. It takes a moment, so not where a page is waiting for it. */
export function createSearch(data: SearchData): Search {
  const corpus = loadCorpus(data)
  return { find: (query, most, mode) => find(corpus, query.slice(0, longest), most, mode) }
}

function find(corpus: Corpus, query: string, most: Record<Kind, number>, mode?: Mode): Results {
  const document = documentOf(query)
  const described = document === undefined ? [] : corpus.entries.filter(entry => entry.documents?.includes(document))
  // An official page that nothing here is about: the words of its address are about nothing, either.
  if (described.length || (document !== undefined && query.includes('/')))
    return { groups: groupsOf(corpus, described.map(asItIs), most, []), marks: [] }
  const address = addressOf(query)
  const operations = address ? findAddress(corpus, address) : []
  if (operations.length) return { groups: groupsOf(corpus, operations.map(asItIs), most, []), marks: [] }
  const words = wordsOf(address?.isWhole ? wordsOfAddress(address) : inChinese(query))
  const found = words.slice(0, mostWords).flatMap(word => findWord(corpus, word))
  const ranked = rank(corpus, found, words, { whole: normalize(query), asked: notificationAsked(query) })
  if (mode) preferMode(corpus, ranked, mode)
  const marks = found.map(({ marks }) => [...marks])
  const listed = ranked.map(({ number, score, fields }) => ({ entry: corpus.entries[number]!, score, fields }))
  return { groups: groupsOf(corpus, listed, most, marks), marks }
}

/** An entry of a list, and by what it was found. */
type Listed = Pick<Ranked, 'score' | 'fields'> & { entry: Entry }

/** One that is asked for by its address: in its place, with no field of it. */
function asItIs(entry: Entry): Listed {
  return { entry, score: 0, fields: [] }
}

/** The operations whose path fits an address, the best one first. */
function findAddress({ entries }: Corpus, address: Address): Entry[] {
  return entries
    .map(entry => ({ entry, fits: entry.path === undefined ? undefined : fit(address, entry.path) }))
    .filter((found): found is { entry: Entry; fits: Fit } => found.fits !== undefined)
    .sort(
      (a, b) =>
        Number(b.fits.isAll) - Number(a.fits.isAll) ||
        Number(b.entry.method === address.method) - Number(a.entry.method === address.method) ||
        b.fits.value - a.fits.value ||
        b.entry.prominence - a.entry.prominence,
    )
    .map(({ entry }) => entry)
}

/** Of a path that no operation has: they may still lead to the one that is meant. */
function wordsOfAddress({ segments }: Address): string {
  return segments.filter(segment => !/^v3$|^\d+$/i.test(segment)).join(' ')
}

function groupsOf(corpus: Corpus, listed: Listed[], most: Record<Kind, number>, marks: string[][]): Results['groups'] {
  return kinds
    .map(kind => ({ kind, own: listed.filter(({ entry }) => entry.kind === kind) }))
    .filter(({ own }) => own.length)
    .sort((a, b) => b.own[0]!.score - a.own[0]!.score)
    .map(({ kind, own }) => ({
      kind,
      total: own.length,
      hits: own.slice(0, most[kind]).map(({ entry, fields }) => hitOf(corpus, entry, fields, marks)),
    }))
}
