import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { AxiosResponse, InternalAxiosRequestConfig } from 'axios'
import { vi } from 'vitest'
import type { Document } from '../../packages/mock/document.ts'
import { generateKeys } from '../../packages/mock/keys.ts'
import { createMock, type AcceptedRequest } from '../../packages/mock/server.ts'
import { root } from '../../.vitepress/site/pages.ts'
import { directory, sendRequest, type PhpRunner } from '../../packages/check/runner/php.ts'

/** How examples of a guide are run, as far as that differs from the usual. */
export interface Circumstances {
  /** The platform signs with its certificate, and the merchant has that instead of 微信支付公钥. */
  certificate?: boolean
  /** The merchant has both. */
  both?: boolean
  /** Environment variables that are not those of the test merchant; undefined if one is missing. */
  settings?: Record<string, string | undefined>
  /** What all requests ask the mock to do: `signature=broken`. */
  control?: string
  /** The number of an order that has been paid. */
  paid?: string
  /** Nobody is there to answer. */
  unreachable?: boolean
  /** A downloaded file loses its first byte on the way. */
  truncated?: boolean
}

/** What examples did. */
export interface GuideRun {
  /** What they printed. */
  printed: string
  /** The lines that they wrote to the log of errors. */
  errors: string[]
  /** The requests that the mock took, in order. */
  accepted: AcceptedRequest[]
  /** The files that they made. */
  written: Record<string, Uint8Array>
}

/** Those of the test merchant; made once, for it takes a while. */
export const keys = generateKeys()

/** The picture that is uploaded. */
export const picture = Buffer.from('a picture of a shop')

const official = 'https://api.mch.weixin.qq.com'

// The SDK loads the build for CommonJS: these are the defaults that its clients begin with.
const { default: axios } = createRequire(import.meta.url)('axios') as typeof import('axios')

/**
 * Runs TypeScript as its reader would: the client is the module `wxpay.mts`, and each example a module beside it, one
 * run after the other in a folder that has a picture to upload. The requests go to a new mock instead of the official
 * address.
 *
 * @param client the code that defines the client
 * @param examples each finds the exports of the client, imported or not; a call at its beginning that it does not wait
 *   for is waited for
 * @throws what the examples throw
 */
export async function runTypescript(
  document: Document,
  client: string,
  examples: string[],
  circumstances: Circumstances = {},
): Promise<GuideRun> {
  const names = [
    'mchid',
    'merchantPrivateKey',
    'platformPublicKey',
    circumstances.certificate ? 'platformCertificateSerial' : 'platformPublicKeyId',
    'wxpay',
  ]
  const modules = examples.map(
    code =>
      (code.includes('./wxpay.mjs') ? '' : `import { ${names.join(', ')} } from './wxpay.mjs'\n`) +
      code.replace(/^wxpay/m, 'await wxpay'),
  )
  // Inside the project, so that its packages are found.
  mkdirSync(join(root, '.vitepress/cache'), { recursive: true })
  const folder = mkdtempSync(join(root, '.vitepress/cache/guide-'))
  const files = {
    ...filesOfMerchant(),
    'wxpay.mts': client,
    ...Object.fromEntries(modules.map((code, index) => [`example-${index}.ts`, code])),
  }
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  const [printed, errors]: [string[], string[]] = [[], []]
  const log = vi.spyOn(console, 'log').mockImplementation((...values) => void printed.push(values.join(' ')))
  const error = vi.spyOn(console, 'error').mockImplementation((...values) => void errors.push(values.join(' ')))
  for (const [name, value] of Object.entries(settingsIn(folder, circumstances))) vi.stubEnv(name, value)
  const [workingDirectory, adapter] = [process.cwd(), axios.defaults.adapter]
  process.chdir(folder)
  try {
    const accepted = await withMock(document, circumstances, async address => {
      axios.defaults.adapter = redirected(address, circumstances)
      for (const index of modules.keys()) await import(join(folder, `example-${index}.ts`))
    })
    const written = Object.fromEntries(
      readdirSync(folder)
        .filter(name => !(name in files))
        .map(name => [name, readFileSync(join(folder, name))]),
    )
    return { printed: printed.join('\n'), errors, accepted, written }
  } finally {
    axios.defaults.adapter = adapter
    process.chdir(workingDirectory)
    vi.unstubAllEnvs()
    log.mockRestore()
    error.mockRestore()
    rmSync(folder, { recursive: true })
  }
}

/**
 * Runs PHP as its reader would: the client is a file, each example another one, included one after the other where
 * there is a picture to upload. The stand-in for wechatpay-php (php/wechatpay) signs and verifies with the keys that
 * the client has loaded; the requests go to a new mock.
 *
 * @param client the code that defines the client, with its opening tag
 * @param examples without opening tags
 * @throws PhpFailure if one of them fails
 */
export async function runPhp(
  php: PhpRunner,
  document: Document,
  client: string,
  examples: string[],
  circumstances: Circumstances = {},
): Promise<GuideRun> {
  const files = {
    ...filesOfMerchant(),
    'vendor/autoload.php': '<?php',
    'wxpay.php': client,
    ...Object.fromEntries(
      examples.map((code, index) => [`example-${index}.php`, code.startsWith('<?php') ? code : `<?php\n${code}`]),
    ),
  }
  const settings = Object.entries(settingsIn(directory, circumstances)).map(
    ([name, value]) => `putenv('${value === undefined ? name : `${name}=${value}`}');`,
  )
  const included = ['wxpay.php', ...examples.map((_, index) => `example-${index}.php`)].map(
    name => `require_once '${name}';`,
  )
  let run: Awaited<ReturnType<PhpRunner['run']>>
  const accepted = await withMock(document, circumstances, async address => {
    run = await php.run([...settings, `ini_set('error_log', '${directory}/errors.log');`, ...included].join('\n'), {
      send: async request => {
        const uri = addressAt(address, request.uri)
        // That is a ConnectException there; what is thrown here would end the run.
        if (circumstances.unreachable) return undefined
        const answer = await sendRequest({
          ...request,
          uri,
          headers: { ...request.headers, ...headersOf(circumstances) },
        })
        return circumstances.truncated && isDownload(uri) ? { ...answer, body: answer.body.subarray(1) } : answer
      },
      encrypt: () => {
        throw new Error('The client of the guide has its own key')
      },
      files: Object.fromEntries(Object.entries(files).map(([name, content]) => [name, Buffer.from(content)])),
    })
  })
  const { 'errors.log': log, ...written } = run!.written
  return {
    printed: run!.output,
    errors: Buffer.from(log ?? [])
      .toString()
      .split('\n')
      .filter(Boolean)
      .map(line => line.replace(/^\[[^\]]*\] /, '')),
    accepted,
    written,
  }
}

/** Gives the address of a new mock, and then what it has accepted. */
async function withMock(
  document: Document,
  { certificate, paid, unreachable }: Circumstances,
  use: (address: string) => Promise<void>,
): Promise<AcceptedRequest[]> {
  const accepted: AcceptedRequest[] = []
  const mock = createMock({
    document: paid === undefined ? document : withOrder(document, paid),
    keys,
    platformKey: certificate ? 'certificate' : 'public-key',
    onAccepted: request => accepted.push(request),
  })
  try {
    const address = await mock.listen()
    if (unreachable) await mock.close()
    await use(address)
    return accepted
  } finally {
    await mock.close()
  }
}

/**
 * The description with another number in place of the sample order's: for the mock, the order of the sample is a paid
 * one.
 */
function withOrder(document: Document, number: string): Document {
  const path = '/v3/pay/transactions/out-trade-no/{out_trade_no}'
  const item = document.paths[path]!
  const sample = item.get!.parameters!.find(({ name }) => name === 'out_trade_no')!.example as string
  return {
    ...document,
    paths: { ...document.paths, [path]: JSON.parse(JSON.stringify(item).replaceAll(sample, number)) as typeof item },
  }
}

/** Sends requests for the official address to the mock. */
function redirected(address: string, circumstances: Circumstances) {
  const http = axios.getAdapter('http')
  return async (config: InternalAxiosRequestConfig): Promise<AxiosResponse> => {
    const url = addressAt(address, axios.getUri(config))
    config.headers.set(headersOf(circumstances))
    const answer = await http({ ...config, baseURL: undefined, url, params: undefined })
    return circumstances.truncated && isDownload(url)
      ? { ...answer, data: (answer.data as Buffer).subarray(1) }
      : answer
  }
}

/** @throws Error if it is not the official one */
function addressAt(mock: string, uri: string): string {
  if (!uri.startsWith(`${official}/`)) throw new Error(`The example calls ${uri}`)
  return mock + uri.slice(official.length)
}

function isDownload(address: string): boolean {
  return new URL(address).pathname === '/v3/billdownload/file'
}

function headersOf({ control }: Circumstances): Record<string, string> {
  return control === undefined ? {} : { 'Mock-Control': control }
}

/** What the merchant has beside the code. */
function filesOfMerchant() {
  return {
    'apiclient_key.pem': keys.merchantPrivateKey.export({ type: 'pkcs8', format: 'pem' }),
    'wechatpay_public_key.pem': keys.platformPublicKey.export({ type: 'spki', format: 'pem' }),
    'wechatpay_certificate.pem': keys.certificate.pem,
    'shop.jpg': picture,
  }
}

/** The environment variables that the quick start reads. */
function settingsIn(
  folder: string,
  { certificate, both, settings }: Circumstances,
): Record<string, string | undefined> {
  return {
    WXPAY_MCHID: keys.mchid,
    WXPAY_MERCHANT_SERIAL: keys.merchantSerial,
    WXPAY_MERCHANT_KEY_FILE: join(folder, 'apiclient_key.pem'),
    ...((certificate || both) && { WXPAY_CERTIFICATE_FILE: join(folder, 'wechatpay_certificate.pem') }),
    ...((!certificate || both) && {
      WXPAY_PUBLIC_KEY_ID: keys.publicKeyId,
      WXPAY_PUBLIC_KEY_FILE: join(folder, 'wechatpay_public_key.pem'),
    }),
    WXPAY_APPID: 'wx8888888888888888',
    WXPAY_NOTIFY_URL: 'https://www.example.com/wxpay/notify',
    ...settings,
  }
}
