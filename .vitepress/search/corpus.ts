import MiniSearch from 'minisearch'
import type { SearchData, SearchField } from '../../packages/reference/writers/to-search.ts'
import { collect, type Entry } from './entries.ts'
import { indexTerm, normalize, termsOf } from './terms.ts'

/** All that is searched: things and fields by their numbers, their texts as queries are compared with them. */
export interface Corpus {
  entries: Entry[]
  fields: SearchField[]
  /** Of each entry, in the usual form of characters. */
  texts: EntryTexts[]
  /** Of each field, likewise. */
  labels: { label: string; values: string }[]
  /** How many entries have a title, by what `bare` leaves of it. */
  titles: Map<string, number>
  /** Of each field, the numbers of the entries that have it. */
  users: number[][]
  /** Finds entries. */
  pages: MiniSearch
  /** Finds fields. */
  rows: MiniSearch
}

export interface EntryTexts {
  title: string
  /** The names above the entry, each alone. */
  levels: string[]
  /** The same, together. */
  trail: string
  text: string
}

/** Unpacks the data and makes the indexes. */
export function loadCorpus(data: SearchData): Corpus {
  const { entries, fields } = collect(data)
  const texts = entries.map(textsOf)
  return {
    entries,
    fields,
    texts,
    labels: fields.map(({ label, values }) => ({ label: normalize(label), values: normalize(values) })),
    titles: countOf(texts.map(({ title }) => bare(title))),
    users: usersOf(entries, fields.length),
    pages: pageIndex(entries),
    rows: rowIndex(fields),
  }
}

/** A title without spaces and what stands in brackets: `（营销）图片上传` is one to upload images. */
export function bare(title: string): string {
  return title.replace(/\(.*?\)|\s+/g, '') || title
}

function textsOf({ title, trail, text }: Entry): EntryTexts {
  return {
    title: normalize(title),
    levels: trail.flatMap(name => normalize(name).split(' / ')),
    trail: normalize(trail.join(' ')),
    text: normalize(text),
  }
}

function countOf(texts: string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  return counts
}

function usersOf(entries: Entry[], count: number): number[][] {
  const users = Array.from({ length: count }, (): number[] => [])
  for (const [number, entry] of entries.entries())
    for (const field of entry.fields?.keys() ?? []) users[field]!.push(number)
  return users
}

function pageIndex(entries: Entry[]): MiniSearch {
  const index = emptyIndex(['title', 'trail', 'path', 'errors', 'text'])
  index.addAll(
    entries.map(({ title, trail, path = '', errors = [], text }, id) => ({
      id,
      title,
      trail: trail.join(' '),
      // What stands in braces is found as a field.
      path: path.replace(/\{.*?\}/g, ''),
      errors: errors.join(' '),
      text,
    })),
  )
  return index
}

function rowIndex(fields: SearchField[]): MiniSearch {
  const index = emptyIndex(['name', 'label', 'values'])
  index.addAll(fields.map((field, id) => ({ ...field, id })))
  return index
}

function emptyIndex(fields: string[]): MiniSearch {
  return new MiniSearch({ tokenize: termsOf, processTerm: indexTerm, fields })
}
