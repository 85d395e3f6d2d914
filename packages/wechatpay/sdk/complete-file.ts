import type { KeyKind } from '../key-kinds.ts'

/**
 * A file that runs: the set-up of the client, then a call that uses it.
 *
 * @param setUp a file of `snippets/`: `wxpay.mts` or `wxpay-certificate.mts`, for PHP those that end in `.php`
 * @param code an example as a page shows it
 */
export function completeFile(language: 'ts' | 'php', keys: KeyKind, setUp: string, code: string): string {
  const known = setUp.replace(/^\/\/ #(?:end)?region.*\n/gm, '').trimEnd()
  const own = withSettings(language, withSerial(code, keys, language === 'ts' ? '' : '$'))
  return language === 'ts' ? completeTypescript(known, own) : `${known}\n\n${own.trim()}\n`
}

/** What of a request is the reader's own, the same in each: the variables of the set-up or the environment's. */
const settings: Record<string, { ts: string; php: string }> = {
  mchid: { ts: 'mchid', php: "getenv('WXPAY_MCHID')" },
  appid: { ts: "setting('WXPAY_APPID')", php: "getenv('WXPAY_APPID')" },
  notify_url: { ts: "setting('WXPAY_NOTIFY_URL')", php: "getenv('WXPAY_NOTIFY_URL')" },
}

/** Members of a body or a query, not of what is further in: there a number may be another merchant's. */
const member = {
  ts: /^( {2}| {4}(?<=params: \{\n(?: {4}.*\n)* {4}))((?:sp_|combine_)?(mchid|appid)|(notify_url)): '[^']*'/gm,
  php: /^( {4})('((?:sp_|combine_)?(?:mchid|appid)|notify_url)' +=> )'[^']*'/gm,
}

function withSettings(language: 'ts' | 'php', code: string): string {
  // What the answer is taken apart into hides a variable of the set-up.
  const isHidden = /data: \{[^}]*\bmchid\b/.test(code)
  const valueOf = (name: string) => {
    const value = settings[name.replace(/^(?:sp|combine)_/, '')]![language]
    return isHidden && value === 'mchid' ? "setting('WXPAY_MCHID')" : value
  }
  if (language === 'php')
    return code.replace(member.php, (_, indent: string, head: string, name: string) => indent + head + valueOf(name))
  return code.replace(member.ts, (_, indent: string, name: string) => {
    const value = valueOf(name)
    return indent + (name === value ? name : `${name}: ${value}`)
  })
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
    '// 保存为 pay.mts，与 wechatpay.d.ts 放在同一个文件夹；运行：npx tsx pay.mts\n' +
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
