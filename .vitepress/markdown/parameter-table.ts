import type { MarkdownRenderer } from 'vitepress'

type Token = ReturnType<MarkdownRenderer['parse']>[number]

/**
 * Completes tables of class `im-table`, generated or written by hand: every row gets an address of its own, what colour and indentation
 * say is also said in words, and what follows the first line of a description is set apart.
 */
export function parameterTable(md: MarkdownRenderer): void {
  // After markdown-it-attrs, which sets the class and the attributes of the cells.
  md.core.ruler.push('wechatpay:parameter-table', (state) => {
    for (let index = 0; index < state.tokens.length; index++) {
      const table = state.tokens[index]!
      if (table.type !== 'table_open' || !String(table.attrGet('class') ?? '').split(' ').includes('im-table')) continue
      const end = state.tokens.findIndex((token, position) => position > index && token.type === 'table_close')
      completeTable(state.tokens.slice(index, end), (content) => {
        const token = new state.Token('html_inline', '', 0)
        token.content = content
        return token
      })
    }
  })
}

function completeTable(tokens: Token[], html: (content: string) => Token): void {
  const id = String(tokens[0]!.attrGet('id') ?? 'table')
  const requiredText = /response$/.test(id) ? '必返' : '必填'
  // No scrolling here, so the table itself is no stop of the Tab key.
  tokens[0]!.attrSet('tabindex', '-1')
  const body = tokens.findIndex(token => token.type === 'tbody_open')
  const names: string[] = []
  const used = new Set<string>()
  let row: Token | undefined
  let column = 0
  for (const [index, token] of tokens.entries()) {
    if (token.type === 'th_open') token.attrSet('scope', 'col')
    if (index < body) continue
    if (token.type === 'tr_open') [row, column] = [token, 0]
    if (token.type !== 'td_open') continue
    const inline = tokens[index + 1]!
    const children = inline.children ??= []
    if (column === 0 && token.attrGet('colspan') === null) {
      const indent = Number(token.attrGet('data-indent') ?? 0)
      const name = children.map(child => child.type === 'text' || child.type === 'code_inline' ? child.content : '').join('').replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code))).trim()
      names.length = indent
      names[indent] = name
      const address = unique([id, ...Array.from(names, part => part ?? '')].join('.'), used)
      row!.attrSet('id', address)
      token.attrSet('style', `--indent:${indent}`)
      inline.children = [html(`<span class="field-name"><a href="#${encodeURIComponent(address)}">`), ...children, html('</a></span>')]
      if (token.attrGet('data-required') !== null) inline.children.push(html(`<span class="required-mark" title="${requiredText}"><span class="visually-hidden">（${requiredText}）</span></span>`))
      if (token.attrGet('data-encrypted') !== null) inline.children.push(html('<span class="encrypted-mark">加密</span>'))
    }
    if (token.attrGet('data-tooltip') !== null) {
      token.attrSet('tabindex', '0')
      token.attrSet('aria-description', String(token.attrGet('data-tooltip')))
    }
    if (column === 2) {
      const lineBreak = children.findIndex(child => child.type === 'html_inline' && /^<br\s*\/?>$/.test(child.content))
      if (lineBreak >= 0) inline.children = [...children.slice(0, lineBreak), html('<span class="field-details">'), ...children.slice(lineBreak + 1), html('</span>')]
    }
    column++
  }
}

function unique(address: string, used: Set<string>): string {
  let candidate = address
  for (let number = 2; used.has(candidate); number++) candidate = `${address}-${number}`
  used.add(candidate)
  return candidate
}
