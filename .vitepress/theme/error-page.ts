import { treeOf, type Row, type RowText } from '../../packages/wechatpay/errors/find-row.ts'
import { sideOfTable, withoutTable } from '../../packages/reference/model/rows.ts'
import type { Called } from '../../packages/wechatpay/errors/signature.ts'

/** An operation, as the open page shows it. */
export interface PageOperation extends Called {
  title: string
  /** The rows of its request table. */
  rows: Row[]
  /** The HTTP statuses of the codes that the page lists: an operation may answer one with another than the usual. */
  statuses: Record<string, string>
  /** The fold with the request and the string that is signed. */
  request?: HTMLDetailsElement
}

/** Reads the operations of the open page from its headings and tables. */
export function operationsOnPage(): PageOperation[] {
  const requests = [...document.querySelectorAll<HTMLDetailsElement>('.vp-doc details')].filter(fold =>
    fold.querySelector('summary')?.textContent?.includes('签名串'),
  )
  return [...document.querySelectorAll<HTMLTableElement>('.vp-doc table.im-table')]
    .filter(({ id }) => sideOfTable(id) === 'request')
    .map((table, index) => {
      const heading = [...document.querySelectorAll('.vp-doc h1')][index]
      const address = [...document.querySelectorAll('.vp-doc .api-address')][index]?.textContent ?? ''
      const rows = treeOf([...table.querySelectorAll<HTMLTableRowElement>('tbody tr[id]')].map(textOf))
      return {
        title: heading?.firstChild?.textContent?.trim() ?? '',
        method: [...document.querySelectorAll('.vp-doc p > .http-method')][index]?.textContent ?? '',
        path: address.replace(/^https?:\/\/[^/]+/, ''),
        rows,
        needsBody: rows.some(({ address, required }) => required && withoutTable(address) === 'json'),
        statuses: statusesOnPage(),
        request: requests[index],
      }
    })
}

function statusesOnPage(): Record<string, string> {
  const rows = [...document.querySelectorAll<HTMLTableRowElement>('.error-table tbody tr')]
  // A code of several operations of the page is listed once for each: the first is the general one's only if alone.
  return Object.fromEntries(
    rows.toReversed().map(({ cells }) => [cells[1]?.textContent?.trim() ?? '', cells[0]?.textContent?.trim() ?? '']),
  )
}

/** What a row says, without what only looks. */
function textOf(row: HTMLTableRowElement): RowText {
  const [name, type, description] = row.cells
  const details = description?.querySelector('.field-details')
  return {
    address: row.id,
    name: name?.querySelector('.field-name')?.textContent ?? '',
    indent: Number(name?.dataset.indent ?? 0),
    required: name?.dataset.required !== undefined,
    encrypted: name?.dataset.encrypted !== undefined,
    type: type?.textContent?.trim() ?? '',
    label: [...(description?.childNodes ?? [])]
      .filter(node => node !== details)
      .map(markdownOf)
      .join('')
      .trim(),
    lines: details
      ? [...details.childNodes]
          .map(markdownOf)
          .join('')
          .split('\n')
          .map(line => line.trim())
      : [],
  }
}

function markdownOf(node: Node): string {
  if (!(node instanceof Element)) return (node.textContent ?? '').replace(/\n/g, ' ')
  if (node.tagName === 'BR') return '\n'
  return node.tagName === 'CODE' ? `\`${node.textContent}\`` : [...node.childNodes].map(markdownOf).join('')
}

/** Marks a row of a table, and only this one; without a row, none. */
export function markRow(address?: string): void {
  for (const row of document.querySelectorAll('.error-row')) row.classList.remove('error-row')
  if (address !== undefined) document.getElementById(address)?.classList.add('error-row')
}

const reasons = {
  'empty': '还没有粘贴内容。',
  'php': '这像是 PHP 打印出来的数组。请粘贴应答体原文，如 `$e->getResponse()->getBody()` 的内容。',
  'quotes':
    '这像是程序打印出来的对象，不是 JSON：JSON 的名称和文字都用双引号。请粘贴应答体原文，如 `JSON.stringify(error.response.data)`。',
  'xml': '这是 XML，是 API v2 的应答。本站收录的是 API v3：请求与应答都是 JSON，v2 的接口请看官方文档。',
  'cut': 'JSON 没有结束，可能少复制了一段。请复制完整的应答体，从第一个 `{` 到最后一个 `}`。',
  'no-json': '里面没有 JSON。请粘贴微信支付的错误应答，形如 `{"code":"PARAM_ERROR","message":"…","detail":{…}}`。',
  'no-error': '这段 JSON 不是错误应答：里面没有 `code` 与 `message`，也没有 `detail`。',
} as const

/** Why a paste is not understood, and what is expected; code is in backticks. */
export function reasonText(reason: keyof typeof reasons): string {
  return reasons[reason]
}
