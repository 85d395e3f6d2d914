import { exampleFields, type ExampleLanguage } from './example-fields.ts'
import { forgetFields } from './fields.ts'
import type { OwnValues } from './own-values.ts'
import { shownProgram, type ShownText } from './shown-program.ts'

/** Where a value stands that is the reader's own. */
export interface OwnPlace {
  name: keyof OwnValues
  start: number
  end: number
}

/** Members of a body, a query or the headers, not of what is further in: there a number may be another merchant's. */
const members: [RegExp, keyof OwnValues][] = [
  [/^(?:json\.|query\.)?(?:sp_|combine_)?mchid$/, 'mchid'],
  [/^(?:json\.|query\.)?(?:sp_|combine_)?appid$/, 'appid'],
  [/^(?:json\.)?notify_url$/, 'notifyUrl'],
  [/^headers\.Wechatpay-Serial$/, 'keyId'],
]

const settings: Record<string, keyof OwnValues> = {
  WXPAY_MCHID: 'mchid',
  WXPAY_MERCHANT_SERIAL: 'serial',
  WXPAY_PUBLIC_KEY_ID: 'keyId',
  WXPAY_APPID: 'appid',
  WXPAY_NOTIFY_URL: 'notifyUrl',
}

/**
 * The values in a text that are the reader's own.
 *
 * @param language `bash` sets environment variables, `txt` is a request as it is sent
 */
export function ownPlaces(text: string, language: 'ts' | 'php' | 'bash' | 'txt'): OwnPlace[] {
  if (language === 'bash') return placesOf(text, /^export (WXPAY_\w+)=(.*)$/gm, (_, setting) => settings[setting!])
  if (language !== 'txt') return placesIn(text, language)
  const body = text.search(/^\{/m)
  return [
    ...placesOf(text, /([?&](?:sp_|combine_)?(mchid|appid)=)([^&\s]+)/g, (_, __, name) => name as keyof OwnValues),
    ...placesOf(text, /^Wechatpay-Serial: ()(.*)$/gm, () => 'keyId'),
    ...placesOf(text, /\bserial_no="()([^"]*)/g, () => 'serial'),
    ...placesOf(text, /\bmchid="()([^"]*)/g, () => 'mchid'),
    ...(body < 0 ? [] : placesIn(text.slice(body), 'json').map(place => shifted(place, body))),
  ]
}

/** Of each match, the last group as a place. */
function placesOf(
  text: string,
  pattern: RegExp,
  nameOf: (...groups: (string | undefined)[]) => keyof OwnValues | undefined,
) {
  return [...text.matchAll(pattern)].flatMap((match): OwnPlace[] => {
    const name = nameOf(...match)
    const end = match.index + match[0].length
    return name ? [{ name, start: end - match.at(-1)!.length, end }] : []
  })
}

/** What stands behind the names of a program, without its quotes. */
function placesIn(text: string, language: ExampleLanguage): OwnPlace[] {
  return exampleFields(text, language).flatMap(({ path, end }): OwnPlace[] => {
    const name = members.find(([pattern]) => pattern.test(path))?.[1]
    const value = name && /^(['"]?\s*(?::|=>)\s*['"])([^'"]*)['"]/.exec(text.slice(end))
    if (!value) return []
    const start = end + value[1]!.length
    return [{ name, start, end: start + value[2]!.length }]
  })
}

const shifted = (place: OwnPlace, by: number) => ({ ...place, start: place.start + by, end: place.end + by })

/** The texts as the page had them, of those that were changed. */
const written = new Map<Text, string>()

/** Shows the values in all examples of the page, and takes those of before back. */
export function fill(values: OwnValues): void {
  for (const [node, text] of written) node.data = text
  written.clear()
  const blocks = document.querySelectorAll<HTMLElement>(
    '.code-language, .variant-texts div[class*="language-"], .language-bash, details div[class*="language-txt"]',
  )
  for (const block of blocks) {
    const code = block.checkVisibility() || block.closest('details') ? block.querySelector('code') : null
    if (code) fillBlock(code, languageOf(block), values)
  }
  forgetFields()
}

function languageOf(block: HTMLElement): 'ts' | 'php' | 'bash' | 'txt' {
  const { lang } = block.dataset
  if (lang === 'ts' || lang === 'php') return lang
  return block.classList.contains('language-bash') ? 'bash' : 'txt'
}

function fillBlock(code: Element, language: 'ts' | 'php' | 'bash' | 'txt', values: OwnValues): void {
  const { program, texts } = shownProgram(code)
  // From the end, so that the places before stay true.
  for (const { name, start, end } of ownPlaces(program, language).toSorted((a, b) => b.start - a.start)) {
    const value = values[name]
    if (value !== undefined) replace(texts, start, end, value)
  }
}

/** Puts a value in place of what stands from start to end, which may be several pieces of text. */
function replace(texts: ShownText[], start: number, end: number, value: string): void {
  let rest = value
  for (const { node, start: from } of texts) {
    const [first, last] = [Math.max(start - from, 0), Math.min(end - from, node.length)]
    if (first >= last) continue
    if (!written.has(node)) written.set(node, node.data)
    node.replaceData(first, last - first, rest)
    rest = ''
  }
}
