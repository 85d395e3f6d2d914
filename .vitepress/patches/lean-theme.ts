import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import type { Plugin } from 'vite'
import { root } from '../site/pages.ts'

/**
 * What this site never shows: VitePress' home page, its search, footers, translations, social links, sponsors, teams
 * and advertisements.
 */
const unused = [
  ...[
    'VPBadge',
    'VPButton',
    'VPDocAsideCarbonAds',
    'VPDocAsideSponsors',
    'VPDocFooter',
    'VPFeatures',
    'VPFooter',
    'VPHome',
    'VPHomeContent',
    'VPHomeFeatures',
    'VPHomeHero',
    'VPHomeSponsors',
    'VPNavBarSearch',
    'VPNavSocialLinks',
    'VPNavTranslations',
    'VPSocialLink',
    'VPSocialLinks',
    'VPSponsors',
    'VPTeamMembers',
    'VPTeamPage',
    'VPTeamPageSection',
    'VPTeamPageTitle',
  ].map(name => `components/${name}.vue`),
  'styles/components/vp-sponsor.css',
  // Colours of code for two themes of Shiki's, where this site has classes (markdown/index.ts).
  'styles/components/vp-code.css',
]

/** What this site has of its own instead. */
const replaced = { 'components/VPSidebarGroup.vue': '.vitepress/theme/components/SidebarItems.ts' }

/**
 * VitePress' app says the page's language to the browser again, which its HTML has said. The browser then computes
 * the styles of all elements anew.
 */
const languageAgain = new RegExp(
  [
    /onMounted\(\(\) => \{/,
    /watchEffect\(\(\) => \{/,
    /document\.documentElement\.lang = .*/,
    /document\.documentElement\.dir = .*/,
    /\}\);/,
    /\}\);/,
  ]
    .map(({ source }) => source)
    .join('\\s*'),
)

/**
 * Vite plugins that leave those parts out of the scripts and styles of every page, which VitePress' theme imports in
 * any case, or replace them.
 *
 * @throws Error when the build starts, where VitePress no longer has a part
 */
export function leanTheme(): Plugin[] {
  return [
    {
      name: 'wechatpay:lean-theme',
      enforce: 'pre',
      // VitePress' own way to replace a component of its theme.
      config: () => ({
        resolve: {
          alias: Object.entries(replaced).map(([file, own]) => ({
            find: new RegExp(`^.*/${basename(file)}$`),
            replacement: join(root, own),
          })),
        },
      }),
      buildStart() {
        const folder = dirname(createRequire(join(root, 'package.json')).resolve('vitepress/theme-without-fonts'))
        const missing = [...unused, ...Object.keys(replaced)].filter(file => !existsSync(join(folder, file)))
        if (missing.length) this.error(`VitePress has no ${missing.join(', ')} any more: see lean-theme.ts.`)
      },
      load: {
        filter: { id: new RegExp(`/theme-default/(?:${unused.map(file => file.replace('.', '\\.')).join('|')})$`) },
        handler: id => (id.endsWith('.css') ? '' : '<script>export default () => null</script>'),
      },
    },
    {
      name: 'wechatpay:lean-app',
      // The dev server's HTML does not say the language.
      apply: 'build',
      transform: {
        filter: { id: /\/vitepress\/dist\/client\/app\/index\.js$/ },
        handler(code) {
          if (!languageAgain.test(code))
            this.error('VitePress no longer sets the language of a page as it did: see lean-theme.ts.')
          return code.replace(languageAgain, '')
        },
      },
    },
  ]
}
