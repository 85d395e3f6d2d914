import { expect, test, type Page } from '@playwright/test'
import { addressOf, drawnPaths, open, openMenu } from './site.ts'

/** What covers text, what breaks a word that is read as one, and what is wider than the window. */
function faults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const seen = (element: Element) => element.checkVisibility({ visibilityProperty: true })
    const boxesOf = (node: Node) => {
      const range = new Range()
      range.selectNodeContents(node)
      // Blanks at the end of a line may stand outside.
      if (node instanceof Text) {
        range.setStart(node, node.data.length - node.data.trimStart().length)
        range.setEnd(node, node.data.trimEnd().length)
      }
      return [...range.getClientRects()].filter(({ width, height }) => width > 1 && height > 1)
    }
    const textsOf = (root: Element) => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
      const texts: Text[] = []
      while (walker.nextNode()) texts.push(walker.currentNode as Text)
      return texts.filter(({ data, parentElement }) => data.trim() && seen(parentElement!))
    }
    const overlap = (a: DOMRect, b: DOMRect) =>
      Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
      Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1
    const found: string[] = []
    for (const block of document.querySelectorAll('.vp-doc div[class*="language-"]')) {
      const covers = [...block.querySelectorAll('.copy, .lang')].filter(seen)
      for (const text of textsOf(block.querySelector('code')!))
        for (const box of boxesOf(text))
          for (const cover of covers)
            if (overlap(box, cover.getBoundingClientRect())) found.push(`${cover.className} covers ${text.data}`)
    }
    for (const code of document.querySelectorAll('.beside-code')) {
      const parts = [...code.querySelectorAll('h2, .code-choices > *, .choice-more > *, .beside-note, .code-language')]
      const shown = parts.filter(part => seen(part) && part.getBoundingClientRect().width > 1)
      for (const [index, part] of shown.entries())
        for (const other of shown.slice(index + 1))
          if (!part.contains(other) && overlap(part.getBoundingClientRect(), other.getBoundingClientRect()))
            found.push(`${part.className} and ${other.className} overlap`)
    }
    for (const row of document.querySelectorAll('.im-table tbody tr:not([hidden])')) {
      const texts = [...row.querySelectorAll('.field-name, .required-mark, td:nth-child(2), td:nth-child(3)')].filter(
        seen,
      )
      for (const [index, text] of texts.entries())
        for (const other of texts.slice(index + 1))
          if (boxesOf(text).some(a => boxesOf(other).some(b => overlap(a, b)))) found.push(`${row.id} overlaps itself`)
    }
    const words = document.querySelectorAll(
      '.error-table code, .code-variants .token-function, .choice span, .example-copy',
    )
    for (const word of words)
      if (
        seen(word) &&
        !/\s/.test(word.textContent) &&
        new Set(boxesOf(word).map(({ top }) => Math.round(top))).size > 1
      )
        found.push(`${word.textContent} is broken`)
    const sideways = document.documentElement.scrollWidth - document.documentElement.clientWidth
    if (sideways > 0) found.push(`${sideways} px wider than the window`)
    return [...new Set(found)]
  })
}

for (const width of [360, 390, 768, 1024, 1280, 1360, 1440, 1920])
  test.describe(`at ${width} px`, () => {
    const isTouched = width < 800
    test.use({ viewport: { width, height: 900 }, hasTouch: isTouched, isMobile: isTouched })

    test('on 20 pages nothing is covered or broken, and nothing scrolls sideways', async ({ page }) => {
      for (const path of drawnPaths()) {
        await open(page, addressOf(path))
        for (const language of ['TypeScript', 'PHP']) {
          await page.locator('.choice').getByText(language, { exact: true }).first().click()
          await openMenu(page)
          // The buttons that only pointing shows.
          await page.locator('.beside-code pre:visible').first().hover()
          expect.soft(await faults(page), `${language} ${path}`).toEqual([])
        }
        if (await page.locator('.sheet-bar button').isHidden()) continue
        await page.locator('.sheet-bar button').click()
        expect.soft(await faults(page), `the sheet of ${path}`).toEqual([])
      }
    })
  })
