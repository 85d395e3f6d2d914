import { useData } from 'vitepress'
import { nextTick, provide } from 'vue'

/**
 * Has all colours change at once when the reader switches between light and dark, not each element at the pace of its
 * own transition; in the theme's setup. VueUse would do that itself (`disableTransition`), but also while a page
 * loads, where nothing changes: the browser then computes the styles of all elements four times more.
 */
export function switchAtOnce(): void {
  const { isDark } = useData()
  provide('toggle-appearance', async () => {
    const still = document.createElement('style')
    still.textContent = '*, ::before, ::after { transition: none !important }'
    document.head.append(still)
    isDark.value = !isDark.value
    await nextTick()
    // Asking for a style makes the browser compute it while the transitions are off.
    void getComputedStyle(document.body).opacity
    still.remove()
  })
}
