import type { KeyKind } from '../key-kinds.ts'

/**
 * A file that runs: the set-up of the client, then a call that uses it.
 *
 * @param setUp a file of `snippets/`: `wxpay.ts` or `wxpay-certificate.ts`, for PHP those that end in `.php`
 * @param code an example as a page shows it
 */
export function completeFile(language: 'ts' | 'php', keys: KeyKind, setUp: string, code: string): string {
  const known = setUp.replace(/^\/\/ #(?:end)?region.*\n/gm, '').trimEnd()
  return language === 'ts'
    ? completeTypescript(known, withSerial(code, keys, ''))
    : `${known}\n\n${withSerial(code, keys, '$').trim()}\n`
}

/** Of the header that names the key, an example shows a value; in a file it follows from the key. */
function withSerial(code: string, keys: KeyKind, sigil: string): string {
  const variable = sigil + (keys === 'public-key' ? 'platformPublicKeyId' : 'platformCertificateSerial')
  return code.replace(/('Wechatpay-Serial'\s*(?::|=>)\s*)'[^']*'/g, (_, name: string) => name + variable)
}

function completeTypescript(setUp: string, code: string): string {
  const [ownImports, ownBody] = apart(code)
  const [imports, body] = apart(setUp)
  // Nobody imports from the file.
  const definitions = body.replace(/^export (?=const|function)/gm, '')
  const taken = new Set(declared(definitions))
  // A field of the answer may have the name of a setting: a block keeps them apart.
  const call = declared(ownBody).some(name => taken.has(name)) ? `{\n${ownBody.replace(/^(?=.)/gm, '  ')}\n}` : ownBody
  return (
    '// 与 wechatpay.d.ts 放在同一个文件夹\n' +
    `${merged([...imports, ...ownImports]).join('\n')}\n\n` +
    `${definitions}\n\n` +
    `${call}\n`
  )
}

/** The imports at the beginning of a module, and the rest. */
function apart(code: string): [string[], string] {
  const lines = code.trim().split('\n')
  const end = lines.findIndex(line => line !== '' && !line.startsWith('import '))
  return [lines.slice(0, end).filter(Boolean), lines.slice(end).join('\n')]
}

/** The names that the statements of a module declare. */
function declared(code: string): string[] {
  return [...code.matchAll(/^(?:const|function) (?:(\w+)|(\{[^=]*\}))/gm)].flatMap(([, name, pattern]) =>
    name ? [name] : (pattern!.match(/\w+(?!\w|:)/g) ?? []),
  )
}

/** Imports in which each module stands once, Node's own first. */
function merged(imports: string[]): string[] {
  const names = new Map<string, Set<string>>()
  for (const line of imports) {
    const [, head, list, module] = /^(import(?: type)?) \{ (.*) \} from (.*)$/.exec(line)!
    const key = `${head} | ${module}`
    names.set(key, new Set([...(names.get(key) ?? []), ...list!.split(', ')].sort()))
  }
  const isNode = (key: string) => key.includes("'node:")
  return [...names]
    .sort(([a], [b]) => Number(isNode(b)) - Number(isNode(a)))
    .map(([key, list]) => {
      const [head, module] = key.split(' | ')
      return `${head} { ${[...list].join(', ')} } from ${module}`
    })
}
