import type { MarkdownRenderer } from 'vitepress'

type Token = ReturnType<MarkdownRenderer['parse']>[number]

/** From how many rows on a table is longer than three screens of a phone or of a small laptop. */
const longTable = 30

/** The parts of a page that stand beside each other, by the ids of their headings, and where they begin. */
interface Part {
  kind: 'parameters' | 'example' | 'answer' | 'answer-example'
  /** What stands before the id of each heading of the same operation: `get-`. */
  prefix: string
  start: number
}

/**
 * Puts what one reads and the code to it into elements beside each other, for the style sheet to lay out: an operation
 * up to its parameters and its example, the answer and its example. It goes by the headings' ids, so a page written by
 * hand may have the same. A reader who cannot see both at once finds the example before a long table, and after a short
 * one.
 */
export function beside(md: MarkdownRenderer): void {
  // After the tables have their bars, and the examples their switches.
  md.core.ruler.push('wechatpay:beside', state => {
    const html = (content: string) => {
      const token = new state.Token('html_block', '', 0)
      token.content = `${content}\n`
      return token
    }
    state.tokens = arranged(state.tokens, html)
  })
}

/** What stands beside what. */
const codeOf: Partial<Record<Part['kind'], Part['kind']>> = { parameters: 'example', answer: 'answer-example' }

function arranged(tokens: Token[], html: (content: string) => Token): Token[] {
  const parts = partsOf(tokens)
  const out: Token[] = []
  let done = 0
  const take = (end: number) => tokens.slice(done, (done = end))
  for (const [index, { kind, prefix, start }] of parts.entries()) {
    const code = parts[index + 1]
    if (!code || code.prefix !== prefix || code.kind !== codeOf[kind]) continue
    const top = kind === 'parameters' ? topOf(tokens, done, start) : start
    out.push(...take(top), html('<div class="beside">'))
    const head = take(start)
    const words = take(code.start)
    const example = take(endOf(tokens, code))
    const side = [html('<div class="beside-code">'), ...example, html('</div>')]
    const text = [html('<div class="beside-words">'), ...words, html('</div>')]
    if (head.length) out.push(html('<div class="beside-head">'), ...head, html('</div>'))
    const isLong = words.filter(({ type }) => type === 'tr_open').length > longTable
    if (kind === 'parameters' && !isLong) text.splice(1, 0, html(skipLink(`${prefix}request-example`)))
    out.push(...(kind === 'parameters' && isLong ? [...side, ...text] : [...text, ...side]), html('</div>'))
  }
  return [...out, ...tokens.slice(done)]
}

const skipLink = (id: string) => `<a class="skip-to-example" href="#${id}">跳到示例</a>`

function partsOf(tokens: Token[]): Part[] {
  return tokens.flatMap((token, start) => {
    const id = token.type === 'heading_open' && token.tag === 'h2' ? String(token.attrGet('id')) : ''
    const [, prefix = '', name] = /^(\w+-)?(request-parameters|request-example|answer|answer-example)$/.exec(id) ?? []
    return name ? [{ kind: name.replace('request-', '') as Part['kind'], prefix, start }] : []
  })
}

/** Where the title begins that parameters belong to. */
function topOf(tokens: Token[], from: number, parameters: number): number {
  const title = tokens.findLastIndex(
    ({ type, tag }, index) => index >= from && index < parameters && type === 'heading_open' && tag === 'h1',
  )
  return title < 0 ? parameters : title
}

/** Where the code ends: the request's at the next heading, the sample of an answer after its block. */
function endOf(tokens: Token[], { kind, start }: Part): number {
  const end = tokens.findIndex(
    ({ type, tag }, index) =>
      index > start && (kind === 'example' ? type === 'heading_open' && tag <= 'h2' : type === 'fence'),
  )
  return end < 0 ? tokens.length : kind === 'example' ? end : end + 1
}
