import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node, type Pair } from 'yaml'
import type { Place } from './model.ts'

export type Path = (string | number)[]

/** A parsed YAML file that can say where each of its values stands. */
export class Source {
  /** The first syntax error, if there is one; the rest of a broken file says nothing reliable. */
  readonly syntaxError?: { place: Place, message: string }
  readonly data: unknown
  readonly #document: Document
  readonly #lines = new LineCounter()

  constructor(readonly file: string, text: string) {
    this.#document = parseDocument(text, { lineCounter: this.#lines, prettyErrors: false })
    const error = this.#document.errors[0]
    if (error) this.syntaxError = { place: this.#placeAt(error.pos[0], '#'), message: error.message }
    else {
      try {
        this.data = this.#document.toJS()
      } catch (failure) {
        // An alias without its anchor is seen only here, without a position.
        this.syntaxError = { place: this.#placeAt(Math.max(text.search(/(?<=[\s:-])\*\w/), 0), '#'), message: (failure as Error).message }
      }
    }
  }

  /** The place of the value at a path; with `key`, of that key of the map there. A path that leads nowhere gives its nearest ancestor's place. */
  place(path: Path, key?: string): Place {
    let node: Node | null = this.#document.contents
    for (const step of path) {
      const next: Node | null | undefined = isMap(node) ? childOf(node.items, String(step)) : isSeq(node) && isNode(node.items[Number(step)]) ? node.items[Number(step)] as Node : undefined
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
    const { line, col } = this.#lines.linePos(offset)
    return { file: this.file, line: Math.max(line, 1), column: Math.max(col, 1), pointer }
  }
}

function childOf(items: Pair[], key: string): Node | undefined {
  const pair = items.find(item => isScalar(item.key) && String(item.key.value) === key)
  // A key without a value has its own place: better the line of the key than of the whole map.
  return pair && (isNode(pair.value) && pair.value.range ? pair.value as Node : pair.key as Node)
}

/** `['a/b', 0]` -> `#/a~1b/0` (RFC 6901). */
export function pointerOf(path: Path): string {
  return ['#', ...path.map(step => String(step).replace(/~/g, '~0').replace(/\//g, '~1'))].join('/')
}

/** `/a~1b/0` -> `['a/b', '0']`, the form in which ajv tells where an error is. */
export function pathOf(pointer: string): Path {
  return pointer.split('/').slice(1).map(step => step.replace(/~1/g, '/').replace(/~0/g, '~'))
}
