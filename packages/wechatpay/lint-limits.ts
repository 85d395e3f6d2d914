import type { Finding, Visit } from './lint.ts'

/** Limits that a sentence states and no keyword does: the mock cannot see them, nor can a type or the error box. */
const limits: { type: 'string' | 'array'; keyword: 'maxLength' | 'maxItems'; pattern: RegExp }[] = [
  { type: 'string', keyword: 'maxLength', pattern: /(?:最长|不超过|最多) ?(\d+) ?个?(?:字符|字节|位)/ },
  { type: 'array', keyword: 'maxItems', pattern: /(?:最多|不超过|至多) ?(\d+) ?(?:条|张|个|项|笔|组)/ },
]

/** A limit of a request's field in its description. */
export function limitInProse({ entry, side, field: { name, schema }, steps }: Visit): Finding[] {
  if (side !== 'request') return []
  const own = schema as { maxLength?: number; maxItems?: number; maxBytes?: number; enum?: unknown[] }
  return limits.flatMap(({ type, keyword, pattern }) => {
    const found = schema.type === type ? pattern.exec(schema.description ?? '') : null
    const isKept = own[keyword] !== undefined || own.maxBytes !== undefined || own.enum
    return found && !isKept
      ? [
          {
            rule: 'limit-in-prose' as const,
            entry,
            steps,
            problem: `The description of "${name}" states a limit (${found[0]}) that no keyword does.`,
            advice: `Write ${keyword}: ${found[1]}, and leave it out of the sentence.`,
          },
        ]
      : []
  })
}

/** Sources show addresses of the platform itself where the merchant's own belongs. */
export function foreignAddress({ entry, side, field: { name }, steps, sample }: Visit): Finding[] {
  const isForeign =
    typeof sample === 'string' && /^https?:\/\/[\w.-]*(?:qq|weixin|tenpay|wechatpay)\.(?:com|cn)\b/.test(sample)
  return side === 'request' && /(?:notify|callback)_url$/.test(name) && isForeign
    ? [
        {
          rule: 'foreign-address' as const,
          entry,
          steps,
          problem: `The sample of "${name}" is an address of the platform: ${JSON.stringify(sample)}.`,
          advice: 'Write one of https://www.example.com/.',
        },
      ]
    : []
}
