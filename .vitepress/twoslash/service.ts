import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { TwoslashReturn } from 'twoslash'
import type ts from 'typescript'
import { digest } from '../../packages/reference/edge/disk-cache.ts'

/** A program whose types are asked for. */
export interface Snippet {
  code: string
  /** `ts` or `js`. */
  lang: string
  /** The text of the module that it imports as `./wechatpay`. */
  declaration: string
}

export interface TypeService {
  /** What twoslash finds in a snippet. @throws TwoslashError on a type error, if the service is strict */
  find(snippet: Snippet): TwoslashReturn
  /**
   * Announces snippets that will be asked for together, so that they are compiled as one program; those announced
   * before are forgotten.
   */
  prepare(snippets: Snippet[]): void
}

/** What twoslash calls of its environment, in which it compiles one program after the other. */
type Environment = Pick<
  import('@typescript/vfs').VirtualTypeScriptEnvironment,
  'languageService' | 'getSourceFile' | 'createFile' | 'updateFile'
>

/**
 * Type information as stock twoslash gives it, but for many snippets from one program. By itself, twoslash makes a
 * new program for each, and the compiler begins anew with the libraries every time. Here twoslash does what it does
 * with notations and positions, and asks a language service that holds all snippets at once.
 *
 * @param folder where the snippets stand for the compiler, without being written there: from it, packages are found
 * @param strict whether a type error that is not announced throws
 */
export function typeService({
  folder,
  compilerOptions,
  strict,
}: {
  folder: string
  compilerOptions: ts.CompilerOptions
  strict: boolean
}): TypeService {
  // A build that finds everything in its caches never loads the compiler.
  const require = createRequire(join(folder, 'index.js'))
  const typescript = require('typescript') as typeof ts
  const { createTwoslasher, defaultCompilerOptions, findFlagNotations } =
    require('twoslash') as typeof import('twoslash')
  /** One for each set of compiler options that notations in snippets ask for. */
  const programs = new Map<string, ReturnType<typeof program>>()

  const programFor = (code: string) => {
    const flags = findFlagNotations(
      code,
      [],
      (typescript as unknown as { optionDeclarations: never[] }).optionDeclarations,
    ).filter(flag => flag.type === 'compilerOptions')
    // Otherwise the members of a union stand in the order in which the program has met them, be it in another snippet.
    const options: ts.CompilerOptions = {
      ...defaultCompilerOptions,
      ...compilerOptions,
      stableTypeOrdering: true,
      ...Object.fromEntries(flags.map(({ name, value }) => [name, value])),
    }
    const key = JSON.stringify(options)
    return programs.get(key) ?? programs.set(key, program(typescript, folder, options)).get(key)!
  }

  return {
    prepare(snippets) {
      for (const own of programs.values()) own.clear()
      for (const snippet of snippets) programFor(snippet.code).add(snippet)
    },
    find(snippet) {
      const { add, environment } = programFor(snippet.code)
      const vfsRoot = add(snippet)
      const twoslasher = createTwoslasher({
        vfsRoot,
        tsModule: typescript,
        fsCache: false,
        compilerOptions,
        handbookOptions: { noErrorValidation: !strict },
        cache: new OneEnvironment(environment) as never,
      })
      const { nodes, code, meta } = twoslasher(snippet.code, snippet.lang)
      for (const node of nodes) if ('text' in node && node.text) node.text = withoutContainerArguments(node.text)
      return { nodes, code, meta } as TwoslashReturn
    },
  }
}

/**
 * Of a member of axios' generic types, whether the compiler prints the arguments or the parameters of its container
 * depends on what it has looked at before (`instantiateSymbol` in its checker): they are left out.
 */
export function withoutContainerArguments(text: string): string {
  return text.replace(/^(\(property\) Axios\w+)<.*>(?=\.\w+\??:)/, '$1')
}

/** Gives twoslash our environment, whatever it asks for; the compiler options are the right ones already. */
class OneEnvironment extends Map<string, Environment> {
  constructor(readonly environment: Environment) {
    super()
  }
  override has() {
    return true
  }
  override get() {
    return this.environment
  }
}

/** A language service over virtual files. */
function program(typescript: typeof ts, folder: string, options: ts.CompilerOptions) {
  const files = new Map<string, { text: string; version: number }>()
  /** The declaration's file, by the folder of the snippet. */
  const declarationOf = new Map<string, string>()
  let version = 0
  const set = (file: string, text: string) => {
    if (files.get(file)?.text !== text) files.set(file, { text, version: ++version })
  }
  const resolutions = typescript.createModuleResolutionCache(folder, name => name, options)
  const { directoryExists, getDirectories, readDirectory, realpath, useCaseSensitiveFileNames } = typescript.sys
  const host = {
    fileExists: (file: string) => files.has(file) || typescript.sys.fileExists(file),
    readFile: (file: string) => files.get(file)?.text ?? typescript.sys.readFile(file),
    directoryExists: (directory: string) => declarationOf.has(directory) || directoryExists(directory),
    getDirectories,
    readDirectory,
    realpath,
  }
  const references = new Map<string, ts.ResolvedTypeReferenceDirectiveWithFailedLookupLocations>()
  const service = typescript.createLanguageService({
    ...host,
    useCaseSensitiveFileNames: () => useCaseSensitiveFileNames,
    getProjectVersion: () => String(version),
    getScriptFileNames: () => [...files.keys()],
    getScriptVersion: file => String(files.get(file)?.version ?? 0),
    getScriptSnapshot: file => {
      const text = host.readFile(file)
      return text === undefined ? undefined : typescript.ScriptSnapshot.fromString(text)
    },
    getCompilationSettings: () => options,
    getCurrentDirectory: () => folder,
    getDefaultLibFileName: settings => typescript.getDefaultLibFilePath(settings),
    resolveTypeReferenceDirectiveReferences: (names, _file, redirected) =>
      names.map(reference => {
        const name = typeof reference === 'string' ? reference : reference.fileName
        return (
          references.get(name) ??
          references
            .set(
              name,
              typescript.resolveTypeReferenceDirective(name, join(folder, 'index.ts'), options, host, redirected),
            )
            .get(name)!
        )
      }),
    // Packages are looked for from one folder, not from each snippet's; the declaration is the one that belongs to
    // the snippet.
    resolveModuleNameLiterals: (literals, containing) =>
      literals.map(({ text }) => {
        const own = declarationOf.get(containing.slice(0, containing.lastIndexOf('/')))
        if (own && /^\.\/wechatpay(?:\.js)?$/.test(text))
          return { resolvedModule: { resolvedFileName: own, extension: typescript.Extension.Dts } }
        if (!text.startsWith('.')) {
          const from = own ? join(folder, 'index.ts') : containing
          return typescript.resolveModuleName(text, from, options, host, resolutions)
        }
        // What stands beside a snippet comes and goes with it; what is found for packages stays.
        const beside = typescript.resolveModuleName(text, containing, options, host)
        if (beside.resolvedModule || !own) return beside
        // The set-up of the client stands in the folder; it imports what the snippet does that imports it.
        declarationOf.set(folder, own)
        return typescript.resolveModuleName(text, join(folder, 'index.ts'), options, host)
      }),
  })
  const environment: Environment = {
    languageService: rememberingHovers(typescript, service),
    getSourceFile: file => service.getProgram()?.getSourceFile(file),
    // When it is done with a snippet, twoslash empties its file; here files go together, or each would make a new
    // program.
    createFile: (file, text) => text && set(file, text),
    updateFile: (file, text) => set(file, String(text)),
  }
  return {
    environment,
    clear: () => {
      files.clear()
      declarationOf.clear()
      version++
    },
    /** @returns the folder of the snippet, in which it is the file that twoslash takes it for */
    add: ({ code, lang, declaration }: Snippet): string => {
      const module = join(folder, `declaration-${digest([declaration])}/wechatpay.d.ts`)
      const own = join(folder, `snippet-${digest([module, lang, code])}`)
      set(module, declaration)
      set(join(own, `index.${lang}`), code)
      declarationOf.set(own, module)
      return own
    },
  }
}

/**
 * Hovers over members of the declaration are worked out once: two ways to write the same call ask for the same ones,
 * and so do all calls of a product for the segments that they share. A hover follows from where the member is
 * declared, what the declaration says there, the kind of place and what the file imports; where narrowing gives
 * another type than the declared one, or a generic call its own, it is asked for anew.
 */
function rememberingHovers(typescript: typeof ts, service: ts.LanguageService): ts.LanguageService {
  const known = new Map<string, ts.QuickInfo | undefined>()
  const ids = new WeakMap<ts.Type, number>()
  let lastId = 0
  const looked = new WeakMap<ts.SourceFile, { names: Map<number, ts.Identifier>; imports: string }>()

  /** The names of members in a file, by their positions, and what it imports: names in a hover depend on that. */
  const look = (file: ts.SourceFile) => {
    const names = new Map<number, ts.Identifier>()
    const walk = (node: ts.Node): void => {
      if (
        typescript.isIdentifier(node) &&
        (typescript.isPropertyAccessExpression(node.parent) || typescript.isPropertyAssignment(node.parent)) &&
        node.parent.name === node
      )
        names.set(node.getStart(file), node)
      typescript.forEachChild(node, walk)
    }
    walk(file)
    const found = {
      names,
      imports: file.statements
        .filter(
          statement => typescript.isImportDeclaration(statement) || typescript.isImportEqualsDeclaration(statement),
        )
        .map(statement => statement.getText(file))
        .join('\n'),
    }
    looked.set(file, found)
    return found
  }

  const hover = (fileName: string, position: number): ts.QuickInfo | undefined => {
    const file = service.getProgram()!.getSourceFile(fileName)
    const { names, imports } = (file && (looked.get(file) ?? look(file))) || {}
    const name = names?.get(position)
    const said = name && (saidOf(name) ?? typedAs(name))
    if (!said) {
      const info = service.getQuickInfoAtPosition(fileName, position)
      return (name && !info?.documentation?.length && describedAt(name)) || info
    }
    const key = `${name.parent.kind}\n${imports}\n${said}`
    if (!known.has(key)) known.set(key, service.getQuickInfoAtPosition(fileName, position))
    return known.get(key)
  }

  return new Proxy(service, {
    get: (target, key) => (key === 'getQuickInfoAtPosition' ? hover : (Reflect.get(target, key) as unknown)),
  })

  /**
   * The hover over a field where the literal has to meet conditions, too: its type is a union then, of which the
   * compiler says nothing but the value that stands there. The field is described where its interface declares it.
   */
  function describedAt(name: ts.Identifier): ts.QuickInfo | undefined {
    if (!typescript.isPropertyAssignment(name.parent)) return undefined
    const checker = service.getProgram()!.getTypeChecker()
    const expected = checker.getContextualType(name.parent.parent)
    if (!expected?.isUnionOrIntersection()) return undefined
    const parts = (type: ts.Type): ts.Type[] => (type.isUnionOrIntersection() ? type.types.flatMap(parts) : [type])
    const declarations = parts(expected).flatMap(part => part.getProperty(name.text)?.declarations ?? [])
    const [own] = declarations.filter(({ parent }) => typescript.isInterfaceDeclaration(parent))
    if (!own || !typescript.isPropertySignature(own)) return undefined
    if (!own.getSourceFile().fileName.endsWith('/wechatpay.d.ts')) return undefined
    const info = service.getQuickInfoAtPosition(own.getSourceFile().fileName, own.name.getStart())
    if (!info) return undefined
    // The name alone, as where the type is no union: what holds the fields is nothing that a reader knows.
    const shown = info.displayParts ?? []
    const [blank, at] = [' ', name.text].map(wanted => shown.findIndex(({ text }) => text === wanted))
    const displayParts = [...shown.slice(0, blank! + 1), ...shown.slice(at)]
    return { ...info, displayParts, textSpan: { start: name.getStart(), length: name.text.length } }
  }

  /** A number for each type that was met. */
  function idOf(type: ts.Type): number {
    return ids.get(type) ?? ids.set(type, ++lastId).get(type)!
  }

  /**
   * The types of a member and of what it is a member of, which say all within one program; undefined if a call
   * decides on the former.
   */
  function typedAs({ parent, text }: ts.Identifier): string | undefined {
    const checker = service.getProgram()!.getTypeChecker()
    if (!typescript.isPropertyAccessExpression(parent)) return undefined
    const type = checker.getTypeAtLocation(parent)
    if (type.getCallSignatures().some(signature => signature.typeParameters)) return undefined
    return `${idOf(checker.getTypeAtLocation(parent.expression))} ${text} ${idOf(type)}`
  }

  /** Where a member is declared and what stands there; undefined if that does not say all. */
  function saidOf(name: ts.Identifier): string | undefined {
    const checker = service.getProgram()!.getTypeChecker()
    const isAccess = typescript.isPropertyAccessExpression(name.parent)
    // The name of a member in a literal stands for that of the type which the literal has to have.
    const expected = isAccess ? undefined : checker.getContextualType(name.parent.parent as ts.ObjectLiteralExpression)
    const symbol = isAccess
      ? checker.getSymbolAtLocation(name)
      : expected?.isUnionOrIntersection()
        ? undefined
        : expected?.getProperty(name.text)
    const declarations = symbol?.declarations
    if (
      !declarations?.length ||
      !declarations.every(declaration => declaration.getSourceFile().fileName.endsWith('/wechatpay.d.ts'))
    )
      return undefined
    if (isAccess) {
      const type = checker.getTypeOfSymbol(symbol!)
      if (
        type !== checker.getTypeAtLocation(name) ||
        type.getCallSignatures().some(signature => signature.typeParameters)
      )
        return undefined
    }
    const containers: string[] = []
    for (let node: ts.Node = declarations[0]!.parent; !typescript.isSourceFile(node); node = node.parent)
      if (typescript.isInterfaceDeclaration(node) || typescript.isModuleDeclaration(node))
        containers.push(node.name.text)
    return `${containers.join(' ')}\n${declarations.map(declaration => declaration.getFullText()).join('\n')}`
  }
}
