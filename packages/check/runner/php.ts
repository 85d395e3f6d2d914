import { readdirSync, readFileSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { getPHPLoaderModule } from '@php-wasm/node-8-4'
import { loadPHPRuntime, PHP, PHPExecutionFailureError } from '@php-wasm/universal'

/** A request as `wechatpay-php` would make it; without a signature if it comes from `$instance`. */
export interface PhpRequest {
  /** In capitals. */
  method: string
  /** The whole address, encoded. */
  uri: string
  /**
   * Without those that follow from the rest: `Host`, `Content-Length`, `Transfer-Encoding`; with `Authorization` only
   * if the code has made its own client.
   */
  headers: Record<string, string>
  body: Uint8Array
  /** What takes the body's place in the signed message; for an upload that is `meta` alone. */
  signed: Uint8Array
  /** Whether the SDK looks at the signature of what is answered. */
  verifies: boolean
}

export interface PhpResponse {
  status: number
  headers: Record<string, string>
  body: Uint8Array
}

export interface PhpOptions {
  /** Sends a request, and signs it if it comes from `$instance`; gives undefined if nothing is answered. */
  send: (request: PhpRequest) => Promise<PhpResponse | undefined>
  /** What `Rsa::encrypt` gives for a plain text and `$platformPublicKeyInstance`. */
  encrypt: (plain: string) => string
  /** The files that the code finds where it runs, by their names. */
  files: Record<string, Uint8Array>
}

export interface PhpRun {
  output: string
  requests: PhpRequest[]
  /** The files that the code has made or changed. */
  written: Record<string, Uint8Array>
}

export interface PhpRunner {
  /**
   * Runs PHP that stands without its opening tag and uses `$instance` and `$platformPublicKeyInstance`. Nothing of a
   * run is left for the next one; runs that are started together happen one after the other.
   *
   * @throws PhpFailure if the code fails, be it with a warning, and whatever `send` or `encrypt` throw
   */
  run(code: string, options: PhpOptions): Promise<PhpRun>
  /** Ends PHP. */
  exit(): void
}

/** What PHP says about code that fails. */
export class PhpFailure extends Error {
  override name = 'PhpFailure'

  /** @param line the line of the code, the first one being 1; unknown if the code ends itself */
  constructor(
    message: string,
    readonly line?: number,
  ) {
    super(line === undefined ? message : `${message} (line ${line})`)
  }
}

type Message =
  | {
      request: {
        method: string
        uri: string
        headers: Record<string, string>
        body: string
        signed: string
        verifies: boolean
      }
    }
  | { encrypt: string }
  | { ended: true }
  | { failed: string; line: number | null }

/** Where PHP finds the stand-in for wechatpay-php. */
const library = '/library'
/** Where PHP finds the files that it is given. */
export const directory = '/example'

/**
 * The files of a stand-in, by their names: one that loads the others, and these in the folder of the same name.
 *
 * @param name `wechatpay` for wechatpay-php, `phpunit` for PHPUnit
 */
export function readPhp(name: 'wechatpay' | 'phpunit'): Record<string, Buffer> {
  const root = fileURLToPath(new URL('php', import.meta.url))
  const names = readdirSync(join(root, name), { recursive: true, encoding: 'utf8' }).filter(file => /\.php$/.test(file))
  return Object.fromEntries(
    [`${name}.php`, ...names.map(file => `${name}/${file.replaceAll('\\', '/')}`)].map(file => [
      file,
      readFileSync(join(root, file)),
    ]),
  )
}

function writeFile(php: PHP, path: string, bytes: Uint8Array): void {
  php.mkdirTree(path.slice(0, path.lastIndexOf('/')))
  php.writeFile(path, bytes)
}

/**
 * Starts a real PHP 8.4 (compiled to WebAssembly) with a stand-in for `wechatpay-php` (php/wechatpay), which leaves
 * sending to JavaScript, and what needs the keys behind `$instance`: `post_message_to_js` waits for the answer.
 */
export async function startPhp(): Promise<PhpRunner> {
  const php = new PHP(await loadPHPRuntime(await getPHPLoaderModule(), { processId: 1 }))
  for (const [name, bytes] of Object.entries(readPhp('wechatpay'))) writeFile(php, `${library}/${name}`, bytes)
  let answer: (message: Message) => Promise<object>
  php.onMessage(async message => JSON.stringify(await answer(JSON.parse(message) as Message)))
  let last: Promise<unknown> = Promise.resolve()

  async function run(code: string, { send, encrypt, files }: PhpOptions): Promise<PhpRun> {
    const requests: PhpRequest[] = []
    let outcome: Extract<Message, { ended: true } | { failed: string }> | undefined
    const thrown: unknown[] = []
    answer = async message => {
      if ('ended' in message || 'failed' in message) {
        outcome = message
        return {}
      }
      try {
        if ('encrypt' in message) return { encrypted: encrypt(message.encrypt) }
        const request = {
          ...message.request,
          body: fromBase64(message.request.body),
          signed: fromBase64(message.request.signed),
        }
        requests.push(request)
        const response = await send(request)
        if (!response) return { error: 'Nothing was answered' }
        const { status, headers, body } = response
        return { status, headers, body: Buffer.from(body).toString('base64') }
      } catch (error) {
        thrown.push(error)
        return { error: String(error) }
      }
    }
    php.mkdirTree(directory)
    try {
      for (const [name, bytes] of Object.entries(files)) {
        if (name.split('/').some(part => ['', '.', '..'].includes(part)))
          throw new Error(`A file for PHP needs a name that does not leave its directory: ${name}`)
        writeFile(php, `${directory}/${name}`, bytes)
      }
      php.writeFile('/code.txt', code)
      const { text, errors } = await php
        .run({
          code: [
            '<?php',
            `require '${library}/wechatpay.php';`,
            `chdir('${directory}');`,
            "Run\\run(file_get_contents('/code.txt'));",
          ].join('\n'),
        })
        .catch((error: unknown) => {
          if (error instanceof PHPExecutionFailureError) return error.response
          throw error
        })
      if (thrown.length) throw thrown[0]
      if (!outcome) throw new Error(`PHP ended without saying how: ${text}${errors}`)
      if ('failed' in outcome) throw new PhpFailure(outcome.failed, outcome.line ?? undefined)
      return {
        output: text,
        requests,
        written: Object.fromEntries(
          filesIn(php, directory).filter(([name, bytes]) => !files[name] || Buffer.compare(files[name], bytes) !== 0),
        ),
      }
    } finally {
      php.chdir('/')
      php.rmdir(directory, { recursive: true })
    }
  }

  return {
    run(code, options) {
      const result = last.then(() => run(code, options))
      last = result.catch(() => {})
      return result
    },
    exit() {
      php.exit()
    },
  }
}

/** The files in a directory and in those below it, by their names from there. */
function filesIn(php: PHP, directory: string): [name: string, bytes: Uint8Array][] {
  return php.listFiles(directory).flatMap(name => {
    const path = `${directory}/${name}`
    return php.isDir(path)
      ? filesIn(php, path).map(([below, bytes]): [string, Uint8Array] => [`${name}/${below}`, bytes])
      : [[name, php.readFileAsBuffer(path)] as [string, Uint8Array]]
  })
}

function fromBase64(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'base64'))
}

/** Sends a request as it is, and gives back whatever is answered, be it an error; throws if nothing is. */
export function sendRequest({ method, uri, headers, body }: PhpRequest): Promise<PhpResponse> {
  // Split here, for `URL` would encode some characters anew, and the signature covers them as they are.
  const [, origin, path] = /^(https?:\/\/[^/]+)(.*)$/.exec(uri)!
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      origin!,
      { method, path, headers: { ...headers, 'Content-Length': body.length } },
      response => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () =>
          resolve({
            status: response.statusCode!,
            headers: Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)])),
            body: Buffer.concat(chunks),
          }),
        )
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}
