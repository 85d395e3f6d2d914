import type { MarkdownRenderer } from 'vitepress'
import { addressBelow, sideOfTable } from '../../packages/reference/model/rows.ts'

type Token = ReturnType<MarkdownRenderer['parse']>[number]
type MakeToken = (
  type: string,
  tag: string,
  nesting: -1 | 0 | 1,
  attributes?: Record<string, string>,
  content?: string,
) => Token

/** Where the guide says how to encrypt and decrypt. */
const encryptionGuide = '/guide/quick-start#encryption'

/**
 * Completes tables of class `im-table`, generated or written by hand: every row gets an address of its own, what
 * colour and indentation say is also said in words, and what follows the first line of a description is set apart. A
 * row with rows below it gets a button that folds them, and a table with such rows a bar to fold them all
 * (theme/tables.ts listens).
 */
export function parameterTable(md: MarkdownRenderer): void {
  // After markdown-it-attrs, which sets the class and the attributes of the cells.
  md.core.ruler.push('wechatpay:parameter-table', state => {
    const make: MakeToken = (type, tag, nesting, attributes = {}, content = '') => {
      const token = new state.Token(type, tag, nesting)
      for (const [name, value] of Object.entries(attributes)) token.attrSet(name, value)
      token.content = content
      return token
    }
    for (let index = 0; index < state.tokens.length; index++) {
      const table = state.tokens[index]!
      if (
        table.type !== 'table_open' ||
        !String(table.attrGet('class') ?? '')
          .split(' ')
          .includes('im-table')
      )
        continue
      const end = state.tokens.findIndex((token, position) => position > index && token.type === 'table_close')
      const folds = completeTable(state.tokens.slice(index, end), make)
      const before = make('html_block', '', 0, {}, `<div class="parameters">${folds ? foldBar : ''}`)
      state.tokens.splice(
        index,
        end - index + 1,
        before,
        ...state.tokens.slice(index, end + 1),
        make('html_block', '', 0, {}, '</div>\n'),
      )
      index = end + 2
    }
  })
}

// The place in the table is filled in while one scrolls; its links repeat those of the rows, so they are no stops of
// the Tab key.
const foldBar =
  '<div class="fold-bar"><span class="table-place" aria-hidden="true"></span><button ' +
  'type="button" data-rows="folded">全部折叠</button><button type="button" data-rows="open">全部展开' +
  '</button></div>'

/** What the button is called that folds the rows below a field. */
export const foldLabel = (name: string) => `${name} 的下级`

/** @returns whether any row can be folded */
function completeTable(tokens: Token[], make: MakeToken): boolean {
  const html = (content: string) => make('html_inline', '', 0, {}, content)
  const id = String(tokens[0]!.attrGet('id') ?? 'table')
  const requiredText = sideOfTable(id) === 'answer' ? '必返' : '必填'
  // No scrolling here, so the table itself is no stop of the Tab key.
  tokens[0]!.attrSet('tabindex', '-1')
  const body = tokens.findIndex(token => token.type === 'tbody_open')
  const depths = depthsOf(tokens.slice(Math.max(body, 0)))
  const names: string[] = []
  const used = new Set<string>()
  let row: Token | undefined
  let number = -1
  let column = 0
  let folds = false
  for (const [index, token] of tokens.entries()) {
    if (token.type === 'th_open') token.attrSet('scope', 'col')
    if (index < body) continue
    if (token.type === 'tr_open') [row, column, number] = [token, 0, number + 1]
    if (token.type !== 'td_open') continue
    const inline = tokens[index + 1]!
    const children = (inline.children ??= [])
    if (column === 0 && token.attrGet('colspan') === null) {
      const indent = depths[number]!
      const name = children
        .map(child => (child.type === 'text' || child.type === 'code_inline' ? child.content : ''))
        .join('')
        .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
        .trim()
      names.length = indent
      names[indent] = name
      const address = unique(Array.from(names, part => part ?? '').reduce(addressBelow, id), used)
      row!.attrSet('id', address)
      inline.children = [
        html(`<span class="field-name"><a href="#${encodeURIComponent(address)}">`),
        ...children,
        html('</a></span>'),
      ]
      if (depths[number + 1]! > indent) {
        folds = true
        inline.children.unshift(
          make('fold_open', 'button', 1, {
            'type': 'button',
            'class': 'fold',
            'aria-expanded': 'true',
            'aria-label': foldLabel(name),
          }),
          make('fold_close', 'button', -1),
        )
      }
      if (token.attrGet('data-required') !== null)
        inline.children.push(html(` <span class="required-mark">${requiredText}</span>`))
      const requiredIn = token.attrGet('data-required-in')
      if (requiredIn !== null)
        inline.children.push(html(` <span class="required-mark" data-mode="${requiredIn}">${requiredText}</span>`))
      if (token.attrGet('data-encrypted') !== null)
        inline.children.push(
          html(' '),
          make('link_open', 'a', 1, { href: encryptionGuide, class: 'encrypted-mark', title: '怎样加密与解密' }),
          html('加密'),
          make('link_close', 'a', -1),
        )
    }
    if (token.attrGet('data-tooltip') !== null) {
      token.attrSet('tabindex', '0')
      token.attrSet('aria-description', String(token.attrGet('data-tooltip')))
    }
    if (column === 2) {
      const lineBreak = children.findIndex(child => child.type === 'html_inline' && /^<br\s*\/?>$/.test(child.content))
      if (lineBreak >= 0)
        inline.children = [
          ...children.slice(0, lineBreak),
          html('<span class="field-details">'),
          ...children.slice(lineBreak + 1),
          html('</span>'),
        ]
    }
    column++
  }
  return folds
}

/** How deep each row stands, by the indent of its first cell. */
function depthsOf(tokens: Token[]): number[] {
  return tokens.flatMap((token, index) =>
    token.type === 'tr_open' ? [Number(tokens[index + 1]!.attrGet('data-indent') ?? 0)] : [],
  )
}

function unique(address: string, used: Set<string>): string {
  let candidate = address
  for (let number = 2; used.has(candidate); number++) candidate = `${address}-${number}`
  used.add(candidate)
  return candidate
}
