import { normalize } from './terms.ts'

export interface Part {
  text: string
  isMarked: boolean
}

/**
 * Takes a text apart at what is to be marked.
 *
 * @param marks for each word of the query: itself, then what to mark where it does not stand as it is; in small letters
 * @returns parts that are the text when put together again
 */
export function partsOf(text: string, marks: string[][]): Part[] {
  // Where the usual form of a character is longer than itself, places in one are none in the other.
  const plain = normalize(text).length === text.length ? normalize(text) : text.toLowerCase()
  const wanted = marks
    .flatMap(([word, ...others]) => (word && plain.includes(word) ? [word] : others))
    .filter(mark => mark.length > 1 || marks.length === 1)
    .sort((a, b) => b.length - a.length)
  const marked = Array.from({ length: text.length }, () => false)
  for (const mark of wanted) {
    for (let place = plain.indexOf(mark); place >= 0; place = plain.indexOf(mark, place + 1))
      marked.fill(true, place, place + mark.length)
  }
  const parts: Part[] = []
  for (const [index, isMarked] of marked.entries()) {
    const last = parts.at(-1)
    if (last?.isMarked === isMarked) last.text += text[index]!
    else parts.push({ text: text[index]!, isMarked })
  }
  return parts
}
