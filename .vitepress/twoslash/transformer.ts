import { transformerTwoslash } from '@shikijs/vitepress-twoslash'
import type { ShikiTransformer } from 'shiki'
import type { TwoslashInstance } from 'twoslash'
import type { TypeFinder } from './index.ts'
import { popupRenderer } from './renderer.ts'

/**
 * The transformer that shows the type information in highlighted code: that of VitePress' twoslash, but types come
 * from the finder of all programs at once, and a popup is a key (renderer.ts). Loaded where types are shown only: it
 * brings the compilers of TypeScript and Vue.
 */
export function typeInformation({ find }: Pick<TypeFinder, 'find'>): ShikiTransformer {
  const {
    preprocess,
    postprocess: _,
    ...twoslash
  } = transformerTwoslash({
    twoslasher: ((code: string, lang: string) => find(code, lang)) as TwoslashInstance,
    renderer: popupRenderer(),
    langs: ['ts', 'tsx', 'js', 'jsx'],
    explicitTrigger: true,
    // A page that shows a mistake is not built; the error says which example of which page it is.
    onTwoslashError: error => {
      throw error
    },
  })
  return {
    ...twoslash,
    // It takes `v-pre` away, as its floating popups are components. Ours are not, so it gets a list of its own.
    preprocess(code, options) {
      return preprocess?.call(this, code, { ...options, transformers: [...(options.transformers ?? [])] })
    },
  }
}
