import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node, type Pair } from 'yaml'
import type { Place } from '../model/model.ts'

export type Path = (string | number)[]

/** A parsed YAML file that can say where each of its values stands. */
export class Source {
  /** The first syntax error, if there is one; the rest of a broken file says nothing reliable. */
  readonly syntaxError?: { place: Place; message: string }
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
    const error = document.errors[0]
    if (error) this.syntaxError = { place: this.#placeAt(error.pos[0], '#'), message: error.message }
    else {
      try {
        this.data = document.toJS()
      } catch (failure) {
        // An alias without its anchor is seen only here, without a position.
        this.syntaxError = {
          place: this.#placeAt(Math.max(text.search(/(?<=[\s:-])\*\w/), 0), '#'),
          message: (failure as Error).message,
        }
      }
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

/** `['a/b', 0]` -> `#/a~1b/0` (RFC 6901). */
export function pointerOf(path: Path): string {
  return ['#', ...path.map(step => String(step).replace(/~/g, '~0').replace(/\//g, '~1'))].join('/')
}

/** `/a~1b/0` -> `['a/b', '0']`, the form in which ajv tells where an error is. */
export function pathOf(pointer: string): Path {
  return pointer
    .split('/')
    .slice(1)
    .map(step => step.replace(/~1/g, '/').replace(/~0/g, '~'))
}
