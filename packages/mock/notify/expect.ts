import { randomUUID } from 'node:crypto'
import { kinds, type KindName } from './message.ts'
import type { Notice, Notifier } from './notifier.ts'
import type { Attempt } from './sender.ts'

/** How a receiver took a kind of message. */
export interface Expectation extends Pick<Attempt, 'status' | 'error'> {
  kind: KindName
  /** Whether that is what it should do: take the good ones, refuse the others with 4XX. */
  isRight: boolean
}

/** Sends a notification in all its kinds, each once, one after the other. */
export async function tryKinds(notifier: Notifier, notice: Notice, to: string): Promise<Expectation[]> {
  const first = randomUUID()
  const results: Expectation[] = []
  for (const kind of Object.keys(kinds) as KindName[]) {
    const id = kind === 'good' || kind === 'duplicate' ? first : randomUUID()
    const { attempts } = await notifier.send(notice, to, kind, id, false)
    const { status, error } = attempts[0]!
    results.push({ kind, status, error, isRight: isRight(kind, status) })
  }
  return results
}

/** Whether an answer is the right one to a kind. */
export function isRight(kind: KindName, status: number | undefined): boolean {
  if (status === undefined) return false
  return kinds[kind].taken ? status === 200 || status === 204 : status >= 400 && status < 500
}

/** The results, a line each. */
export function expectationTable(results: Expectation[]): string {
  const width = Math.max(...results.map(({ kind }) => kind.length))
  const lines = results.map(({ kind, status, error, isRight: right }) => {
    const { taken, text } = kinds[kind]
    const said = status ?? error
    return `${right ? '✓' : '✗'} ${kind.padEnd(width)}  应${taken ? '收下' : '拒绝'}，应答 ${said}  ${text}`
  })
  const wrong = results.filter(({ isRight: right }) => !right).length
  return [...lines, '', wrong ? `${wrong} 种不对：收下应答 200 或 204，拒绝应答 4XX。` : '全部正确。'].join('\n')
}
