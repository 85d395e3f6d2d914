import { dataSymbol, useData, type DefaultTheme } from 'vitepress'
import BaseTheme from 'vitepress/theme-without-fonts'
import { computed, defineComponent, h, provide } from 'vue'
import ErrorOpener from './components/ErrorOpener.vue'
import ExampleSheet from './components/ExampleSheet.vue'
import PageBar from './components/PageBar.vue'
import PageMarkdown from './components/PageMarkdown.vue'
import SearchButton from './components/SearchButton.vue'

/**
 * VitePress' layout with the sidebar that a page brings along among its parameters (routes.ts). In the configuration,
 * the sidebars of all products would be part of every page.
 */
export const LayoutWithOwnSidebar = defineComponent({
  name: 'LayoutWithOwnSidebar',
  setup(_, { slots }) {
    const data = useData<DefaultTheme.Config>()
    const theme = computed(() => {
      const sidebar = data.params.value?.sidebar as string | undefined
      return sidebar
        ? { ...data.theme.value, sidebar: JSON.parse(sidebar) as DefaultTheme.SidebarItem[] }
        : data.theme.value
    })
    provide(dataSymbol, { ...data, theme })
    return () =>
      h(BaseTheme.Layout, null, {
        ...slots,
        'nav-bar-content-before': () => h(SearchButton),
        'doc-before': () => h(PageBar),
        'doc-after': () => h(ErrorOpener),
        'layout-bottom': () => h(ExampleSheet),
        'page-bottom': () => h(PageMarkdown),
      })
  },
})
