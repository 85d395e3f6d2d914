/** A piece of text of an example, and where it begins in the program. */
export interface ShownText {
  node: Text
  start: number
}

/** The program that an example shows now: a line each of those that are visible, and the pieces that it is made of. */
export function shownProgram(code: Element): { program: string; texts: ShownText[] } {
  const texts: ShownText[] = []
  let program = ''
  for (const line of code.querySelectorAll('.line')) {
    if (!line.checkVisibility()) continue
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
      texts.push({ node, start: program.length })
      program += node.data
    }
    program += '\n'
  }
  return { program, texts }
}
