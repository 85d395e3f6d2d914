import { NodeTypes, type ElementNode } from '@vue/compiler-dom'
import type { RowText } from '../../../../packages/wechatpay/errors/find-row.ts'
import type { Operation, Reference } from '../../../../packages/reference/model/model.ts'
import { attribute, elementsOf, find, renderWithoutTypes, templateOf, textOf, type Node } from '../../page.ts'
import { toPage } from '../../../../packages/wechatpay/index.ts'

/**
 * The rows of the request table of an operation, read from the HTML of its page as `theme/error-page.ts` reads them
 * from the document.
 */
export async function requestRowsOf(
  operation: Operation,
  reference: Pick<Reference, 'operations' | 'notifications' | 'tags' | 'errors'>,
): Promise<RowText[]> {
  const markdown = /\| 请求参数[^]*?\{\.im-table #request\}\n/.exec(toPage([operation], reference))![0]
  const page = templateOf(await renderWithoutTypes(markdown))
  return elementsOf(page)
    .filter(({ tag, props }) => tag === 'tr' && props.some(({ name }) => name === 'id'))
    .map(rowOf)
}

function rowOf(row: ElementNode): RowText {
  const [name, type, description] = find(row, 'td')
  const details = find(description!, '.field-details')[0]
  return {
    address: attribute(row, 'id')!,
    name: textOf(find(name!, '.field-name')[0]!),
    indent: Number(attribute(name!, 'data-indent') ?? 0),
    required: attribute(name!, 'data-required') !== undefined,
    encrypted: attribute(name!, 'data-encrypted') !== undefined,
    type: textOf(type!).trim(),
    label: description!.children
      .filter(child => child !== details)
      .map(markdownOf)
      .join('')
      .trim(),
    lines: details
      ? details.children
          .map(markdownOf)
          .join('')
          .split('\n')
          .map(line => line.trim())
      : [],
  }
}

function markdownOf(node: Node): string {
  if (node.type === NodeTypes.TEXT) return node.content.replace(/\n/g, ' ')
  if (node.type !== NodeTypes.ELEMENT) return ''
  if (node.tag === 'br') return '\n'
  return node.tag === 'code' ? `\`${textOf(node)}\`` : (node.children as Node[]).map(markdownOf).join('')
}
