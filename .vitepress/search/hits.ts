import type { Corpus } from './corpus.ts'
import type { Entry } from './entries.ts'
import type { FieldMatch } from './scores.ts'
import { normalize } from './terms.ts'

/** Something found, as the list shows it. */
export interface Hit extends Pick<Entry, 'kind' | 'title' | 'trail' | 'method' | 'path' | 'outdated'> {
  /** Where it leads, the row of the field included; encoded, without the site's base. */
  link: string
  /** The description, or the part of a guide's text where the words stand. */
  text: string
  /** The field that was found in it. */
  field?: { name: string; label: string; value?: string }
}

/** Characters of a guide's text that are shown. */
const partLength = 120

/**
 * Says what the list shows of an entry.
 *
 * @param found in it; the best is shown
 * @param marks of each word of the query
 */
export function hitOf({ fields }: Corpus, entry: Entry, found: FieldMatch[], marks: string[][]): Hit {
  const { kind, title, trail, method, path, outdated } = entry
  const best = found.toSorted((a, b) => b.score - a.score)[0]
  return {
    kind,
    title,
    trail,
    method,
    path,
    outdated,
    field: best && { name: fields[best.number]!.name, label: fields[best.number]!.label, value: best.value },
    link: linkTo(entry, best),
    text: kind === 'guide' ? partOf(entry.text, marks) : entry.text,
  }
}

function linkTo({ address, fields }: Entry, field: FieldMatch | undefined): string {
  const [page, anchor] = address.split('#')
  const hash = (field && fields?.get(field.number)) ?? anchor
  return encodeURI(page!) + (hash === undefined ? '' : `#${encodeURIComponent(hash)}`)
}

/** Of a long text, the part where the first of the marks stands. */
function partOf(text: string, marks: string[][]): string {
  const normal = normalize(text)
  const places = marks.flatMap(forms => forms.map(mark => normal.indexOf(mark))).filter(place => place >= 0)
  const start = places.length ? Math.max(0, Math.min(...places) - 20) : 0
  const end = start + partLength
  return `${start ? '…' : ''}${text.slice(start, end)}${end < text.length ? '…' : ''}`
}
