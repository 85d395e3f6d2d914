import type { MarkdownRenderer } from 'vitepress'
import type { ShikiTransformer } from 'shiki'
import { keyKinds, type KeyKind } from '../../packages/wechatpay/key-kinds.ts'
import { choices, type Choice } from '../../packages/wechatpay/choices.ts'
import { mergeLines, variants, type MergedLine } from './variants.ts'

type Token = ReturnType<MarkdownRenderer['parse']>[number]

const trigger = 'variant-lines'
const lineMark = '<!--variant-line-->'

/**
 * Prints a code group whose labels are those of the variants (`await`, `promise`; the six styles of PHP) as one block
 * a language with switches, in which lines that variants share stand once. Behind the label, `optional=3-5,9` names
 * the lines that can be left out, which a further switch does. Other code groups stay VitePress' own.
 *
 * Shiki answers asynchronously, so the lines are put together in the finished HTML; `markLines` marks where one begins.
 */
export function codeVariants(md: MarkdownRenderer): void {
  md.core.ruler.after('block', 'wechatpay:code-variants', state => {
    for (let index = 0; index < state.tokens.length; index++) {
      if (state.tokens[index]!.type !== 'container_code-group_open') continue
      const end = state.tokens.findIndex(
        (token, position) => position > index && token.type === 'container_code-group_close',
      )
      const fences = state.tokens.slice(index + 1, end)
      if (!fences.length || !fences.every(isVariant)) continue
      const group = new state.Token('code_variants', 'div', 0)
      group.meta = blocksOf(fences)
      state.tokens.splice(index, end - index + 1, group)
    }
  })

  md.renderer.rules.code_variants = (tokens, index, options, env, self) => {
    const blocks = tokens[index]!.meta as Block[]
    const rendered = blocks.map(block => {
      const fences = block.fences.map(fence => self.rules.fence!([fence], 0, options, env, self))
      const { lang, labels, lines, optional } = block
      const meta = encodeURIComponent(JSON.stringify({ lang, labels, lines, optional } satisfies BlockMeta))
      return `<!--variant-block ${meta}-->${fences.join('<!--variant-fence-->')}<!--/variant-block-->`
    })
    return `<div class="code-variants" v-pre>${choicesHtml(blocks, `example-${index}`)}${rendered.join('')}</div>\n`
  }

  const renderAsync = md.renderAsync.bind(md)
  md.renderAsync = async (...args) => assemble(await renderAsync(...args))
}

/**
 * Marks the lines of the code blocks that `codeVariants` will take apart. Has to come after twoslash, whose popups
 * have lines of their own.
 */
export function markLines(): ShikiTransformer {
  return {
    name: 'wechatpay:mark-lines',
    root(root) {
      if (!this.options.meta?.__raw?.includes(trigger)) return
      const pre = root.children[0]
      const code = pre?.type === 'element' ? pre.children[0] : undefined
      if (code?.type !== 'element') return
      code.children = code.children.flatMap(child =>
        child.type === 'element' && child.tagName === 'span' && [child.properties.class].flat().includes('line')
          ? [{ type: 'comment', value: lineMark.slice(4, -3) } as const, child]
          : [child],
      )
    },
  }
}

interface BlockMeta {
  lang: string
  labels: string[]
  /** The variants laid over each other, where they were before highlighting. */
  lines?: MergedLine[]
  /** Of each variant, the numbers of its lines (from 0) that can be left out. */
  optional: number[][]
}

interface Block extends BlockMeta {
  /** One for each variant, or a single one with all lines where highlighting does not need whole programs. */
  fences: Token[]
}

/**
 * The switches of an example as plain HTML: which one is chosen stands on `<html>`, so nothing has to be drawn again.
 * The page stays one static piece for Vue; theme/choices.ts listens.
 */
function choicesHtml(blocks: Block[], id: string): string {
  const langs = blocks.map(({ lang }) => lang)
  const whole = langs.length > 1
  const isOffered = ({ name, lang, where }: Choice) =>
    !where &&
    (lang
      ? langs.includes(lang)
      : name === 'fields'
        ? blocks.some(({ optional }) => optional.some(lines => lines.length))
        : whole)
  // A program in one language is a piece of a guide, which says itself what stands around it.
  const copies = whole
    ? '<span class="example-copies"><button type="button" class="example-copy" data-copy="file" ' +
      'title="客户端初始化与这次调用，一个可以运行的文件">复制完整文件</button><button type="button" class="example-copy" ' +
      'data-copy="link" title="打开即是现在所选的语言与写法">复制链接</button><span class="visually-hidden" ' +
      'role="status"></span></span>'
    : ''
  return `<div class="code-choices">${choices
    .filter(isOffered)
    .map(
      ({ name, legend, lang, options }) =>
        `<fieldset class="choice"${lang ? ` data-lang="${lang}"` : ''}>` +
        `<legend class="visually-hidden">${legend}</legend>${options
          .map(
            ({ value, text }, index) =>
              `<label><input type="radio" name="${id}-${name}" data-choice="${name}" value="${value}"` +
              `${index === 0 ? ' checked' : ''}><span>${text}</span></label>`,
          )
          .join('')}</fieldset>`,
    )
    .join('')}${copies}</div>`
}

/** `optional=3-5,9` as numbers from 0. */
function optionalOf(fence: Token): number[] {
  return (/ optional=([\d,-]+)/.exec(fence.info)?.[1] ?? '')
    .split(',')
    .filter(Boolean)
    .flatMap(range => {
      const [from, to = from] = range.split('-').map(Number) as [number, number?]
      return Array.from({ length: to! - from + 1 }, (_, index) => from - 1 + index)
    })
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
  return langs.map(lang => {
    const own = fences.filter(fence => langOf(fence) === lang)
    const labels = own.map(labelOf)
    const optional = own.map(optionalOf)
    for (const fence of own) fence.info += ` ${trigger}`
    // Type information needs each program as it is; without, one highlighting of all lines serves.
    if (own.some(fence => /\btwoslash\b/.test(fence.info))) return { lang, labels, optional, fences: own }
    const lines = mergeLines(own.map(fence => fence.content.trimEnd()))
    own[0]!.content = `${lines.map(line => line.text).join('\n')}\n`
    return { lang, labels, lines, optional, fences: own.slice(0, 1) }
  })
}

function assemble(html: string): string {
  return html.replace(
    /<!--variant-block (\S+?)-->([^]*?)<!--\/variant-block-->/g,
    (_, meta: string, content: string) => {
      const { lang, labels, lines, optional } = JSON.parse(decodeURIComponent(meta)) as BlockMeta
      const fences = content.split('<!--variant-fence-->').map(fence => {
        const [before, ...parts] = fence.split(lineMark)
        const last = parts.pop() ?? ''
        const end = last.lastIndexOf('</code>')
        return {
          before: before!,
          lines: [...parts, last.slice(0, end)].map(part => part.replace(/\n$/, '')),
          after: last.slice(end),
        }
      })
      const merged = lines ?? mergeLines(fences.map(fence => fence.lines.map(textOf).join('\n')))
      const lengths = labels.map((_, variant) => merged.filter(line => line.of.includes(variant)).length)
      const printed = merged.map((line, index) => {
        // The last line of a program ends without a line feed, so that just what is seen is copied.
        const end = line.of.every((variant, position) => line.at[position] === lengths[variant]! - 1) ? '' : '\n'
        const part = lines ? fences[0]!.lines[index] : fences[line.of[0]!]!.lines[line.at[0]!]
        return line.of.length === labels.length
          ? `${part}${end}`
          : `<span class="variant" data-for="${line.of.map(variant => labels[variant]).join(' ')}">${part}${end}</span>`
      })
      const isOptional = merged.map(line =>
        line.of.every((variant, position) => optional[variant]!.includes(line.at[position]!)),
      )
      // Once around a run of lines.
      const text = printed
        .map(
          (line, index) =>
            `${isOptional[index] && !isOptional[index - 1] ? '<span class="optional">' : ''}${line}` +
            `${isOptional[index] && !isOptional[index + 1] ? '</span>' : ''}`,
        )
        .join('')
      const { before, after } = fences[0]!
      return `<div class="code-language" data-lang="${lang}">${before}${withBothKeys(text)}${after}</div>`
    },
  )
}

/** The text of a highlighted line, with what stands below it, on one line. */
function textOf(html: string): string {
  return html.replace(/<[^>]*>/g, '').replace(/\n/g, ' ')
}

/** The sample of the header that names the key, for either kind of it. */
const serials = {
  'public-key': 'PUB_KEY_ID_0114232134912410000000000000',
  'certificate': '5157F09EFDC096DE15EBE81A47057A7232F1B8E1',
} satisfies Record<KeyKind, string>

function withBothKeys(html: string): string {
  return html.replaceAll(
    serials['public-key'],
    keyKinds.map(kind => `<span data-keys="${kind}">${serials[kind]}</span>`).join(''),
  )
}
