import type { LintFinding, Step } from '../model/lint.ts'
import { placeText, type Problem } from './problems.ts'
import type { Source } from './source.ts'
import type { Sources } from './sources.ts'
import { Spot } from './spot.ts'

/**
 * Tells what looks like a slip, unless the place or something around it gives a reason why it is none
 * (`x-lint-exceptions`); once for each place, however many operations share it.
 *
 * @param sources the files of the paths, the notifications and the shared schemas
 */
export function tellSlips(
  findings: LintFinding[],
  { paths, webhooks, schemas }: Pick<Sources, 'paths' | 'webhooks' | 'schemas'>,
  problems: Problem[],
): void {
  const told = new Set<string>()
  for (const { rule, entry, steps, problem, advice } of findings) {
    const source = entry.kind === 'operation' ? paths.get(entry.path)! : webhooks.get(entry.name)!
    const way = wayTo(new Spot(source, [], problems), steps, schemas)
    if (way.some(spot => isException(spot, rule))) continue
    const spot = way.at(-1)!
    const key = `${rule} ${placeText(spot.source.place(spot.path))}`
    if (told.has(key)) continue
    told.add(key)
    spot.refuse(problem, `${advice} If it is right as it is, say why under x-lint-exceptions: ${rule}.`)
  }
}

/** The places on the way to a finding, through the shared schemas. */
function wayTo(start: Spot, steps: Step[], schemas: Map<string, Source>): Spot[] {
  return steps.reduce<Spot[]>(
    (way, step) => {
      const here = way.at(-1)!
      const { $ref } = here.map
      const inside =
        typeof $ref === 'string' ? new Spot(schemas.get($ref.split('/').at(-1)!)!, [], here.problems) : here
      const key = typeof step === 'string' ? step : indexOf(inside, step.name)
      return [...way, inside.at(key)]
    },
    [start],
  )
}

function indexOf(spot: Spot, name: string): number {
  return (spot.value as { name: string }[]).findIndex(item => item.name === name)
}

function isException(spot: Spot, rule: string): boolean {
  return Object.hasOwn(Object(Object(spot.value)['x-lint-exceptions']), rule)
}
