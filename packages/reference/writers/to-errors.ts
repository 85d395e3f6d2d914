import type { Reference } from '../model/model.ts'
import { addressOf } from '../model/products.ts'
import { code, paragraph, plain } from './text.ts'

/** The heading of a code in the catalogue; in small letters, as links on the site are. */
export function errorAnchor(name: string): string {
  return name.toLowerCase().replace(/_/g, '-')
}

/** The catalogue of error codes, as Markdown: what each means, what to do, and which operations answer it. */
export function toErrors({ errors, operations }: Pick<Reference, 'errors' | 'operations'>): string {
  return [
    '---',
    'title: 错误码',
    'description: 微信支付 API v3 的错误应答：HTTP 状态码、错误码、原因与处理办法。',
    'layout: doc',
    'outline: [2, 3]',
    '---',
    '',
    '# 错误码 {#top}',
    '',
    '请求失败时，HTTP 状态码是 4XX 或 5XX，应答体是一段 JSON：`code` 供程序判断，`message` 供人阅读，`detail` 在参数错误时指出是哪个字段。4XX 须改正请求后再发；429 与 5XX 可以用原来的单号稍后重试。',
    '',
    '```json',
    JSON.stringify(
      {
        code: 'PARAM_ERROR',
        message: '参数错误',
        detail: { field: '/amount/total', value: '0.01', issue: '值不是整数', location: 'body' },
      },
      null,
      2,
    ),
    '```',
    '',
    '## 排查错误应答 {#explain}',
    '',
    '每个接口页面的“错误应答”一节可以粘贴收到的错误应答：页面会找出是参数表的哪一行，指出违反了哪条要求，并标出那一行；签名错误则列出平台拼出的签名串。在这里粘贴，再写上请求的地址，就会转到接口的页面。内容只在浏览器里处理，不会发送到任何地方。',
    '',
    '<ErrorStart />',
    '',
    ...section(
      '通用错误码',
      'general',
      errors.filter(({ general }) => general),
    ),
    ...section(
      '业务错误码',
      'specific',
      errors.filter(({ general }) => !general),
    ),
  ].join('\n')

  function section(title: string, id: string, codes: typeof errors): string[] {
    if (!codes.length) return []
    return [
      `## ${title} {#${id}}`,
      '',
      ...codes.flatMap(error => {
        const users = operations.filter(operation => operation.errors.includes(error.code))
        return [
          `### ${code(error.code)} {#${errorAnchor(error.code)}}`,
          '',
          `HTTP 状态码 \`${error.status}\`。${paragraph(error.cause)}。`,
          '',
          `处理办法：${paragraph(error.solution)}。`,
          '',
          ...(users.length
            ? [
                `见于：${users.map(operation => `[${plain(operation.title)}](${addressOf(operation, operations)})`).join('、')}。`,
                '',
              ]
            : []),
        ]
      }),
    ]
  }
}
