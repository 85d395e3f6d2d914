import { MockError, parameterError } from './errors.ts'

/** What a test wants of an answer. */
export interface Control {
  /** In ms. */
  delay?: number
  error?: MockError
  signature?: 'broken' | 'missing'
}

/** The code that comes with a status, where no other one is asked for. */
const codes: Record<number, string> = {
  400: 'PARAM_ERROR',
  401: 'SIGN_ERROR',
  403: 'NO_AUTH',
  404: 'RESOURCE_NOT_EXISTS',
  429: 'RATELIMIT_EXCEEDED',
  500: 'SYSTEM_ERROR',
  502: 'SERVICE_UNAVAILABLE',
  503: 'SERVICE_UNAVAILABLE',
}
const longestDelay = 60_000

/**
 * What the `Mock-Control` header asks for: `status=429`, `code=NO_AUTH`, `delay=800` (ms),
 * `signature=broken|missing`, joined by commas.
 *
 * @throws MockError if it asks for anything else
 */
export function controlOf(header: string | string[] | undefined): Control {
  const wishes = wishesOf(String(header ?? ''))
  const unknown = [...wishes.keys()].find(name => !['status', 'code', 'delay', 'signature'].includes(name))
  if (unknown !== undefined) throw refused(unknown, '可用 status、code、delay、signature')
  const signature = wishes.get('signature')
  if (signature !== undefined && signature !== 'broken' && signature !== 'missing')
    throw refused(signature, 'signature 可用 broken、missing')
  const delay = wishes.get('delay')
  if (delay !== undefined && !/^\d{1,5}$/.test(delay)) throw refused(delay, 'delay 是 0 至 60000 的毫秒数')
  return {
    ...(delay !== undefined && { delay: Math.min(longestDelay, Number(delay)) }),
    ...errorOf(wishes),
    ...(signature && { signature }),
  }
}

function wishesOf(header: string): Map<string, string> {
  const pairs = header
    .split(',')
    .filter(Boolean)
    .map(wish => wish.trim().split('='))
  return new Map(pairs.map(([name, value = '']) => [name!, value]))
}

function refused(value: string, issue: string): MockError {
  return parameterError('Mock-Control', value, issue, 'header')
}

function errorOf(wishes: Map<string, string>): Pick<Control, 'error'> {
  if (!wishes.has('status') && !wishes.has('code')) return {}
  const said = wishes.get('status') ?? '400'
  if (!/^[45]\d\d$/.test(said)) throw refused(said, 'status 应在 400 与 599 之间')
  const status = Number(said)
  const code = wishes.get('code') ?? codes[status] ?? 'SYSTEM_ERROR'
  if (!/^[A-Z][A-Z\d_]*$/.test(code)) throw refused(code, 'code 是大写的错误码')
  return { error: new MockError(status, code, '按 Mock-Control 的要求失败') }
}
