import { slugify } from '@mdit-vue/shared'
import type { MarkdownOptions } from 'vitepress'
import { typeInformation, type TypeFinder } from '../twoslash/index.ts'
import { codeVariants, markLines } from './code-variants.ts'
import { headingAnchors } from './heading-anchors.ts'
import { literalCode } from './literal-code.ts'
import { parameterTable } from './parameter-table.ts'
import { handOverPopups, typePopups } from './type-popups.ts'

/**
 * How pages become HTML; the workers that render them and the check of links share it.
 *
 * @param types where typed fences find what their popups say; without, they are highlighted only
 */
export function markdownOptions(types?: Pick<TypeFinder, 'find'>): MarkdownOptions {
  return {
    // Popups highlight code of these languages, so they have to be there from the start.
    languages: ['ts', 'js', 'php', 'json', 'bash'],
    theme: { light: 'github-light', dark: 'github-dark' },
    codeTransformers: [
      ...types ? [typeInformation(types)] : [],
      handOverPopups(),
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
