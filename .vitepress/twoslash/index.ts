import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createTransformerFactory } from '@shikijs/twoslash/core'
import type { ShikiTransformer } from 'shiki'
import { createTwoslasher, type TwoslashInstance, type TwoslashReturn } from 'twoslash'
import ts from 'typescript'
import { popupRenderer } from './renderer.ts'

export interface TypeInformationOptions {
  /** The declaration on disk; examples import it as `./wechatpay`. */
  declaration: string
  /** The `tsconfig.json` whose compiler options examples are checked with. */
  tsconfig: string
  cacheFolder: string
  /** The lock file: other versions of TypeScript, twoslash or the libraries give other types. */
  lockFile: string
  /** Whether a type error stops the build; otherwise it is shown under its line, as one wants while writing. */
  strict: boolean
}

/**
 * Type information for `ts twoslash` and `js twoslash` fences, remembered on disk.
 *
 * The declaration is a file beside the (virtual) examples and not part of each of them: read again for every fence, it would cost a second a time.
 *
 * @returns a function from a fence's code and language to what twoslash finds in it; in strict mode it throws a `TwoslashError` on a type error
 */
export function typeFinder({ declaration, tsconfig, cacheFolder, lockFile, strict }: TypeInformationOptions): (code: string, lang: string) => TwoslashReturn {
  const { config, error } = ts.readConfigFile(tsconfig, ts.sys.readFile)
  if (error) throw new Error(ts.flattenDiagnosticMessageText(error.messageText, '\n'))
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, dirname(tsconfig))
  const compilerOptions: ts.CompilerOptions = { ...options, allowJs: true, rootDirs: undefined, configFilePath: undefined }
  let current: { changed: number, key: string, twoslasher: TwoslashInstance } | undefined
  // A declaration that changed while the dev server runs needs a new language service and other cache entries.
  const fresh = () => {
    const changed = statSync(declaration).mtimeMs
    if (current?.changed !== changed) {
      const key = digest([readFileSync(declaration, 'utf8'), JSON.stringify(compilerOptions), readFileSync(lockFile, 'utf8'), String(strict)])
      current = { changed, key, twoslasher: createTwoslasher({ vfsRoot: dirname(declaration), compilerOptions, handbookOptions: { noErrorValidation: !strict } }) }
    }
    return current
  }
  return (code, lang) => {
    const { key, twoslasher } = fresh()
    const file = join(cacheFolder, `${digest([key, lang, code])}.json`)
    const known = readEntry(file)
    if (known) return known
    const { nodes, code: shown, meta } = twoslasher(code, lang)
    mkdirSync(cacheFolder, { recursive: true })
    // Moved into place whole, so that a build that is killed leaves no half entry.
    writeFileSync(`${file}.${process.pid}`, JSON.stringify({ nodes, code: shown, meta }))
    renameSync(`${file}.${process.pid}`, file)
    return readEntry(file)!
  }
}

/** The transformer that shows the type information in highlighted code. */
export function typeInformation(options: TypeInformationOptions): ShikiTransformer {
  const find = typeFinder(options)
  return createTransformerFactory(((code: string, lang: string) => find(code, lang)) as TwoslashInstance)({
    langs: ['ts', 'tsx', 'js', 'jsx'],
    explicitTrigger: true,
    renderer: popupRenderer(),
  })
}

/** An entry of the cache; undefined if there is none or it cannot be read, for it is made anew then. */
function readEntry(file: string): TwoslashReturn | undefined {
  if (!existsSync(file)) return undefined
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as TwoslashReturn
  } catch {
    return undefined
  }
}

function digest(parts: string[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part).update('\0')
  return hash.digest('hex').slice(0, 24)
}
