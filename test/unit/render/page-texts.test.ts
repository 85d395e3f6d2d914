import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createSSRApp, type Component } from 'vue'
import { renderToString } from 'vue/server-renderer'
import { describe, expect, test } from 'vitest'
import { briefly, PageTexts, withoutText } from '../../../.vitepress/render/page-texts.ts'
import { withFolder } from '../page.ts'

const text = '<h1>`${a}` \\ 微信 "x" \'y\'</h1><pre v-pre><code>{{ b }}</code></pre>\n'
const popups = '{"a":{"type":"b < \\"c\\" & d","docs":"</script>"}}'
const html =
  `${text}<TypePopups popups="` +
  `${popups.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')}` +
  '" />\n'

/** What VitePress makes of the template of a page. */
const fromVitePress = (template: string) =>
  '<script >\n' +
  'export const __pageData = JSON.parse("{}")\n' +
  'export default {name:"a.md"}</script>\n' +
  `<template><div>${template}</div></template>`

function transform(texts: PageTexts, code: string): string {
  const { handler } = texts.plugin.transform as unknown as { handler: (this: object, code: string) => { code: string } }
  return handler.call(
    {
      error(message: string) {
        throw new Error(message)
      },
    },
    code,
  ).code
}

describe('in a build', () => {
  const { template, text: apart } = withoutText(html, true)
  const texts = new PageTexts()
  texts.keep(apart!.id, Buffer.from(apart!.html))

  test('takes out the text, without what keeps Vue from interpreting it', () => {
    expect(apart!.html).toBe(text.replace(' v-pre', ''))
    expect(template).not.toContain('微信')
  })

  test('makes a module of what is left, in which the text is a mark and the popups are whole', async () => {
    const module = transform(texts, fromVitePress(template))
    const { default: page, __pageData: data } = (await import(
      `data:text/javascript,${encodeURIComponent(module.replace("'vue'", JSON.stringify(import.meta.resolve('vue'))))}`
    )) as { default: Component; __pageData: object }
    expect(data).toEqual({})
    let shown: unknown
    const app = createSSRApp(page).component('TypePopups', (props: { popups: string }) => {
      shown = props.popups
      return null
    })
    expect(await renderToString(app)).toBe(
      `<div><div>__VP_STATIC_START__page-text:${apart!.id}__VP_STATIC_END__</div><!----></div>`,
    )
    expect(shown).toBe(popups)
  })

  test('puts the text into the HTML', () => {
    expect(texts.intoHtml(`<div>__VP_STATIC_START__page-text:${apart!.id}__VP_STATIC_END__</div>`)).toBe(
      `<div>${apart!.html}</div>`,
    )
  })

  test('puts the text into the script of the page, as a literal that is the same text', async () => {
    await withFolder(folder => {
      mkdirSync(join(folder, 'assets'))
      const file = join(folder, 'assets/a.md.js')
      writeFileSync(file, `export const text = "page-text:${apart!.id}"\n`)
      const { writeBundle } = texts.plugin as unknown as { writeBundle: (options: object, bundle: object) => void }
      writeBundle(
        { dir: folder },
        { a: { type: 'chunk', facadeModuleId: '/docs/openapi/v3/a.md', fileName: 'assets/a.md.js' } },
      )
      const written = readFileSync(file, 'utf8')
      expect(new Function(written.replace('export const text =', 'return'))()).toBe(apart!.html)
    })
  })

  test('leaves out of the script what ids and names of rows say: links of field names and labels of buttons', () => {
    const row = (id: string, hash: string) =>
      `<tr id="${id}">\n` +
      '<td data-indent="1"><button type="button" class="fold" aria-label="x 的下级"></button><span ' +
      `class="field-name"><a href="#${hash}">x</a></span></td></tr>`
    expect(briefly(row('request.a b', 'request.a%20b') + row('request.c', 'request.c'))).toBe(
      (row('request.a b', 'H') + row('request.c', 'H')).replaceAll(/ (?:href="#H"|aria-label="x 的下级")/g, ''),
    )
    expect(briefly(row('request.a', 'request.b'))).toBe(row('request.a', 'request.b'))
  })

  test('gives another text another mark, so that its script has another address', () => {
    expect(withoutText(html.replace('微信', '支付'), true).text!.id).not.toBe(apart!.id)
  })

  test('stops where VitePress makes something else of a page', () => {
    expect(() => transform(texts, '<template><div></div></template>')).toThrow(/page-texts\.ts/)
  })
})

test('while writing, the text stays in the template, for Vue to update', () => {
  const { template, text: apart } = withoutText(html, false)
  expect(apart).toBeUndefined()
  expect(template).toMatch(/^<div v-html='`<h1>.*'><\/div><TypePopups /s)
})
