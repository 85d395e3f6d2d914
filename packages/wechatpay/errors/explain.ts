import { readMessage, type Measured } from './message.ts'
import { brokenBy, type FieldRules, type Rule } from './field-rules.ts'
import type { ErrorDetail } from './parse.ts'
import { demandsOf, ruleText } from './rule-texts.ts'

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
 * Says which rule of a row a request has broken.
 *
 * @param rules those of the row, or of one item of its list (`rulesAt`); absent where they could not be had
 * @param message of the answer, for answers whose detail gives no reason
 */
export function judge(
  rules: FieldRules | undefined,
  { value, issue }: Pick<ErrorDetail, 'value' | 'issue'>,
  message = '',
): Verdict {
  const { measured, pattern } = readMessage(issue ?? message)
  if (measured) return { rule: 'length', text: measuredText(measured), by: 'words' }
  const broken = rules ? brokenBy(rules, value) : []
  const said = ruleIn(issue ?? message)
  if (said === 'pattern' && pattern && !rules?.schema.pattern)
    return { rule: said, text: `应匹配 \`${pattern}\`。`, by: 'words' }
  if (said) return { rule: said, text: ruleText(said, rules, value), by: broken.includes(said) ? 'value' : 'words' }
  if (broken[0]) return { rule: broken[0], text: ruleText(broken[0], rules, value), by: 'value' }
  return { text: `从收到的值看不出违反了哪一条。${rowText(rules)}`, by: 'row' }
}

/**
 * The length that the platform has measured.
 *
 * @param value of the answer @returns undefined where the value is not a length, but what was received
 */
export function measuredLength(
  { value, issue }: Pick<ErrorDetail, 'value' | 'issue'>,
  message = '',
): Measured | undefined {
  const { measured } = readMessage(issue ?? message)
  return measured && (value === undefined || Number(value) === measured.received) ? measured : undefined
}

function measuredText({ unit, received, limit, isOver }: Measured): string {
  const note = unit === '字节' ? '（UTF-8，一个汉字占 3 个字节）' : ''
  if (received === 0) return `收到的是空的文字，应至少有 ${limit} 个${unit}。必填的要有内容；没有值的可选字段不要传。`
  return `收到 ${received} 个${unit}，${isOver ? '最多' : '最少'} ${limit} 个${note}。`
}

function ruleIn(text: string): Rule | undefined {
  return words.find(([, pattern]) => pattern.test(text))?.[0]
}

function rowText(rules: FieldRules | undefined): string {
  return rules
    ? `这个字段须满足：${demandsOf(rules).join('；')}。`
    : '没能取到这个字段的规则，请对照参数表里的描述与应答里的原因。'
}
