/**
 * Why a pattern may take much longer than it takes to read the text that it is held against. The check, the mock and
 * the error box hold patterns against whatever comes, and one like `^(a+)+$` keeps them busy for minutes.
 *
 * The rule is simpler than the truth and refuses some harmless patterns: what may be there more or fewer times is one
 * character or class, and where one such run ends and the next one begins is always clear.
 *
 * @param pattern a regular expression that is valid with the flag `u`
 * @returns the end of a sentence that begins with the pattern; undefined if nothing makes it slow
 */
export function slowness(pattern: string): string | undefined {
  const tokens = tokensOf(pattern)
  const strange = tokens.find(({ kind }) => kind === 'strange')
  if (strange) return `looks ahead, behind or back by "${strange.text}"`
  const group = tokens.find(({ kind, repeats }) => kind === 'close' && repeats)
  if (group) return `repeats a group by "${group.text.slice(1)}"`
  const alternatives = alternativesOf([...tokens]).alternatives
  const repeated = tokens.find(isRun)
  if (repeated && !alternatives.every(([first]) => first?.text === '^'))
    return `repeats "${repeated.atom}" and does not begin with "^"`
  if (waysThrough(alternatives) > mostWays) return 'has too many alternatives'
  const clash = followed(alternatives, [])
  return Array.isArray(clash) ? undefined : `does not say where "${clash.first}" ends and "${clash.second}" begins`
}

interface Token {
  /** `strange`: a lookaround, or a reference to what a group has matched. */
  kind: 'character' | 'open' | 'close' | 'or' | 'edge' | 'strange'
  /** With its quantifier. */
  text: string
  /** Without it. */
  atom: string
  /** Whether it may be there more or fewer times. */
  varies: boolean
  /** Whether it may be there more than once. */
  repeats: boolean
}

/** A token, or a group with its alternatives. */
type Item = Token & { alternatives?: Item[][] }

const characterForms = [
  String.raw`\[(?:\\[^]|[^\]\\])*\]`,
  String.raw`\\(?:[pPu]\{[^}]*\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|c[A-Za-z]|[^])`,
  '[^]',
]
const tokenForms = [
  String.raw`(?<strange>\(\?<?[=!]|\\[1-9]|\\k)`,
  String.raw`(?<open>\((?:\?:|\?<\w+>)?)`,
  String.raw`(?<edge>\^|\$|\\[bB])`,
  String.raw`(?<or>\|)`,
  String.raw`(?:(?<close>\))|(?<character>${characterForms.join('|')}))(?<times>(?:[*+?]|\{\d+(?:,\d*)?\})\??)?`,
]

function tokensOf(pattern: string): Token[] {
  return [...pattern.matchAll(new RegExp(tokenForms.join('|'), 'gu'))].map(({ 0: text, groups }) => {
    const { times = '', ...kinds } = groups as Record<string, string | undefined>
    const [least, most] = timesOf(times)
    return {
      kind: (Object.keys(kinds) as Token['kind'][]).find(name => kinds[name] !== undefined)!,
      text,
      atom: text.slice(0, text.length - times.length),
      varies: least !== most,
      repeats: most > 1,
    }
  })
}

function timesOf(quantifier: string): [least: number, most: number] {
  const [, least, comma, most] = /^\{(\d+)(,?)(\d*)\}/.exec(quantifier) ?? []
  if (least !== undefined) return [Number(least), most ? Number(most) : comma ? Infinity : Number(least)]
  return [/^[*?]/.test(quantifier) ? 0 : 1, /^[*+]/.test(quantifier) ? Infinity : 1]
}

/** What stands up to the end of a group, and that end; none at the end of the pattern. @param tokens is used up */
function alternativesOf(tokens: Token[]): { alternatives: Item[][]; end?: Token } {
  const alternatives: Item[][] = [[]]
  for (let token = tokens.shift(); token; token = tokens.shift()) {
    if (token.kind === 'close') return { alternatives, end: token }
    if (token.kind === 'or') alternatives.push([])
    else if (token.kind === 'open') {
      const { alternatives: inner, end = token } = alternativesOf(tokens)
      alternatives.at(-1)!.push({ ...end, alternatives: inner })
    } else alternatives.at(-1)!.push(token)
  }
  return { alternatives }
}

/** So many sequences of characters are tried at most, however the alternatives are combined. */
const mostWays = 1000

function waysThrough(alternatives: Item[][]): number {
  const ofItem = (item: Item) => (item.alternatives ? waysThrough(item.alternatives) + Number(item.varies) : 1)
  return alternatives.reduce((sum, items) => sum + items.reduce((product, item) => product * ofItem(item), 1), 0)
}

/** Whether a text can have more or fewer of a character at this place. */
function isRun({ kind, varies }: Token): boolean {
  return kind === 'character' && varies
}

/**
 * Goes through the alternatives of a group.
 *
 * @param before the runs of characters in front of it that may not have ended yet
 * @returns those behind it; or two of which the second could take what the first one has taken
 */
function followed(alternatives: Item[][], before: Token[]): Token[] | { first: string; second: string } {
  const behind = new Set<Token>()
  for (const items of alternatives) {
    let open = before
    for (const item of items) {
      if (item.alternatives) {
        const inner = followed(item.alternatives, open)
        if (!Array.isArray(inner)) return inner
        open = item.varies ? [...new Set([...open, ...inner])] : inner
      } else if (item.kind === 'character') {
        const touched = open.filter(run => overlap(run.atom, item.atom))
        if (item.varies && touched[0]) return { first: touched[0].text, second: item.text }
        // A character that is there for certain, and that no run before it takes, is where they end.
        open = item.varies ? [...open, item] : touched
      }
    }
    for (const run of open) behind.add(run)
  }
  return [...behind]
}

/** All that a character class names one by one, and some of what it can only name by a property. */
const characters = [...Array.from({ length: 0xffff }, (_, code) => String.fromCharCode(code)), '𠮷', '😀']

/** Whether there is a character that both match. */
function overlap(one: string, other: string): boolean {
  const [a, b] = [new RegExp(`^${one}$`, 'u'), new RegExp(`^${other}$`, 'u')]
  return characters.some(character => a.test(character) && b.test(character))
}
