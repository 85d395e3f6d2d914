import type { Operation } from '../reference/model/model.ts'
import { groupText, statementText } from './condition-words.ts'
import { modeNames } from './modes.ts'
import { notificationWords } from './notifications/words.ts'
import type { Words, WrapperWords } from '../reference/model/words.ts'

const phpArray = '对应 PHP 的 array'

/** What the engine says to readers of this reference. */
export const words: Words = {
  language: 'zh-CN',
  comma: '、',
  clause: '，',
  colon: '：',
  statuses: {
    'deprecated': '已废弃',
    'redesigned': '已改版',
    'on-invitation': '受邀开通',
    'needs-permission': '需申请权限',
    'important': '重要',
    'specific-merchants': '仅特定商户',
  },
  field: {
    between: (least, most) => `${least}–${most}`,
    atMost: most => `最多 ${most}`,
    atLeast: least => `至少 ${least}`,
    characters: ' 个字符',
    bytes: ' 个字节（UTF-8，一个汉字占 3 个）',
    items: ' 项',
    matches: pattern => `匹配 \`${pattern}\``,
    limits: limits => `限制：${limits}`,
    eachItem: limits => `每项：${limits}`,
    unit: unit => `单位：${unit}`,
    default: value => `默认：\`${value}\``,
    deprecated: '已废弃',
    dateTime: '格式：RFC 3339 时间，如 `2026-11-20T10:34:56+08:00`',
    date: '格式：`YYYY-MM-DD`',
    binary: '二进制文件内容',
    json: '内容是一段 JSON 文本',
    statement: statementText,
    group: groupText,
    anyKey: '任意键',
    values: { open: '取值（可能增加）', closed: '可选值' },
  },
  page: {
    parameters: '请求参数',
    example: '请求示例',
    answer: '返回结果',
    answerExample: '返回示例',
    answerTable: '返回字典',
    type: '类型',
    description: '描述',
    noParameters: '无请求参数',
    noContent: '空字符串(无返回内容)',
    file: '文件流(二进制)',
    answerStatus: (description, status) => `${description}，HTTP 状态码 \`${status}\`。`,
    wrappers: {
      query: () => ({ tooltip: phpArray, lines: ['查询参数', 'TypeScript 中写作配置的 `params`'] }),
      headers: () => ({ tooltip: phpArray, lines: ['请求头', 'TypeScript 中写作配置的 `headers`'] }),
      json: jsonWords,
      body: () => ({
        tooltip: 'multipart/form-data',
        lines: [
          '表单数据',
          'TypeScript 中是第一个参数，由 `Multipart` 生成；PHP 中由 `MediaUtil` 或 `MultipartStream` 生成',
        ],
      }),
    },
    products: links => `产品：${links}`,
    docs: {
      title: '参阅官方文档：',
      many: count => `官方文档（${count} 篇）`,
      // The wiki is what the documentation was before 2023; some of its pages have no successor.
      name: (title, url, index) =>
        `${title}${index ? `（${index + 1}）` : ''}${url.includes('/wiki/') ? '（旧版）' : ''}`,
      audiences: { merchant: '直连商户', partner: '合作伙伴' },
      others: '其他',
    },
    errors: {
      title: '错误应答',
      intro:
        '请求失败时，应答体是含有 `code`、`message`、`detail` 的 JSON，请依据 HTTP 状态码与 `code` 处理；' +
        '每个错误码的原因与处理办法见[错误码](/guide/errors)。',
      status: '状态码',
      code: '错误码',
      cause: '原因',
      only: title => `（仅${title}）`,
    },
  },
  products: {
    all: '全部产品',
    allDescription: '按产品查找微信支付 API v3 的接口。',
    count: operations => `${operations} 个接口`,
    operations: '接口',
    contained: '包含的产品',
    order: '顺序',
    operation: '接口',
    path: '路径',
    product: '产品',
    purpose: '用途',
    modes: '直连商户与合作伙伴',
    modeTitles: ['直连商户', '合作伙伴'],
  },
  notifications: notificationWords,
  errors: {
    title: '错误码',
    description: '微信支付 API v3 的错误应答：HTTP 状态码、错误码、原因与处理办法。',
    intro:
      '请求失败时，HTTP 状态码是 4XX 或 5XX，应答体是一段 JSON：`code` 供程序判断，`message` 供人阅读，' +
      '`detail` 在参数错误时指出是哪个字段。4XX 须改正请求后再发；429 与 5XX 可以用原来的单号稍后重试。',
    sample: {
      code: 'PARAM_ERROR',
      message: '参数错误',
      detail: { field: '/amount/total', value: '0.01', issue: '值不是整数', location: 'body' },
    },
    explainTitle: '排查错误应答',
    explain:
      '每个接口页面的“错误应答”一节可以粘贴收到的错误应答：页面会找出是参数表的哪一行，指出违反了哪条要求，并标出那一行；' +
      '签名错误则列出平台拼出的签名串。在这里粘贴，再写上请求的地址，就会转到接口的页面。内容只在浏览器里处理，不会发送到任何地方。',
    general: '通用错误码',
    specific: '业务错误码',
    status: (status, cause) =>
      status === undefined ? `${cause}。官方没有说明它的 HTTP 状态码。` : `HTTP 状态码 \`${status}\`。${cause}。`,
    solution: solution => `处理办法：${solution}。`,
    users: links => `见于：${links}。`,
    withStatus: (link, status) => `${link}（这里是 ${status}）`,
  },
  markdown: {
    required: '必填',
    returned: '必返',
    yes: '是',
    no: '否',
    encrypted: '加密',
    details: '详情',
    samples: { common: '常用', required: '仅必填', all: '全部字段' },
    modes: modeNames,
    listed: '、',
    containers: { tip: '提示', info: '说明', warning: '注意', danger: '警告' },
    doesNotCompile: errors => `这段代码不能通过编译（${errors.map(number => `TS${number}`).join('、')}）：`,
    clients: link => `\`wxpay\`、\`$instance\` 与公钥在[快速开始](${link('/guide/quick-start')})里定义。`,
  },
  llms: {
    title: '微信支付 API v3 参考',
    fullTitle: '微信支付 API v3 参考：全文',
    intro:
      '微信支付 API v3 的接口参考，中文，为 Node.js（wechatpay-axios-plugin）与 PHP（wechatpay-php）的开发者而写。' +
      '每个接口由一份 OpenAPI 描述生成参数表、类型声明与示例，示例都经过编译与运行。',
    notes: [
      '每一页都有 Markdown 版：在页面地址后面加 `.md`，以斜杠结尾的地址加 `index.md`。' +
        '一个接口路径一页，地址是 `/openapi` 加接口路径，花括号写作 `%7B` 与 `%7D`。',
      '参数表里的字段名是从容器起的完整路径：`json` 是请求体，`query` 是查询参数，`headers` 是请求头，' +
        '`body` 是表单，不带容器的是路径变量；`[]` 表示数组的每一项，`*` 表示任意键。金额的单位是分。',
    ],
    count: (operations, notifications) => `收录 ${operations} 个接口、${notifications} 种通知。`,
    guides: '指南',
    guidesDescription: '快速开始、如何阅读、错误码、本地测试、全部产品。',
    products: '产品',
    productSize: operations => `${operations} 个接口。`,
    downloads: '下载',
    files: '文件',
    downloadable: [
      { address: '/openapi.json', text: '全部接口的 OpenAPI 3.1 描述' },
      { address: '/types/wechatpay.d.ts', text: 'TypeScript 声明，用于 wechatpay-axios-plugin' },
    ],
    fullText: '全部页面的全文，按产品分为多个文件，附各文件的大小',
    siteMap: '全部页面的地址',
    pagesBelow: (description, pages) => `${description}共 ${pages} 页，每页之前是它的地址。`,
    source: link => `来源：${link}`,
    wholeSize: (pages, size, files) =>
      `全文共 ${pages} 页、${size}，所以按产品分为 ${files} 个文件，` +
      '每一页恰好在其中一个里：接口在它的第一个产品里。',
    onlyContents: link => `只要目录，看 ${link}。`,
    partSize: (pages, size) => `${pages} 页，${size}。`,
  },
}

function jsonWords({ method }: Operation): WrapperWords {
  const where = method === 'delete' ? '`client.request` 的第三个参数' : '第一个参数'
  return {
    tooltip: phpArray,
    lines: ['请求体的 `JSON` 数据', `TypeScript 中是${method === 'delete' ? ' ' : ''}${where}`],
  }
}
