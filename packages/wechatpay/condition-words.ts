import type { Condition, Must, Statement, Test } from '../reference/model/conditions.ts'
import type { Side } from '../reference/model/model.ts'
import { modeNames, type Mode } from './modes.ts'

/** The words that differ between what one fills in and what one reads. */
const words = {
  request: { required: '必填', forbidden: '不填', some: '填写' },
  answer: { required: '必返', forbidden: '不返回', some: '返回' },
} satisfies Record<Side, Record<Must | 'some', string>>

const counts = ['', '', '二', '三', '四', '五', '六', '七', '八', '九']

/** What a condition says of a field in its row: one wording for each kind. */
export function statementText(statement: Statement, side: Side): string {
  const word = words[side]
  switch (statement.kind) {
    case 'one-of': {
      const text = `与 ${setsText(statement.others)} ${choiceOf(statement.others.length + 1)}`
      return statement.own.length ? `${text}，须同时${word.some} ${listText(statement.own)}` : text
    }
    case 'any-of': {
      const text = `与 ${setsText(statement.others)} 至少${word.some}一个`
      return statement.own.length ? `${text}，须同时${word.some} ${listText(statement.own)}` : text
    }
    case 'not-together':
      return `与 ${listText(statement.others)} 不能同时${word.some}`
    case 'needs':
      return `${word.some}时须同时${word.some} ${listText(statement.others)}`
    case 'needed-by':
      return `${word.some} ${code(statement.field)} 时${word.required}`
    case 'when':
      return whenText(statement, side)
    case 'modes':
      return modesText(statement.modes, side)
    default:
      return statement satisfies never
  }
}

/** What a condition says of fields together, beside the object that holds them. */
export function groupText(condition: Condition, side: Side): string {
  const word = words[side]
  switch (condition.kind) {
    case 'one-of':
      return `${setsText(condition.alternatives)} ${choiceOf(condition.alternatives.length)}`
    case 'any-of':
      return `${setsText(condition.alternatives)} 至少${word.some}一个`
    case 'not-together':
      return `${listText(condition.fields)} 不能同时${word.some}`
    // Each of these is about one field and said in its row.
    case 'needs':
    case 'when':
    case 'modes':
      return ''
    default:
      return condition satisfies never
  }
}

function choiceOf(count: number): string {
  return `${counts[count] ?? count}选一`
}

function whenText({ tests, then, otherwise }: Extract<Statement, { kind: 'when' }>, side: Side): string {
  const word = words[side]
  const when = testsText(tests, side)
  const apart = when.startsWith('`') ? ` ${when}` : when
  if (then && otherwise) return `${when}时${word[then]}，其他情况${word[otherwise]}`
  if (then) return `${when}时${word[then]}`
  return otherwise === 'required' ? `除非${apart}，${word.required}` : `仅${apart}时${word.some}`
}

function testsText(tests: Test[], side: Side): string {
  return tests.map(test => testText(test, side)).join('且')
}

function testText({ path, values, minimum, maximum }: Test, side: Side): string {
  const name = code(path.join('.'))
  if (values) return `${name} 为 ${values.map(value => code(String(value))).join('、')} `
  if (minimum !== undefined && maximum !== undefined) return `${name} 在 ${minimum} 至 ${maximum} 之间`
  if (minimum !== undefined) return `${name} 不小于 ${minimum} `
  return maximum === undefined ? `${words[side].some} ${name} ` : `${name} 不大于 ${maximum} `
}

function modesText(modes: { mode: string; must?: Must }[], side: Side): string {
  const word = words[side]
  const free = modes.filter(({ must }) => !must)
  const refusing = modes.filter(({ must }) => must === 'forbidden')
  if (free.length === 1 && refusing.length) return `仅${nameOf(free[0]!.mode)}${word.some}`
  return modes.flatMap(({ mode, must }) => (must ? [nameOf(mode) + word[must]] : [])).join('，')
}

function nameOf(mode: string): string {
  return modeNames[mode as Mode]
}

/** Sets of fields that exclude each other: `a`、`b`; a set of several in brackets. */
function setsText(sets: string[][]): string {
  return sets.map(names => (names.length > 1 ? `（${listText(names)}）` : listText(names))).join('、')
}

function listText(names: string[]): string {
  return names.map(code).join('、')
}

function code(text: string): string {
  return `\`${text}\``
}
