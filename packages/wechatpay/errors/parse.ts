import { emptyAnswerText } from './advice.ts'
import { looseError } from './loose.ts'
import { readMessage } from './message.ts'
import { sdkText } from './sdk-texts.ts'

/** What a failed request was answered, as far as it helps to find the mistake. */
export interface ErrorAnswer {
  code?: string
  message?: string
  detail?: ErrorDetail
  /** What the platform says it has checked the signature of. */
  signed?: SignedRequest
  /** The request that the text around the answer names: `POST /v3/pay/transactions/jsapi`. */
  request?: string
  /** The HTTP status that the text names, of an answer that has no content. */
  status?: number
  /** What an error of the SDK itself means. */
  sdk?: string
  /** Only a part of the answer was there, as Guzzle cuts it. */
  isPart?: boolean
}

/** Where the platform sees the mistake. */
export interface ErrorDetail {
  /** A JSON pointer in a body (`/amount/total`), else the name of the parameter; empty for the body itself. */
  field: string
  /** What was received: mostly as text, whatever it was. */
  value?: unknown
  issue?: string
  location?: string
}

export interface SignedRequest {
  method?: string
  url?: string
  /** The beginning of the string that was signed. */
  message?: string
  /** The length of all of it, in bytes. */
  length?: number
}

/** Why a text is not understood. */
export type Misunderstanding = 'empty' | 'xml' | 'php' | 'quotes' | 'cut' | 'no-json' | 'no-error'

/** A paste beyond this, in characters, is read no further. */
const longest = 100_000
/** The places of a text where JSON may begin that are tried. */
const mostStarts = 200
const deepest = 6

/**
 * Reads an error answer: the JSON, just its `detail`, a whole HTTP answer with its headers, or either inside a line
 * of a log, also where the log has put the JSON into a string; else what an exception or a printed object says.
 */
export function parseError(pasted: string): ErrorAnswer | Misunderstanding {
  const text = pasted.slice(0, longest).replace(/\u00a0/g, ' ')
  if (!text.trim()) return 'empty'
  const { values, isCut } = jsonIn(text)
  const found = values.map(value => errorIn(value)).find(error => error !== undefined)
  if (found) return withRequest(found, text)
  // A logger that has escaped the quotes of a text that is in no string of its own.
  if (/\\"/.test(text) && !values.length) return parseError(text.replace(/\\(["\\/])/g, '$1'))
  const sdk = sdkText(text)
  if (sdk) return withRequest({ sdk }, text)
  const loose = looseError(text, isCut)
  if (loose) return withRequest(withField(loose), text)
  const status = statusIn(text)
  if (status !== undefined && emptyAnswerText(status) && !values.length) return withRequest({ status }, text)
  return misunderstanding(text, values, isCut)
}

function withRequest(answer: ErrorAnswer, text: string): ErrorAnswer {
  const { signed } = answer
  const request = signed?.url ? [signed.method, signed.url].filter(Boolean).join(' ') : requestIn(text)
  return { ...answer, ...(request && { request }) }
}

/** The answer with the field that its message names, where it has no detail. */
function withField(answer: ErrorAnswer): ErrorAnswer {
  const { field } = readMessage(answer.message ?? '')
  return answer.detail || !field ? answer : { ...answer, detail: field }
}

/** `resulted in a 405 Method Not Allowed response`, `Request failed with status code 404`, `HTTP/1.1 404 Not Found`. */
function statusIn(text: string): number | undefined {
  const found = /(?:resulted in a `?|status(?: ?code)?\W{0,3}|HTTP\/\d(?:\.\d)? )([45]\d\d)\b/i.exec(text)
  return found ? Number(found[1]) : undefined
}

function misunderstanding(text: string, values: unknown[], isCut: boolean): Misunderstanding {
  if (/<xml>|<return_code>|<return_msg>/i.test(text)) return 'xml'
  if (/=>/.test(text) && /\b(?:Array|array)\b|\[/.test(text)) return 'php'
  if (/\{\s*(?:'[\w]+'|\w+)\s*:/.test(text)) return 'quotes'
  if (isCut) return 'cut'
  return values.length ? 'no-error' : 'no-json'
}

/** The objects that stand in a text, and whether one begins there and does not end. */
function jsonIn(text: string): { values: unknown[]; isCut: boolean } {
  const values: unknown[] = []
  let isCut = false
  let start = text.indexOf('{')
  for (let count = 0; start >= 0 && count < mostStarts; count++) {
    const end = endOf(text, start)
    if (end === undefined) isCut = true
    const value = end === undefined ? undefined : parsed(text.slice(start, end))
    if (value !== undefined) values.push(value)
    start = text.indexOf('{', value === undefined ? start + 1 : end)
  }
  return { values, isCut }
}

/** Behind the brace that closes the one at `start`. */
function endOf(text: string, start: number): number | undefined {
  let depth = 0
  let isString = false
  for (let index = start; index < text.length; index++) {
    const character = text[index]
    if (isString) {
      if (character === '\\') index++
      else if (character === '"') isString = false
    } else if (character === '"') isString = true
    else if (character === '{') depth++
    else if (character === '}' && --depth === 0) return index + 1
  }
  return undefined
}

function parsed(text: string): unknown {
  try {
    // A line break inside a text comes of pasting; outside it is a space like any other.
    return JSON.parse(text.replace(/[\n\r\t]/g, ' ')) as unknown
  } catch {
    return undefined
  }
}

/** The error that a value is or holds: in a member, in a list, in a text that is JSON itself. */
function errorIn(value: unknown, depth = 0): ErrorAnswer | undefined {
  if (depth > deepest) return undefined
  if (typeof value === 'string')
    return value.includes('{')
      ? jsonIn(value)
          .values.map(inner => errorIn(inner, depth + 1))
          .find(Boolean)
      : undefined
  if (!isObject(value)) return undefined
  return (
    errorOf(value) ??
    Object.values(value)
      .map(inner => errorIn(inner, depth + 1))
      .find(Boolean)
  )
}

function errorOf(value: Record<string, unknown>): ErrorAnswer | undefined {
  const { code, message, detail } = value
  // Some have a space: INVALID REQUEST.
  const isCode = typeof code === 'string' && /^[A-Z][A-Z\d]*(?:[_ ][A-Z\d]+)*$/.test(code)
  const isDetail =
    typeof value.field === 'string' &&
    (['issue', 'value', 'location', 'detail', 'sign_information'] as const).some(name => name in value)
  if (!isDetail && !(isCode && ('message' in value || isObject(detail))) && !(isObject(detail) && errorOf(detail)))
    return undefined
  const own = isDetail ? value : isObject(detail) ? detail : {}
  const signed = signedOf(own.sign_information)
  const inner = detailOf(own, typeof message === 'string' ? message : undefined)
  return {
    ...(isCode && { code: code.replaceAll(' ', '_') }),
    ...(typeof message === 'string' && { message }),
    ...(inner && { detail: inner }),
    ...(signed && { signed }),
  }
}

function detailOf(detail: Record<string, unknown>, message: string | undefined): ErrorDetail | undefined {
  // Some answers name the field in their message only.
  const { field: named, headers } = readMessage(message ?? '')
  const only = headers.length === 1 ? { field: headers[0]!, location: 'header' } : undefined
  const said = named ?? only
  const field = typeof detail.field === 'string' ? detail.field : said?.field
  if (field === undefined) return undefined
  const issue = issueOf(detail) ?? issueOf(detail.detail)
  const location = typeof detail.location === 'string' ? detail.location : said?.location
  return {
    field,
    ...('value' in detail && { value: detail.value }),
    ...(issue && { issue }),
    ...(location && { location }),
  }
}

function issueOf(detail: unknown): string | undefined {
  return isObject(detail) && typeof detail.issue === 'string' ? detail.issue : undefined
}

function signedOf(information: unknown): SignedRequest | undefined {
  if (!isObject(information)) return undefined
  const { method, url, truncated_sign_message: message, sign_message_length: length } = information
  return {
    ...(typeof method === 'string' && { method }),
    ...(typeof url === 'string' && { url }),
    ...(typeof message === 'string' && { message }),
    ...(typeof length === 'number' && { length }),
  }
}

/** The request that a text names beside the answer. */
function requestIn(text: string): string | undefined {
  const [, method = '', path] =
    /(?:\b(GET|POST|PUT|PATCH|DELETE)\b["'\s:,]+)?(?:https?:\/\/[^\s/"'<>]+)?(?:\/[\w-]+)?(\/v3\/[^\s"'<>\\,`]+)/.exec(
      text,
    ) ?? []
  return path && `${method} ${path}`.trim()
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
