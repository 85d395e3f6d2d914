import { defineClientComponent, onContentUpdated, type Theme } from 'vitepress'
import DefaultTheme from 'vitepress/theme-without-fonts'
import { onMounted } from 'vue'
import { switchAtOnce } from './appearance.ts'
import { listenForChoices, markChoices, onChoice } from './choices.ts'
import { listenForTabs, openTabs } from './code-groups.ts'
import TypePopups from './components/TypePopups.vue'
import { copyVisibleLinesOnly, listenForCopies } from './copy.ts'
import { forgetFields, listenForFields } from './fields.ts'
import { keepHeadTrue } from './head.ts'
import { followMode, listenForModes } from './modes.ts'
import { fillExamples, listenForOwnValues } from './own-values.ts'
import { preparePrinting } from './print.ts'
import { LayoutWithOwnSidebar } from './sidebar.ts'
import './styles/index.css'
import { applyFolds, completeRows, listenForTables, revealAddressed } from './tables.ts'

export default {
  extends: DefaultTheme,
  Layout: LayoutWithOwnSidebar,
  enhanceApp({ app }) {
    // In the browser only: it does nothing without scripts.
    app.component(
      'ErrorStart',
      defineClientComponent(() => import('./components/ErrorStart.vue')),
    )
    app.component(
      'NotificationKit',
      defineClientComponent(() => import('./components/NotificationKit.vue')),
    )
    app.component('TypePopups', TypePopups)
  },
  setup() {
    keepHeadTrue()
    switchAtOnce()
    onMounted(() => {
      listenForChoices()
      copyVisibleLinesOnly()
      preparePrinting()
      listenForCopies()
      listenForTables()
      listenForFields()
      listenForModes()
      listenForTabs()
      listenForOwnValues()
      onChoice(() => applyFolds())
      onChoice(openTabs)
      showPage()
      // The page answers from now on; tests wait for this.
      document.documentElement.dataset.ready = ''
    })
    onContentUpdated(showPage)
  },
} satisfies Theme

/** Brings a page whose content is new in line with what the reader chose. */
function showPage(): void {
  completeRows()
  markChoices()
  openTabs()
  applyFolds()
  followMode()
  revealAddressed()
  forgetFields()
  fillExamples()
}
