import type { DeclarationStyle, TypeWriter } from '../../reference/dialect.ts'
import {
  fieldsOf,
  pascal,
  placeholderOf,
  segmentsOf,
  type Operation,
  type Parameter,
  type Schema,
} from '../../reference/model/model.ts'
import { notificationLines } from './notification-types.ts'
import { chainName, deletesWithBody } from './segments.ts'
import { literal, propertyName } from '../../reference/writers/to-types.ts'
import { isChainable, linkNames } from './typescript.ts'

const names: DeclarationStyle['names'] = {
  method: method => `${pascal(method)}HttpMethod`,
  body: 'JsonDataRequest',
  answer: 'WellformedResponse',
  file: 'Buffer',
}

/**
 * The client as `wechatpay-axios-plugin` has it: exports `interface Wechatpay`, `namespace WeChatPay` and
 * `wxpay: Wechatpay`.
 */
export const declaration: DeclarationStyle = {
  head: [
    '/// <reference types="node" />',
    "import type { ReadStream } from 'node:fs'",
    "import type { Readable } from 'node:stream'",
    "import type { AxiosInstance, AxiosPromise, AxiosRequestConfig } from 'axios'",
    "import type { Multipart } from 'wechatpay-axios-plugin'",
  ],
  namespace: 'WeChatPay.OpenAPI',
  segment: typeName,
  names,
  call: configLines,
  client: clientLines,
  notifications: notificationLines,
  virtual: ['', '/** 已初始化的客户端 */', 'export declare const wxpay: Wechatpay'],
}

/** The type of a segment: `card_id` in braces is `_card_id_`, the empty one behind a trailing slash `$Slash`. */
function typeName(segment: string): string {
  if (segment === '') return '$Slash'
  const name = chainName(segment)
    .replace(/\W/g, '_')
    .replace(/^(?=\d)/, '_')
  return placeholderOf(segment) === undefined ? name.replace(/^\w/, letter => letter.toUpperCase()) : name
}

/** The settings of a call: path variables beside those of axios. */
function configLines(operation: Operation, types: TypeWriter): string[] {
  const { pathParameters, query, queryConditions, headers, body } = operation
  const { comment, fieldDoc, typeOf, interfaceLines } = types
  const inner = [
    ...(query.length ? interfaceLines('Params', query, 'request', '    ', queryConditions) : []),
    ...(headers.length ? interfaceLines('Headers', headers, 'request', '    ') : []),
  ]
  const headersType = "AxiosRequestConfig['headers'] & RequestConfig.Headers"
  return [
    '  interface RequestConfig extends AxiosRequestConfig {',
    ...pathParameters.flatMap(field => [
      ...comment(fieldDoc(field, 'request'), '    '),
      `    ${propertyName(field.name)}: ${typeOf(field.schema, 'request', '')}`,
    ]),
    ...(query.length ? [...comment(['查询参数'], '    '), `    params${optional(query)}: RequestConfig.Params`] : []),
    ...(headers.length ? [...comment(['请求头'], '    '), `    headers${optional(headers)}: ${headersType}`] : []),
    ...(isForm(operation) ? [...comment(signedMeta, '    '), '    meta?: object'] : []),
    '  }',
    ...(inner.length ? ['  namespace RequestConfig {', ...inner, '  }'] : []),
    ...(isForm(operation) ? formLines(types, body!.schema) : []),
  ]
}

const isForm = ({ body }: Operation) => body?.mediaType === 'multipart/form-data'

const isFile = (schema: Schema) => schema.type === 'string' && schema.format === 'binary'

const signedMeta = ['以普通对象上传时签名的内容，与表单里的 `meta` 是同一个对象；用 `Multipart` 则不必']

/** An upload as a plain object, of which axios makes the form by the header; it takes the file's name from a stream. */
function formLines({ comment, fieldDoc }: TypeWriter, schema: Schema): string[] {
  return [
    ...comment(['以普通对象上传：`Content-Type` 写 `multipart/form-data`，`meta` 写 JSON 文本'], '  '),
    '  interface FormDataRequest {',
    ...fieldsOf(schema).flatMap(field => [
      ...comment(fieldDoc(field, 'request'), '    '),
      `    ${propertyName(field.name)}${field.required ? '' : '?'}: ${isFile(field.schema) ? 'ReadStream' : 'string'}`,
    ]),
    '  }',
  ]
}

function optional(parameters: Parameter[]): '' | '?' {
  return parameters.some(({ required }) => required) ? '' : '?'
}

/**
 * The signatures of a call, without its name: `(data: …, config: …): AxiosPromise<…>`. What comes of a file depends on
 * `responseType`; left out, axios makes a text of it, which only a bill survives.
 */
function signatures(types: TypeWriter, operation: Operation): string[] {
  const own = `${types.namespaceOf(operation.path)}.${names.method(operation.method)}`
  if (operation.answer.content?.kind !== 'file') return [signature(types, operation, '', `${own}.${names.answer}`)]
  const isText = /账单|bill/.test(operation.path + operation.title)
  return [
    signature(types, operation, " & { responseType: 'arraybuffer' }", `${own}.${names.answer}`),
    signature(types, operation, " & { responseType: 'stream' }", 'Readable'),
    ...(isText ? [signature(types, operation, " & { responseType?: 'text' }", 'string')] : []),
  ]
}

/** @param choice what the config says beside what is described @param answer the type of what comes */
function signature({ namespaceOf }: TypeWriter, operation: Operation, choice: string, answer: string): string {
  const { method, path, pathParameters, query, headers, body } = operation
  const own = `${namespaceOf(path)}.${names.method(method)}`
  const needed = choice.includes('responseType:') ? '' : optional([...pathParameters, ...query, ...headers])
  const config = `config${needed}: ${own}.RequestConfig${choice}`
  const data = isForm(operation) ? `Multipart | ${own}.FormDataRequest` : `${own}.${names.body}`
  // A call without a body has something there all the same: the config is always the second argument of these methods.
  const first =
    method === 'get' || (method === 'delete' && !body)
      ? ''
      : body
        ? `data${body.required || !config.startsWith('config?') ? '' : '?'}: ${data}, `
        : `data${config.startsWith('config?') ? '?' : ''}: WeChatPay.OpenAPI.NoBody, `
  return `(${first}${config}): AxiosPromise<${answer}>`
}

function callDoc({ title, description, status, officialDocs }: Operation): string[] {
  return [
    title,
    description,
    ...officialDocs.slice(0, 2).map(({ url }) => `@see ${url}`),
    ...(status.includes('deprecated') ? ['@deprecated'] : []),
  ]
}

/** The interfaces of all segments, and the client that leads to them. */
function clientLines(operations: Operation[], types: TypeWriter): string[] {
  const root = tree(operations)
  const children = [...root.children.values()]
  const { comment } = types
  return [
    ...children.flatMap(child => segmentInterfaces(types, child)),
    'export declare namespace WeChatPay.OpenAPI {',
    ...comment(["每个接口路径，供 `wxpay.chain('v3/…')` 使用"], '  '),
    '  interface Paths {',
    ...paths(types, root).map(({ path, type }) => `    ${literal(path.slice(1))}: ${type}`),
    '  }',
    ...linkLines(types, operations),
    '}',
    '',
    ...comment(['微信支付 API v3 客户端的类型，用法见 wechatpay-axios-plugin'], ''),
    'export interface Wechatpay {',
    ...children.flatMap(child => memberLines(types, child, '  ')),
    ...comment(['以完整路径取得接口，效果与链式书写相同'], '  '),
    '  chain<Path extends keyof WeChatPay.OpenAPI.Paths>(path: Path): WeChatPay.OpenAPI.Paths[Path]',
    ...comment(['链式书写之下的客户端'], '  '),
    '  client: WeChatPay.OpenAPI.Client',
    '}',
  ]
}

/** What every link of the chain has, and the client below the chain. */
function linkLines(types: TypeWriter, operations: Operation[]): string[] {
  const call = (operation: Operation) =>
    signatures(types, operation)[0]!.replace('(', `(pathname: ${literal(operation.path.slice(1))}, method: 'delete', `)
  return [
    ...types.comment(['接口没有请求体：`undefined` 或 `{}`'], '  '),
    '  type NoBody = Record<string, never> | undefined',
    ...types.comment(['链上的一段'], '  '),
    '  interface Link<Path extends string> {',
    ...types.comment(['以其余的路径取得接口，效果与链式书写相同'], '    '),
    '    chain<Rest extends RestOf<Path>>(rest: Rest): At<`${Path}/${Rest}`>',
    ...types.comment(
      ['链不是 Promise：`await` 它，或从 `async` 函数返回它，SDK 会发出 `POST …/then`。请先调用 `get`、`post` 等'],
      '    ',
    ),
    '    then(unawaitable: never): never',
    '  }',
    // By a condition: an index by `keyof Paths` takes the compiler seconds for each program.
    '  type At<Whole> = Whole extends keyof Paths ? Paths[Whole] : never',
    '  type RestOf<Path extends string, Whole = keyof Paths> = Whole extends `${Path}/${infer Rest}` ? Rest : never',
    ...types.comment(['发出任意接口的请求；`v2` 与 `v3` 是它所用的 axios 实例'], '  '),
    '  interface Client {',
    ...operations
      .filter(deletesWithBody)
      .flatMap(operation => [
        ...types.comment([...callDoc(operation), '链式的 `delete` 会丢掉请求体'], '    '),
        `    request${call(operation)}`,
      ]),
    '    request<Path extends keyof Paths, Method extends keyof Paths[Path] & HttpMethod>(',
    '      pathname: Path, method: Method, ...rest: ArgumentsOf<Paths[Path][Method], Method>',
    '    ): AnswerOf<Paths[Path][Method]>',
    '    v2: AxiosInstance',
    '    v3: AxiosInstance',
    '  }',
    "  type HttpMethod = 'get' | 'put' | 'post' | 'patch' | 'delete'",
    '  type ArgumentsOf<Call, Method> = Call extends (...args: infer Args) => unknown',
    "    ? Method extends 'get' | 'delete'",
    '      ? Args extends [unknown, ...unknown[]]',
    '        ? [data: undefined, ...config: Args]',
    '        : [data?: undefined, ...config: Args]',
    '      : Args',
    '    : never',
    '  type AnswerOf<Call> = Call extends (...args: never[]) => infer Answer ? Answer : never',
  ]
}

// The tree of segments

interface Branch {
  path: string
  segment: string
  operations: Operation[]
  children: Map<string, Branch>
}

function tree(operations: Operation[]): Branch {
  const root: Branch = { path: '', segment: '', operations: [], children: new Map() }
  for (const operation of operations) {
    let branch = root
    for (const segment of segmentsOf(operation.path)) {
      let child = branch.children.get(segment)
      if (!child)
        branch.children.set(
          segment,
          (child = { path: `${branch.path}/${segment}`, segment, operations: [], children: new Map() }),
        )
      branch = child
    }
    branch.operations.push(operation)
  }
  return root
}

function segmentInterfaces(types: TypeWriter, branch: Branch): string[] {
  const children = [...branch.children.values()]
  const namespace = types.namespaceOf(branch.path).split('.').slice(0, -1).join('.')
  return [
    `export declare namespace ${namespace} {`,
    `  interface ${typeName(branch.segment)} extends WeChatPay.OpenAPI.Link<${literal(branch.path.slice(1))}> {`,
    ...branch.operations
      .filter(operation => !deletesWithBody(operation))
      .flatMap(operation => callLines(types, operation)),
    ...children.flatMap(child => memberLines(types, child, '    ')),
    '  }',
    '}',
    '',
    ...children.flatMap(child => segmentInterfaces(types, child)),
  ]
}

/** A call of a segment; for POST, the segment itself is one, too. */
function callLines(types: TypeWriter, operation: Operation): string[] {
  const doc = types.comment(callDoc(operation), '    ')
  return signatures(types, operation).flatMap(call => [
    ...(operation.method === 'post' ? [...doc, `    ${call}`] : []),
    ...doc,
    `    ${operation.method}${call}`,
  ])
}

/** A segment under all the names by which the SDK takes it. */
function memberLines(types: TypeWriter, child: Branch, indent: string): string[] {
  if (!isChainable(child.segment)) return []
  return linkNames(child.segment).map(name => `${indent}${propertyName(name)}: ${types.namespaceOf(child.path)}`)
}

function paths(types: TypeWriter, branch: Branch): { path: string; type: string }[] {
  return [
    ...(branch.operations.length ? [{ path: branch.path, type: types.namespaceOf(branch.path) }] : []),
    ...[...branch.children.values()].flatMap(child => paths(types, child)),
  ]
}
