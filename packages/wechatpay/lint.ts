import {
  enumerationOf,
  rowsBelow,
  typeText,
  type Field,
  type Entry,
  type Notification,
  type Operation,
  type Schema,
  type Side,
} from '../reference/model/model.ts'
import type { LintFinding, Step } from '../reference/model/lint.ts'
import { answerLikeRequest, demandInAnswer } from './lint-answers.ts'
import { proseCondition } from './lint-conditions.ts'
import { foreignAddress, limitInProse } from './lint-limits.ts'
import { enumInProse, valueWithoutMeaning } from './lint-meanings.ts'
import { membersOf } from '../reference/model/sample.ts'

/** The slips that this file looks for. */
export const lintRules = [
  'answer-like-request',
  'demand-in-answer',
  'number-without-reason',
  'amount-without-unit',
  'list-of-nothing',
  'placeholder',
  'condition-in-prose',
  'value-without-meaning',
  'enum-in-prose',
  'neighbours-values',
  'nested-differently',
  'limit-in-prose',
  'foreign-address',
] as const

/** A finding of one of these rules. */
export type Finding = LintFinding & { rule: (typeof lintRules)[number] }

/** A field where it stands. */
export interface Visit {
  entry: Entry
  side: Side
  field: Field
  steps: Step[]
  /** The names of the objects around it, from the outside. */
  above: string[]
  /** The fields of the same object, itself included. */
  beside: Field[]
  sample?: unknown
}

/**
 * What contradicts experience with the sources rather than a schema: each rule is a mistake that has been found in a
 * published reference. A place that is right all the same says so with a reason, under `x-lint-exceptions`.
 */
export function lint(operations: Operation[], notifications: Notification[] = []): Finding[] {
  const looked = [...operations, ...notifications].map(look)
  const visits = looked.flatMap(({ visits }) => visits)
  return [
    ...looked.flatMap(({ findings }) => findings),
    ...demandInAnswer(visits),
    ...valueWithoutMeaning(visits),
    ...neighboursValues(visits),
    ...nestedDifferently(visits),
  ]
}

const known = new WeakMap<Entry, { visits: Visit[]; findings: Finding[] }>()

/**
 * The fields of an operation or a notification and what it says by itself; of one that has not been read anew since the
 * last time, what was found then.
 */
function look(entry: Entry): { visits: Visit[]; findings: Finding[] } {
  const before = known.get(entry)
  if (before) return before
  const visits = entry.kind === 'operation' ? fieldsOf(entry) : carriedFields(entry)
  const findings = [
    ...(entry.kind === 'operation' ? answerLikeRequest(entry) : []),
    ...visits.flatMap(visit => [
      ...numberWithoutReason(visit),
      ...amountWithoutUnit(visit),
      ...listOfNothing(visit),
      ...placeholder(visit),
      ...conditionInProse(visit),
      ...enumInProse(visit),
      ...limitInProse(visit),
      ...foreignAddress(visit),
    ]),
  ]
  known.set(entry, { visits, findings })
  return { visits, findings }
}

/** All fields that a notification carries and that it awaits, outer ones first. */
function carriedFields(entry: Notification): Visit[] {
  const { resources, answer } = entry
  return [
    ...resources.flatMap(({ schema, example }, index) =>
      below(entry, 'answer', schema, ['post', 'x-resources', String(index), 'schema'], [], example),
    ),
    ...(answer.content?.kind === 'json' ? answerFields(entry, 'post', answer.content) : []),
  ]
}

/** All fields of an operation, outer ones first. */
function fieldsOf(entry: Operation): Visit[] {
  const { method, body, answer } = entry
  const parameters = [...entry.pathParameters, ...entry.query, ...entry.headers]
  return [
    ...parameters.map((field): Visit => ({
      entry,
      side: 'request',
      field,
      steps: [method, 'parameters', { name: field.name }, 'schema'],
      above: [],
      beside: parameters,
      sample: field.example,
    })),
    ...(body
      ? below(
          entry,
          'request',
          body.schema,
          [method, 'requestBody', 'content', body.mediaType, 'schema'],
          [],
          body.example,
        )
      : []),
    ...(answer.content?.kind === 'json' ? answerFields(entry, method, answer.content) : []),
  ]
}

function answerFields(
  entry: Entry,
  method: string,
  { schema, example }: { schema: Schema; example: unknown },
): Visit[] {
  const status = String(entry.answer.status)
  const steps = [method, 'responses', status, 'content', 'application/json', 'schema']
  return below(entry, 'answer', schema, steps, [], example)
}

function below(entry: Entry, side: Side, schema: Schema, steps: Step[], above: string[], sample: unknown): Visit[] {
  if (schema.type === 'array')
    return below(entry, side, schema.items, [...steps, 'items'], above, Array.isArray(sample) ? sample[0] : undefined)
  if (schema.type !== 'object') return []
  const samples = new Map(sample === undefined ? [] : membersOf(schema, sample).map(({ name, value }) => [name, value]))
  return schema.fields.flatMap((field): Visit[] => {
    const place = [...steps, 'properties', field.name]
    return [
      { entry, side, field, steps: place, above, beside: schema.fields, sample: samples.get(field.name) },
      ...below(entry, side, field.schema, place, [...above, field.name], samples.get(field.name)),
    ]
  })
}

/** The API knows next to no number with decimals; where sources say "number", they mean an integer. */
function numberWithoutReason({ entry, field, steps }: Visit): Finding[] {
  const leaf = field.schema.type === 'array' ? field.schema.items : field.schema
  if (leaf.type !== 'number' || field.schema.description) return []
  return [
    {
      rule: 'number-without-reason',
      entry,
      steps,
      problem: `"${field.name}" is of type number and does not say why.`,
      advice: 'Write integer, or explain the decimals in its description.',
    },
  ]
}

function amountWithoutUnit({ entry, field, steps }: Visit): Finding[] {
  const leaf = field.schema.type === 'array' ? field.schema.items : field.schema
  if ((leaf.type !== 'integer' && leaf.type !== 'number') || leaf.unit || leaf.enum) return []
  const isAmount =
    /(?:^|_)(?:amount|fee|price|balance)$/.test(field.name) ||
    /(?:金额|价格|单价|余额|总额|面额|手续费)$/.test(field.schema.title ?? '')
  return isAmount
    ? [
        {
          rule: 'amount-without-unit',
          entry,
          steps,
          problem: `"${field.name}" is an amount without a unit.`,
          advice: 'Add x-unit: 分, or whatever it counts.',
        },
      ]
    : []
}

/** One of the items' fields has to be there, if the list has. */
function listOfNothing({ entry, side, field, steps }: Visit): Finding[] {
  const { schema, required } = field
  if (side !== 'request' || !required || schema.type !== 'array' || schema.items.type !== 'object') return []
  if (schema.items.fields.length < 2 || schema.items.fields.some(inner => inner.required)) return []
  return [
    {
      rule: 'list-of-nothing',
      entry,
      steps,
      problem: `"${field.name}" is required, yet nothing in its items is.`,
      advice: 'Mark what an item must have.',
    },
  ]
}

const placeholders = /^(?:string|text|x{2,}|test|todo|null|undefined|\.{3,}|…|示例(?:文本|内容|值|数据)?)$/i

function placeholder({ entry, side, field, steps, sample }: Visit): Finding[] {
  const { name, schema } = field
  const isPlaceholder = (value: unknown) =>
    typeof value === 'string'
      ? !enumerationOf(schema) && (placeholders.test(value) || value === schema.title || value === name)
      : value === 0 && side === 'request' && 'unit' in schema && schema.unit === '分'
  const value = [sample].flat().find(isPlaceholder)
  return value === undefined
    ? []
    : [
        {
          rule: 'placeholder',
          entry,
          steps,
          problem: `The sample of "${name}" is a placeholder: ${JSON.stringify(value)}.`,
          advice: 'Write a value as it occurs.',
        },
      ]
}

/** A sentence that forbids what types and judge let through. */
function conditionInProse({ entry, steps, field }: Visit): Finding[] {
  const words = proseCondition(field)
  if (words === undefined) return []
  return [
    {
      rule: 'condition-in-prose',
      entry,
      steps,
      problem: `The description of "${field.name}" states a condition (${words}) that no keyword does.`,
      advice:
        'Say it by oneOf, anyOf, not, dependentRequired or if and then beside its properties (x-query-conditions for ' +
        'a query), or add the text to prose-conditions.json under the reason why it cannot be said.',
    },
  ]
}

/** A list of values that has slipped to the row above or below. */
function neighboursValues(visits: Visit[]): Finding[] {
  const listOf = (field: Field) => enumerationOf(field.schema)?.values.map(String).sort().join('|')
  const owners = new Map<string, Map<string, Set<string>>>()
  for (const { field, entry } of visits) {
    const list = listOf(field)
    if (!list) continue
    const names = owners.get(list) ?? owners.set(list, new Map()).get(list)!
    names.set(field.name, (names.get(field.name) ?? new Set()).add(entry.operationId))
  }
  return visits.flatMap(({ entry, field, steps, beside }): Finding[] => {
    const list = listOf(field)
    if (!list) return []
    const names = owners.get(list)!
    const at = beside.indexOf(field)
    const neighbour = [beside[at - 1], beside[at + 1]].find(
      other =>
        other &&
        !enumerationOf(other.schema) &&
        typeText(other.schema) === typeText(field.schema) &&
        (names.get(other.name)?.size ?? 0) > names.get(field.name)!.size,
    )
    return neighbour
      ? [
          {
            rule: 'neighbours-values',
            entry,
            steps,
            problem:
              `The values of "${field.name}" are elsewhere those of "${neighbour.name}", which stands next ` +
              'to it and has none.',
            advice: 'Move the list to the field that it belongs to.',
          },
        ]
      : []
  })
}

/** Indentation one level off: a field stands beside an object in one entry, and inside it in a sibling. */
function nestedDifferently(visits: Visit[]): Finding[] {
  const inside = new Map<string, Entry>()
  for (const { entry, side, above, field } of visits) {
    // The items of a page of results stand alone elsewhere.
    if (above.length && above.at(-1) !== 'data')
      inside.set([family(entry), side, above.at(-2) ?? '', above.at(-1), field.name].join(' '), entry)
  }
  return visits.flatMap(({ entry, side, field, steps, above, beside }): Finding[] => {
    for (const object of beside) {
      if (
        object === field ||
        !rowsBelow(object.schema).length ||
        rowsBelow(object.schema).some(inner => inner.name === field.name)
      )
        continue
      const other = inside.get([family(entry), side, above.at(-1) ?? '', object.name, field.name].join(' '))
      // In the very entry, the field may really be on both levels.
      if (other && other !== entry && !hasBeside(visits, other, side, above.at(-1), field.name)) {
        return [
          {
            rule: 'nested-differently',
            entry,
            steps,
            problem: `"${field.name}" stands beside "${object.name}" here, and inside it in ` + `${nameOf(other)}.`,
            advice: 'Nest both alike.',
          },
        ]
      }
    }
    return []
  })
}

/** What is described alike: the operations of a part of the paths, the notifications of a part of the event types. */
function family(entry: Entry): string {
  return entry.kind === 'operation'
    ? entry.path.split('/').slice(0, 4).join('/')
    : `webhooks ${entry.eventType.split(/[._]/)[0]}`
}

function nameOf(entry: Entry): string {
  return entry.kind === 'operation' ? `${entry.method.toUpperCase()} ${entry.path}` : entry.eventType
}

function hasBeside(visits: Visit[], entry: Entry, side: Side, above: string | undefined, name: string): boolean {
  return visits.some(
    visit => visit.entry === entry && visit.side === side && visit.field.name === name && visit.above.at(-1) === above,
  )
}
