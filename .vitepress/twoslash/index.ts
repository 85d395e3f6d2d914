import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { TwoslashReturn } from 'twoslash'
import type ts from 'typescript'
import { digest, type DiskCache } from '../../packages/reference/edge/disk-cache.ts'
import { typeService, type Snippet, type TypeService } from './service.ts'

export interface TypeInformationOptions {
  /** The `tsconfig.json` whose compiler options examples are checked with; packages are found from its folder. */
  tsconfig: string
  /** The module that a program imports as `./wechatpay`: of all that is declared, the part that it can see. */
  declarationFor: (code: string) => string
  cache: DiskCache
  /** What else decides on the result: the versions of TypeScript, twoslash and the libraries, and this code itself. */
  version: string
  /** Whether a type error stops the build; otherwise it is shown under its line, as one wants while writing. */
  strict: boolean
}

export interface TypeFinder {
  /** What twoslash finds in a program; in strict mode it throws a `TwoslashError` on a type error. */
  find(code: string, lang: string): TwoslashReturn
  /** Whether an error was found since this was asked last, which only a lenient finder lets pass. */
  sawErrors(): boolean
  /** Announces programs that will be asked for, so that those which are not in the cache are compiled together. */
  prepare(programs: Snippet[]): void
}

/** Type information for `ts twoslash` and `js twoslash` fences, remembered on disk. */
export function typeFinder({ tsconfig, declarationFor, cache, version, strict }: TypeInformationOptions): TypeFinder {
  const options = readFileSync(tsconfig, 'utf8')
  let service: TypeService | undefined
  const started = () =>
    (service ??= typeService({ folder: dirname(tsconfig), compilerOptions: compilerOptionsOf(tsconfig), strict }))
  const keyOf = ({ code, lang, declaration }: Snippet) => `types-${digest([version, options, lang, code, declaration])}`
  let errors = false
  return {
    find(code, lang) {
      const snippet = { code, lang, declaration: declarationFor(code) }
      const key = keyOf(snippet)
      const known = cache.get(key)
      if (known !== undefined) return JSON.parse(known) as TwoslashReturn
      const found = started().find(snippet)
      // A strict finder has thrown where an error was not announced: what a lenient one found there is for its author
      // only.
      const hasErrors = !strict && found.nodes.some(({ type }) => type === 'error')
      errors ||= hasErrors
      const text = JSON.stringify(found)
      if (!hasErrors) cache.set(key, text)
      return JSON.parse(text) as TwoslashReturn
    },
    sawErrors() {
      const saw = errors
      errors = false
      return saw
    },
    prepare(programs) {
      const missing = programs.filter(program => cache.get(keyOf(program)) === undefined)
      if (missing.length) started().prepare(missing)
    },
  }
}

function compilerOptionsOf(tsconfig: string): ts.CompilerOptions {
  const typescript = createRequire(join(dirname(tsconfig), 'index.js'))('typescript') as typeof ts
  const { config, error } = typescript.readConfigFile(tsconfig, typescript.sys.readFile)
  if (error) throw new Error(typescript.flattenDiagnosticMessageText(error.messageText, '\n'))
  const { options } = typescript.parseJsonConfigFileContent(config, typescript.sys, dirname(tsconfig))
  return { ...options, allowJs: true, rootDirs: undefined, configFilePath: undefined }
}
