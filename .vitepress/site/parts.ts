/**
 * A site that outgrows one process, or one machine, is built in parts: `SITE_PART=2/10` builds the second of ten,
 * which scripts/parts.ts puts together. A page that links to one of another part finds it: VitePress' router asks
 * `hashmap.json`, which is merged, for what its own part does not know.
 */
const [number, count] = (/^(\d+)\/(\d+)$/
  .exec(process.env.SITE_PART ?? '1/1')
  ?.slice(1)
  .map(Number) as [number, number] | undefined) ?? [0, 0]
if (!(number >= 1 && number <= count))
  throw new Error(`SITE_PART is "${process.env.SITE_PART}". Write a number and how many parts there are: 2/10.`)

/** Whether this build has all pages. */
export const isWhole = count === 1

/** Whether it has the pages that are no copies of a pattern: guides, home, lists; and the files beside the pages. */
export const isFirstPart = number === 1

/** Whether a page, by its position among all, is of this part. */
export function isInPart(index: number): boolean {
  return index % count === number - 1
}
