import type { MarkdownRenderer } from 'vitepress'
import type { ShikiTransformer } from 'shiki'
import { choices } from '../theme/choices.ts'
import { mergeLines, variants, type MergedLine } from './variants.ts'

type Token = ReturnType<MarkdownRenderer['parse']>[number]

const trigger = 'variant-lines'
const lineMark = '<!--variant-line-->'

/**
 * Prints a code group whose labels are those of the variants (`await`, `promise`; the six styles of PHP) as one block a language with
 * switches, in which lines that variants share stand once. Other code groups stay VitePress' own.
 *
 * Shiki answers asynchronously, so the lines are put together in the finished HTML; `markLines` marks where one begins.
 */
export function codeVariants(md: MarkdownRenderer): void {
  md.core.ruler.after('block', 'wechatpay:code-variants', (state) => {
    for (let index = 0; index < state.tokens.length; index++) {
      if (state.tokens[index]!.type !== 'container_code-group_open') continue
      const end = state.tokens.findIndex((token, position) => position > index && token.type === 'container_code-group_close')
      const fences = state.tokens.slice(index + 1, end)
      if (!fences.length || !fences.every(isVariant)) continue
      const group = new state.Token('code_variants', 'div', 0)
      group.meta = blocksOf(fences)
      state.tokens.splice(index, end - index + 1, group)
    }
  })

  md.renderer.rules.code_variants = (tokens, index, options, env, self) => {
    const blocks = tokens[index]!.meta as Block[]
    const rendered = blocks.map((block) => {
      const fences = block.fences.map(fence => self.rules.fence!([fence], 0, options, env, self))
      return `<!--variant-block ${encodeURIComponent(JSON.stringify({ lang: block.lang, labels: block.labels, lines: block.lines } satisfies BlockMeta))}-->${fences.join('<!--variant-fence-->')}<!--/variant-block-->`
    })
    return `<div class="code-variants" v-pre>${choicesHtml(blocks.map(({ lang }) => lang), `example-${index}`)}${rendered.join('')}</div>\n`
  }

  const renderAsync = md.renderAsync.bind(md)
  md.renderAsync = async (...args) => assemble(await renderAsync(...args))
}

/** Marks the lines of the code blocks that `codeVariants` will take apart. Has to come after twoslash, whose popups have lines of their own. */
export function markLines(): ShikiTransformer {
  return {
    name: 'wechatpay:mark-lines',
    root(root) {
      if (!this.options.meta?.__raw?.includes(trigger)) return
      const pre = root.children[0]
      const code = pre?.type === 'element' ? pre.children[0] : undefined
      if (code?.type !== 'element') return
      code.children = code.children.flatMap(child =>
        child.type === 'element' && child.tagName === 'span' && [child.properties.class].flat().includes('line') ? [{ type: 'comment', value: lineMark.slice(4, -3) } as const, child] : [child])
    },
  }
}

interface BlockMeta {
  lang: string
  labels: string[]
  /** The variants laid over each other, where they were before highlighting. */
  lines?: MergedLine[]
}

interface Block extends BlockMeta {
  /** One for each variant, or a single one with all lines where highlighting does not need whole programs. */
  fences: Token[]
}

/**
 * The switches of an example as plain HTML: which one is chosen stands on `<html>`, so nothing has to be drawn again. The page stays one
 * static piece for Vue; theme/choices.ts listens.
 */
function choicesHtml(langs: string[], id: string): string {
  return `<div class="code-choices">${choices.filter(choice => choice.lang ? langs.includes(choice.lang) : langs.length > 1).map(({ name, legend, lang, options }) =>
    `<fieldset class="choice"${lang ? ` data-lang="${lang}"` : ''}><legend class="visually-hidden">${legend}</legend>${options.map(({ value, text }, index) =>
      `<label><input type="radio" name="${id}-${name}" data-choice="${name}" value="${value}"${index === 0 ? ' checked' : ''}><span>${text}</span></label>`).join('')}</fieldset>`).join('')}</div>`
}

function labelOf(fence: Token): string {
  return /\[(.+)\]/.exec(fence.info)?.[1] ?? ''
}

function langOf(fence: Token): string {
  return /^\w+/.exec(fence.info)?.[0] ?? ''
}

function isVariant(token: Token): boolean {
  return token.type === 'fence' && (variants[langOf(token)]?.includes(labelOf(token)) ?? false)
}

function blocksOf(fences: Token[]): Block[] {
  const langs = [...new Set(fences.map(langOf))]
  return langs.map((lang) => {
    const own = fences.filter(fence => langOf(fence) === lang)
    const labels = own.map(labelOf)
    for (const fence of own) fence.info += ` ${trigger}`
    // Type information needs each program as it is; without, one highlighting of all lines serves.
    if (own.some(fence => /\btwoslash\b/.test(fence.info))) return { lang, labels, fences: own }
    const lines = mergeLines(own.map(fence => fence.content.trimEnd()))
    own[0]!.content = `${lines.map(line => line.text).join('\n')}\n`
    return { lang, labels, lines, fences: own.slice(0, 1) }
  })
}

function assemble(html: string): string {
  return html.replace(/<!--variant-block (\S+?)-->([^]*?)<!--\/variant-block-->/g, (_, meta: string, content: string) => {
    const { lang, labels, lines } = JSON.parse(decodeURIComponent(meta)) as BlockMeta
    const fences = content.split('<!--variant-fence-->').map((fence) => {
      const [before, ...parts] = fence.split(lineMark)
      const last = parts.pop() ?? ''
      const end = last.lastIndexOf('</code>')
      return { before: before!, lines: [...parts, last.slice(0, end)].map(part => part.replace(/\n$/, '')), after: last.slice(end) }
    })
    const merged = lines ?? mergeLines(fences.map(fence => fence.lines.map(textOf).join('\n')))
    const lengths = labels.map((_, variant) => merged.filter(line => line.of.includes(variant)).length)
    const printed = merged.map((line, index) => {
      // The last line of a program ends without a line feed, so that just what is seen is copied.
      const end = line.of.every((variant, position) => line.at[position] === lengths[variant]! - 1) ? '' : '\n'
      const part = lines ? fences[0]!.lines[index] : fences[line.of[0]!]!.lines[line.at[0]!]
      return line.of.length === labels.length ? `${part}${end}` : `<span class="variant" data-for="${line.of.map(variant => labels[variant]).join(' ')}">${part}${end}</span>`
    })
    const { before, after } = fences[0]!
    return `<div class="code-language" data-lang="${lang}">${before}${printed.join('')}${after}</div>`
  })
}

/** The text of a highlighted line, with what stands below it, on one line. */
function textOf(html: string): string {
  return html.replace(/<[^>]*>/g, '').replace(/\n/g, ' ')
}
