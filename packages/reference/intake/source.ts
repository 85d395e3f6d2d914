import {
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Alias,
  type Document,
  type Node,
  type Pair,
} from 'yaml'
import type { Place } from '../model/model.ts'
import type { Problem } from './problems.ts'

export type Path = (string | number)[]

/** A parsed YAML file that can say where each of its values stands. */
export class Source {
  /** Why the file cannot be read, if that is so: the first syntax error, or what no data can be. */
  readonly problem?: Problem
  readonly data: unknown
  #parsed?: { document: Document; lines: LineCounter }

  /**
   * @param known the data of a file with just this text, from an earlier parse; the text is parsed again only when a
   * place is asked for
   */
  constructor(
    readonly file: string,
    readonly text: string,
    known?: unknown,
  ) {
    if (known !== undefined) {
      this.data = known
      return
    }
    const { document } = this.#parse()
    this.problem = this.#foreignBytes() ?? this.#syntaxError(document) ?? this.#circle(document)
    if (this.problem) return
    try {
      this.data = document.toJS()
    } catch (failure) {
      // An alias without its anchor is seen only here, without a position.
      const offset = Math.max(text.search(/(?<=[\s:-])\*\w/), 0)
      this.problem = this.#notYaml(offset, (failure as Error).message)
    }
  }

  #foreignBytes(): Problem | undefined {
    // What reading as UTF-8 leaves in the place of bytes that are none.
    const offset = this.text.indexOf('\ufffd')
    if (offset < 0) return undefined
    return {
      place: this.#placeAt(offset, '#'),
      problem: 'The file is not in UTF-8: here stand bytes that mean no character.',
      advice: 'Save it in UTF-8.',
    }
  }

  #syntaxError({ errors: [error] }: Document): Problem | undefined {
    return error && this.#notYaml(error.pos[0], error.message)
  }

  #notYaml(offset: number, message: string): Problem {
    return {
      place: this.#placeAt(offset, '#'),
      problem: `This is not valid YAML: ${message.replace(/\.$/, '').replace(/(?<=['"])quote$/, ' quote')}.`,
      advice: 'Mend the syntax; the rest of the file was not read.',
    }
  }

  #circle(document: Document): Problem | undefined {
    if (!this.text.includes('&')) return undefined
    let inner: Alias | undefined
    visit(document, {
      Alias(_, alias, above) {
        if (!above.includes(alias.resolve(document) as Node)) return undefined
        inner = alias
        return visit.BREAK
      },
    })
    if (!inner) return undefined
    return {
      place: this.#placeAt(inner.range![0], '#'),
      problem: `The alias "*${inner.source}" stands inside of what it stands for, which has no end then.`,
      advice: 'Write out what is meant, or move the anchor.',
    }
  }

  #parse(): { document: Document; lines: LineCounter } {
    if (!this.#parsed) {
      const lines = new LineCounter()
      this.#parsed = { lines, document: parseDocument(this.text, { lineCounter: lines, prettyErrors: false }) }
    }
    return this.#parsed
  }

  /** The line (counted from 1) of a key at the left edge, as every operation has one: no reason to parse the file. */
  lineOfKey(key: string): number | undefined {
    const before = new RegExp(`^[^]*?^(?=${key}:)`, 'm').exec(this.text)
    return before ? before[0].split('\n').length : undefined
  }

  /**
   * The place of the value at a path; with `key`, of that key of the map there. A path that leads nowhere gives its
   * nearest ancestor's place.
   */
  place(path: Path, key?: string): Place {
    let node: Node | null = this.#parse().document.contents
    for (const step of path) {
      const next: Node | null | undefined = isMap(node)
        ? childOf(node.items, String(step))
        : isSeq(node) && isNode(node.items[Number(step)])
          ? (node.items[Number(step)] as Node)
          : undefined
      if (!next) break
      node = next
    }
    if (key !== undefined && isMap(node)) {
      const pair = node.items.find(item => isScalar(item.key) && String(item.key.value) === key)
      if (pair && isNode(pair.key)) node = pair.key as Node
    }
    return this.#placeAt(node?.range?.[0] ?? 0, pointerOf(key === undefined ? path : [...path, key]))
  }

  #placeAt(offset: number, pointer: string): Place {
    const { line, col } = this.#parse().lines.linePos(offset)
    return { file: this.file, line: Math.max(line, 1), column: Math.max(col, 1), pointer }
  }
}

function childOf(items: Pair[], key: string): Node | undefined {
  const pair = items.find(item => isScalar(item.key) && String(item.key.value) === key)
  // A key without a value has its own place: better the line of the key than of the whole map.
  return pair && (isNode(pair.value) && pair.value.range ? (pair.value as Node) : (pair.key as Node))
}

/** `['a/b', 0]` -> `#/a~1b/0` (RFC 6901); what no terminal can show of it is escaped as in JSON. */
export function pointerOf(path: Path): string {
  const pointer = ['#', ...path.map(step => String(step).replace(/~/g, '~0').replace(/\//g, '~1'))].join('/')
  return pointer.replace(
    /[\p{Cc}\p{Cs}]/gu,
    character => `\\u${character.codePointAt(0)!.toString(16).padStart(4, '0')}`,
  )
}

/** `/a~1b/0` -> `['a/b', '0']`, the form in which ajv tells where an error is. */
export function pathOf(pointer: string): Path {
  return pointer
    .split('/')
    .slice(1)
    .map(step => step.replace(/~1/g, '/').replace(/~0/g, '~'))
}
