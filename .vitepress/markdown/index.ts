import { join } from 'node:path'
import { slugify } from '@mdit-vue/shared'
import type { MarkdownOptions } from 'vitepress'
import { declarationFile, root } from '../site.ts'
import { typeInformation, type TypeInformationOptions } from '../twoslash/index.ts'
import { codeVariants, markLines } from './code-variants.ts'
import { literalCode } from './literal-code.ts'
import { parameterTable } from './parameter-table.ts'
import { handOverPopups, typePopups } from './type-popups.ts'

/** Where examples find their types, for pages and checks alike. */
export const typeOptions: TypeInformationOptions = {
  declaration: declarationFile,
  tsconfig: join(root, 'snippets/tsconfig.json'),
  cacheFolder: join(root, '.vitepress/cache/twoslash'),
  lockFile: join(root, 'package-lock.json'),
  strict: process.env.NODE_ENV === 'production',
}

/** How pages become HTML; the build, the dev server and the check of links share it. */
export const markdown: MarkdownOptions = {
  // Popups highlight code of these languages, so they have to be there from the start.
  languages: ['ts', 'js', 'php', 'json', 'bash'],
  theme: { light: 'github-light', dark: 'github-dark' },
  codeTransformers: [
    typeInformation(typeOptions),
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
    literalCode(md)
    parameterTable(md)
    codeVariants(md)
    typePopups(md)
  },
}
