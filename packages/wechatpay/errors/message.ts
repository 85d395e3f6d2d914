import { commonHeaderNames } from './headers.ts'

/** What the sentence of an answer tells beside its code. */
export interface MessageFacts {
  /** Where the platform sees the mistake: a pointer in a body, else the name of the parameter. */
  field?: { field: string; location?: string }
  /** A length that was measured; `detail.value` then holds it, and not the value. */
  measured?: Measured
  /** The regular expression that the value has to match. */
  pattern?: string
  /** Headers that are missing or wrong. */
  headers: string[]
  /** Whether it is about values that have to be encrypted. */
  isAboutCipher: boolean
}

export interface Measured {
  unit: '字节' | '字符'
  received: number
  limit: number
  isOver: boolean
}

/**
 * Reads a message as the platform writes it: 输入源“/body/attach”映射到值字段“附加数据”字符串规则校验失败，字节数 135，大于最大值
 * 127. Some name no part of the request: 输入源“/appid”.
 */
export function readMessage(message: string): MessageFacts {
  const field = fieldIn(message)
  const measured = measuredIn(message)
  const pattern = /正则(?:表达式)?(?:规则)?[^“"]{0,8}[“"]([^”"]+)[”"]/.exec(message)?.[1]
  return {
    ...(field && { field }),
    ...(measured && { measured }),
    ...(pattern && { pattern }),
    headers: field
      ? []
      : commonHeaderNames.filter(name => new RegExp(`(?<![\\w-])${name}(?![\\w-])`, 'i').test(message)),
    isAboutCipher: !field && /密文|加解密|解密失败|field you encrypt/i.test(message),
  }
}

function fieldIn(message: string): MessageFacts['field'] {
  const [, pointer] = /输入源\s*[“"「]?(\/[^”"」\s，,]*)/.exec(message) ?? []
  if (pointer === undefined) return undefined
  const [, part, rest = ''] = /^\/(body|query|path|uri_template|headers?)(?:\/(.*))?$/.exec(pointer) ?? []
  if (part === undefined) return { field: pointer }
  return part === 'body' ? { field: rest && `/${rest}`, location: part } : { field: rest, location: part }
}

function measuredIn(message: string): Measured | undefined {
  const found =
    /(字节|字符)(?:个?数|长度)\s*[:：]?\s*(\d+)\s*[，,]\s*(大于|超过|高于|小于|低于|少于)[^\d]{0,4}(\d+)/.exec(message)
  if (!found) return undefined
  const [, unit, received, relation, limit] = found
  return {
    unit: unit as Measured['unit'],
    received: Number(received),
    limit: Number(limit),
    isOver: /大于|超过|高于/.test(relation!),
  }
}
