import type { Side } from '../../packages/reference/model/model.ts'
import { addressBelow } from '../../packages/reference/model/rows.ts'

/** Which field of the parameter tables a name in an example stands for. */

/** A name in the text of an example. */
export interface ExampleField {
  /**
   * The field as the address of its row says it, without the table: `json.amount.total`, `query.mchid`; in an answer
   * `amount.total`.
   */
  path: string
  side: Side
  /** Where the name stands in the text, without its quotes. */
  start: number
  end: number
}

export type ExampleLanguage = 'ts' | 'php' | 'json'

/** What an open bracket holds. */
interface Frame {
  bracket: string
  /** The part of a path that it stands for. */
  key?: string
  /** Of an argument list: the method that is called, and how many arguments are complete. */
  call?: string
  argument: number
  /** The name whose value comes next. */
  pending?: string
  /** What a row's address begins with for all names in it, where that is not the usual. */
  root?: string
}

interface Piece {
  kind: 'name' | 'string' | 'mark'
  text: string
  start: number
}

/** What sends a request. */
const isMethod = /^(?:get|put|post|patch|delete|request)$/

/** Members of axios' config that are no fields of the API. */
const settings = new Set(['transformRequest', 'responseType', 'baseURL', 'paramsSerializer', 'base_uri', 'handler'])

/**
 * The fields that an example names, in the order of the text. Comments, values and the members of the SDKs' own
 * settings are none.
 *
 * @param code one program, not several variants laid over each other; JSON is a sample answer
 */
export function exampleFields(code: string, language: ExampleLanguage): ExampleField[] {
  const pieces = piecesOf(code)
  const fields: ExampleField[] = []
  const frames: Frame[] = [{ bracket: '', argument: 0 }]
  /** Names that the program takes out of the answer. */
  const taken = new Map<string, string>()
  let method: string | undefined
  let variable: string | undefined
  for (const [index, piece] of pieces.entries()) {
    const frame = frames.at(-1)!
    const next = pieces[index + 1]
    const before = pieces[index - 1]
    const { text } = piece
    if (piece.kind === 'mark') {
      if ('([{'.includes(text)) {
        const opened: Frame = { bracket: text, key: frame.pending, argument: 0 }
        if (text === '(') opened.call = before?.kind === 'name' ? before.text : undefined
        if (text === '(' && opened.call === 'append') opened.root = 'body'
        else if (text !== '(' && frame.call) opened.root = rootOf(language, frame, method)
        if (language === 'php' && variable && frame.call === 'json_encode') opened.root = `body.${variable}`
        frames.push(opened)
      } else if (')]}'.includes(text)) {
        if (frames.length > 1) frames.pop()
      } else if (text === ',') {
        frame.argument++
        // The second argument is what the part of the form holds.
        if (frame.call !== 'append') frame.pending = undefined
      } else if (text === ';') variable = undefined
      continue
    }
    // Not `encrypt` of a value in the body.
    if (isMethod.test(text) && next?.text === '(' && before?.text === '.' && language === 'ts') method = text
    if (language === 'php' && piece.kind === 'name' && text.startsWith('$') && next?.text === '=')
      variable = text.slice(1)
    const isKey =
      frame.bracket !== '(' &&
      frame.bracket !== '' &&
      next?.text === (language === 'php' ? '=>' : ':') &&
      (language !== 'php' || piece.kind === 'string')
    // Members without a value of their own: of a pattern that takes an answer apart.
    const isShort =
      language === 'ts' &&
      piece.kind === 'name' &&
      frame.bracket === '{' &&
      (before?.text === '{' || before?.text === ',') &&
      (next?.text === ',' || next?.text === '}')
    // The name of a part of a form.
    const isPart = language === 'ts' && piece.kind === 'string' && frame.call === 'append' && frame.argument === 0
    if (isPart) frame.pending = text
    const above = frames
      .flatMap(({ key, root }) => [...(root === undefined ? [] : [root]), ...(key === undefined ? [] : [key])])
      .filter(Boolean)
    if (isKey) frame.pending = text
    if (isKey || isShort)
      add(
        above,
        text,
        piece.start,
        language === 'json' || (language === 'ts' && !frames.some(({ root }) => root !== undefined)),
      )
    else if (isPart)
      fields.push({ path: `body.${text}`, side: 'request', start: piece.start, end: piece.start + text.length })
    else if (
      language === 'ts' &&
      piece.kind === 'name' &&
      taken.has(text) &&
      before?.text !== '.' &&
      next?.text !== ':'
    )
      fields.push({ path: taken.get(text)!, side: 'answer', start: piece.start, end: piece.start + text.length })
  }
  return fields

  function add(above: string[], name: string, start: number, isAnswer: boolean): void {
    const place = { start, end: start + name.length }
    if (isAnswer) {
      if (language === 'json') fields.push({ path: [...above, name].join('.'), side: 'answer', ...place })
      else if (above[0] === 'data') {
        const path = [...above.slice(1), name].join('.')
        taken.set(name, path)
        fields.push({ path, side: 'answer', ...place })
      }
      return
    }
    if (!frames.some(({ root }) => root !== undefined) || [...above, name].some(part => settings.has(part))) return
    const path = [...above, name].map((part, position) =>
      language === 'ts' && position === 0 && part === 'params' ? 'query' : part,
    )
    fields.push({ path: path.join('.'), side: 'request', ...place })
  }
}

/** What the names in an argument of a call begin with; undefined where the argument is neither body nor config. */
function rootOf(language: ExampleLanguage, { call, argument }: Frame, method: string | undefined): string | undefined {
  if (language === 'php') return /^(?:get|put|post|patch|delete)(?:Async)?$/.test(call!) ? '' : undefined
  if (language !== 'ts' || call !== method) return undefined
  if (call === 'get' || call === 'delete') return ''
  if (call === 'request') return argument === 2 ? 'json' : argument === 3 ? '' : undefined
  if (call === 'put' || call === 'post' || call === 'patch') return argument === 0 ? 'json' : ''
  return undefined
}

const comment = /\/\/[^\n]*|\/\*[^]*?\*\//
const string = /'((?:[^'\\]|\\[^])*)'|"((?:[^"\\]|\\[^])*)"|`(?:[^`\\]|\\[^])*`/
const nameOrMark = /[$\p{L}_][\w$\p{L}]*|=>|->|\S/u
const piece = new RegExp([comment, string, nameOrMark].map(({ source }) => source).join('|'), 'gu')

/** Names, the contents of strings and marks; blanks and comments are left out. */
function piecesOf(code: string): Piece[] {
  const pieces: Piece[] = []
  for (const match of code.matchAll(piece)) {
    const [text, single, double] = match
    const string = single ?? double
    if (string !== undefined) pieces.push({ kind: 'string', text: string, start: match.index + 1 })
    else if (/^[$\p{L}_]/u.test(text)) pieces.push({ kind: 'name', text, start: match.index })
    else if (!/^(?:\/\/|\/\*|`)/.test(text)) pieces.push({ kind: 'mark', text, start: match.index })
  }
  return pieces
}

/**
 * The address of the row that a field stands in; an entry of a map stands in the row of all entries.
 *
 * @param table its id: `request`, `get-response`
 * @param has whether the page has a row of that address
 */
export function rowAddress(table: string, path: string, has: (address: string) => boolean): string | undefined {
  let address = table
  for (const part of path.split('.')) {
    const own = [addressBelow(address, part), addressBelow(address, '*')].find(has)
    if (own === undefined) return undefined
    address = own
  }
  return address
}
