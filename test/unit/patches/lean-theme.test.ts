import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { leanTheme } from '../../../.vitepress/patches/lean-theme.ts'

interface Hooks {
  config: () => { resolve: { alias: { find: RegExp; replacement: string }[] } }
  buildStart: (this: object) => void
  load: { filter: { id: RegExp }; handler: (id: string) => string }
  transform: { filter: { id: RegExp }; handler: (this: object, code: string) => string }
}

const [{ buildStart, config, load }, { transform }] = leanTheme() as unknown as [Hooks, Hooks]
const context = {
  error(message: string) {
    throw new Error(message)
  },
}
const folder = '/x/vitepress/dist/client/theme-default'

test('all that is left out is there in the theme of VitePress', () => {
  expect(() => buildStart.call(context)).not.toThrow()
})

test.each([
  ['components/VPHome.vue', '<script>export default () => null</script>'],
  ['styles/components/vp-sponsor.css', ''],
])('%s becomes nothing', (file, code) => {
  expect(load.filter.id.test(`${folder}/${file}`)).toBe(true)
  expect(load.handler(`${folder}/${file}`)).toBe(code)
})

test.each(['components/VPSidebar.vue', 'components/VPImage.vue', 'styles/components/vp-doc.css'])('%s stays', file => {
  expect(load.filter.id.test(`${folder}/${file}`)).toBe(false)
})

test("the items of the sidebar are this site's, and nothing else of it", () => {
  const [{ find, replacement }] = config().resolve.alias as [{ find: RegExp; replacement: string }]
  expect(existsSync(replacement)).toBe(true)
  expect(
    ['VPSidebar', 'VPSidebarGroup', 'VPSidebarItem'].filter(name => find.test(`${folder}/components/${name}.vue`)),
  ).toEqual(['VPSidebarGroup'])
})

test('the app of VitePress does not say the language of a page again, and all else it does', () => {
  const file = join(
    dirname(createRequire(import.meta.url).resolve('vitepress/package.json')),
    'dist/client/app/index.js',
  )
  expect(transform.filter.id.test(file)).toBe(true)
  const code = readFileSync(file, 'utf8')
  const lean = transform.handler.call(context, code)
  expect(code.length - lean.length).toBeGreaterThan(100)
  expect(code.length - lean.length).toBeLessThan(250)
  expect(lean).not.toContain('documentElement.lang')
  expect(lean).toContain('Theme.setup()')
})

test('where the app of VitePress does that otherwise, the build ends', () => {
  expect(() => transform.handler.call(context, 'onMounted(() => {})')).toThrow('lean-theme.ts')
})
