import { defineConfig } from 'vitepress'
import { absolute, base } from './site/address.ts'
import { chineseLabels } from './patches/chinese-labels.ts'
import { downloads } from './site/downloads.ts'
import { facts } from './site/facts.ts'
import { kits } from './site/kits.ts'
import { headWriter } from './site/head.ts'
import { leanTheme } from './patches/lean-theme.ts'
import { livePages } from './site/live-pages.ts'
import { leanPageData } from './site/page-data.ts'
import { machines, writeMachineFiles } from './site/machines.ts'
import { hashCharacters, shortenPageHashes } from './patches/page-hashes.ts'
import { isFirstPart, isWhole } from './site/parts.ts'
import { renderedPages } from './render/index.ts'
import { routedPages } from './site/routes.ts'
import { siteCache } from './render/versions.ts'
import { searchData } from './search/plugin.ts'
import { declarationOf, readSite, root, writeDeclaration } from './site/pages.ts'
import { today } from '../packages/wechatpay/sample-day.ts'
import { restoreChoices } from './theme/choices.ts'

const isBuild = process.env.NODE_ENV === 'production'
const rendering = renderedPages({ root, base, strict: isBuild, declarationOf })
process.env.SAMPLE_DAY ??= today()
const reading = readSite()
if (isBuild) void rendering.ahead(['openapi', 'webhooks', 'products'].flatMap(routedPages))
if (isBuild && isFirstPart) writeDeclaration(reading)

export default defineConfig({
  base,
  srcDir: 'docs',
  srcExclude: ['openapi/*/**', ...(isFirstPart ? [] : ['index.md', 'guide/[a-z]*.md'])],
  // Links from one part to another are checked by `npm run check`.
  ignoreDeadLinks: !isWhole,
  lang: 'zh-CN',
  title: '微信支付 API v3 参考',
  titleTemplate: ':title · 微信支付 API v3 参考',
  description: '每个接口只描述一次，参数表、类型声明、TypeScript 与 PHP 示例都由它生成，并逐一校验。',
  cleanUrls: true,
  // A page of a product links to dozens of others: fetching them all ahead would cost a reader megabytes for pages
  // that are not read.
  router: { prefetchLinks: false },
  // Done by the theme (appearance.ts), when the reader switches.
  appearance: { disableTransition: false },
  lastUpdated: false,
  head: [
    ['link', { rel: 'icon', type: 'image/svg+xml', href: `${base}icon.svg` }],
    // VitePress tells tags apart by their first attribute.
    ['meta', { media: '(prefers-color-scheme: light)', name: 'theme-color', content: '#f7f8f6' }],
    ['meta', { media: '(prefers-color-scheme: dark)', name: 'theme-color', content: '#15191a' }],
    ['script', { id: 'restore-choices' }, restoreChoices],
  ],
  sitemap: { hostname: absolute('/') },
  transformHead: headWriter(reading.reference),
  transformPageData: leanPageData,
  buildEnd: ({ outDir }) => {
    shortenPageHashes(outDir)
    if (isFirstPart) writeMachineFiles(reading, outDir)
    siteCache(root).prune()
  },
  ...rendering.config,
  vite: {
    plugins: [
      downloads(reading.reference),
      facts(reading.reference),
      kits(reading.reference),
      machines(),
      livePages(reading),
      searchData(reading),
      rendering.plugin,
      chineseLabels(),
      leanTheme(),
    ],
    build: { rolldownOptions: { output: { hashCharacters } } },
    // Found only when a page is open, it would make the dev server load that page a second time.
    optimizeDeps: { include: ['@floating-ui/dom', 'minisearch'] },
  },
  themeConfig: {
    logo: '/icon.svg',
    nav: [
      { text: '指南', link: '/guide/quick-start', activeMatch: '^/guide/' },
      { text: '接口参考', link: '/products/', activeMatch: '^/(?:openapi|products)/' },
      { text: '通知', link: '/webhooks/', activeMatch: '^/webhooks/' },
      {
        text: '下载',
        items: [
          { text: 'OpenAPI 描述', link: `${base}openapi.json`, target: '_blank' },
          { text: 'TypeScript 声明', link: `${base}types/wechatpay.d.ts`, target: '_blank' },
        ],
      },
    ],
    sidebar: {
      '/guide/': [
        {
          text: '指南',
          items: [
            { text: '快速开始', link: '/guide/quick-start' },
            { text: '如何阅读本参考', link: '/guide/reading' },
            { text: '调起支付', link: '/guide/invoke-payment' },
            { text: '接收通知', link: '/guide/notifications' },
            { text: '通知的测试包', link: '/guide/notification-kit' },
            { text: '订单状态与掉单', link: '/guide/orders' },
            { text: '退款', link: '/guide/refunds' },
            { text: '金额', link: '/guide/money' },
            { text: '签名与验签', link: '/guide/signature' },
            { text: '敏感信息加解密', link: '/guide/encryption' },
            { text: '换到微信支付公钥', link: '/guide/key-switch' },
            { text: '错误码', link: '/guide/errors' },
            { text: '在本地测试', link: '/guide/sandbox' },
            { text: '构建与规模', link: '/guide/building' },
            { text: '贡献：新增一个接口', link: '/guide/contributing' },
          ],
        },
      ],
    },
    outline: { label: '本页内容' },
    docFooter: { prev: false, next: false },
    darkModeSwitchLabel: '外观',
    darkModeSwitchTitle: '切换到深色主题',
    lightModeSwitchTitle: '切换到浅色主题',
    sidebarMenuLabel: '目录',
    navMenuLabel: '主导航',
    mobileMenuLabel: '菜单',
    extraMenuLabel: '更多',
    returnToTopLabel: '回到顶部',
    skipToContentLabel: '跳到正文',
    externalLinkIcon: false,
    notFound: {
      title: '没有这个页面',
      quote: '地址可能写错了，或者该接口尚未收录。',
      linkText: '回到首页',
      linkLabel: '回到首页',
    },
  },
})
