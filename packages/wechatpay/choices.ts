import { keyKinds } from './key-kinds.ts'
import { phpCalls, phpStyles } from './sdk/php.ts'
import { tsStyles } from './sdk/typescript.ts'

export interface Choice {
  name: string
  legend: string
  /** The language of the examples that it is about; absent for what concerns all. */
  lang?: string
  /** Where the reader chooses; by switches above each example if nothing is said. `tabs`: those of a guide. */
  where?: 'table' | 'page' | 'tabs'
  /** Asked for by few: behind the menu where there is no room. */
  seldom?: true
  options: { value: string; text: string }[]
}

/** Where there is room, code beside the words or below them. */
export const layouts: Choice = {
  name: 'layout',
  where: 'page',
  legend: '示例的位置',
  options: [
    { value: 'beside', text: '并排' },
    { value: 'single', text: '单列' },
  ],
}

/** What a reader chooses once for all examples; the first option of each is the default. */
export const choices: Choice[] = [
  {
    name: 'lang',
    legend: '语言',
    options: [
      { value: 'ts', text: 'TypeScript' },
      { value: 'php', text: 'PHP' },
    ],
  },
  {
    name: 'ts',
    lang: 'ts',
    seldom: true,
    legend: 'TypeScript 写法',
    options: tsStyles.map(value => ({ value, text: value })),
  },
  {
    name: 'call',
    lang: 'php',
    seldom: true,
    legend: 'PHP 异步或同步',
    options: phpCalls.toReversed().map(value => ({ value, text: value })),
  },
  {
    name: 'style',
    lang: 'php',
    seldom: true,
    legend: 'PHP 写法',
    options: phpStyles.map(value => ({ value, text: value })),
  },
  {
    name: 'fields',
    legend: '示例里的字段',
    options: [
      { value: 'common', text: '常用' },
      { value: 'required', text: '仅必填' },
      { value: 'all', text: '全部字段' },
    ],
  },
  {
    name: 'keys',
    seldom: true,
    legend: '验签与加密用的公钥',
    options: keyKinds.map(value => ({
      value,
      text: { 'public-key': '微信支付公钥', 'certificate': '平台证书' }[value],
    })),
  },
  {
    name: 'mode',
    where: 'page',
    legend: '接入模式',
    options: [
      { value: 'any', text: '未选择' },
      { value: 'merchant', text: '直连商户' },
      { value: 'partner', text: '合作伙伴' },
    ],
  },
  {
    name: 'server',
    where: 'tabs',
    legend: '接收通知的程序',
    options: ['http', 'Express', 'Koa', 'Fastify', 'Next.js', 'php', 'PSR-15', 'PSR-7'].map(text => ({
      // The tab php is not the language PHP.
      value: `on-${text.toLowerCase().replace(/\W/g, '')}`,
      text,
    })),
  },
  layouts,
  {
    name: 'rows',
    where: 'table',
    legend: '参数表',
    options: [
      { value: 'open', text: '全部展开' },
      { value: 'folded', text: '全部折叠' },
    ],
  },
]
