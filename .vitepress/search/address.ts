import type { Method } from '../../packages/reference/model/model.ts'

/** An address as it stands in a log, in code or in somebody's mind. */
export interface Address {
  /** Absent where the text names none. */
  method?: Method
  /** Segments of the path; those of an unfinished address may be the end, the beginning or the middle of one. */
  segments: string[]
  /** Whether the path begins at its root, `/v3`. */
  isWhole: boolean
}

/**
 * Finds an address in a query: `GET https://api.mch.weixin.qq.com/v3/pay/transactions/id/42?mchid=19`,
 * `v3/refund/domestic`, `refunds/{out_refund_no}`, and the chains of both SDKs,
 * `wxpay.v3.pay.transactions.native.post`. Whatever stands before `/v3/` does not count: a proxy's path, this site's
 * own.
 *
 * @returns undefined if the query is none
 */
export function addressOf(query: string): Address | undefined {
  const text = fromChain(query)
  const target = /[^\s"'`()<>,;]*\/[^\s"'`()<>,;]*/.exec(text)?.[0]
  if (target === undefined) return undefined
  const path = target
    .replace(/^https?:\/\/[^/?#]*/i, '')
    .replace(/[?#].*$/, '')
    .replace(/^.*?(?=\/v3(?:\/|$))/, '')
  // After the split: a slash that is encoded belongs to a value.
  const segments = path.split('/').filter(Boolean).map(decoded)
  if (!segments.length || /\p{Script=Han}/u.test(path)) return undefined
  const method = /\b(?:get|put|post|patch|delete)\b/i.exec(text.replace(target, ' '))?.[0].toLowerCase() as
    Method | undefined
  return { ...(method && { method }), segments, isWhole: /^v3$/i.test(segments[0]!) }
}

/**
 * The number of an official page, by its address or alone: `https://pay.weixin.qq.com/doc/v3/merchant/4012716434`.
 *
 * @returns undefined if the query is none
 */
export function documentOf(query: string): number | undefined {
  const number = /^\s*(?:\S*\/doc\/\S+\/)?(\d{10})(?:[?#]\S*)?\s*$/.exec(query)?.[1]
  return number === undefined ? undefined : Number(number)
}

/**
 * How well an address fits a path: whether it is all of it, and a value, the greater the better. Undefined where it
 * does not.
 */
export interface Fit {
  isAll: boolean
  value: number
}

/**
 * Compares an address with the path of an operation.
 *
 * @param path with its placeholders: `/v3/pay/transactions/id/{transaction_id}`
 * @returns undefined where it does not fit
 */
export function fit({ segments, isWhole }: Address, path: string): Fit | undefined {
  const own = path.split('/').filter(Boolean)
  const starts = isWhole ? [0] : own.map((_, index) => index)
  const fits = starts.map(start => fitAt(segments, own, start)).filter(value => value !== undefined)
  return fits.length
    ? {
        isAll:
          isWhole &&
          segments.length === own.length &&
          segments.at(-1)!.length >= (own.at(-1)!.startsWith('{') ? 0 : own.at(-1)!.length),
        value: Math.max(...fits),
      }
    : undefined
}

/**
 * With its first segment at this place of the path. A literal counts more than a placeholder, and the more so the
 * further left, as in the router of a server; an address that is all of the path counts more than its beginning.
 */
function fitAt(segments: string[], own: string[], start: number): number | undefined {
  if (start + segments.length > own.length) return undefined
  let value = 0
  for (const [index, segment] of segments.entries()) {
    const kind = fitOf(segment, own[start + index]!, index === segments.length - 1)
    if (!kind) return undefined
    value += kind / 4 ** (index + 1)
  }
  const isEnd = start + segments.length === own.length
  return value + (isEnd ? 4 : 0) + (start === 0 ? 2 : 0)
}

/**
 * 3 for the same, 2 for a value in the place of a placeholder, 1 for the beginning of an unfinished segment, 0 for
 * none of these.
 */
function fitOf(segment: string, own: string, isLast: boolean): 0 | 1 | 2 | 3 {
  if (segment.toLowerCase() === own.toLowerCase()) return 3
  if (own.startsWith('{'))
    return segment.startsWith('{') && isLast && own.startsWith(segment) ? 2 : /^[{:]/.test(segment) ? 1 : 2
  return isLast && own.toLowerCase().startsWith(segment.toLowerCase()) ? 1 : 0
}

/**
 * Turns the chain of an SDK into a path, by the rules of both: `outTradeNo` is `out-trade-no`, `_card_id_` and
 * `$card_id$` are `{card_id}`.
 */
function fromChain(query: string): string {
  return query.replace(/[\w$>.-]*?\bv3((?:(?:\.|->)(?:[\w$]+|\{'[^']+'\}))+)/, (whole, chain: string) => {
    const names = chain
      .split(/\.|->/)
      .filter(Boolean)
      .map(name => name.replace(/^\{'(.+)'\}$/, '$1'))
    const call = /^(get|put|post|patch|delete)(?:Async)?$/.exec(names.at(-1)!)
    if (names.length < 2 && !whole.includes('->') && !whole.includes('.v3.')) return whole
    const segments = (call ? names.slice(0, -1) : names).map(name =>
      /^([_$])(.+)\1$/.exec(name)
        ? `{${name.slice(1, -1)}}`
        : name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`),
    )
    return `${call?.[1] ?? ''} /v3/${segments.join('/')}`
  })
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
