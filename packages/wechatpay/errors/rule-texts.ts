import { breaches, byteLength, type JsonSchema } from '../../reference/model/rules.ts'
import { isEncrypted, parsedJson, typeOf, type FieldRules, type Rule } from './field-rules.ts'

/** What a rule is called in front of a verdict. */
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
  together: '与其他字段的关系',
}

/**
 * A sentence for a rule that was broken.
 *
 * @param rules those of the row; absent where they are not known
 * @param value as the answer prints it
 */
export function ruleText(rule: Rule, rules: FieldRules | undefined, value: unknown): string {
  return texts[rule](rules?.schema ?? {}, value)
}

const texts: Record<Rule, (schema: JsonSchema, value: unknown) => string> = {
  syntax: () => '写法不合法，没能读出来。请检查编码、引号、逗号与 `Content-Type`。',
  digest: () => '与文件内容的摘要不符。摘要须对原文件的字节计算，十六进制小写。',
  unknown: () => '接口不认识这个字段。请检查名称，以及它所在的层级。',
  missing: (_, value) =>
    value === '' || value === undefined || value === null ? '没有收到值。这个字段必须有值。' : '缺少必填的内容。',
  encrypted: schema =>
    isEncrypted(schema)
      ? '收到的不是可以解密的密文。须用微信支付公钥或平台证书加密（RSA-OAEP），' +
        '并在请求头 `Wechatpay-Serial` 写明用的是哪一个。'
      : '没能解密。请核对请求头 `Wechatpay-Serial` 与所用的公钥。',
  format: ({ format }) => {
    if (format === 'date') return '不是 `YYYY-MM-DD` 格式的日期。'
    return format ? '不是 RFC 3339 格式的时间，应如 `2026-11-20T10:34:56+08:00`，时区不能省略。' : '格式不对。'
  },
  pattern: ({ pattern }) => (pattern ? `应匹配 \`${pattern}\`。` : '格式不对。'),
  values: (schema, value) =>
    schema.enum
      ? `不在可选值之中，应为 ${quoted(schema.enum)}。${nearCase(schema.enum, plain(value))}`
      : '不是允许的取值。',
  items: (schema, value) => {
    const range = rangeText(schema.minItems, schema.maxItems)
    return range ? `应为 ${range} 项${countOf(value)}。` : '项数不对。'
  },
  length: (schema, value) => {
    const bytes = schema['x-maxBytes'] as number | undefined
    if (bytes !== undefined)
      return (
        `应为 ${rangeText(schema.minLength, bytes)} 个字节（UTF-8，一个汉字占 3 个）` +
        `${receivedText(value, text => `${byteLength(text)} 个`)}。`
      )
    const range = rangeText(schema.minLength, schema.maxLength)
    const note = isEncrypted(schema) ? '（加密前的明文）' : ''
    return range
      ? `应为 ${range} 个字符${receivedText(value, text => `${[...text].length} 个${note}`)}。`
      : '长度不对。'
  },
  range: (schema, value) => {
    const range = rangeText(schema.minimum, schema.maximum)
    return range ? `应为 ${range}${receivedText(value, text => text)}。` : '超出了范围。'
  },
  together: () => '与同级字段的填写要求不符，见这一行的说明。',
  type: (schema, value) => (schema.type ? typeText(schema, value) : '类型不对。'),
}

/** Nothing where the answer does not say what was received. */
function receivedText(value: unknown, say: (text: string) => string): string {
  return value === undefined ? '' : `，收到的是 ${say(plain(value))}`
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
}

function quoted(values: unknown[]): string {
  return values.map(item => `\`${String(item)}\``).join('、')
}

function typeText(schema: JsonSchema, value: unknown): string {
  return `应为${typeName(schema)}。${typeHint(schema, value)}`
}

/** What a reader has probably done where the value looks right as it was printed. */
function typeHint(schema: JsonSchema, value: unknown): string {
  if (value === undefined || value === '') return ''
  if (schema.type === 'string') {
    const isBare = /^-?\d+(?:\.\d+)?$|^(?:true|false|null)$|^[[{]/.test(plain(value))
    return typeof value === 'string' && isBare ? '收到的多半没有带引号。' : ''
  }
  const fen = schema.type === 'integer' ? inFen(plain(value)) : undefined
  if (fen !== undefined) return `不能有小数点。若写的是以元为单位的金额，这里的单位是分：写 \`${fen}\`。`
  const parsed = typeof value === 'string' ? parsedJson(value) : value
  const isRight = !breaches({ type: schema.type }, parsed).length
  return isRight ? '收到的值看起来没错，多半是带了引号，成了字符串。' : ''
}

/** `12.00` and `"12.00"` are 1200; undefined for what is no amount with a decimal point. */
function inFen(text: string): number | undefined {
  return /^"?-?\d+\.\d+"?$/.test(text) ? Math.round(Number(text.replaceAll('"', '')) * 100) : undefined
}

const typeNames: Record<string, string> = {
  string: '字符串（带引号）',
  integer: '整数（不带引号，没有小数）',
  number: '数字（不带引号）',
  boolean: '布尔值 `true` 或 `false`（不带引号）',
  object: '对象',
  array: '数组',
}

function typeName(schema: JsonSchema): string {
  return typeNames[String(schema.type)] ?? typeOf(schema)
}

function nearCase(values: unknown[], text: string): string {
  const same = values.map(String).find(value => value.toLowerCase() === text.toLowerCase())
  return same ? `大小写不同：要写 \`${same}\`。` : ''
}

function countOf(value: unknown): string {
  const list = typeof value === 'string' ? parsedJson(value) : value
  return Array.isArray(list) ? `，收到的是 ${list.length} 项` : ''
}

function rangeText(least: number | undefined, most: number | undefined): string {
  if (least === undefined && most === undefined) return ''
  if (least === most) return String(least)
  if (least === undefined) return `最多 ${most}`
  return most === undefined ? `至少 ${least}` : `${least}–${most}`
}

/** What a row demands, in words. */
export function demandsOf({ required, schema }: FieldRules): string[] {
  const bytes = schema['x-maxBytes'] as number | undefined
  const length = rangeText(schema.minLength, bytes ?? schema.maxLength)
  const range = rangeText(schema.minimum, schema.maximum)
  const items = rangeText(schema.minItems, schema.maxItems)
  return [
    required && '必填',
    typeName(schema),
    isEncrypted(schema) && '加密后传送',
    length && `${length} 个${bytes === undefined ? '字符' : '字节'}`,
    range && `范围 ${range}`,
    items && `${items} 项`,
    schema.pattern && `匹配 \`${schema.pattern}\``,
    schema.format === 'date' && '`YYYY-MM-DD`',
    schema.format === 'date-time' && 'RFC 3339 时间',
    schema.enum && `取值 ${quoted(schema.enum)}`,
  ].filter((text): text is string => typeof text === 'string' && text !== '')
}
