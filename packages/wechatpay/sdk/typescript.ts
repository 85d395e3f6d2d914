import type { Example } from '../../reference/dialect.ts'
import { fieldsOf, placeholderOf, segmentsOf, type Operation, type Schema } from '../../reference/model/model.ts'
import { chainName, deletesWithBody } from './segments.ts'
import { membersOf } from '../../reference/model/sample.ts'
import { isIdentifier, literal, propertyName } from '../../reference/writers/to-types.ts'
import { encryptedSample, type EncryptedSample } from '../encryption.ts'
import { digestKindOf, isEncrypted } from '../extensions.ts'

/** The two ways to write a call in TypeScript. */
export const tsStyles = ['await', 'promise'] as const

/** A code sample that is exactly what a reader copies, and the lines before it that only the compiler needs. */
export interface TypescriptExample extends Example {
  label: (typeof tsStyles)[number]
  /** The import of `wxpay` and declarations of what the set-up guide defines; not shown. */
  hidden: string
}

/**
 * Segments that no link of the SDK's chain leads to as they are (`chain` and `handler` in lib/wechatpay.js of
 * wechatpay-axios-plugin): its own members, and those of a function that cannot be set; and `then`, since a link that
 * has it would be taken for a promise. The SDK lowers the first letter, so with a capital they are links.
 */
const chainMembers = [
  ...['get', 'put', 'post', 'patch', 'delete', 'chain', 'inspect', 'then'],
  ...['name', 'length', 'arguments', 'caller', 'constructor'],
]

/** Whether a segment can be written in a chain; a path with one that cannot is reached by `chain()` only. */
export function isChainable(segment: string): boolean {
  return segment !== '' && segment !== '__proto__'
}

/** The names under which the chain has a segment, the one that examples write first. */
export function linkNames(segment: string): string[] {
  if (chainMembers.includes(segment)) return [segment.replace(/^./, letter => letter.toUpperCase())]
  const placeholder = placeholderOf(segment)
  return placeholder === undefined
    ? [...new Set([chainName(segment), segment])]
    : [`_${placeholder}_`, `$${placeholder}$`, segment]
}

/**
 * The sample request of an operation as strict TypeScript, once with `await` and once with promises.
 * Encrypted fields are encrypted by the SDK, files are read from disk, a downloaded file is written to disk.
 */
export function toTypescript(operation: Operation): TypescriptExample[] {
  return written.get(operation) ?? written.set(operation, write(operation)).get(operation)!
}

/** Page, record of runs and checks ask for the same text. */
const written = new WeakMap<Operation, TypescriptExample[]>()

function write(operation: Operation): TypescriptExample[] {
  const sample = encryptedSample(operation)
  const args = argumentTexts(operation, sample)
  const call = deletesWithBody(operation)
    ? `wxpay.client.request(${[literal(operation.path.slice(1)), literal(operation.method), ...args].join(', ')})`
    : `wxpay${chainText(operation.path)}.${operation.method}(${args.join(', ')})`
  const imports = importLines(operation, sample)
  const before = [...imports, ...(imports.length ? [''] : []), ...formLines(operation, sample)]
  const { name, use, then } = outcome(operation)
  const hidden = [
    "import { wxpay } from './wechatpay.js'",
    ...(sample.encrypts ? ["declare const platformPublicKey: import('node:crypto').KeyObject"] : []),
  ].join('\n')
  return [
    { label: 'await', hidden, code: [...before, `const { ${name} } = await ${call}`, use].join('\n') },
    { label: 'promise', hidden, code: [...before, call, then].join('\n') },
  ]
}

function importLines({ body, answer }: Operation, { encrypts, files }: EncryptedSample): string[] {
  const digests = body && files.length ? digestsOf(body.schema) : []
  const fromFs = [
    ...(files.length ? ['readFileSync'] : []),
    ...(answer.content?.kind === 'file' ? ['writeFileSync'] : []),
  ]
  const fromSdk = [
    ...(digests.includes('sha256') ? ['Hash'] : []),
    ...(files.length ? ['Multipart'] : []),
    ...(encrypts ? ['Rsa'] : []),
  ]
  return [
    ...(digests.includes('sm3') ? ["import { createHash } from 'node:crypto'"] : []),
    ...(fromFs.length ? [`import { ${fromFs.join(', ')} } from 'node:fs'`] : []),
    ...(fromSdk.length ? [`import { ${fromSdk.join(', ')} } from 'wechatpay-axios-plugin'`] : []),
  ]
}

/** The digests of files that a form carries. */
function digestsOf(schema: Schema): string[] {
  const kind = digestKindOf(schema)
  if (kind) return [kind]
  return fieldsOf(schema).flatMap(field => digestsOf(field.schema))
}

/** The lines that build the form of an upload: the signed part `meta` as a JSON file, then the file itself. */
function formLines({ body }: Operation, { files }: EncryptedSample): string[] {
  if (body?.mediaType !== 'multipart/form-data' || body.schema.type !== 'object') return []
  const parts = membersOf(body.schema, body.example).map(({ name, schema, value }) => {
    if (files.some(file => file.name === name)) return `  .append('${name}', ${name}, ${literal(value)})`
    const text = valueText(schema, value, '  ', files[0]?.name)
    return `  .append('${name}', ${schema.type === 'object' ? `JSON.stringify(${text}), '${name}.json'` : text})`
  })
  return [
    ...files.map(({ name, file }) => `const ${name} = readFileSync(${literal(file)})`),
    'const form = new Multipart()',
    ...parts,
    '',
  ]
}

/** `.v3.pay._id_`, or `.chain('v3/…')`. */
function chainText(path: string): string {
  const segments = segmentsOf(path)
  if (!segments.every(isChainable)) return `.chain(${literal(path.slice(1))})`
  return segments
    .map(segment => (isIdentifier(linkNames(segment)[0]!) ? `.${linkNames(segment)[0]!}` : `[${literal(segment)}]`))
    .join('')
}

function argumentTexts({ method, body, baseUri, answer }: Operation, sample: EncryptedSample): string[] {
  const isForm = body?.mediaType === 'multipart/form-data'
  const { query } = sample
  const headers = sample.headers.map(({ name, example }) => `${propertyName(name)}: ${literal(example)}`)
  const members = sample.pathParameters.map(({ name, example }) => `  ${propertyName(name)}: ${literal(example)},`)
  if (query.length)
    members.push(
      '  params: {',
      ...query.map(({ name, schema, example }) => `    ${propertyName(name)}: ${valueText(schema, example, '    ')},`),
      '  },',
    )
  // Left to itself, axios adds brackets to the name of a list.
  if (query.some(({ schema }) => schema.type === 'array')) members.push('  paramsSerializer: { indexes: null },')
  if (headers.length)
    members.push(
      '  headers: {',
      ...(isForm ? ['    ...form.getHeaders(),'] : []),
      ...headers.map(header => `    ${header},`),
      '  },',
    )
  else if (isForm) members.push('  headers: form.getHeaders(),')
  // Left to itself, axios takes the SDK's form for its own kind, encodes it anew and loses the names of the files.
  if (isForm) members.push('  transformRequest: () => form.getBuffer(),')
  if (answer.content?.kind === 'file') members.push("  responseType: 'arraybuffer',")
  if (baseUri) members.push(`  baseURL: ${literal(baseUri)},`)
  const config = members.length ? [`{\n${members.join('\n')}\n}`] : []
  if (method === 'get' || (method === 'delete' && !body)) return config
  if (body) return [isForm ? 'form' : valueText(body.schema, body.example, ''), ...config]
  return config.length ? ['undefined', ...config] : []
}

/** A sample value as a TypeScript expression. @param fileVariable the variable of the file that a digest is taken of */
function valueText(schema: Schema, value: unknown, indent: string, fileVariable?: string): string {
  const deeper = `${indent}  `
  switch (schema.type) {
    case 'array': {
      const items = (value as unknown[]).map(item => valueText(schema.items, item, deeper, fileVariable))
      return items.length && (schema.items.type === 'object' || schema.items.type === 'array')
        ? `[\n${items.map(item => `${deeper}${item},`).join('\n')}\n${indent}]`
        : `[${items.join(', ')}]`
    }
    case 'object': {
      const members = membersOf(schema, value).map(
        ({ name, schema, value }) =>
          `${deeper}${propertyName(name)}: ${valueText(schema, value, deeper, fileVariable)},`,
      )
      return members.length ? `{\n${members.join('\n')}\n${indent}}` : '{}'
    }
    case 'string': {
      const digest = digestKindOf(schema)
      if (digest && fileVariable)
        return digest === 'sm3'
          ? `createHash('sm3').update(${fileVariable}).digest('hex')`
          : `Hash.sha256(${fileVariable})`
      return isEncrypted(schema) ? `Rsa.encrypt(${literal(value)}, platformPublicKey)` : literal(value)
    }
    case 'integer':
    case 'number':
    case 'boolean':
      return literal(value)
    default:
      return schema satisfies never
  }
}

/** What an example takes from the answer and does with it. */
function outcome({ answer }: Operation): { name: string; use: string; then: string } {
  if (!answer.content)
    return {
      name: 'status',
      use: `console.log(status === ${answer.status})`,
      then: `.then(({ status }) => console.log(status === ${answer.status}))`,
    }
  if (answer.content.kind === 'file')
    return {
      name: 'data',
      use: "writeFileSync('download.bin', data)",
      then: ".then(({ data }) => writeFileSync('download.bin', data))",
    }
  const names = fieldsOf(answer.content.schema).map(field => field.name)
  // A short answer is taken apart, so that its fields can be hovered; a long one would bury the call.
  if (!names.length || names.length > 4 || !names.every(isVariable))
    return { name: 'data', use: 'console.log(data)', then: '.then(({ data }) => console.log(data))' }
  const list = names.join(', ')
  return {
    name: `data: { ${list} }`,
    use: `console.log(${list})`,
    then: `.then(({ data: { ${list} } }) => console.log(${list}))`,
  }
}

/** The words of the language, in strict mode too, and what the example uses. */
const taken = new Set(
  (
    'arguments await break case catch class const continue debugger default delete ' +
    'do else enum eval export extends false finally for function if ' +
    'implements import in instanceof interface let new null package private protected ' +
    'public return static super switch this throw true try typeof var ' +
    'void while with yield wxpay console'
  ).split(' '),
)

/**
 * Whether a field's name can be a variable's in a module, where strict mode reserves further words, without hiding
 * what the example uses.
 */
function isVariable(name: string): boolean {
  return isIdentifier(name) && !taken.has(name)
}
