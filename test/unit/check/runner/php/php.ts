import { afterAll, beforeAll, expect } from 'vitest'
import {
  PhpFailure,
  startPhp,
  type PhpOptions,
  type PhpRequest,
  type PhpRunner,
} from '../../../../../packages/check/runner/php.ts'

/* A PHP for the tests of a file, and what they ask of it. */

export let php: PhpRunner
beforeAll(async () => {
  php = await startPhp()
})
afterAll(() => php.exit())

export const bytes = (text: string) => new TextEncoder().encode(text)

export const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

/** Runs code against a server that answers everything with `{"ok":true}`. */
export function run(code: string, options: Partial<PhpOptions> = {}) {
  return php.run(code, {
    send: async () => ({
      status: 200,
      headers: { 'Content-Type': 'application/json', 'Request-ID': '08F7' },
      body: bytes('{"ok":true}'),
    }),
    encrypt: plain => `<${plain}>`,
    files: {},
    ...options,
  })
}

/** The only request that the code makes. */
export async function request(code: string, options: Partial<PhpOptions> = {}): Promise<PhpRequest> {
  const { requests } = await run(code, options)
  expect(requests).toHaveLength(1)
  return requests[0]!
}

export async function path(code: string): Promise<string> {
  const { uri } = await request(code)
  expect(uri).toMatch(/^https:\/\/api\.mch\.weixin\.qq\.com\//)
  return uri.slice('https://api.mch.weixin.qq.com'.length)
}

export async function failure(code: string, options: Partial<PhpOptions> = {}): Promise<PhpFailure> {
  const error = await run(code, options).then(
    () => undefined,
    (error: unknown) => error,
  )
  expect(error).toBeInstanceOf(PhpFailure)
  return error as PhpFailure
}
