import type { MarkdownRenderer } from 'vitepress'
import type { ShikiTransformer } from 'shiki'
import { choices, type Choice } from '../../packages/wechatpay/choices.ts'
import { visibleCode } from '../../packages/reference/writers/markdown-text.ts'
import { choiceOf } from '../../packages/reference/writers/text.ts'
import { assembled, lineMark, type Line, type MergedBlock, type Variant } from './merged-block.ts'
import { mergeLines, variants } from './variants.ts'

type Token = ReturnType<MarkdownRenderer['parse']>[number]

const trigger = 'variant-lines'

interface Block extends MergedBlock {
  /** What is highlighted. */
  fences: Token[]
}

/**
 * Prints a code group whose labels are those of the variants (`await`, `promise`; the six styles of PHP) as one block
 * a language with switches, in which lines that variants share stand once. Behind the label, `sample=common,all` and
 * `mode=partner` say for which further choices of the reader a program stands. Other code groups stay VitePress' own.
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
      const { lang, variants, lines } = block
      const meta = encodeURIComponent(JSON.stringify({ lang, variants, lines } satisfies MergedBlock))
      return `<!--variant-block ${meta}-->${fences.join('<!--variant-fence-->')}<!--/variant-block-->`
    })
    // What is sent is no example of its own, and follows the switches of the one above it.
    if (blocks.every(({ lang }) => lang === 'txt'))
      return `<div class="variant-texts" v-pre>${rendered.join('')}</div>\n`
    return `<div class="code-variants" v-pre>${choicesHtml(blocks, `example-${index}`)}${rendered.join('')}</div>\n`
  }

  const renderAsync = md.renderAsync.bind(md)
  md.renderAsync = async (...args) => assembled(await renderAsync(...args))
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
        ? blocks.some(({ variants }) => new Set(variants.map(({ samples }) => samples.join())).size > 1)
        : whole)
  // A program in one language is a piece of a guide, which says itself what stands around it.
  const copies = whole
    ? '<span class="example-copies"><button type="button" class="example-copy" data-copy="file" ' +
      'title="客户端初始化与这次调用，一个可以运行的文件">复制完整文件</button><button type="button" class="example-copy" ' +
      'data-copy="link" title="打开即是现在所选的语言与写法">复制链接</button>' +
      '<button type="button" class="example-own">我的参数</button><span class="visually-hidden" ' +
      'role="status"></span></span>'
    : ''
  const offered = choices.filter(isOffered)
  const often = offered.filter(({ seldom }) => !seldom)
  const more = offered.filter(({ seldom }) => seldom)
  const rest = `${more.map(choice => choiceHtml(choice, id)).join('')}${copies}`
  return (
    `<div class="code-choices">${often.map(choice => choiceHtml(choice, id)).join('')}` +
    (whole
      ? `<button type="button" class="choice-menu" aria-expanded="false">更多</button>` +
        `<div class="choice-more">${rest}</div></div>`
      : `${rest}</div>`)
  )
}

function choiceHtml({ name, legend, lang, options }: Choice, id: string): string {
  const labels = options.map(
    ({ value, text }, index) =>
      `<label><input type="radio" name="${id}-${name}" data-choice="${name}" value="${value}"` +
      `${index === 0 ? ' checked' : ''}><span>${text}</span></label>`,
  )
  return (
    `<fieldset class="choice"${lang ? ` data-lang="${lang}"` : ''}>` +
    `<legend class="visually-hidden">${legend}</legend>${labels.join('')}</fieldset>`
  )
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
  return [...new Set(fences.map(langOf))].map(lang =>
    blockOf(
      lang,
      fences.filter(fence => langOf(fence) === lang),
    ),
  )
}

/**
 * What is rendered of a language: programs whose types are shown, each as it is, and the lines that only other ones
 * have; where no types are shown, one highlighting of all lines serves.
 */
function blockOf(lang: string, own: Token[]): Block {
  for (const fence of own) fence.info += ` ${trigger}`
  const merged = mergeLines(
    own.map(({ content }) => visibleCode(content.trimEnd().split('\n')).join('\n')),
    withoutPadding,
  )
  const typed = own.filter(isTyped)
  const rest = merged.filter(({ of }) => !of.some(variant => isTyped(own[variant]!)))
  const lines = merged.map((line): Line => {
    const variant = line.of.findIndex(number => isTyped(own[number]!))
    const from: Line['from'] =
      variant < 0 ? [typed.length, rest.indexOf(line)] : [typed.indexOf(own[line.of[variant]!]!), line.at[variant]!]
    return { of: line.of, from }
  })
  const other = own.find(fence => !isTyped(fence))
  if (other) other.content = `${rest.map(({ text }) => text).join('\n')}\n`
  return { lang, variants: own.map(variantOf), lines, fences: [...typed, ...(rest.length ? [other!] : [])] }
}

/** Arrows of PHP stand below each other, at another place in each sample. */
function withoutPadding(line: string): string {
  return line.replace(/ +=> /, ' => ')
}

function isTyped({ info }: Token): boolean {
  return /\btwoslash\b/.test(info)
}

function variantOf(fence: Token): Variant {
  return { label: labelOf(fence), ...choiceOf(fence.info) }
}
