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
  if (unknown !== undefined)
    throw parameterError('Mock-Control', unknown, '可用 status、code、delay、signature', 'header')
  const signature = wishes.get('signature')
  return {
    ...(wishes.has('delay') && { delay: Math.min(longestDelay, Math.max(0, Number(wishes.get('delay')) || 0)) }),
    ...errorOf(wishes),
    ...((signature === 'broken' || signature === 'missing') && { signature }),
  }
}

function wishesOf(header: string): Map<string, string> {
  const pairs = header
    .split(',')
    .filter(Boolean)
    .map(wish => wish.trim().split('='))
  return new Map(pairs.map(([name, value = '']) => [name!, value]))
}

function errorOf(wishes: Map<string, string>): Pick<Control, 'error'> {
  if (!wishes.has('status') && !wishes.has('code')) return {}
  const status = Number(wishes.get('status') ?? 400)
  if (Number.isNaN(status)) return {}
  if (status < 400 || status > 599)
    throw parameterError('Mock-Control', String(status), 'status 应在 400 与 599 之间', 'header')
  const code = wishes.get('code') ?? codes[status] ?? 'SYSTEM_ERROR'
  return { error: new MockError(status, code, '按 Mock-Control 的要求失败') }
}
