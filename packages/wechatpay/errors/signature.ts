import type { SignedRequest } from './parse.ts'

/** An operation as its page shows it. */
export interface Called {
  /** In capitals. */
  method: string
  /**
   * With placeholders, and with what the address of its server has in front:
   * `/v3/pay/transactions/id/{transaction_id}`.
   */
  path: string
}

/** A part of the string that was signed, and what is to be said about it. */
export interface SignedLine {
  name: string
  text: string
  /** Absent where the line is as it has to be, as far as one can see. */
  problem?: string
}

const names = ['请求方法', '路径与查询参数', '时间戳', '随机串', '请求体']

/**
 * Takes the string apart that the platform has checked.
 *
 * @returns one entry a line; none where the answer does not have the string
 */
export function signedLines({ message, length }: SignedRequest, { method, path }: Called): SignedLine[] {
  if (!message) return []
  const isWhole = length === undefined || new TextEncoder().encode(message).length >= length
  const [ownMethod = '', target = '', timestamp = '', nonce = '', ...rest] = message.split('\n')
  const body = rest.join('\n')
  const problems = [
    ownMethod !== method && `本接口用 ${method}`,
    !isTarget(target, path) && `应是本接口的路径 ${path}，从 / 写起，不含域名`,
    !/^\d{10}$/.test(timestamp) && '应是 10 位的秒数',
    !nonce && '不能为空，须与请求头里的相同',
    isWhole && !body.endsWith('\n') && '最后一行也要以换行符结尾',
  ]
  return [ownMethod, target, timestamp, nonce, isWhole ? body.replace(/\n$/, '') : `${body}…`].map((text, index) => ({
    name: names[index]!,
    text,
    ...(problems[index] && { problem: problems[index] as string }),
  }))
}

function isTarget(target: string, path: string): boolean {
  const [own, pattern] = [target.split('?')[0]!.split('/'), path.split('/')]
  return (
    own.length === pattern.length &&
    pattern.every((segment, index) => segment === own[index] || (/\{.+\}/.test(segment) && own[index] !== ''))
  )
}
