import { expect, test } from 'vitest'
import { leanTheme } from '../../.vitepress/lean-theme.ts'

const { buildStart, load } = leanTheme() as unknown as { buildStart: (this: object) => void, load: { filter: { id: RegExp }, handler: (id: string) => string } }
const folder = '/x/vitepress/dist/client/theme-default'

test('all that is left out is there in the theme of VitePress', () => {
  expect(() => buildStart.call({ error(message: string) { throw new Error(message) } })).not.toThrow()
})

test.each([['components/VPHome.vue', '<script>export default () => null</script>'], ['styles/components/vp-sponsor.css', '']])('%s becomes nothing', (file, code) => {
  expect(load.filter.id.test(`${folder}/${file}`)).toBe(true)
  expect(load.handler(`${folder}/${file}`)).toBe(code)
})

test.each(['components/VPSidebar.vue', 'components/VPImage.vue', 'styles/components/vp-doc.css'])('%s stays', (file) => {
  expect(load.filter.id.test(`${folder}/${file}`)).toBe(false)
})
