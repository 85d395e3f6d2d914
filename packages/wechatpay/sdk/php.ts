import type { Example } from '../../reference/dialect.ts'
import { fieldsOf, segmentsOf, type Operation, type Schema } from '../../reference/model/model.ts'
import { groupText } from '../condition-words.ts'
import type { Condition } from '../../reference/model/conditions.ts'
import { chainName } from './segments.ts'
import { membersOf } from '../../reference/model/sample.ts'
import { encryptedSample, type EncryptedSample } from '../encryption.ts'
import { digestKindOf, isEncrypted, signatureOf } from '../extensions.ts'

/** How wechatpay-php lets a request be written: two ways to send it, three to name its path. */
export const phpCalls = ['异步', '同步'] as const
export const phpStyles = ['纯链式', '声明式', '属性式'] as const

/** All ways to write a request, as their examples are labelled: 异步纯链式 is the first. */
export const phpVariants = phpCalls.flatMap(call => phpStyles.map(style => call + style))

/**
 * The sample request of an operation in the six styles of `wechatpay-php`.
 *
 * @returns asynchronous before synchronous (异步纯链式 is the first), without the opening tag; `$instance` is the client,
 *   `$platformPublicKeyInstance` the key that encrypts
 */
export function toPhp(operation: Operation): Example[] {
  return written.get(operation) ?? written.set(operation, write(operation)).get(operation)!
}

/** Page, record of runs and checks ask for the same text. */
const written = new WeakMap<Operation, Example[]>()

function write(operation: Operation): Example[] {
  const sample = encryptedSample(operation)
  const options = optionsText(operation, sample)
  const media = [...formLines(operation, sample), ...handlerLines(operation)].map(line => `${line}\n`).join('')
  const use = useOfAnswer(operation)
  return phpCalls.flatMap(call =>
    phpStyles.map(style => {
      const request =
        `$instance${target[style](operation.path)}->${operation.method}` +
        `${call === '异步' ? 'Async' : ''}(${options})`
      return {
        label: call + style,
        code:
          media +
          (call === '异步'
            ? `${request}\n` +
              '->then(static function(\\Psr\\Http\\Message\\ResponseInterface $response) {\n' +
              `  ${use}\n` +
              '})\n' +
              '->wait();'
            : `$response = ${request};\n${use}`),
      }
    }),
  )
}

const target: Record<(typeof phpStyles)[number], (path: string) => string> = {
  纯链式: path =>
    segmentsOf(path)
      .map(segment =>
        /^[A-Za-z_]\w*$/.test(chainName(segment)) ? `->${chainName(segment)}` : `->{${phpString(segment)}}`,
      )
      .join(''),
  声明式: path => `->chain(${phpString(path.slice(1))})`,
  属性式: path => `[${phpString(path.slice(1))}]`,
}

/**
 * Whether the library would refuse the answer: it verifies all but those of two paths (`assertSuccessfulResponse` in
 * src/ClientJsonTrait.php of wechatpay-php), statements over their digest.
 */
function refusesAnswer(operation: Operation): boolean {
  const isSkipped = /^\/v3\/(?:billdownload\/file$|merchant-service\/images\/)/.test(operation.path)
  return signatureOf(operation) === 'none' && !isSkipped
}

/** A handler for one request that does not verify. */
function handlerLines(operation: Operation): string[] {
  if (!refusesAnswer(operation)) return []
  return [
    "$handler = clone $instance->getDriver()->select()->getConfig('handler');",
    "$handler->remove('verifier'); // 这个应答没有签名",
  ]
}

function useOfAnswer({ answer }: Operation): string {
  if (!answer.content) return `print_r($response->getStatusCode() === ${answer.status});`
  return answer.content.kind === 'file'
    ? "file_put_contents('download.bin', $response->getBody());"
    : 'print_r(json_decode($response->getBody()->getContents(), true));'
}

/** Whether the SDK's helper can build the form: a file called `file` and, of it, nothing but its name and digest. */
function isUsualForm(form: Schema): boolean {
  const meta = fieldsOf(form).find(({ name }) => name === 'meta')
  return (
    fieldsOf(form)
      .map(({ name }) => name)
      .sort()
      .join() === 'file,meta' &&
    meta !== undefined &&
    fieldsOf(meta.schema)
      .map(({ name }) => name)
      .sort()
      .join() === 'filename,sha256'
  )
}

/**
 * The lines that build the form of an upload: by `MediaUtil`, or where a form has other parts by what that is made of
 * (src/Util/MediaUtil.php of wechatpay-php).
 */
function formLines({ body }: Operation, { files }: EncryptedSample): string[] {
  const file = files[0]
  if (body?.schema.type !== 'object' || !file) return []
  if (isUsualForm(body.schema)) return [`$media = new \\WeChatPay\\Util\\MediaUtil(${phpString(file.file)});`]
  const parts = membersOf(body.schema, body.example).filter(({ name }) => name !== file.name)
  return [
    `$file = ${phpString(file.file)};`,
    ...parts.map(({ name, schema, value }) => `$${name} = ${partText(schema, valueText(schema, value, ''))};`),
    '$form = new \\GuzzleHttp\\Psr7\\MultipartStream([',
    ...parts.map(
      ({ name, schema }) =>
        `  ['name' => ${phpString(name)}, 'contents' => $${name}` +
        `${schema.type === 'object' ? ", 'headers' => ['Content-Type' => 'application/json']" : ''}],`,
    ),
    `  ['name' => ${phpString(file.name)}, 'filename' => basename($file), 'contents' => ` +
      `\\GuzzleHttp\\Psr7\\Utils::tryFopen($file, 'rb')],`,
    ']);',
    // The signature is computed over the text of the body, which has to be `meta` alone.
    `$body = \\GuzzleHttp\\Psr7\\FnStream::decorate($form, ['__toString' => static function() ` +
      `use ($meta) { return $meta; }, 'getSize' => static function() { return null; }]);`,
  ]
}

/** The options of the request; at this level the arrows are not aligned. */
function optionsText(operation: Operation, sample: EncryptedSample): string {
  const { body, baseUri, queryConditions } = operation
  const members: Member[] = sample.pathParameters.map(({ name, example }) => [name, scalar(example)])
  if (sample.query.length) {
    // Guzzle writes a boolean as 1 or 0, and a list with brackets; the API takes words, and the name again for each
    // entry.
    const query = arrayText(
      sample.query.map(({ name, schema, example }) => [
        name,
        typeof example === 'boolean' ? phpString(String(example)) : valueText(schema, example, '    '),
      ]),
      '  ',
      queryConditions?.conditions,
    )
    members.push([
      'query',
      sample.query.some(({ schema }) => schema.type === 'array') ? `\\GuzzleHttp\\Psr7\\Query::build(${query})` : query,
    ])
  }
  // Guzzle takes no boolean as the value of a header.
  const headers: Member[] = sample.headers.map(({ name, example }) => [
    name,
    typeof example === 'boolean' ? phpString(String(example)) : scalar(example),
  ])
  if (body?.mediaType === 'multipart/form-data') {
    const usual = isUsualForm(body.schema)
    members.push(['body', usual ? '$media->getStream()' : '$body'])
    headers.unshift([
      'Content-Type',
      usual ? '$media->getContentType()' : "'multipart/form-data; boundary=' . $form->getBoundary()",
    ])
  } else if (body) members.push(['json', valueText(body.schema, body.example, '  ')])
  if (headers.length) members.push(['headers', arrayText(headers, '  ')])
  if (baseUri) members.push(['base_uri', phpString(baseUri)])
  if (refusesAnswer(operation)) members.push(['handler', '$handler'])
  return members.length ? bracketed(members.map(([name, value]) => `  ${phpString(name)} => ${value},`)) : ''
}

/** A part of a form: text, an object as JSON. */
function partText(schema: Schema, code: string): string {
  return schema.type === 'object' ? `json_encode(${code}, JSON_UNESCAPED_UNICODE)` : code
}

function valueText(schema: Schema, value: unknown, indent: string): string {
  switch (schema.type) {
    case 'array': {
      const deeper = `${indent}  `
      const items = (value as unknown[]).map((item, index) => {
        // What goes for all is said once.
        const said = index && schema.items.type === 'object' ? { ...schema.items, conditions: [] } : schema.items
        return valueText(said, item, deeper)
      })
      return items.length && (schema.items.type === 'object' || schema.items.type === 'array')
        ? `[\n${items.map(item => `${deeper}${item},`).join('\n')}\n${indent}]`
        : `[${items.join(', ')}]`
    }
    case 'object': {
      const members = membersOf(schema, value)
      // An empty PHP array becomes `[]` in JSON, not `{}`, and so does one with the keys of a list.
      if (!members.length) return 'new \\stdClass()'
      const isList = members.every(({ name }, index) => name === String(index))
      const text = arrayText(
        members.map(({ name, schema, value }) => [name, valueText(schema, value, `${indent}  `)]),
        indent,
        schema.conditions,
      )
      return isList ? `(object) ${text}` : text
    }
    case 'string':
      if (digestKindOf(schema))
        return digestKindOf(schema) === 'sm3'
          ? "openssl_digest(file_get_contents($file), 'sm3')"
          : "hash_file('sha256', $file)"
      return isEncrypted(schema)
        ? `\\WeChatPay\\Crypto\\Rsa::encrypt(${phpString(String(value))}, $platformPublicKeyInstance)`
        : phpString(String(value))
    case 'integer':
    case 'number':
    case 'boolean':
      return scalar(value)
    default:
      return schema satisfies never
  }
}

/** A name, and the code of its value. */
type Member = [name: string, value: string]

/** An associative array with aligned arrows; no type says what goes together here, so a comment does. */
function arrayText(members: Member[], indent: string, conditions: Condition[] = []): string {
  const width = Math.max(...members.map(([name]) => phpString(name).length))
  const said = conditions.map(condition => groupText(condition, 'request').replaceAll('`', '')).filter(Boolean)
  return bracketed(
    [
      ...said.map(text => `${indent}  // ${text}`),
      ...members.map(([name, value]) => `${indent}  ${phpString(name).padEnd(width)} => ${value},`),
    ],
    indent,
  )
}

function bracketed(lines: string[], indent = ''): string {
  return `[\n${lines.join('\n')}\n${indent}]`
}

function scalar(value: unknown): string {
  return typeof value === 'string' ? phpString(value) : String(value)
}

/** In single quotes; a text of several lines in double ones, with its line breaks written out. */
function phpString(text: string): string {
  if (!/[\r\n]/.test(text)) return `'${text.replace(/[\\']/g, '\\$&')}'`
  return `"${text
    .replace(/[\\"$]/g, '\\$&')
    .replace(/\r/g, '\\r')
    .replace(/\n/g, '\\n')}"`
}
