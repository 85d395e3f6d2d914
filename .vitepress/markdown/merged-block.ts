import { keyKinds, type KeyKind } from '../../packages/wechatpay/key-kinds.ts'

/** Where a line begins in a highlighted program. */
export const lineMark = '<!--variant-line-->'

/** A program, and for which choices of the reader it stands. */
export interface Variant {
  /** `await`, `异步纯链式`. */
  label: string
  /** `common`, `required`, `all`; empty where it stands for any. */
  samples: string[]
  /** `merchant`, `partner`; empty where it stands for any. */
  modes: string[]
}

export interface Line {
  /** The variants that have it, as indices. */
  of: number[]
  /** The number of the highlighted program that it is taken from, and its own number there. */
  from: [fence: number, line: number]
}

/** The programs of a language, laid over each other. */
export interface MergedBlock {
  lang: string
  variants: Variant[]
  lines: Line[]
}

/** Puts the lines of highlighted programs together as their blocks say. */
export function assembled(html: string): string {
  return html.replace(/<!--variant-block (\S+?)-->([^]*?)<!--\/variant-block-->/g, (_, meta: string, content: string) =>
    blockHtml(JSON.parse(decodeURIComponent(meta)) as MergedBlock, content),
  )
}

interface Program {
  before: string
  lines: string[]
  after: string
}

function blockHtml(block: MergedBlock, content: string): string {
  // Who only checks pages does not highlight.
  if (!content.includes(lineMark)) return content
  const programs = content.split('<!--variant-fence-->').map(programOf)
  const { before, after } = programs[0]!
  const lines = withBothKeys(linesHtml(block, programs))
  return `<div class="code-language" data-lang="${block.lang}">${before}${lines}${after}</div>`
}

function programOf(fence: string): Program {
  const [before, ...parts] = fence.split(lineMark)
  const last = parts.pop() ?? ''
  const end = last.lastIndexOf('</code>')
  const lines = [...parts, last.slice(0, end)].map(part => part.replace(/\n$/, ''))
  return { before: before!, lines, after: last.slice(end) }
}

/** The lines, those for the same choices in one piece. */
function linesHtml({ variants, lines }: MergedBlock, programs: Program[]): string {
  const lastOf = variants.map((_, variant) => lines.findLast(({ of }) => of.includes(variant)))
  const pieces: { attributes: string; html: string }[] = []
  // Most lines stand for the same few choices.
  const known = new Map<string, string[]>()
  for (const line of lines) {
    const text = programs[line.from[0]]?.lines[line.from[1]]
    if (text === undefined)
      throw new Error(`A line of an example was lost while it was highlighted: ${JSON.stringify(line)}`)
    // The last line of a program ends without a line feed, so that just what is seen is copied.
    const end = line.of.every(variant => lastOf[variant] === line) ? '' : '\n'
    const key = line.of.join()
    if (!known.has(key)) known.set(key, attributesOf(line.of, variants))
    for (const attributes of known.get(key)!) {
      const last = pieces.at(-1)
      if (last?.attributes === attributes) last.html += text + end
      else pieces.push({ attributes, html: text + end })
    }
  }
  return pieces
    .map(({ attributes, html }) => (attributes ? `<span class="variant"${attributes}>${html}</span>` : html))
    .join('')
}

/** A choice of the reader: one label, one sample, one mode. */
type Cell = readonly [label: string, sample: string, mode: string]

/**
 * The attributes by which a style sheet shows a line just for the choices that it stands for; several where no one set
 * of choices says it, so that the line is printed once for each.
 */
function attributesOf(of: number[], variants: Variant[]): string[] {
  const all = variants.flatMap(variant => cellsOf(variant, variants))
  const own = of.flatMap(number => cellsOf(variants[number]!, variants))
  const [labels, samples, modes] = [0, 1, 2].map(axis => [...new Set(all.map(cell => cell[axis]!))]) as [
    string[],
    string[],
    string[],
  ]
  const has = new Set(own.map(cell => cell.join(' ')))
  const isIn = (cell: Cell) => has.has(cell.join(' '))
  const slices = groupsOf(labels, label =>
    JSON.stringify(
      samples.flatMap(sample => modes.filter(mode => isIn([label, sample, mode])).map(mode => [sample, mode])),
    ),
  )
  return slices.flatMap(group =>
    groupsOf(samples, sample => JSON.stringify(modes.filter(mode => isIn([group[0]!, sample, mode])))).map(part => {
      const inModes = modes.filter(mode => isIn([group[0]!, part[0]!, mode]))
      return attribute('for', group, labels) + attribute('sample', part, samples) + attribute('mode', inModes, modes)
    }),
  )
}

/** The choices that a variant stands for. */
function cellsOf({ label, samples, modes }: Variant, variants: Variant[]): Cell[] {
  const every = (key: 'samples' | 'modes') => {
    const named = [...new Set(variants.flatMap(variant => variant[key]))]
    return named.length ? named : ['']
  }
  return (samples.length ? samples : every('samples')).flatMap(sample =>
    (modes.length ? modes : every('modes')).map(mode => [label, sample, mode] as const),
  )
}

const none = '[]'

/** Values of which the same list is true, together; those left out of which none is. */
function groupsOf(values: string[], keyOf: (value: string) => string): string[][] {
  const groups = new Map<string, string[]>()
  for (const value of values) {
    const key = keyOf(value)
    if (key !== none) groups.set(key, [...(groups.get(key) ?? []), value])
  }
  return [...groups.values()]
}

function attribute(name: string, values: string[], all: string[]): string {
  return values.length === all.length ? '' : ` data-${name}="${values.join(' ')}"`
}

/** The sample of the header that names the key, for either kind of it. */
const serials = {
  'public-key': 'PUB_KEY_ID_0114232134912410000000000000',
  'certificate': '5157F09EFDC096DE15EBE81A47057A7232F1B8E1',
} satisfies Record<KeyKind, string>

function withBothKeys(html: string): string {
  return html.replaceAll(
    serials['public-key'],
    keyKinds.map(kind => `<span data-keys="${kind}">${serials[kind]}</span>`).join(''),
  )
}
