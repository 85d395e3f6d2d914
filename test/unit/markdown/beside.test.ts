import { expect, test } from 'vitest'
import { attribute, elementsOf, renderWithoutTypes, templateOf, type ElementNode } from '../page.ts'

const rows = (count: number) =>
  Array.from({ length: count }, (_, index) => `| field_${index} | string | 字段`).join('\n')
const table = (count: number) => `| 请求参数 | 类型 | 描述\n| --- | --- | ---\n${rows(count)}\n\n{.im-table #request}\n`
const operation = (prefix: string, count: number) => `
# 标题 {#${prefix || 'post'}}

## 请求参数 {#${prefix}request-parameters}

${table(count)}
## 请求示例 {#${prefix}request-example}

\`\`\`ts
call()
\`\`\`

已运行

## 返回结果 {#${prefix}answer}

说明

## 返回示例 {#${prefix}answer-example}

\`\`\`json
{}
\`\`\`

返回示例之后
`

/** The elements that stand beside each other, each as its parts and the ids of the headings in them. */
async function pairsOf(markdown: string): Promise<string[][]> {
  const elements = elementsOf(templateOf(await renderWithoutTypes(markdown)))
  const classOf = (node: ElementNode) => attribute(node, 'class') ?? ''
  return elements
    .filter(node => classOf(node) === 'beside')
    .map(pair =>
      elementsOf(pair)
        .filter(node => classOf(node).startsWith('beside-'))
        .map(part => {
          const ids = elementsOf(part).flatMap(node => (/^h\d$/.test(node.tag ?? '') ? [attribute(node, 'id')] : []))
          return `${classOf(part)}: ${ids.join(' ')}`
        }),
    )
}

test('an operation and its example, and an answer and its example, stand beside each other', async () => {
  expect(await pairsOf(operation('', 3))).toEqual([
    ['beside-head: post', 'beside-words: request-parameters', 'beside-code: request-example'],
    ['beside-words: answer', 'beside-code: answer-example'],
  ])
})

test('before a long table, the example comes first', async () => {
  const [first] = await pairsOf(operation('', 31))
  expect(first).toEqual(['beside-head: post', 'beside-code: request-example', 'beside-words: request-parameters'])
})

test('each operation of a page has its own', async () => {
  const pairs = await pairsOf(operation('get-', 2) + operation('post-', 2))
  expect(pairs.map(([first]) => first)).toEqual([
    'beside-head: get-',
    'beside-words: get-answer',
    'beside-head: post-',
    'beside-words: post-answer',
  ])
})

test('a short table has a link before it that leads past it, a long one needs none', async () => {
  expect(await renderWithoutTypes(operation('get-', 3))).toContain('href="#get-request-example">跳到示例')
  expect(await renderWithoutTypes(operation('', 31))).not.toContain('跳到示例')
})

test('a page without these headings, or with one of a pair alone, stays as it is', async () => {
  expect(await pairsOf('# 指南\n\n## 请求参数 {#request-parameters}\n\n## 别的\n\n文字')).toEqual([])
})

test('what comes after the sample of an answer stands below both', async () => {
  const html = await renderWithoutTypes(operation('', 3))
  expect(html.slice(html.lastIndexOf('</div>'))).toContain('返回示例之后')
})
