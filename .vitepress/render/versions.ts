import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { digest, DiskCache } from '../../packages/reference/edge/disk-cache.ts'
import { listFiles } from '../../packages/reference/edge/files.ts'
import type { TypeInformationOptions } from '../twoslash/index.ts'

/**
 * Where everything that pages are made of is remembered; dev server, build and check share it, and so do runs of CI.
 */
export function siteCache(root: string): DiskCache {
  return new DiskCache(join(root, '.vitepress/cache/pages'))
}

/**
 * All that decides on a page beside its Markdown and what that imports: the libraries' versions and the code that
 * renders it.
 */
export function rendererVersion(root: string): string {
  const folders = ['.vitepress/twoslash', '.vitepress/markdown', '.vitepress/render', 'packages/reference']
  const code = [...folders, 'packages/wechatpay'].flatMap(folder => listFiles(root, folder, '.ts'))
  return digest(['package-lock.json', ...code].map(file => readFileSync(join(root, file), 'utf8')))
}

/** All that decides on what is read from a description. */
export function readerVersion(root: string): string {
  return digest(
    ['package-lock.json', ...['reference', 'wechatpay'].flatMap(name => listFiles(root, `packages/${name}`, ''))].map(
      file => readFileSync(join(root, file), 'utf8'),
    ),
  )
}

/** All that decides on what a check says of an operation or a page. */
export function checkerVersion(root: string): string {
  return digest([
    rendererVersion(root),
    ...['.vitepress/site/pages.ts', 'snippets/tsconfig.json', ...listFiles(root, 'packages/check', '.ts')].map(file =>
      readFileSync(join(root, file), 'utf8'),
    ),
  ])
}

/** Where the examples of this project find their types. */
export function typeOptions(
  root: string,
  own: Pick<TypeInformationOptions, 'strict' | 'declarationFor'>,
): TypeInformationOptions {
  return {
    tsconfig: join(root, 'snippets/tsconfig.json'),
    cache: siteCache(root),
    version: rendererVersion(root),
    ...own,
  }
}
