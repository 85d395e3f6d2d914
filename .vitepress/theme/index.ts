import '@shikijs/twoslash/style-rich.css'
import { onContentUpdated, type Theme } from 'vitepress'
import DefaultTheme from 'vitepress/theme-without-fonts'
import { defineAsyncComponent, onMounted } from 'vue'
import { listenForChoices, markChoices } from './choices.ts'
import ProductList from './components/ProductList.vue'
import TypePopups from './components/TypePopups.vue'
import { copyVisibleLinesOnly } from './copy.ts'
import { keepHeadTrue } from './head.ts'
import { preparePrinting } from './print.ts'
import { LayoutWithOwnSidebar } from './sidebar.ts'
import './styles/index.css'

export default {
  extends: DefaultTheme,
  Layout: LayoutWithOwnSidebar,
  enhanceApp({ app }) {
    app.component('ErrorStart', defineAsyncComponent(() => import('./components/ErrorStart.vue')))
    app.component('ProductList', ProductList)
    app.component('TypePopups', TypePopups)
  },
  setup() {
    keepHeadTrue()
    onMounted(() => {
      listenForChoices()
      copyVisibleLinesOnly()
      preparePrinting()
      markChoices()
      // The page answers from now on; tests wait for this.
      document.documentElement.dataset.ready = ''
    })
    onContentUpdated(markChoices)
  },
} satisfies Theme
