import { everyRow } from '../../reference/model/rows.ts'
import { emptyAnswerText } from './advice.ts'
import { findRow, type Row } from './find-row.ts'
import { commonHeaderText } from './headers.ts'
import { readMessage } from './message.ts'
import type { ErrorAnswer } from './parse.ts'

/** What an answer tells that points at no single field. */
export interface Insight {
  /** A word or two in front: 请求头, 加密, HTTP 404. */
  title: string
  /** Code is in backticks. */
  text: string
  /** The rows of the table that it is about. */
  rows: Row[]
}

/**
 * What is to be said of an answer whose detail names no field: of headers and encrypted fields that its message
 * speaks of, of an answer without content, of an error of the SDK itself, of an answer that was cut.
 *
 * @param operation as its page shows it
 */
export function insightsOf(
  { message = '', detail, status, sdk, request, isPart }: ErrorAnswer,
  { method, path, rows }: { method: string; path: string; rows: Row[] },
): Insight[] {
  const { headers, isAboutCipher } = readMessage(message)
  const empty = status === undefined ? undefined : emptyAnswerText(status, request)
  const encrypted = everyRow(rows).filter(row => row.encrypted)
  const isSilent = detail === undefined
  return [
    ...(sdk ? [{ title: 'SDK', text: sdk, rows: [] }] : []),
    ...(empty ? [{ title: `HTTP ${status}`, text: `${empty}本接口是 \`${method} ${path}\`。`, rows: [] }] : []),
    ...(isSilent ? headers : []).map(name => {
      const { row } = findRow(rows, name, 'header')
      return { title: '请求头', text: `\`${name}\`：${commonHeaderText(name) ?? ''}`, rows: row ? [row] : [] }
    }),
    ...(isSilent && isAboutCipher && encrypted.length
      ? [{ title: '加密', text: '本接口要加密传送的字段：', rows: encrypted }]
      : []),
    ...(isPart
      ? [{ title: '不完整', text: '只有一部分应答。全文在 PHP 里是 `$e->getResponse()->getBody()`。', rows: [] }]
      : []),
  ]
}
