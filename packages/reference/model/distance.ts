/** The least number of letters to add, drop, replace or swap with their neighbour that makes one word of the other. */
export function distance(a: string, b: string): number {
  let [before, last]: number[][] = [[], Array.from({ length: b.length + 1 }, (_, index) => index)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(last![j]! + 1, row[j - 1]! + 1, last![j - 1]! + Number(a[i - 1] !== b[j - 1]))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        row[j] = Math.min(row[j]!, before![j - 2]! + 1)
    }
    ;[before, last] = [last!, row]
  }
  return last![b.length]!
}
