import MiniSearch, { type SearchOptions } from 'minisearch'
import type { Mode } from '../../packages/wechatpay/modes.ts'
import { distance } from '../../packages/reference/model/distance.ts'
import type { SearchData } from '../../packages/reference/writers/to-search.ts'
import { addressOf, fit, type Fit } from './address.ts'
import { collect, kinds, type Entry, type Kind } from './entries.ts'
import { synonymsOf } from './synonyms.ts'
import { coverage, indexTerm, normalize, partsOf, queryTerms, squash, termsOf, wordsOf, type Word } from './terms.ts'

/** Something found, as the list shows it. */
export interface Hit extends Pick<Entry, 'kind' | 'title' | 'trail' | 'method' | 'path' | 'outdated'> {
  /** Where it leads, the row of the field included; encoded, without the site's base. */
  link: string
  /** The description, or the part of a guide's text where the words stand. */
  text: string
  /** The field that was found in it. */
  field?: { name: string; label: string; value?: string }
}

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

/** Why an entry is among the results of a word. */
interface Match {
  score: number
  /** The field that was found best. */
  field?: FieldMatch
}

interface WordMatches {
  /** By the number of the entry. */
  matches: Map<number, Match>
  /** The word, and the terms by which it was found. */
  marks: Set<string>
}

interface FieldMatch {
  number: number
  score: number
  value?: string
}

/** What a word counts where it stands, at most. What one sees first counts most. */
const weights = { title: 100, trail: 60, name: 56, path: 54, value: 48, label: 44, errors: 40, text: 25 }
/**
 * The same for each kind of entry: of equal matches, the operation is what one looks for. An error code is only ever
 * what it is.
 */
const kindWeights: Record<Kind, number> = { operation: 1, product: 0.88, error: 1.3, guide: 0.8 }
/** What the prominence of an operation adds at most. */
const prominenceWeight = 30
/** Of evidence beside the best. */
const furtherWeight = 0.02
/** Of a word that means the same. */
const synonymWeight = 0.97
/** The characters of a query that count: enough for the longest line of a log. */
const longest = 1000
const mostWords = 12
/** Letters that a typing error may change: none in short words, where everything is near to everything. */
const letters = (word: string) => (word.length < 4 ? 0 : word.length < 5 ? 1 : 2)

/** Makes the index. It takes a moment, so not where a page is waiting for it. */
export function createSearch(data: SearchData): Search {
  const { entries, fields } = collect(data)
  const texts = entries.map(entry => ({
    title: normalize(entry.title),
    levels: entry.trail.flatMap(name => normalize(name).split(' / ')),
    trail: normalize(entry.trail.join(' ')),
    text: normalize(entry.text),
  }))
  const labels = fields.map(({ label, values }) => ({ label: normalize(label), values: normalize(values) }))
  const titles = countOf(texts.map(({ title }) => bare(title)))
  const users = fields.map((): number[] => [])
  for (const [number, entry] of entries.entries())
    for (const field of entry.fields?.keys() ?? []) users[field]!.push(number)

  const options = { tokenize: termsOf, processTerm: indexTerm }
  const pages = new MiniSearch<{
    id: number
    title: string
    trail: string
    path: string
    errors: string
    text: string
  }>({ ...options, fields: ['title', 'trail', 'path', 'errors', 'text'] })
  // What stands in braces is found as a field.
  pages.addAll(
    entries.map(({ title, trail, path = '', errors = [], text }, id) => ({
      id,
      title,
      trail: trail.join(' '),
      path: path.replace(/\{.*?\}/g, ''),
      errors: errors.join(' '),
      text,
    })),
  )
  const rows = new MiniSearch<{ id: number; name: string; label: string; values: string }>({
    ...options,
    fields: ['name', 'label', 'values'],
  })
  rows.addAll(fields.map((field, id) => ({ ...field, id })))

  return { find }

  function find(typed: string, most: Record<Kind, number>, mode?: Mode): Results {
    const query = typed.slice(0, longest)
    const address = addressOf(query)
    const byAddress =
      address &&
      entries
        .map((entry, number) => ({
          entry,
          number,
          fits: entry.path === undefined ? undefined : fit(address, entry.path),
        }))
        .filter((found): found is typeof found & { fits: Fit } => found.fits !== undefined)
        .sort(
          (a, b) =>
            Number(b.fits.isAll) - Number(a.fits.isAll) ||
            Number(b.entry.method === address.method) - Number(a.entry.method === address.method) ||
            b.fits.value - a.fits.value ||
            b.entry.prominence - a.entry.prominence,
        )
    if (byAddress?.length)
      return {
        groups: [
          {
            kind: 'operation',
            total: byAddress.length,
            hits: byAddress.slice(0, most.operation).map(({ entry }) => hitOf(entry, [])),
          },
        ],
        marks: [],
      }
    // A path that no operation has: its words may still lead to the one that is meant.
    return findWords(
      address?.isWhole
        ? wordsOf(address.segments.filter(segment => !/^v3$|^\d+$/i.test(segment)).join(' '))
        : wordsOf(query),
      normalize(query),
      most,
      mode,
    )
  }

  function findWords(words: Word[], whole: string, most: Record<Kind, number>, mode?: Mode): Results {
    // Who pastes a whole answer means the first of it.
    const found = words.slice(0, mostWords).flatMap((word): WordMatches[] => {
      const own = matchesOf(word)
      if (own.matches.size || word.isHan) return [own]
      const parts = partsOf(word.text).map(part => matchesOf({ text: part, isHan: false }))
      if (parts.some(({ matches }) => matches.size)) return parts
      return [matchesOf(word, letters(word.text))]
    })
    const scored = new Map<number, { score: number; count: number; fields: FieldMatch[] }>()
    const marks = found.map(({ marks }) => [...marks])
    const rarities = found.map(({ matches }) => rarityOf(matches))
    const allRarities = rarities.reduce((sum, rarity) => sum + rarity, 0)
    for (const [index, { matches }] of found.entries()) {
      for (const [number, match] of matches) {
        const sum = scored.get(number) ?? { score: 0, count: 0, fields: [] }
        scored.set(number, {
          score: sum.score + (match.score * rarities[index]!) / allRarities,
          count: sum.count + 1,
          fields: match.field ? [...sum.fields, match.field] : sum.fields,
        })
      }
    }
    const counted = Math.max(0, ...[...scored.values()].map(({ count }) => count))
    // In the answer to a failed request that somebody pastes, the code is what counts.
    const isCode = (number: number) =>
      entries[number]!.kind === 'error' && words.some(({ text }) => text === texts[number]!.title)
    const ranked = [...scored]
      .filter(([number, { count }]) => count === counted || isCode(number))
      .map(([number, { score, fields }]) => {
        const { kind, prominence } = entries[number]!
        const title = bare(texts[number]!.title)
        // A title that many operations share is no name of any of them.
        const exact = title === bare(whole) ? 12 / titles.get(title)! : 0
        return {
          number,
          fields,
          score:
            ((isCode(number) ? weights.title : score) + exact) * kindWeights[kind] +
            (kind === 'operation' ? (prominence / 100) * prominenceWeight : (prominence / 100) * 5),
        }
      })
      .sort((a, b) => b.score - a.score || a.number - b.number)
    if (mode) preferMode(ranked, mode)
    const groups = kinds.map(kind => {
      const own = ranked.filter(({ number }) => entries[number]!.kind === kind)
      return {
        kind,
        total: own.length,
        best: own[0]?.score ?? 0,
        hits: own.slice(0, most[kind]).map(({ number, fields }) => hitOf(entries[number]!, fields, marks)),
      }
    })
    return {
      groups: groups
        .filter(({ total }) => total)
        .sort((a, b) => b.best - a.best)
        .map(({ kind, total, hits }) => ({ kind, total, hits })),
      marks,
    }
  }

  /**
   * Where an action in the mode that the reader has not chosen comes before the same in the chosen one, these change
   * places.
   */
  function preferMode(ranked: { number: number }[], mode: Mode): void {
    const places = new Map(ranked.map(({ number }, place) => [number, place]))
    for (const [number, place] of places) {
      const { twin } = entries[number]!
      const other = twin && twin.mode !== mode ? places.get(twin.number) : undefined
      if (other !== undefined && place < other) [ranked[place], ranked[other]] = [ranked[other]!, ranked[place]!]
    }
  }

  /** How much a word says among the words of a query: of `JSAPI支付`, the second is nearly everywhere. */
  function rarityOf(matches: Map<number, Match>): number {
    const scores = [...matches.values()].map(({ score }) => score)
    const most = scores.reduce((best, score) => Math.max(best, score), 0)
    // Those that have it in a lesser place do not make it a common word: `app` is rare, `appid` is not.
    return Math.log(1 + entries.length / (1 + scores.filter(score => score >= most * 0.4).length)) ** 2
  }

  /**
   * The entries that a word stands in, by number.
   *
   * @param wrong letters of the word that may be wrong
   */
  function matchesOf(word: Word, wrong = 0): WordMatches {
    /** The word, then what means the same. */
    const forms = [word, ...synonymsOf(word.text).map(text => ({ text, isHan: true }))].map(form => ({
      ...form,
      terms: queryTerms(form),
      isNamed: form.isHan && titled(form.text),
    }))
    const terms = forms.flatMap(form => form.terms)
    const search: SearchOptions = {
      tokenize: () => terms,
      prefix: !wrong && word.isHan === (word.text.length === 1),
      fuzzy: wrong || false,
      combineWith: 'OR',
    }
    const marks = new Set([...forms.map(({ text }) => text), ...forms[0]!.terms])
    const matches = new Map<number, Match>()
    const partial = new Map<number, Match>()
    for (const { id, match } of pages.search(word.text, search)) {
      if (word.isHan) {
        for (const [index, form] of forms.entries()) {
          const [score, share] = scoreOfHan(form.text, form.terms, id as number, form.isNamed)
          const found = share === 1 ? matches : partial
          if (score)
            found.set(id as number, {
              score: Math.max(found.get(id as number)?.score ?? 0, index ? score * synonymWeight : score),
            })
        }
      } else if (collectMarks(match)) matches.set(id as number, { score: scoreOfLatin(word.text, id as number, match) })
    }
    for (const { id, match } of rows.search(word.text, search)) {
      const number = id as number
      const field = word.isHan
        ? scoreOfLabel(word.text, number)
        : collectMarks(match) && scoreOfField(word.text, number, match)
      if (!field) continue
      for (const user of users[number]!) {
        const own = matches.get(user) ?? { score: 0 }
        // Of equal fields, the one that is less deep in its table.
        const score = field.score - 2 * Math.max(0, entries[user]!.fields!.get(number)!.split('.').length - 3)
        matches.set(
          user,
          score > own.score
            ? { score: score + own.score * furtherWeight, field: { ...field, score } }
            : { ...own, score: own.score + (own.field ? 0 : score * furtherWeight) },
        )
      }
    }
    return { matches: matches.size ? matches : partial, marks }

    /**
     * The index counts two swapped letters as two wrong ones, and so finds terms that are like what was typed only by
     * chance. Says whether any is left.
     */
    function collectMarks(match: Record<string, string[]>): boolean {
      for (const term of Object.keys(match)) {
        if (wrong && distance(word.text, term) > wrong) delete match[term]
        else marks.add(term)
      }
      return Object.keys(match).length > 0
    }
  }

  function titled(word: string): boolean {
    return texts.some(({ title }, number) => entries[number]!.kind === 'operation' && title.includes(word))
  }

  /**
   * The score of a Chinese word, and the share of it that stands in the entry.
   *
   * @param pairs of the word
   * @param isNamed whether there are operations whose title has the word. Then those of a product of that name need
   *   not repeat all of it: 发起转账 of 商家转账 is as good as 受理商家转账.
   */
  function scoreOfHan(word: string, pairs: string[], number: number, isNamed: boolean): [score: number, share: number] {
    const { title, levels, trail, text } = texts[number]!
    const inTitle = title.includes(word)
      ? 1
      : coverage(word, title) === 1
        ? 0.99
        : isNamed && levels.includes(word) && coverage(word, title) >= 0.5
          ? 1
          : 0
    const inTrail = levels.includes(word) ? 1 : trail.includes(word) ? 0.85 : 0
    const inText = text.includes(word) ? 1 : coverage(word, text) === 1 ? 0.6 : 0
    const above = `${trail} ${title}`
    const together = inTitle || inTrail ? 0 : coverage(word, above)
    const score = best(
      inTitle &&
        weights.title * inTitle + (2 * word.length) / title.length + (pairs.some(pair => title.endsWith(pair)) ? 3 : 0),
      weights.trail * inTrail,
      weights.text * inText,
      together === 1 ? 78 : 0,
    )
    if (score) return [score, 1]
    const share = Math.max(together, coverage(word, `${above} ${text}`))
    return share === 1 ? [weights.text, 1] : [50 * coverage(word, title) + 25 * share, share]
  }

  function scoreOfLatin(word: string, number: number, match: Record<string, string[]>): number {
    const of: Record<string, number> = {}
    for (const [term, places] of Object.entries(match)) {
      const like = likeness(word, term)
      // The beginning or a part of a code is most likely the name of a field.
      const whole = entries[number]!.kind === 'error' && squash(texts[number]!.title) !== squash(word) ? 0.7 : 1
      for (const place of places)
        of[place] = Math.max(
          of[place] ?? 0,
          weights[place as keyof typeof weights] * like * whole +
            (place === 'path' ? (3 * term.length) / entries[number]!.path!.length : 0),
        )
    }
    return best(...Object.values(of))
  }

  function scoreOfLabel(word: string, number: number): FieldMatch | undefined {
    const { label, values } = labels[number]!
    const inLabel =
      label === word
        ? 1
        : label.includes(word)
          ? 0.65 + (0.3 * word.length) / label.length
          : coverage(word, label) === 1
            ? 0.55
            : 0
    if (inLabel) return { number, score: weights.label * inLabel }
    return values.includes(word)
      ? {
          number,
          score: weights.value * 0.5,
          value: fields[number]!.values.split('\n').find(line => normalize(line).includes(word)),
        }
      : undefined
  }

  function scoreOfField(word: string, number: number, match: Record<string, string[]>): FieldMatch | undefined {
    const { name, values } = fields[number]!
    const found: FieldMatch[] = []
    for (const [term, places] of Object.entries(match)) {
      const like = likeness(word, term)
      for (const place of places) {
        // A part of a name says less than the name.
        if (place === 'name')
          found.push({ number, score: weights.name * like * (squash(normalize(name)) === squash(term) ? 1 : 0.55) })
        else if (place === 'label') found.push({ number, score: weights.label * like * 0.6 })
        else {
          const value = values.split('\n').find(line => termsOf(line).includes(term))
          found.push({
            number,
            value,
            score: weights.value * like * (squash(normalize(value?.split(' ')[0] ?? '')) === squash(term) ? 1 : 0.4),
          })
        }
      }
    }
    return found.sort((a, b) => b.score - a.score)[0]
  }

  function hitOf(entry: Entry, found: FieldMatch[], marks: string[][] = []): Hit {
    const { kind, title, trail, method, path, outdated } = entry
    const best = found.toSorted((a, b) => b.score - a.score)[0]
    const [page, anchor] = entry.address.split('#')
    const row = best && entry.fields?.get(best.number)
    const field = best && { name: fields[best.number]!.name, label: fields[best.number]!.label, value: best.value }
    const hash = row ?? anchor
    return {
      kind,
      title,
      trail,
      method,
      path,
      outdated,
      field,
      link: encodeURI(page!) + (hash === undefined ? '' : `#${encodeURIComponent(hash)}`),
      text: kind === 'guide' ? partOf(entry.text, marks) : entry.text,
    }
  }
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

/** A title without spaces and what stands in brackets: `（营销）图片上传` is one to upload images. */
function bare(title: string): string {
  return title.replace(/\(.*?\)|\s+/g, '') || title
}

function countOf(texts: string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  return counts
}

/** Of a long text, the part where the first of the marks stands. */
function partOf(text: string, marks: string[][]): string {
  const places = marks
    .flat()
    .map(mark => normalize(text).indexOf(mark))
    .filter(place => place >= 0)
  const start = places.length ? Math.max(0, Math.min(...places) - 20) : 0
  return `${start ? '…' : ''}${text.slice(start, start + 120)}${start + 120 < text.length ? '…' : ''}`
}
