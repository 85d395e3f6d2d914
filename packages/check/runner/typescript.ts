import { createHash } from 'node:crypto'
import axios, { getAdapter, type AxiosRequestConfig, type InternalAxiosRequestConfig } from 'axios'
import { Hash, Multipart, Rsa, Wechatpay } from 'wechatpay-axios-plugin'
import type { Keys } from '../../mock/keys.ts'
import type { TypescriptExample } from '../../wechatpay/sdk/typescript.ts'

/** What an example did. */
export interface TypescriptRun {
  /** The arguments of its `console.log`. */
  logged: unknown[][]
  /** The files that it wrote. */
  written: Map<string, Uint8Array>
}

/**
 * Runs TypeScript examples through the real `wechatpay-axios-plugin`.
 *
 * @param address that of the mock, to which all requests go, whatever host an example names
 * @param file what the examples read where they upload
 * @returns a function that runs one example; it throws what the example throws
 */
export function typescriptRunner(
  address: string,
  keys: Keys,
  file: Uint8Array,
): (example: Pick<TypescriptExample, 'code'>) => Promise<TypescriptRun> {
  const http = getAdapter('http')
  const wxpay = new Wechatpay({
    mchid: keys.mchid,
    serial: keys.merchantSerial,
    privateKey: keys.merchantPrivateKey,
    certs: { [keys.publicKeyId]: keys.platformPublicKey, [keys.certificate.serial]: keys.platformPublicKey },
    adapter: (config: InternalAxiosRequestConfig) => {
      const { pathname, search } = new URL(axios.getUri(config as AxiosRequestConfig))
      return http({
        ...config,
        baseURL: address,
        url: pathname + search,
        params: undefined,
      } as InternalAxiosRequestConfig)
    },
  } as never)
  return async ({ code }) => {
    const logged: unknown[][] = []
    const written = new Map<string, Uint8Array>()
    const names = {
      wxpay,
      Hash,
      Multipart,
      Rsa,
      createHash,
      platformPublicKey: keys.platformPublicKey,
      readFileSync: () => Buffer.from(file),
      writeFileSync: (name: string, data: Uint8Array) => void written.set(name, data),
      console: { log: (...values: unknown[]) => void logged.push(values) },
    }
    // What an example imports stands ready under the same names; a call that it does not wait for is waited for here.
    const body = code.replace(/^import .*$/gm, '').replace(/^wxpay/m, 'await wxpay')
    await new AsyncFunction(...Object.keys(names), body)(...Object.values(names))
    return { logged, written }
  }
}

const AsyncFunction = (async () => {}).constructor as new (
  ...texts: string[]
) => (...values: unknown[]) => Promise<void>
