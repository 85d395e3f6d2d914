import {
  detailLines, enumerationOf, isOpen, rowsBelow, titleText, typeText,
  type Enumeration, type Field, type OfficialDoc, type Operation, type Parameter, type Schema, type Side, type Status,
} from './model.ts'
import { membersOf } from './sample.ts'
import { toPhp } from './to-php.ts'
import { toTypescript } from './to-typescript.ts'

/** The words of a status badge. */
export const statusTexts: Record<Status, string> = {
  'deprecated': '已废弃',
  'redesigned': '已改版',
  'on-invitation': '受邀开通',
  'needs-permission': '需申请权限',
  'important': '重要',
  'specific-merchants': '仅特定商户',
}

const usualBaseUri = 'https://api.mch.weixin.qq.com/'

/**
 * The page of an API path: all its operations, as Markdown in the syntax that authors write by hand.
 *
 * @param operations those of one path, in the order of reading
 * @param prose Markdown by hand for the same path, shown under the first description
 */
export function toPage(operations: Operation[], prose?: string): string {
  const titles = operations.map(({ title }) => title)
  return [
    '---',
    `title: ${JSON.stringify([...new Set(titles)].join('、'))}`,
    `description: ${JSON.stringify(operations.map(({ description }) => description).join(' ').replace(/`/g, ''))}`,
    'layout: doc',
    `outline: ${operations.length > 1 ? '[1, 2]' : '[2, 2]'}`,
    '---',
    '',
    ...operations.flatMap((operation, index) => operationLines(operation, operations.length > 1 ? `${operation.method}-` : '', index === 0 ? prose : undefined)),
  ].join('\n')
}

function operationLines(operation: Operation, prefix: string, prose?: string): string[] {
  const { method, path, title, description, status, officialDocs, baseUri, answer } = operation
  return [
    `# ${plain(title)} {#${method}}`,
    '',
    `\`${method.toUpperCase()}\`{.http-method .${method}} \`${baseUri ?? usualBaseUri}${path.slice(1)}\`{.api-address}`,
    '',
    ...status.length ? [status.map(item => `**${statusTexts[item]}**{.status .${item}}`).join(' '), ''] : [],
    paragraph(description),
    '',
    ...prose ? [prose.trim(), ''] : [],
    `## 请求参数 {#${prefix}request-parameters}`,
    '',
    ...table('请求参数', `${prefix}request`, requestRows(operation), '无请求参数'),
    `## 请求示例 {#${prefix}request-example}`,
    '',
    ...exampleLines(operation),
    `## 返回结果 {#${prefix}answer}`,
    '',
    `${paragraph(answer.description)}，HTTP 状态码 \`${answer.status}\`。`,
    '',
    ...table('返回字典', `${prefix}response`, answer.content?.kind === 'json' ? rowsOf(rowsBelow(answer.content.schema), 'answer', 0) : [], answer.content ? `文件流(二进制)${answer.content.schema.title ? `：${plain(answer.content.schema.title)}` : ''}` : '空字符串(无返回内容)'),
    ...answer.content?.kind === 'json' ? [`## 返回示例 {#${prefix}answer-example}`, '', ...fence('json', JSON.stringify(asAnswered(answer.content.schema, answer.content.example), null, 2))] : [],
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
    ...rows.length ? rows.map(rowText) : [`| ${empty} {align=center colspan=3}`],
    '',
    `{.im-table #${id}}`,
    '',
  ]
}

function rowText({ name, required, indent, type, typeAttributes, description, encrypted }: Row): string {
  const attributes = [required && 'data-required', indent > 0 && `data-indent=${indent}`, encrypted && `data-encrypted=${encrypted}`].filter(Boolean).join(' ')
  return `| ${plain(name)}${attributes ? ` {${attributes}}` : ''} | ${plain(type)}${typeAttributes ? ` {${typeAttributes}}` : ''} | ${description.join('<br>').replace(/\|/g, '\\|')}`
}

const phpArray = 'data-tooltip="对应 PHP 的 array"'

/** Path variables first, as they stand in the options; then the wrappers that PHP's options and axios' config have. */
function requestRows({ pathParameters, query, headers, body }: Operation): Row[] {
  const isForm = body?.mediaType === 'multipart/form-data'
  return [
    ...rowsOf(pathParameters, 'request', 0),
    ...wrapper('query', query, ['查询参数', 'TypeScript 中写作配置的 `params`']),
    ...wrapper('headers', headers, ['请求头', 'TypeScript 中写作配置的 `headers`']),
    ...body ? [
      isForm
        ? { name: 'body', required: body.required, indent: 0, type: 'object', typeAttributes: 'data-tooltip="multipart/form-data"', description: ['表单数据', 'TypeScript 中是第一个参数，由 `Multipart` 生成；PHP 中由 `MediaUtil` 生成'] }
        : { name: 'json', required: body.required, indent: 0, type: 'object', typeAttributes: phpArray, description: ['请求体的 `JSON` 数据', 'TypeScript 中是第一个参数'] },
      ...rowsOf(rowsBelow(body.schema), 'request', 1),
    ] : [],
  ]
}

function wrapper(name: string, parameters: Parameter[], description: string[]): Row[] {
  if (!parameters.length) return []
  return [{ name, required: parameters.some(({ required }) => required), indent: 0, type: 'object', typeAttributes: phpArray, description }, ...rowsOf(parameters, 'request', 1)]
}

function rowsOf(fields: Field[], side: Side, indent: number): Row[] {
  return fields.flatMap(field => [rowOf(field, side, indent), ...rowsOf(rowsBelow(field.schema), side, indent + 1)])
}

function rowOf(field: Field, side: Side, indent: number): Row {
  const { name, required, schema } = field
  const enumeration = enumerationOf(schema)
  return {
    name, required, indent,
    type: typeText(schema),
    encrypted: encryptionOf(schema),
    description: [rich(titleText(field)), ...detailLines(schema, side).map(rich), ...enumeration ? valueLines(enumeration, side) : []],
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
    ? [`${head}：`, ...values.map(({ code, meaning }) => meaning ? `${code} ${rich(meaning)}` : code)]
    : [`${head}：${values.map(({ code }) => code).join('、')}`]
}

// Examples

function exampleLines(operation: Operation): string[] {
  return [
    '::: code-group',
    '',
    ...toTypescript(operation).flatMap(({ style, hidden, code }) => fence(`ts twoslash [${style}]`, `${hidden}\n// ---cut---\n${code}`)),
    ...toPhp(operation).flatMap(({ label, code }) => fence(`php [${label}]`, code)),
    ':::',
    '',
  ]
}

/** A sample answer with cipher text where the description has the plain text that is to be read after decryption. */
function asAnswered(schema: Schema, value: unknown): unknown {
  if (schema.type === 'array') return (value as unknown[]).map(item => asAnswered(schema.items, item))
  if (schema.type === 'object') return Object.fromEntries(membersOf(schema, value).map(member => [member.name, asAnswered(member.schema, member.value)]))
  return schema.type === 'string' && schema.encrypted ? `（密文，解密后为 ${String(value)}）` : value
}

/** A code block that no line of its code can end. */
function fence(info: string, code: string): string[] {
  const ticks = '`'.repeat(Math.max(3, ...[...code.matchAll(/^\s*(`{3,})/gm)].map(([, run]) => run!.length + 1)))
  return [ticks + info, code, ticks, '']
}

// Links

const modeTexts: Record<NonNullable<OfficialDoc['mode']> | 'other', string> = { merchant: '直连商户', partner: '合作伙伴', other: '其他' }

function docLines(docs: OfficialDoc[]): string[] {
  const lines = (['merchant', 'partner', 'other'] as const).flatMap((mode) => {
    const own = docs.filter(doc => (doc.mode ?? 'other') === mode)
    return own.length ? [`- ${modeTexts[mode]}：${own.map(({ url }) => `[${/(\w+)(?:\.\w+)?$/.exec(url)?.[1] ?? '官方文档'}](${url})`).join(' ')}`] : []
  })
  const many = docs.length > 8
  return [...many ? [`::: details 官方文档（${docs.length} 篇）`, ''] : ['参阅官方文档：', ''], ...lines, '', ...many ? [':::', ''] : []]
}

// Text

/** A text of a description as Markdown that shows just these characters; `code` in backticks stays code. */
function rich(text: string): string {
  return text.split(/(`[^`]+`)/).map((part, index) => index % 2 ? code(part.slice(1, -1)) : plain(part)).join('')
}

/** Like `rich`, at the beginning of a line, where further characters begin a list, a rule or a container. */
function paragraph(text: string): string {
  return rich(text.trim()).replace(/^(?:[-+=:]|\d+(?=[.)]))/, start => `${entity(start[0]!)}${start.slice(1)}`)
}

/**
 * Characters that Markdown, HTML, Vue or markdown-it-attrs would take for their own become entities, which VitePress carries through
 * to the page: a `{{ }}` or a tag in a description is read, never run.
 */
function plain(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[&<>{}[\]*`~\\|#!]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, entity)
}

function entity(character: string): string {
  return `&#${character.codePointAt(0)};`
}

/** A code span; what stands in it is literal (markdown/literal-code.ts), so only backticks need care. */
function code(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  const ticks = '`'.repeat(Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length)) + 1)
  return ticks.length > 1 ? `${ticks} ${line} ${ticks}` : `\`${line}\``
}
