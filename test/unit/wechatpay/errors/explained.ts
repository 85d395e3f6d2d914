import type { Operation } from '../../../../packages/reference/model/model.ts'
import { withoutTable } from '../../../../packages/reference/model/rows.ts'
import { factsOf } from '../../../../packages/reference/model/facts.ts'
import { adviceFor } from '../../../../packages/wechatpay/errors/advice.ts'
import { judge, measuredLength } from '../../../../packages/wechatpay/errors/explain.ts'
import { commonHeaderText } from '../../../../packages/wechatpay/errors/headers.ts'
import { rulesAt } from '../../../../packages/wechatpay/errors/field-rules.ts'
import { findRow, treeOf } from '../../../../packages/wechatpay/errors/find-row.ts'
import { insightsOf } from '../../../../packages/wechatpay/errors/insights.ts'
import { parseError } from '../../../../packages/wechatpay/errors/parse.ts'
import { signedLines } from '../../../../packages/wechatpay/errors/signature.ts'
import { readSite } from '../../../../.vitepress/site/pages.ts'
import { requestRowsOf } from './find-row.ts'

const { reference } = readSite({ strict: true })

/** What the box of an operation's page says of a paste, as far as it is not only looks. */
export interface Explained {
  /** Why it is not understood. */
  reason?: string
  /** The address of the row that it leads to, without its table: `json.amount.total`. */
  row?: string
  /** All sentences, one below the other. */
  said: string
  /** What stands under 收到的值 or 收到的长度. */
  received?: string
}

/** @param called `POST /v3/pay/transactions/jsapi` */
export async function explained(called: string, pasted: string): Promise<Explained> {
  const operation = reference.operations.find(({ method, path }) => called === `${method.toUpperCase()} ${path}`)
  if (!operation) throw new Error(`There is no ${called}`)
  const answer = parseError(pasted)
  if (typeof answer === 'string') return { reason: answer, said: '' }
  const rows = treeOf(await requestRowsOf(operation, reference))
  const page = { method: operation.method.toUpperCase(), path: operation.path, rows }
  const { detail, message, signed } = answer
  const found = detail && !signed ? findRow(rows, detail.field, detail.location) : undefined
  const verdict = found?.row && judge(rulesOf(operation, found.row.address, found.isItem), detail!, message)
  const length = detail && measuredLength(detail, message)
  const advice = adviceFor(answer)
  const needsBody = operation.body?.required ?? false
  return {
    ...(found?.row && { row: withoutTable(found.row.address) }),
    said: [
      verdict?.text,
      found && !found.row ? commonHeaderText(found.name) : undefined,
      ...(found?.row ? [] : insightsOf(answer, page)).flatMap(({ text, rows: own }) => [
        text,
        ...own.map(({ address }) => withoutTable(address)),
      ]),
      ...(signed ? signedLines(signed, { ...page, needsBody }).map(({ problem }) => problem) : []),
      advice?.cause,
      advice?.solution,
      advice?.link?.address,
    ]
      .filter(Boolean)
      .join('\n'),
    ...(length
      ? { received: `${length.received} 个${length.unit}` }
      : detail?.value !== undefined && { received: String(detail.value) }),
  }
}

function rulesOf(operation: Operation, address: string, isItem: boolean) {
  return rulesAt(factsOf([operation])[operation.method]!.request, address, isItem)
}
