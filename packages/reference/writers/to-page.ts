import {
  detailLines,
  enumerationOf,
  isOpen,
  rowsBelow,
  titleText,
  typeText,
  type Enumeration,
  type ErrorCode,
  type Field,
  type OfficialDoc,
  type Operation,
  type Parameter,
  type Reference,
  type Schema,
  type Side,
  type Status,
  type Tag,
} from '../model/model.ts'
import { addressOf, productAddress } from '../model/products.ts'
import { hasRun, type ExampleRuns } from '../../wechatpay/runs.ts'
import { errorAnchor } from './to-errors.ts'
import { asSent, signedMessage, toHttp, usualBaseUri } from '../../wechatpay/protocol/v3.ts'
import { toPhp } from '../../wechatpay/sdk/php.ts'
import { toTypescript } from '../../wechatpay/sdk/typescript.ts'
import { twinDifferences, twinOf } from '../../wechatpay/modes.ts'
import { cell, code, paragraph, plain, rich } from './text.ts'

/** The words of a status badge. */
export const statusTexts: Record<Status, string> = {
  'deprecated': '已废弃',
  'redesigned': '已改版',
  'on-invitation': '受邀开通',
  'needs-permission': '需申请权限',
  'important': '重要',
  'specific-merchants': '仅特定商户',
}

/** What a page shows beside the descriptions. */
export interface PageExtras {
  /** Markdown by hand for the same path, shown under the first description. */
  prose?: string
  /** Which examples have been run, for the mark that says so. */
  runs?: ExampleRuns
}

/**
 * The page of an API path: all its operations, as Markdown in the syntax that authors write by hand.
 *
 * @param operations those of one path, in the order of reading
 * @param reference what the page links to: products, the twins in the other mode, error codes
 */
export function toPage(
  operations: Operation[],
  reference: Pick<Reference, 'operations' | 'tags' | 'errors'>,
  { prose, runs }: PageExtras = {},
): string {
  const titles = operations.map(({ title }) => title)
  return [
    '---',
    `title: ${JSON.stringify([...new Set(titles)].join('、'))}`,
    `description: ${JSON.stringify(
      operations
        .map(({ description }) => description)
        .join(' ')
        .replace(/`/g, ''),
    )}`,
    'layout: doc',
    `outline: ${operations.length > 1 ? '[1, 2]' : '[2, 2]'}`,
    '---',
    '',
    ...operations.flatMap((operation, index) =>
      operationLines(operation, reference, operations.length > 1 ? `${operation.method}-` : '', {
        prose: index === 0 ? prose : undefined,
        runs,
      }),
    ),
    ...errorLines(operations, reference.errors),
  ].join('\n')
}

function operationLines(
  operation: Operation,
  reference: Pick<Reference, 'operations' | 'tags'>,
  prefix: string,
  { prose, runs }: PageExtras,
): string[] {
  const { method, path, title, description, status, officialDocs, baseUri, answer } = operation
  return [
    `# ${plain(title)} {#${method}}`,
    '',
    `\`${method.toUpperCase()}\`{.http-method .${method}} \`${baseUri ?? usualBaseUri}${path.slice(1)}\`{.api-address}`,
    '',
    ...(status.length ? [status.map(item => `**${statusTexts[item]}**{.status .${item}}`).join(' '), ''] : []),
    ...productLines(operation, reference.tags),
    paragraph(description),
    '',
    ...twinLines(operation, reference.operations),
    ...(prose ? [prose.trim(), ''] : []),
    `## 请求参数 {#${prefix}request-parameters}`,
    '',
    ...table('请求参数', `${prefix}request`, requestRows(operation), '无请求参数'),
    `## 请求示例 {#${prefix}request-example}`,
    '',
    ...exampleLines(operation),
    ...runLines(operation, runs, answer.content?.kind === 'json' ? `#${prefix}answer-example` : `#${prefix}answer`),
    ...requestLines(operation),
    `## 返回结果 {#${prefix}answer}`,
    '',
    `${paragraph(answer.description)}，HTTP 状态码 \`${answer.status}\`。`,
    '',
    ...table(
      '返回字典',
      `${prefix}response`,
      answer.content?.kind === 'json' ? rowsOf(rowsBelow(answer.content.schema), 'answer', 0) : [],
      answer.content
        ? `文件流(二进制)${answer.content.schema.title ? `：${plain(answer.content.schema.title)}` : ''}`
        : '空字符串(无返回内容)',
    ),
    ...(answer.content?.kind === 'json'
      ? [
          `## 返回示例 {#${prefix}answer-example}`,
          '',
          ...fence('json', JSON.stringify(asSent(answer.content.schema, answer.content.example), null, 2)),
        ]
      : []),
    ...docLines(officialDocs),
  ]
}

// Tables

interface Row {
  name: string
  required: boolean
  indent: number
  type: string
  /** Markdown that stands behind the type in braces. */
  typeAttributes?: string
  /** Lines of Markdown. */
  description: string[]
  encrypted?: string
}

function table(head: string, id: string, rows: Row[], empty: string): string[] {
  return [
    `| ${head} | 类型 {.type} | 描述 {.desc}`,
    '| --- | --- | ---',
    ...(rows.length ? rows.map(rowText) : [`| ${empty} {align=center colspan=3}`]),
    '',
    `{.im-table #${id}}`,
    '',
  ]
}

function rowText({ name, required, indent, type, typeAttributes, description, encrypted }: Row): string {
  const attributes = [
    required && 'data-required',
    indent > 0 && `data-indent=${indent}`,
    encrypted && `data-encrypted=${encrypted}`,
  ]
    .filter(Boolean)
    .join(' ')
  return `| ${plain(name)}${attributes ? ` {${attributes}}` : ''} | ${plain(type)}${typeAttributes ? ` {${typeAttributes}}` : ''} | ${description.join('<br>').replace(/\|/g, '\\|')}`
}

const phpArray = 'data-tooltip="对应 PHP 的 array"'

/** Path variables first, as they stand in the options; then the wrappers that PHP's options and axios' config have. */
function requestRows({ method, pathParameters, query, headers, body }: Operation): Row[] {
  const isForm = body?.mediaType === 'multipart/form-data'
  return [
    ...rowsOf(pathParameters, 'request', 0),
    ...wrapper('query', query, ['查询参数', 'TypeScript 中写作配置的 `params`']),
    ...wrapper('headers', headers, ['请求头', 'TypeScript 中写作配置的 `headers`']),
    ...(body
      ? [
          isForm
            ? {
                name: 'body',
                required: body.required,
                indent: 0,
                type: 'object',
                typeAttributes: 'data-tooltip="multipart/form-data"',
                description: [
                  '表单数据',
                  'TypeScript 中是第一个参数，由 `Multipart` 生成；PHP 中由 `MediaUtil` 或 `MultipartStream` 生成',
                ],
              }
            : {
                name: 'json',
                required: body.required,
                indent: 0,
                type: 'object',
                typeAttributes: phpArray,
                description: [
                  '请求体的 `JSON` 数据',
                  method === 'delete' ? 'TypeScript 中是 `client.request` 的第三个参数' : 'TypeScript 中是第一个参数',
                ],
              },
          ...rowsOf(rowsBelow(body.schema), 'request', 1),
        ]
      : []),
  ]
}

function wrapper(name: string, parameters: Parameter[], description: string[]): Row[] {
  if (!parameters.length) return []
  return [
    {
      name,
      required: parameters.some(({ required }) => required),
      indent: 0,
      type: 'object',
      typeAttributes: phpArray,
      description,
    },
    ...rowsOf(parameters, 'request', 1),
  ]
}

function rowsOf(fields: Field[], side: Side, indent: number): Row[] {
  return fields.flatMap(field => [rowOf(field, side, indent), ...rowsOf(rowsBelow(field.schema), side, indent + 1)])
}

function rowOf(field: Field, side: Side, indent: number): Row {
  const { name, required, schema } = field
  const enumeration = enumerationOf(schema)
  return {
    name,
    required,
    indent,
    type: typeText(schema),
    encrypted: encryptionOf(schema),
    description: [
      rich(titleText(field)),
      ...detailLines(schema, side).map(rich),
      ...(enumeration ? valueLines(enumeration, side) : []),
    ],
  }
}

function encryptionOf(schema: Schema): string | undefined {
  if (schema.type === 'array') return encryptionOf(schema.items)
  return schema.type === 'string' ? schema.encrypted : undefined
}

function valueLines(enumeration: Enumeration, side: Side): string[] {
  const head = isOpen(enumeration, side) ? '取值（可能增加）' : '可选值'
  const values = enumeration.values.map(value => ({ code: code(String(value)), meaning: enumeration.meanings[value] }))
  return values.some(({ meaning }) => meaning)
    ? [`${head}：`, ...values.map(({ code, meaning }) => (meaning ? `${code} ${rich(meaning)}` : code))]
    : [`${head}：${values.map(({ code }) => code).join('、')}`]
}

// Examples

function exampleLines(operation: Operation): string[] {
  return [
    '::: code-group',
    '',
    ...toTypescript(operation).flatMap(({ style, hidden, code, optional }) =>
      fence(`ts twoslash [${style}]${optionalInfo(optional)}`, `${hidden}\n// ---cut---\n${code}`),
    ),
    ...toPhp(operation).flatMap(({ label, code, optional }) => fence(`php [${label}]${optionalInfo(optional)}`, code)),
    ':::',
    '',
  ]
}

/** Which lines of a fence, from 1, a request with just the required fields does without: ` optional=3-5,9`. */
function optionalInfo(lines: number[]): string {
  const ranges: [number, number][] = []
  for (const line of lines) {
    const last = ranges.at(-1)
    if (last && last[1] === line) last[1]++
    else ranges.push([line + 1, line + 1])
  }
  return ranges.length
    ? ` optional=${ranges.map(([from, to]) => (from === to ? from : `${from}-${to}`)).join(',')}`
    : ''
}

/** The mark that the examples, as they stand there, have been run. */
function runLines(operation: Operation, runs: ExampleRuns | undefined, answer: string): string[] {
  if (!hasRun(operation, runs)) return []
  const styles = toTypescript(operation).length + toPhp(operation).length
  return [
    `**已运行**{.ran} ${styles} 种写法在[模拟服务](/guide/sandbox)上发出同一个请求，得到下面的[返回](${answer})。${plain(runs.sdk)}，PHP ${runs.php}`,
    '',
  ]
}

const signatureSample = { timestamp: '1554208460', nonce_str: '593BEC0C930BF1AFEB40B4A08C8FB242' }

/** What goes over the wire, and the string that is signed. */
function requestLines(operation: Operation): string[] {
  const request = toHttp(operation)
  const sent = [
    `${request.method} ${request.target} HTTP/1.1`,
    `Host: ${request.host}`,
    'Accept: application/json',
    ...request.headers.map(([name, value]) => `${name}: ${value}`),
    `Authorization: WECHATPAY2-SHA256-RSA2048 mchid="1900000109",nonce_str="${signatureSample.nonce_str}",timestamp="${signatureSample.timestamp}",serial_no="（商户证书序列号）",signature="（签名串的签名）"`,
    ...(request.body ? ['', request.body] : []),
  ].join('\n')
  const lastLine =
    operation.body?.mediaType === 'multipart/form-data'
      ? '；上传文件时，请求体只取 `meta`'
      : request.signed
        ? '，请求体须与发送的逐字节相同'
        : '；没有请求体，所以最后一行为空'
  const colons = longerThan(sent, ':')
  return [
    `${colons} details 实际的请求与签名串`,
    '',
    ...fence('txt', sent),
    `签名串，每行（包括最后一行）以换行符（记作 ↵）结尾${lastLine}：`,
    '',
    ...fence('txt', signedMessage(request, signatureSample).replaceAll('\n', '↵\n').slice(0, -1)),
    colons,
    '',
  ]
}

/** A code block that no line of its code can end. */
function fence(info: string, code: string): string[] {
  const ticks = longerThan(code, '`')
  return [ticks + info, code, ticks, '']
}

/** A mark of three or more such characters that no line of the text begins with. */
function longerThan(text: string, character: ':' | '`'): string {
  return character.repeat(
    Math.max(3, ...[...text.matchAll(new RegExp(`^\\s*(${character}{3,})`, 'gm'))].map(([, run]) => run!.length + 1)),
  )
}

// Errors

/** What may go wrong: the codes of the operations, then those that any operation may answer. */
function errorLines(operations: Operation[], errors: ErrorCode[]): string[] {
  const general = errors.filter(error => error.general)
  if (!general.length) return []
  const rows = [
    ...operations.flatMap(operation =>
      errors.filter(({ code }) => operation.errors.includes(code)).map(error => ({ error, operation })),
    ),
    ...general.map(error => ({ error, operation: undefined })),
  ]
  return [
    '## 错误应答 {#errors}',
    '',
    '请求失败时，应答体是含有 `code`、`message`、`detail` 的 JSON，请依据 HTTP 状态码与 `code` 处理；每个错误码的原因与处理办法见[错误码](/guide/errors)。',
    '',
    '| 状态码 | 错误码 | 原因',
    '| --- | --- | ---',
    ...rows.map(
      ({ error, operation }) =>
        `| ${error.status} | [${code(error.code)}](/guide/errors#${errorAnchor(error.code)}) | ${cell(error.cause)}${operation && operations.length > 1 ? `（仅${plain(operation.title)}）` : ''}`,
    ),
    '',
    '{.error-table}',
    '',
  ]
}

// Links

/** The products it belongs to; where a path is shared by several, that is how a reader finds the others. */
function productLines({ tags }: Operation, all: Tag[]): string[] {
  const links = tags
    .map(name => all.find(tag => tag.name === name)!)
    .map(tag => `[${plain(tag.name)}](${productAddress(tag)})`)
  return [`产品：${links.join('、')} {.products}`, '']
}

/** The same action in the other mode, and the fields that differ. */
function twinLines(operation: Operation, operations: Operation[]): string[] {
  const twin = twinOf(operation, operations)
  if (!twin) return []
  const list = (names: string[]) => names.map(code).join('、')
  const differences = twinDifferences(operation, twin).flatMap(
    ({ side, onlyHere, onlyThere, requiredHere, requiredThere, otherType }) =>
      [
        onlyHere.length && `仅本接口有 ${list(onlyHere)}`,
        onlyThere.length && `仅对方有 ${list(onlyThere)}`,
        requiredHere.length && `${side === 'request' ? '仅本接口必填' : '仅本接口必返'} ${list(requiredHere)}`,
        requiredThere.length && `${side === 'request' ? '仅对方必填' : '仅对方必返'} ${list(requiredThere)}`,
        otherType.length && `类型不同 ${list(otherType)}`,
      ]
        .filter(Boolean)
        .map(line => `- ${side === 'request' ? '请求' : '返回'}：${line}`),
  )
  const there = operation.twin!.mode
  const ways = (['merchant', 'partner'] as const).map(mode =>
    mode === there ? `[${modeTexts[mode]}](${addressOf(twin, operations)})` : `**${modeTexts[mode]}**`,
  )
  return [
    `接入模式：${ways.join(' ')} {.twin .to-${there}}`,
    '',
    '::: details 两者不同的字段',
    '',
    ...(differences.length ? differences : ['没有，字段相同。']),
    '',
    ':::',
    '',
  ]
}

const modeTexts: Record<NonNullable<OfficialDoc['mode']> | 'other', string> = {
  merchant: '直连商户',
  partner: '合作伙伴',
  other: '其他',
}

function docLines(docs: OfficialDoc[]): string[] {
  const lines = (['merchant', 'partner', 'other'] as const).flatMap(mode => {
    const own = docs.filter(doc => (doc.mode ?? 'other') === mode)
    return own.length
      ? [
          `- ${modeTexts[mode]}：${own.map(({ url }) => `[${/(\w+)(?:\.\w+)?$/.exec(url)?.[1] ?? '官方文档'}](${url})`).join(' ')}`,
        ]
      : []
  })
  const many = docs.length > 8
  return [
    ...(many ? [`::: details 官方文档（${docs.length} 篇）`, ''] : ['参阅官方文档：', '']),
    ...lines,
    '',
    ...(many ? [':::', ''] : []),
  ]
}
