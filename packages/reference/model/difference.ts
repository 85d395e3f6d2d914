import { enumerationOf, rowsBelow, typeText, type Field } from './model.ts'
import { addressBelow } from './rows.ts'

/** What is compared of a field. A source that does not state a type or a mark leaves it out. */
export interface FieldFacts {
  /** `string`, `object[]`. */
  type?: string
  required?: boolean
  values?: (string | number)[]
}

/** Fields by their addresses: `json.amount.total`. */
export type FieldTable = Map<string, FieldFacts>

/** A field that two tables do not share, or say different things of. */
export interface FieldDifference {
  address: string
  /** `only`: one table has it. The members of a field that the other table lacks are not listed again. */
  kind: 'only' | 'type' | 'required' | 'values'
  here?: FieldFacts
  there?: FieldFacts
}

/** What two tables do not share: first the fields of this one, in its order, then those that only the other has. */
export function differencesOf(here: FieldTable, there: FieldTable): FieldDifference[] {
  return [
    ...[...here].flatMap(([address, facts]) => {
      const other = there.get(address)
      return other ? contradictions(address, facts, other) : onlyIn(here, there, address, { here: facts })
    }),
    ...[...there].flatMap(([address, facts]) =>
      here.has(address) ? [] : onlyIn(there, here, address, { there: facts }),
    ),
  ]
}

function onlyIn(
  own: FieldTable,
  other: FieldTable,
  address: string,
  facts: Pick<FieldDifference, 'here' | 'there'>,
): FieldDifference[] {
  const above = address.slice(0, Math.max(0, address.lastIndexOf('.')))
  return own.has(above) && !other.has(above) ? [] : [{ address, kind: 'only', ...facts }]
}

function contradictions(address: string, here: FieldFacts, there: FieldFacts): FieldDifference[] {
  const kinds = (['type', 'required'] as const).filter(
    kind => here[kind] !== undefined && there[kind] !== undefined && here[kind] !== there[kind],
  )
  const differ = [...kinds, ...(sorted(here.values) === sorted(there.values) ? [] : (['values'] as const))]
  return differ.map(kind => ({ address, kind, here, there }))
}

/** Values as one text, whatever their order. */
function sorted(values: (string | number)[] = []): string {
  return values.map(String).sort().join(', ')
}

/** The table of fields and all below them. @param above the address that they stand below, empty at the top */
export function fieldTable(fields: Field[], above = ''): FieldTable {
  return new Map(
    fields.flatMap(({ name, required, schema }): [string, FieldFacts][] => {
      const address = addressBelow(above, name)
      const facts = { type: typeText(schema), required, values: enumerationOf(schema)?.values }
      return [[address, facts], ...fieldTable(rowsBelow(schema), address)]
    }),
  )
}
