import type { MarkdownRenderer } from 'vitepress'

/** Shows code spans as they are written, `{{ }}` included, which Vue would otherwise take for an expression. */
export function literalCode(md: MarkdownRenderer): void {
  const render = md.renderer.rules.code_inline!
  md.renderer.rules.code_inline = (tokens, index, ...rest) => {
    tokens[index]!.attrSet('v-pre', '')
    return render(tokens, index, ...rest)
  }
}
