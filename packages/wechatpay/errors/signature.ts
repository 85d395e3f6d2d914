import { byteLength } from '../../reference/model/rules.ts'
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
  /** Whether it has to have a body of JSON; undefined where nobody knows. */
  needsBody?: boolean
}

/** A part of the string that was signed, and what is to be said about it. */
export interface SignedLine {
  name: string
  text: string
  /** In UTF-8, without the line feed. */
  bytes: number
  /** Absent where the line is as it has to be, as far as one can see. */
  problem?: string
}

const names = ['请求方法', '路径与查询参数', '时间戳', '随机串', '请求体']

/**
 * Takes the string apart that the platform has checked.
 *
 * @returns one entry a line; none where the answer does not have the string
 */
export function signedLines({ message, length }: SignedRequest, called: Called): SignedLine[] {
  const { method, path } = called
  if (!message) return []
  const isWhole = length === undefined || byteLength(message) >= length
  const [ownMethod = '', target = '', timestamp = '', nonce = '', ...rest] = message.split('\n')
  const body = rest.join('\n')
  const problems = [
    ownMethod !== method && `本接口用 ${method}`,
    !isTarget(target, path) && `应是本接口的路径 ${path}，从 / 写起，不含域名`,
    !/^\d{10}$/.test(timestamp) && '应是 10 位的秒数',
    !nonce && '不能为空，须与请求头里的相同',
    bodyProblem(body, isWhole, called),
  ]
  const whole = isWhole ? body.replace(/\n$/, '') : body
  const above = byteLength(message) - byteLength(body)
  return [ownMethod, target, timestamp, nonce, whole].map((text, index) => ({
    name: names[index]!,
    text: index === 4 && !isWhole ? `${text}…` : text,
    // Of a string that was cut, its length tells what is missing.
    bytes: index === 4 && !isWhole ? length! - above - 1 : byteLength(text),
    ...(problems[index] && { problem: problems[index] as string }),
  }))
}

function bodyProblem(body: string, isWhole: boolean, { method, needsBody }: Called): string | undefined | false {
  if (isWhole && !body.endsWith('\n')) return '最后一行也要以换行符结尾'
  const isEmpty = body === '\n'
  if (method === 'GET') return !isEmpty && 'GET 没有请求体：这一行应为空，签名时不要放 `{}` 或查询参数'
  return isEmpty && needsBody
    ? '平台没有收到请求体，而本接口要有：请求体没有发出去，或 Content-Type 不是 application/json'
    : undefined
}

function isTarget(target: string, path: string): boolean {
  const [own, pattern] = [target.split('?')[0]!.split('/'), path.split('/')]
  return (
    own.length === pattern.length &&
    pattern.every((segment, index) => segment === own[index] || (/\{.+\}/.test(segment) && own[index] !== ''))
  )
}
