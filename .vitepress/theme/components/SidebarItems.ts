import { useRoute, withBase, type DefaultTheme } from 'vitepress'
import { computed, defineComponent, h, onMounted, ref, watchEffect, type PropType, type VNode } from 'vue'

/**
 * The items of the sidebar, in place of VitePress' `VPSidebarGroup` (lean-theme.ts). One component for all: VitePress
 * has two for each, which took half of the time in which a page with thirty items comes to life.
 */
export default defineComponent({
  name: 'SidebarItems',
  props: { items: { type: Array as PropType<DefaultTheme.SidebarItem[]>, required: true } },
  setup(props) {
    const route = useRoute()
    const page = computed(() => `/${route.data.relativePath.replace(/(^|\/)index\.md$|\.md$/, '$1')}`)
    // The HTML does not know the hash that it is opened with.
    const hash = ref('')
    onMounted(() => watchEffect(() => (hash.value = route.hash)))

    /** Of the operations on a page, all but the first have a hash, with which the ids of their parts begin. */
    const current = computed(() => {
      const links = linksOf(props.items).filter(link => link.split('#')[0] === page.value)
      return (
        links.find(link => link.includes('#') && `${hash.value}-`.startsWith(`#${link.split('#')[1]}-`)) ?? links[0]
      )
    })

    const list = (items: DefaultTheme.SidebarItem[]): VNode =>
      h(
        'ul',
        items.map(({ text, link, items: below }) =>
          h('li', { class: below && 'open' }, [
            link
              ? h(
                  'a',
                  { 'href': withBase(encodeURI(link)), 'aria-current': link === current.value ? 'page' : undefined },
                  text,
                )
              : h('span', text),
            below && list(below),
          ]),
        ),
      )
    // What stands between groups, VitePress makes a group without a name.
    return () =>
      h('div', { class: 'sidebar-items' }, list(props.items.flatMap(item => (item.text ? [item] : (item.items ?? [])))))
  },
})

function linksOf(items: DefaultTheme.SidebarItem[]): string[] {
  return items.flatMap(({ link, items: below = [] }) => [...(link ? [link] : []), ...linksOf(below)])
}
