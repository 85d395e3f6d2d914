import { join } from 'node:path'
import { codeVersion, type CodeOf } from '../../packages/reference/edge/code-version.ts'
import { DiskCache } from '../../packages/reference/edge/disk-cache.ts'
import type { TypeInformationOptions } from '../twoslash/index.ts'

/**
 * Where everything that pages are made of is remembered; dev server, build and check share it, and so do runs of CI.
 */
export function siteCache(root: string): DiskCache {
  return new DiskCache(join(root, '.vitepress/cache/pages'))
}

/** The code behind everything that is remembered, by what it makes. */
export const codeOf = {
  /** A page's HTML, from its Markdown: what a worker does, and the types that it shows. */
  renderer: {
    entries: ['.vitepress/render/worker.ts', '.vitepress/render/index.ts'],
    files: ['snippets/tsconfig.json', 'snippets/wxpay.mts'],
  },
  /** What is read from a description. */
  reader: { entries: ['packages/reference/intake/read.ts', 'packages/wechatpay/dialect.ts'] },
  /** What a check says of an operation or a page. Pages are known by what they are made of, so their writers count. */
  checker: {
    entries: [
      ...['fences', 'pages', 'typescript'].map(name => `packages/check/${name}.ts`),
      ...['declaration', 'errors', 'overview', 'page'].map(name => `packages/reference/writers/to-${name}.ts`),
      'packages/wechatpay/dialect.ts',
      '.vitepress/markdown/plain.ts',
    ],
    files: ['.vitepress/site/pages.ts', 'snippets/tsconfig.json'],
  },
} satisfies Record<string, CodeOf>

/** The version of what makes something, for the keys by which it is remembered. */
export function versionOf(root: string, name: keyof typeof codeOf): string {
  return codeVersion(root, codeOf[name])
}

/** Where the examples of this project find their types. */
export function typeOptions(
  root: string,
  own: Pick<TypeInformationOptions, 'strict' | 'declarationFor'>,
): TypeInformationOptions {
  return {
    tsconfig: join(root, 'snippets/tsconfig.json'),
    cache: siteCache(root),
    version: versionOf(root, 'renderer'),
    ...own,
  }
}
