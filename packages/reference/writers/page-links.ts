import type { Entry, OfficialDoc, Tag } from '../model/model.ts'
import { productAddress } from '../model/addresses.ts'
import type { Words } from '../model/words.ts'
import { plain } from './text.ts'

/** The products it belongs to; where a path is shared by several, that is how a reader finds the others. */
export function productLines({ page, comma }: Words, { tags }: Pick<Entry, 'tags'>, all: Tag[]): string[] {
  const links = tags
    .map(name => all.find(tag => tag.name === name)!)
    .map(tag => `[${plain(tag.name)}](${productAddress(tag)})`)
  // While the root of the description is broken, no product may be known.
  return links.length ? [`${page.products(links.join(comma))} {.products}`, ''] : []
}

/** The pages of the official documentation on an entry, by whom they are for. Each is named after the entry. */
export function docLines(
  { page: { docs: words }, colon }: Words,
  { title, officialDocs: docs }: Pick<Entry, 'title' | 'officialDocs'>,
): string[] {
  if (!docs.length) return []
  const link = ({ url }: OfficialDoc, index: number) => `[${words.name(plain(title), url, index)}](${url})`
  const lines = [...Object.keys(words.audiences), undefined].flatMap(audience => {
    const own = docs.filter(doc => doc.audience === audience)
    const name = audience === undefined ? words.others : words.audiences[audience]!
    return own.length ? [`- ${name}${colon}${own.map(link).join(' ')}`] : []
  })
  const many = docs.length > 8
  return [
    ...(many ? [`::: details ${words.many(docs.length)}`, ''] : [words.title, '']),
    ...lines,
    '',
    ...(many ? [':::', ''] : []),
  ]
}
