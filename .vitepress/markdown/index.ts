import { slugify } from '@mdit-vue/shared'
import { createCssVariablesTheme, type ShikiTransformer } from 'shiki'
import type { MarkdownOptions } from 'vitepress'
import { typeInformation, type TypeFinder } from '../twoslash/index.ts'
import { codeVariants, markLines } from './code-variants.ts'
import { headingAnchors } from './heading-anchors.ts'
import { literalCode } from './literal-code.ts'
import { parameterTable } from './parameter-table.ts'
import { handOverPopups, typePopups } from './type-popups.ts'

/** Code is highlighted once for both themes of the site: its colours are variables, of `theme/styles/colours.css`. */
const codeTheme = createCssVariablesTheme({ name: 'code', variablePrefix: '--code-' })
// The names in a JSON text are not keywords, nor are the colons after names.
codeTheme.tokenColors!.push(
  { scope: 'support.type.property-name.json', settings: { foreground: 'var(--code-token-constant)' } },
  { scope: 'punctuation.separator.key-value', settings: { foreground: 'var(--code-token-punctuation)' } },
)

/** Most of a program has the colour that text has anyway: three of ten characters of a page would say so. */
const plainTokens: ShikiTransformer = {
  name: 'wechatpay:plain-tokens',
  span: ({ properties }) => {
    if (/^color:var\(--code-(?:foreground|token-punctuation)\)$/.test(String(properties.style))) delete properties.style
  },
}

/**
 * How pages become HTML; the workers that render them and the check of links share it.
 *
 * @param types where typed fences find what their popups say; without, they are highlighted only
 */
export function markdownOptions(types?: Pick<TypeFinder, 'find'>): MarkdownOptions {
  return {
    // Popups highlight code of these languages, so they have to be there from the start.
    languages: ['ts', 'js', 'php', 'json', 'bash'],
    theme: codeTheme,
    codeTransformers: [
      ...types ? [typeInformation(types)] : [],
      handOverPopups(),
      plainTokens,
      markLines(), // after twoslash: it counts the lines that are left
    ],
    // Links are slugified like headings; the address of a row already is one.
    anchor: { slugify: text => /^(?:\w+-)?(?:request|response)\.[\w.*-]+$/.test(text) ? text : slugify(text) },
    // `:100:` in a description is what it says.
    emoji: false,
    codeCopyButton: { tooltipText: '复制代码', copiedText: '已复制' },
    container: { tipLabel: '提示', infoLabel: '说明', warningLabel: '注意', dangerLabel: '警告', detailsLabel: '详情' },
    config: (md) => {
      headingAnchors(md)
      literalCode(md)
      parameterTable(md)
      codeVariants(md)
      typePopups(md)
    },
  }
}
