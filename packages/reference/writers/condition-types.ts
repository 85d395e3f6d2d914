import type { Condition, Demand, Value } from '../model/conditions.ts'
import { enumerationOf, isOpen, pascal, type Field, type ObjectSchema, type Schema } from '../model/model.ts'
import type { Words } from '../model/words.ts'
import { literal, propertyName } from './to-types.ts'

/** A type that refuses what a condition forbids, to be met beside the fields themselves. */
export interface ConditionType {
  /** Reads like a sentence in a hover: `EitherTransactionIdOrOutTradeNo`. */
  name: string
  doc: string[]
  /** Its members, of which one has to fit. */
  members: Member[]
  /** Whether every object fits one of them, so that nothing is refused until a reader names one. */
  takesAll: boolean
}

/** Fields as members of a type: what has to be there, and what must not. */
interface Member {
  /** The type of its own that it is, where readers may want to name it: `Partner`. */
  name?: string
  required: string[]
  forbidden: string[]
  /** The values of a field that this member is about, as a type. */
  value?: { name: string; optional: boolean; values: string }
}

type Conditioned = Pick<ObjectSchema, 'fields' | 'conditions'>

/**
 * The conditions of a request's object that types can say. What depends on numbers, on what is further in or further
 * out, or on an open list, is left to the judge.
 */
export function conditionTypes({ field }: Words, { fields, conditions = [] }: Conditioned): ConditionType[] {
  const plain = conditions.flatMap((condition): Omit<ConditionType, 'takesAll'>[] => {
    const type = plainType(condition)
    return type ? [{ ...type, doc: [field.group(condition, 'request')].filter(Boolean) }] : []
  })
  const all = [...plain, ...decisions(fields, conditions)].filter(({ members }) => !members.some(isEmpty))
  return withoutTwins(all.map(type => ({ ...type, takesAll: takesAll(type.members) })))
}

/** The type of a condition that needs no look at the fields; undefined for the others. */
function plainType(condition: Condition): Pick<ConditionType, 'name' | 'members'> | undefined {
  switch (condition.kind) {
    case 'one-of': {
      const all = condition.alternatives.flat()
      const members = condition.alternatives.map(names => member(names, without(all, names)))
      return { name: `Either${joined(condition.alternatives, 'Or')}`, members }
    }
    case 'any-of': {
      const members = condition.alternatives.map(names => member(names, []))
      return { name: `${joined(condition.alternatives, 'Or')}OrBoth`, members }
    }
    case 'not-together': {
      const members = condition.fields.map(name => member([], [name]))
      return {
        name: `NotBoth${joined(
          condition.fields.map(name => [name]),
          'And',
        )}`,
        members,
      }
    }
    case 'needs': {
      const { field, others } = condition
      const members = [member([], [field]), member([field, ...others], [])]
      return { name: `${pascal(field)}Needs${others.map(pascal).join('And')}`, members }
    }
    case 'modes': {
      const name = `By${condition.modes.map(({ mode }) => pascal(mode)).join('Or')}`
      const members = condition.modes.map(demand => ({ ...ownMember(demand), name: pascal(demand.mode) }))
      return { name, members }
    }
    case 'when':
      return undefined
    default:
      return condition satisfies never
  }
}

/** Whether one field is all that two members are about, which the one needs and the other refuses. */
function takesAll(members: Member[]): boolean {
  const [one, other] = members.map(({ required, forbidden, value }) => value ?? [required.join(), forbidden.join()])
  return (
    members.length === 2 &&
    Array.isArray(one) &&
    Array.isArray(other) &&
    one[0] === other[1] &&
    one[1] === other[0] &&
    one.some(names => names === '') &&
    !one.join('').includes(',')
  )
}

/** Whether a member takes anything, so that the type refuses nothing. */
function isEmpty({ required, forbidden, value }: Member): boolean {
  return !required.length && !forbidden.length && !value
}

function member(required: string[], forbidden: string[]): Member {
  return { required, forbidden }
}

function without(all: string[], names: string[]): string[] {
  return [...new Set(all)].filter(name => !names.includes(name))
}

function joined(alternatives: string[][], word: string): string {
  const names = alternatives.map(names => names.map(pascal).join('And'))
  return names.length > 3 ? `${names.slice(0, 2).join(word)}${word}More` : names.join(word)
}

/** What a demand says of the fields of the object itself. */
function ownMember({ required, forbidden }: Demand): Member {
  const own = (paths: string[][]) => paths.filter(path => path.length === 1).map(([name]) => name!)
  return member(own(required), own(forbidden))
}

type When = Extract<Condition, { kind: 'when' }>

/** One type for each field of a closed list of values that decides about others. */
function decisions(fields: Field[], conditions: Condition[]): Omit<ConditionType, 'takesAll'>[] {
  const all = conditions.filter((condition): condition is When => condition.kind === 'when' && isOfValue(condition))
  const deciding = [...new Set(all.map(({ tests }) => tests[0]!.path[0]!))]
  return deciding.flatMap(name => {
    const field = fields.find(own => own.name === name)!
    const values = closedValues(field.schema)
    const own = all.filter(({ tests }) => tests[0]!.path[0] === name)
    return values ? decision(field, values, own) : []
  })
}

function isOfValue({ tests }: When): boolean {
  return tests.length === 1 && tests[0]!.path.length === 1 && tests[0]!.values !== undefined
}

function closedValues(schema: Schema): Value[] | undefined {
  if (schema.type === 'boolean') return [true, false]
  const enumeration = schema.type === 'array' ? undefined : enumerationOf(schema)
  return enumeration && !isOpen(enumeration, 'request') ? enumeration.values : undefined
}

function decision(field: Field, values: Value[], conditions: When[]): Omit<ConditionType, 'takesAll'>[] {
  const demanded = (value: Value | undefined) => {
    const demands = conditions.map(({ tests, then, otherwise }) =>
      ownMember(value !== undefined && tests[0]!.values!.includes(value) ? then : otherwise),
    )
    const unique = (key: 'required' | 'forbidden') => [...new Set(demands.flatMap(demand => demand[key]))]
    return member(unique('required'), unique('forbidden'))
  }
  const groups = new Map<string, (Value | undefined)[]>()
  for (const value of field.required ? values : [...values, undefined]) {
    const key = JSON.stringify(demanded(value))
    groups.set(key, [...(groups.get(key) ?? []), value])
  }
  if (groups.size < 2) return []
  const members = [...groups.values()].map((own): Member => {
    const listed = own.filter(value => value !== undefined)
    const value = { name: field.name, optional: own.includes(undefined), values: listed.map(literal).join(' | ') }
    return { ...demanded(own[0]), value: { ...value, values: value.values || 'never' } }
  })
  const names = [...new Set(members.flatMap(({ required, forbidden }) => [...required, ...forbidden]))]
  const decided = names.length > 2 ? `${pascal(names[0]!)}AndMore` : names.map(pascal).join('And')
  return [{ name: `${pascal(field.name)}Decides${decided}`, doc: [], members }]
}

/** Each name once: a second type of a name is numbered. */
function withoutTwins(types: ConditionType[]): ConditionType[] {
  const seen = new Map<string, number>()
  return types.map(type => {
    const count = (seen.get(type.name) ?? 0) + 1
    seen.set(type.name, count)
    return count > 1 ? { ...type, name: type.name + count } : type
  })
}

/** A member as TypeScript writes it: `{ transaction_id: string; out_trade_no?: never }`. */
export function memberText({ required, forbidden, value }: Member, typeOf: (name: string) => string): string {
  const parts = [
    ...(value ? [`${propertyName(value.name)}${value.optional ? '?' : ''}: ${value.values}`] : []),
    ...required.map(name => `${propertyName(name)}: ${typeOf(name)}`),
    ...forbidden.map(name => `${propertyName(name)}?: never`),
  ]
  return parts.length ? `{ ${parts.join('; ')} }` : '{}'
}
