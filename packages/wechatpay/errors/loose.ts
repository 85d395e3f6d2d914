import type { ErrorAnswer, ErrorDetail, SignedRequest } from './parse.ts'

/**
 * Reads an error answer from a text that is no JSON: what `print_r` or `util.inspect` prints, the line of an
 * exception, JSON that a log has cut off.
 *
 * @param isCut whether JSON begins there and does not end
 * @returns undefined where there is neither a code nor a sentence of the platform
 */
export function looseError(text: string, isCut: boolean): ErrorAnswer | undefined {
  const code = member(text, 'code')?.replaceAll(' ', '_')
  const isCode = code !== undefined && /^[A-Z][A-Z\d]*(?:_[A-Z\d]+)*$/.test(code)
  const message = messageIn(text)
  // A word in capitals alone may be anything.
  if (!message?.includes('输入源') && !(isCode && (code.includes('_') || message !== undefined))) return undefined
  const detail = detailIn(text)
  const signed = signedIn(text)
  return {
    ...(isCode && { code }),
    ...(message && { message }),
    ...(detail && { detail }),
    ...(signed && { signed }),
    ...(isCut && { isPart: true }),
  }
}

/** The end of a value in all these notations, where it is in no quotes. */
const bare = '[^\\s"\'][^\\n]*'
const quoted = `"(?:[^"\\\\]|\\\\[^])*"?|'(?:[^'\\\\]|\\\\[^])*'?`

/** The value of `"name": "…"`, `name: '…'`, `[name] => …`, `'name' => '…'`, `["name"]=> string(3) "…"`, `Name: …`. */
function member(text: string, name: string): string | undefined {
  const found = new RegExp(
    `(?<![\\w-])["'\\[]*${name}["'\\]]*\\s*(?:=>|[:=])\\s*(?:string\\(\\d+\\)\\s*|int\\()?(${quoted}|${bare})`,
    'i',
  ).exec(text)
  if (!found) return undefined
  const value = found[1]!
  if (/^["']/.test(value)) return unescaped(value.replace(/^["']|["']$/g, '').replace(/\s*\(truncated\.\.\.\)\s*$/, ''))
  // Behind a bare word stands what closes it, or what comes next on the line.
  return value.replace(/\s*\(truncated\.\.\.\).*$/, '').replace(/[,)\]}]?\s*(?:,\s*["']?\w+["']?\s*[:=].*)?$/, '')
}

function unescaped(text: string): string {
  return text.replace(/\\(?:u([\da-f]{4})|([^]))/gi, (_, hex: string | undefined, other: string) => {
    if (hex) return String.fromCharCode(Number.parseInt(hex, 16))
    return other === 'n' ? '\n' : other
  })
}

function messageIn(text: string): string | undefined {
  const own = member(text, 'message')
  if (own?.includes('输入源') || (own && !text.includes('输入源'))) return own
  // An exception whose text is the sentence.
  return (
    /输入源[^\n"']*/
      .exec(text)?.[0]
      .replace(/\s*\(truncated\.\.\.\).*$/, '')
      .trim() ?? own
  )
}

function detailIn(text: string): ErrorDetail | undefined {
  const field = member(text, 'field')
  // Of a name that is cut off nobody knows the end.
  if (field === undefined || text.trimEnd().endsWith(field)) return undefined
  const [value, issue, location] = ['value', 'issue', 'location'].map(name => member(text, name))
  return {
    field,
    ...(value !== undefined && { value }),
    ...(issue && { issue }),
    ...(location && { location }),
  }
}

function signedIn(text: string): SignedRequest | undefined {
  const message = member(text, 'truncated_sign_message')
  if (message === undefined) return undefined
  const [method, url, length] = ['method', 'url', 'sign_message_length'].map(name => member(text, name))
  return {
    ...(method && { method }),
    ...(url && { url }),
    message,
    ...(length && /^\d+$/.test(length) && { length: Number(length) }),
  }
}
