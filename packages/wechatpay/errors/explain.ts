import type { RowText } from './find-row.ts'
import type { ErrorDetail } from './parse.ts'

export const rules = [
  'syntax',
  'digest',
  'unknown',
  'missing',
  'encrypted',
  'format',
  'pattern',
  'values',
  'items',
  'length',
  'range',
  'type',
] as const
export type Rule = (typeof rules)[number]

/** What a value may be, in characters, items or as a number. */
export interface Range {
  least?: number
  most?: number
}

/** The rules that a row states. */
export interface Rules {
  required: boolean
  encrypted: boolean
  type: string
  length?: Range
  range?: Range
  items?: Range
  pattern?: string
  format?: 'date-time' | 'date'
  /** Absent where others may come. */
  values?: string[]
}

export interface Verdict {
  /** Absent where neither the value nor the answer's words tell. */
  rule?: Rule
  /** What was broken, as a sentence. */
  text: string
  /**
   * What tells: the value, compared with the row; only the words of the answer; neither, so the row's demands are
   * listed.
   */
  by: 'value' | 'words' | 'row'
}

export const ruleNames: Record<Rule, string> = {
  syntax: '写法',
  digest: '摘要',
  unknown: '没有这个字段',
  missing: '必填',
  encrypted: '加密',
  format: '格式',
  pattern: '格式',
  values: '可选值',
  items: '项数',
  length: '长度',
  range: '范围',
  type: '类型',
}

/** How answers name a broken rule; the first that fits counts. */
const words: [Rule, RegExp][] = [
  ['syntax', /合法的 ?(?:JSON|UTF-8|URL)|multipart\/form-data|json (?:parse|format)|invalid json/i],
  // Before the others: what may stand there is quoted, `UNKNOWN` among it.
  ['values', /取值应为|枚举|之一|enum|one of/i],
  ['digest', /摘要/],
  ['unknown', /没有这个|未知|不存在的字段|多余|没有请求体|unknown|unexpected|additional propert/i],
  ['missing', /缺少|必填|不能为空|不可为空|未填|值为空|missing|required|must not be (?:null|empty)/i],
  ['encrypted', /解密|加密|密文|decrypt|cipher/i],
  ['format', /RFC ?3339|(?:时间|日期)格式|格式应为 date|date-time/i],
  ['pattern', /匹配|正则|pattern/i],
  ['items', /\d+ ?项|元素个数|数组长度|items/i],
  ['length', /字符(?!串字段)(?:数|$)|\d ?个字符|字节数?|长度|length/i],
  ['range', /小于|大于|超过|范围|最大|最小|minimum|maximum|greater|less than/i],
  ['type', /类型|整数|数值|数字|布尔|映射到|type|integer|number|boolean|must be (?:an? )?(?:string|array|object)/i],
]

/**
 * Reads the rules of a row from what it says.
 *
 * @param isItem whether those of one item of its list are asked for
 */
export function rulesOf({ type, required, encrypted, lines }: RowText, isItem = false): Rules {
  const isList = type.endsWith('[]')
  const prefix = isItem ? '每项：' : '限制：'
  const limit = lines.find(line => line.startsWith(prefix))?.slice(prefix.length)
  const [rangeText = '', pattern] = limit === undefined ? [] : splitPattern(limit)
  const kind = rangeText.endsWith(' 个字符') ? 'length' : rangeText.endsWith(' 项') ? 'items' : 'range'
  const range = rangeOf(rangeText.replace(/ (?:个字符|项)$/, ''))
  const applies = isItem || !isList
  const format =
    applies &&
    (lines.some(line => line.startsWith('格式：RFC 3339'))
      ? ('date-time' as const)
      : lines.includes('格式：`YYYY-MM-DD`')
        ? ('date' as const)
        : undefined)
  const values = applies ? valuesOf(lines) : undefined
  return {
    required,
    encrypted,
    type: isItem ? type.replace(/\[\]$/, '') : type,
    ...(range && { [kind]: range }),
    ...(pattern && { pattern }),
    ...(format && { format }),
    ...(values && { values }),
  }
}

function splitPattern(limit: string): [string, string?] {
  const [, range = '', pattern] = /^(.*?)(?:，)?(?:匹配 `(.+)`)?$/.exec(limit)!
  return [range, pattern]
}

function rangeOf(text: string): Range | undefined {
  const number = String.raw`(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)`
  const [, from, to] = new RegExp(`^${number}–${number}$`).exec(text) ?? []
  if (from !== undefined) return { least: Number(from), most: Number(to) }
  const [, word, only] = new RegExp(`^(最多 |至少 )?${number}$`).exec(text) ?? []
  if (only === undefined) return undefined
  return { ...(word !== '最多 ' && { least: Number(only) }), ...(word !== '至少 ' && { most: Number(only) }) }
}

/** The values of a closed list: behind its head, or a line each below it. */
function valuesOf(lines: string[]): string[] | undefined {
  const head = lines.findIndex(line => line.startsWith('可选值：'))
  if (head < 0) return undefined
  const rest = lines[head]!.slice('可选值：'.length)
  return rest
    ? [...rest.matchAll(/`([^`]+)`/g)].map(([, value]) => value!)
    : lines.slice(head + 1).flatMap(line => /^`([^`]+)`/.exec(line)?.[1] ?? [])
}

/**
 * Says which rule of a row a request has broken.
 *
 * @param isItem whether the error is about one item of the row's list
 * @param message of the answer, for answers whose detail gives no reason
 */
export function judge(
  row: RowText,
  { value, issue }: Pick<ErrorDetail, 'value' | 'issue'>,
  isItem = false,
  message = '',
): Verdict {
  const own = rulesOf(row, isItem)
  const broken = brokenBy(own, value)
  const said = ruleIn(issue ?? message)
  const match = broken.find(({ rule }) => rule === said)
  if (match) return { ...match, by: 'value' }
  if (said) return { rule: said, text: textOf(said, own, value), by: 'words' }
  if (broken[0]) return { ...broken[0], by: 'value' }
  const demands = demandsOf(own)
  return {
    text: `从收到的值看不出违反了哪一条。这个字段${demands.length ? `须满足：${demands.join('；')}` : '没有写明限制，请对照描述与应答里的原因'}。`,
    by: 'row',
  }
}

function ruleIn(text: string): Rule | undefined {
  return words.find(([, pattern]) => pattern.test(text))?.[0]
}

/** The rules that a value breaks for certain, as it was printed: `"59"` and `59` are the same there. */
function brokenBy(own: Rules, value: unknown): { rule: Rule; text: string }[] {
  const result = (rule: Rule) => [{ rule, text: textOf(rule, own, value) }]
  if (value === undefined) return []
  if (value === null || value === '')
    return [...(own.required ? result('missing') : []), ...(value === '' && own.length?.least ? result('length') : [])]
  if (own.type === 'string')
    return typeof value === 'object' ? result('type') : textRules(own, String(value)).flatMap(result)
  const parsed = typeof value === 'string' ? parsedJson(value) : value
  if (!fitsType(own.type, parsed)) return result('type')
  if (typeof parsed === 'number' && own.range && !isWithin(parsed, own.range)) return result('range')
  if (Array.isArray(parsed) && own.items && !isWithin(parsed.length, own.items)) return result('items')
  return own.values && !own.values.includes(String(parsed)) ? result('values') : []
}

function textRules(own: Rules, text: string): Rule[] {
  if (own.encrypted && isCipherText(text)) return []
  const checks: [Rule, boolean][] = [
    ['encrypted', own.encrypted],
    ['values', own.values !== undefined && !own.values.includes(text)],
    ['length', own.length !== undefined && !isWithin([...text].length, own.length)],
    ['format', own.format !== undefined && !isDate(text, own.format)],
    ['pattern', own.pattern !== undefined && !matches(text, own.pattern)],
  ]
  return checks.filter(([, isBroken]) => isBroken).map(([rule]) => rule)
}

/** RSA with 2,048 bits or more gives 344 characters of base64 or more. */
function isCipherText(text: string): boolean {
  return text.length >= 340 && /^[\w+/-]+={0,2}$/.test(text)
}

function isWithin(value: number, { least = -Infinity, most = Infinity }: Range): boolean {
  return value >= least && value <= most
}

function isDate(text: string, format: 'date-time' | 'date'): boolean {
  const [, date, time] = /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d))?$/i.exec(text) ?? []
  return (
    date !== undefined &&
    (format === 'date') === (time === undefined) &&
    new Date(`${date}T00:00:00Z`).toJSON()?.startsWith(date) === true &&
    !Number.isNaN(Date.parse(text))
  )
}

function matches(text: string, pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(text)
  } catch {
    return true
  }
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

function fitsType(type: string, value: unknown): boolean {
  if (type.endsWith('[]')) return Array.isArray(value)
  if (type === 'integer') return Number.isInteger(value)
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value)
  return typeof value === type
}

const typeNames: Record<string, string> = {
  string: '字符串（带引号）',
  integer: '整数（不带引号，没有小数）',
  number: '数字（不带引号）',
  boolean: '布尔值 `true` 或 `false`（不带引号）',
  object: '对象',
}

function typeName(type: string): string {
  return type.endsWith('[]') ? '数组' : (typeNames[type] ?? type)
}

/** A sentence for a rule that was broken. */
function textOf(rule: Rule, own: Rules, value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  switch (rule) {
    case 'syntax':
      return '写法不合法，没能读出来。请检查编码、引号、逗号与 `Content-Type`。'
    case 'digest':
      return '与文件内容的摘要不符。摘要须对原文件的字节计算，十六进制小写。'
    case 'unknown':
      return '接口不认识这个字段。请检查名称，以及它所在的层级。'
    case 'missing':
      return value === '' || value === undefined || value === null
        ? '没有收到值。这个字段必须有值。'
        : '缺少必填的内容。'
    case 'encrypted':
      return own.encrypted
        ? '收到的不是可以解密的密文。须用微信支付公钥或平台证书加密（RSA-OAEP），并在请求头 `Wechatpay-Serial` 写明用的是哪一个。'
        : '没能解密。请核对请求头 `Wechatpay-Serial` 与所用的公钥。'
    case 'format':
      return own.format === 'date'
        ? '不是 `YYYY-MM-DD` 格式的日期。'
        : own.format
          ? '不是 RFC 3339 格式的时间，应如 `2026-11-20T10:34:56+08:00`，时区不能省略。'
          : '格式不对。'
    case 'pattern':
      return own.pattern ? `应匹配 \`${own.pattern}\`。` : '格式不对。'
    case 'values':
      return own.values
        ? `不在可选值之中，应为 ${own.values.map(item => `\`${item}\``).join('、')}。${nearCase(own.values, text)}`
        : '不是允许的取值。'
    case 'items':
      return own.items ? `应为 ${rangeText(own.items)} 项${countOf(value)}。` : '项数不对。'
    case 'length':
      return own.length
        ? `应为 ${rangeText(own.length)} 个字符，收到的是 ${[...text].length} 个${own.encrypted ? '（加密前的明文）' : ''}。`
        : '长度不对。'
    case 'range':
      return own.range ? `应为 ${rangeText(own.range)}，收到的是 ${text}。` : '超出了范围。'
    case 'type':
      return typeText(own.type, value, text)
    default:
      return rule satisfies never
  }
}

function typeText(type: string, value: unknown, text: string): string {
  const looksRight =
    value !== undefined &&
    value !== '' &&
    (type === 'string'
      ? typeof value === 'string'
      : fitsType(type, typeof value === 'string' ? parsedJson(value) : value))
  const hint = !looksRight
    ? ''
    : type === 'string'
      ? /^-?\d+(?:\.\d+)?$|^(?:true|false|null)$|^[[{]/.test(text)
        ? '收到的多半没有带引号。'
        : ''
      : '收到的值看起来没错，多半是带了引号，成了字符串。'
  return `应为${typeName(type)}。${hint}`
}

function nearCase(values: string[], text: string): string {
  const same = values.find(value => value.toLowerCase() === text.toLowerCase())
  return same ? `大小写不同：要写 \`${same}\`。` : ''
}

function countOf(value: unknown): string {
  const list = typeof value === 'string' ? parsedJson(value) : value
  return Array.isArray(list) ? `，收到的是 ${list.length} 项` : ''
}

function rangeText({ least, most }: Range): string {
  if (least === most) return String(least)
  if (least === undefined) return `最多 ${most}`
  return most === undefined ? `至少 ${least}` : `${least}–${most}`
}

const commonHeaders: Record<string, string> = {
  'accept': '每个请求都要带 `Accept: application/json`。',
  'user-agent': '每个请求都要带 `User-Agent`。',
  'content-type': '请求体是 JSON 时为 `application/json`，上传文件时为 `multipart/form-data`。',
  'authorization':
    '每个请求都要带签名，形如 `WECHATPAY2-SHA256-RSA2048 mchid="…",nonce_str="…",signature="…",timestamp="…",serial_no="…"`。',
  'wechatpay-serial': '请求含有加密的字段时要带，值是加密所用的微信支付公钥的 ID 或平台证书的序列号。',
}

/** What is to be said about a header that no table lists, for it belongs to every request; undefined for another. */
export function commonHeaderText(name: string): string | undefined {
  const key = name.toLowerCase()
  return Object.hasOwn(commonHeaders, key) ? commonHeaders[key] : undefined
}

/** What a row demands, in words. */
function demandsOf({ required, type, encrypted, length, range, items, pattern, format, values }: Rules): string[] {
  return [
    required && '必填',
    typeName(type),
    encrypted && '加密后传送',
    length && `${rangeText(length)} 个字符`,
    range && `范围 ${rangeText(range)}`,
    items && `${rangeText(items)} 项`,
    pattern && `匹配 \`${pattern}\``,
    format && (format === 'date' ? '`YYYY-MM-DD`' : 'RFC 3339 时间'),
    values && `取值 ${values.map(value => `\`${value}\``).join('、')}`,
  ].filter(text => typeof text === 'string')
}
