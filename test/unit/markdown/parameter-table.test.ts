import { beforeAll, describe, expect, test } from 'vitest'
import { attribute, elementsOf, find, renderWithoutTypes, templateOf, textOf, type Node } from '../page.ts'

const markdown = `
| 请求参数 | 类型 {.type} | 描述 {.desc}
| --- | --- | ---
| card_id {data-required} | string | 卡模板编号
| query | object {data-tooltip="对应 PHP 的 array"} | 查询参数<br>TypeScript 中写作 \`params\`<br>第三行
| limit {data-indent=1} | integer | 条数
| json {data-required} | object | 请求体
| amount {data-indent=1 data-required} | object | 金额
| total {data-indent=2} | integer | 总额
| payer {data-indent=1} | object | 付款人
| total {data-indent=2} | integer | 合计
| name {data-indent=2 data-encrypted=by-rsa-pubkey} | string | 姓名
| limit {data-indent=1} | integer | 也叫 limit
| limit {data-indent=1} | integer | 写重了

{.im-table #request}

| 返回字典 | 类型 {.type} | 描述 {.desc}
| --- | --- | ---
| \`state\` {data-required} | string | 状态

{.im-table #get-response}

| 普通 | 表格
| --- | ---
| a {data-required} | b<br>c
`

let html: string
let tables: Node[]
let rows: Node[]

beforeAll(async () => {
  html = await renderWithoutTypes(markdown)
  tables = find(templateOf(html), 'table')
  rows = find(tables[0]!, 'tr').slice(1)
})

test('every row has an address of its own, after the fields that lead to it', () => {
  expect(rows.map(row => attribute(row as never, 'id'))).toEqual([
    'request.card_id',
    'request.query',
    'request.query.limit',
    'request.json',
    'request.json.amount',
    'request.json.amount.total',
    'request.json.payer',
    'request.json.payer.total',
    'request.json.payer.name',
    'request.json.limit',
    'request.json.limit-2',
  ])
})

test('a name in code is a name', () => {
  expect(find(tables[1]!, 'tr').map(row => attribute(row, 'id'))).toEqual([undefined, 'get-response.state'])
})

describe('what must be there', () => {
  const marks = (table: Node) => find(table, '.required-mark').map(textOf)

  test('is said in words in a request', () => {
    expect(marks(tables[0]!)).toEqual(['必填', '必填', '必填'])
  })

  test('is said in other words in an answer, also with a method before its address', () => {
    expect(marks(tables[1]!)).toEqual(['必返'])
  })

  test('stands beside the name and is not part of it', () => {
    const [cell] = find(rows[0]!, 'td')
    expect(find(cell!, '.field-name').map(textOf)).toEqual(['card_id'])
    expect(attribute(cell!, 'data-required')).toBe('')
    expect(textOf(cell!)).toBe('card_id 必填')
  })
})

test('a cell knows how deep it stands', () => {
  expect(rows.map(row => Number(attribute(find(row, 'td')[0]!, 'data-indent') ?? 0))).toEqual([
    0, 0, 1, 0, 1, 2, 1, 2, 2, 1, 1,
  ])
})

test('what is encrypted is said in words, which lead to how it is done', () => {
  expect(rows.map(row => find(row, '.encrypted-mark').map(textOf))).toEqual([
    [],
    [],
    [],
    [],
    [],
    [],
    [],
    [],
    ['加密'],
    [],
    [],
  ])
  expect(attribute(find(rows[8]!, '.encrypted-mark')[0]!, 'href')).toBe('/guide/quick-start#encryption')
})

test('a row with rows below it has a button to fold them, and only such a row', () => {
  const buttons = rows.map(row =>
    find(row, '.fold').map(button => [
      button.tag,
      attribute(button, 'type'),
      attribute(button, 'aria-expanded'),
      attribute(button, 'aria-label'),
    ]),
  )
  const button = (name: string) => [['button', 'button', 'true', `${name} 的下级`]]
  expect(buttons).toEqual([
    [],
    button('query'),
    [],
    button('json'),
    button('amount'),
    [],
    button('payer'),
    [],
    [],
    [],
    [],
  ])
})

test('a bar to fold all rows stands above a table that has any to fold', () => {
  expect(
    find(templateOf(html), '.parameters').map(around => [
      find(around, 'table').map(table => attribute(table, 'id')),
      find(around, '.fold-bar').length,
    ]),
  ).toEqual([
    [['request'], 1],
    [['get-response'], 0],
  ])
  expect(
    find(find(templateOf(html), '.fold-bar')[0]!, 'button').map(button => [
      attribute(button, 'data-rows'),
      textOf(button),
    ]),
  ).toEqual([
    ['folded', '全部折叠'],
    ['open', '全部展开'],
  ])
})

test('what follows the first line of a description is set apart', () => {
  const [, , description] = find(rows[1]!, 'td')
  const [details] = find(description!, '.field-details')
  expect(textOf(description!)).toBe('查询参数TypeScript 中写作 params第三行')
  expect(textOf(details!)).toBe('TypeScript 中写作 params第三行')
  expect(elementsOf(description!).filter(({ tag }) => tag === 'br')).toHaveLength(1)
  expect(find(rows[0]!, '.field-details')).toHaveLength(0)
})

test('a tooltip can be reached with the keyboard and is read aloud', () => {
  const cells = rows.flatMap(row => find(row, 'td')).filter(cell => attribute(cell, 'data-tooltip') !== undefined)
  expect(
    cells.map(cell => [
      attribute(cell, 'data-tooltip'),
      attribute(cell, 'tabindex'),
      attribute(cell, 'aria-description'),
    ]),
  ).toEqual([['对应 PHP 的 array', '0', '对应 PHP 的 array']])
})

test('the classes of the columns stay, and heads say that they head a column', () => {
  expect(find(tables[0]!, 'th').map(head => [attribute(head, 'class'), attribute(head, 'scope')])).toEqual([
    [undefined, 'col'],
    ['type', 'col'],
    ['desc', 'col'],
  ])
})

// It does not scroll, so stopping there with the Tab key would do nothing.
test('the table itself is no stop of the Tab key', () => {
  expect(attribute(tables[0] as never, 'tabindex') ?? '-1').toBe('-1')
})

test('a row over all columns has neither name nor mark', async () => {
  const page = templateOf(
    await renderWithoutTypes(
      '| 返回字典 | 类型 | 描述\n| --- | --- | ---\n| 空字符串(无返回内容) {align=center colspan=3}\n\n{.im-table #response}\n',
    ),
  )
  const cells = find(page, 'td')
  expect(cells.map(cell => [attribute(cell, 'colspan'), attribute(cell, 'align'), textOf(cell)])).toEqual([
    ['3', 'center', '空字符串(无返回内容)'],
  ])
  expect(find(page, '.field-name')).toHaveLength(0)
})

test('other tables are left alone', () => {
  const [, , plain] = tables
  expect(find(plain!, '.required-mark')).toHaveLength(0)
  expect(find(plain!, '.field-details')).toHaveLength(0)
  expect(find(plain!, 'tr').map(row => attribute(row, 'id'))).toEqual([undefined, undefined])
})

test('two operations on a page have rows of different addresses', async () => {
  const table = (id: string) =>
    `| 请求参数 | 类型 | 描述\n| --- | --- | ---\n| a | string | 甲\n\n{.im-table #${id}}\n\n`
  const page = templateOf(
    await renderWithoutTypes(table('get-request') + table('post-request') + table('get-response')),
  )
  expect(
    find(page, 'tr')
      .map(row => attribute(row, 'id'))
      .filter(id => id !== undefined),
  ).toEqual(['get-request.a', 'post-request.a', 'get-response.a'])
})
