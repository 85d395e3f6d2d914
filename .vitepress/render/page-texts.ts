import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import { digest } from '../../packages/reference/edge/disk-cache.ts'

/** The files of pages that are made of descriptions alone. */
export const generatedPage = /\/docs\/openapi\/[^/]+\/.*\.md$/

/** The text of a page that has one apart from its template. */
export interface PageText {
  /** By which the template names it; another text has another one. */
  id: string
  html: string
}

/**
 * Takes the text of a generated page out of its template. Such a page has no components but for the popups at its
 * end: to Vue it is the text of one element, not thousands of elements, each compiled twice.
 *
 * @param apart as in a build: instead of a template, what `PageTexts` makes a module of; the bundler would carry all
 *   texts along, several times
 */
export function withoutText(html: string, apart: boolean): { template: string; text?: PageText } {
  const [, page, component = '', popups] = /^([^]*?)(<TypePopups popups="([^]*)" \/>\n)?$/.exec(html)!
  // What keeps Vue from interpreting code has no meaning in a text.
  const text = page!.replace(/(<[a-z][^<>]*?) v-pre(?:="")?(?=[ >])/g, '$1')
  // A template literal between single quotes has the fewest characters to escape, each of which costs Vue's parsers
  // time.
  if (!apart)
    return {
      template: `<div v-html='${asLiteral(text).replace(/&/g, '&amp;').replace(/'/g, '&#39;')}'></div>${component}`,
    }
  // The name of its script comes from this, so both forms count.
  const id = digest([text, briefly(text)])
  return {
    template: JSON.stringify({
      text: `__VP_STATIC_START__page-text:${id}__VP_STATIC_END__`,
      popups: popups?.replace(/&(lt|gt|quot|amp);/g, (_, name: keyof typeof characters) => characters[name]),
    }).replaceAll('<', '\\u003c'),
    text: { id, html: text },
  }
}

/** What VitePress makes of a page. */
const pageModule = new RegExp(
  /^<script >\nexport const __pageData = (.*)\nexport default \{name:(.*)\}<\/script>\n/.source +
    /<template><div>(.*)<\/div><\/template>$/.source,
)

/**
 * The texts of all pages of a build, to be put into the files that come out. Until then a mark stands for each,
 * wrapped in what VitePress leaves out of the scripts of a first visit, which has the text in its HTML
 * (`staticStripRE` in VitePress; the test of page weights fails if that should change).
 */
export class PageTexts {
  /** Outside the heap, and at one byte a letter. */
  readonly #texts = new Map<string, Uint8Array>()

  keep(id: string, html: Uint8Array): void {
    this.#texts.set(id, html)
  }

  /** For `transformHtml`: the page with its text. */
  readonly intoHtml = (html: string): string =>
    html.replace(/__VP_STATIC_START__page-text:(\w+)__VP_STATIC_END__/, (_, id: string) => this.#text(id))

  /**
   * Puts the texts into the scripts that the browser loads on the way from one page to another. The modules of the
   * pages come from here, not from Vue's compiler.
   */
  readonly plugin: Plugin = {
    name: 'wechatpay:page-texts',
    apply: 'build',
    transform: {
      filter: { id: generatedPage },
      handler(code) {
        const [, data, name, content] =
          pageModule.exec(code) ?? this.error('VitePress makes something else of a page now: teach page-texts.ts what.')
        const { text, popups } = JSON.parse(content!) as { text: string; popups?: string }
        return {
          code: [
            `import { h${popups ? ', resolveComponent' : ''} } from 'vue'`,
            `export const __pageData = ${data}`,
            `export default { name: ${name}, render: () => h('div', [h('div', { innerHTML: ` +
              `${JSON.stringify(text)} })` +
              `${popups ? `, h(resolveComponent('TypePopups'), { popups: ${JSON.stringify(popups)} })` : ''}` +
              ']) }',
          ].join('\n'),
          map: null,
        }
      },
    },
    writeBundle: ({ dir }, bundle) => {
      for (const output of Object.values(bundle)) {
        if (output.type !== 'chunk' || !output.facadeModuleId?.endsWith('.md')) continue
        const file = join(dir!, output.fileName)
        const script = readFileSync(file, 'utf8')
        const filled = script.replace(/(["'`])page-text:(\w+)\1/, (_, quote, id: string) =>
          asLiteral(briefly(this.#text(id))),
        )
        if (filled !== script) writeFileSync(file, filled)
      }
    },
  }

  #text(id: string): string {
    return Buffer.from(this.#texts.get(id)!).toString()
  }
}

/**
 * A text as a script carries it: without the links of field names and the labels of their buttons, which say the ids
 * and names of their rows once more, a twentieth of a large page. The browser puts them back (`completeRows` in
 * theme/tables.ts); the HTML of a first visit, which may be read without scripts, has them.
 */
export function briefly(html: string): string {
  return html.replace(
    /(<tr id="([^"]+)">\s*<td[^>]*>)(<button [^>]*><\/button>)?<span class="field-name"><a href="#([^"]+)"/g,
    (all, row: string, id: string, button: string | undefined, hash: string) =>
      hash === encodeURIComponent(id)
        ? `${row}${button?.replace(/ aria-label="[^"]*"/, '') ?? ''}<span class="field-name"><a`
        : all,
  )
}

/** As markdown-it escapes them. */
const characters = { lt: '<', gt: '>', quot: '"', amp: '&' }

function asLiteral(text: string): string {
  return `\`${text.replace(/[\\`]|\$\{/g, '\\$&')}\``
}
