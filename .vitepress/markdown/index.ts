import { slugify } from '@mdit-vue/shared'
import { createCssVariablesTheme, type ShikiTransformer } from 'shiki'
import type { MarkdownOptions } from 'vitepress'
import { beside } from './beside.ts'
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

/**
 * Half the characters of a page would be elements around code that say nothing, or what one around them could say as
 * well, and styles that a class says shorter.
 */
const fewerElements: ShikiTransformer = {
  name: 'wechatpay:fewer-elements',
  code: ({ children }) => {
    for (const line of children)
      if (line.type === 'element') line.children = line.children.flatMap(fewer).flatMap(breakable)
  },
}

type ElementContent = Parameters<NonNullable<ShikiTransformer['code']>>[0]['children'][number]

function fewer(span: ElementContent): ElementContent[] {
  if (span.type !== 'element' || Object.keys(span.properties).join() !== 'style') return [span]
  const colour = /^color:var\(--code-(foreground|token-[\w-]+)\)$/.exec(String(span.properties.style))?.[1]
  if (!colour) return [span]
  // Text has this colour anyway.
  if (colour === 'foreground' || colour === 'token-punctuation') return span.children
  const [only, ...others] = span.children
  const target = only?.type === 'element' && !others.length ? only : span
  delete span.properties.style
  target.properties.class = [target.properties.class, colour].filter(Boolean).join(' ')
  return [target]
}

/** A long chain goes on in the next line with a whole member rather than with the rest of a word. */
function breakable(span: ElementContent): ElementContent[] {
  const [only] = span.type === 'element' ? span.children : [span]
  const isLink = only?.type === 'text' && /^(?:\.|->)$/.test(only.value)
  return isLink ? [{ type: 'element', tagName: 'wbr', properties: {}, children: [] }, span] : [span]
}

/**
 * How pages become HTML; the workers that render them and the check of links share it.
 *
 * @param types shows the types of typed fences (`typeInformation`); without it, they are highlighted only
 */
export function markdownOptions(types?: ShikiTransformer): MarkdownOptions {
  return {
    // Popups highlight code of these languages, so they have to be there from the start.
    languages: ['ts', 'js', 'php', 'json', 'bash'],
    theme: codeTheme,
    codeTransformers: [
      ...(types ? [types] : []),
      handOverPopups(),
      fewerElements,
      markLines(), // after twoslash: it counts the lines that are left
    ],
    // Links are slugified like headings; the address of a row already is one.
    anchor: { slugify: text => (/^(?:\w+-)?(?:request|response)\.[\w.*-]+$/.test(text) ? text : slugify(text)) },
    // `:100:` in a description is what it says.
    emoji: false,
    codeCopyButton: { tooltipText: '复制代码', copiedText: '已复制' },
    container: { tipLabel: '提示', infoLabel: '说明', warningLabel: '注意', dangerLabel: '警告', detailsLabel: '详情' },
    config: md => {
      headingAnchors(md)
      literalCode(md)
      parameterTable(md)
      codeVariants(md)
      beside(md)
      typePopups(md)
    },
  }
}
