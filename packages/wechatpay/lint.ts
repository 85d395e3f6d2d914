import {
  enumerationOf,
  rowsBelow,
  typeText,
  type Field,
  type Operation,
  type Schema,
  type Side,
} from '../reference/model/model.ts'
import type { LintFinding, Step } from '../reference/model/lint.ts'
import { proseCondition } from './lint-conditions.ts'
import { foreignAddress, limitInProse } from './lint-limits.ts'
import { membersOf } from '../reference/model/sample.ts'

/** The slips that this file looks for. */
export const lintRules = [
  'answer-like-request',
  'number-without-reason',
  'amount-without-unit',
  'list-of-nothing',
  'placeholder',
  'condition-in-prose',
  'neighbours-values',
  'nested-differently',
  'limit-in-prose',
  'foreign-address',
] as const

/** A finding of one of these rules. */
export type Finding = LintFinding & { rule: (typeof lintRules)[number] }

/** A field where it stands. */
export interface Visit {
  operation: Operation
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
export function lint(operations: Operation[]): Finding[] {
  const looked = operations.map(look)
  const visits = looked.flatMap(({ visits }) => visits)
  return [...looked.flatMap(({ findings }) => findings), ...neighboursValues(visits), ...nestedDifferently(visits)]
}

const known = new WeakMap<Operation, { visits: Visit[]; findings: Finding[] }>()

/**
 * The fields of an operation and what it says by itself; of one that has not been read anew since the last time, what
 * was found then.
 */
function look(operation: Operation): { visits: Visit[]; findings: Finding[] } {
  const before = known.get(operation)
  if (before) return before
  const visits = fieldsOf(operation)
  const findings = [
    ...answerLikeRequest(operation),
    ...visits.flatMap(visit => [
      ...numberWithoutReason(visit),
      ...amountWithoutUnit(visit),
      ...listOfNothing(visit),
      ...placeholder(visit),
      ...conditionInProse(visit),
      ...limitInProse(visit),
      ...foreignAddress(visit),
    ]),
  ]
  known.set(operation, { visits, findings })
  return { visits, findings }
}

/** All fields of an operation, outer ones first. */
function fieldsOf(operation: Operation): Visit[] {
  const { method, body, answer } = operation
  const parameters = [...operation.pathParameters, ...operation.query, ...operation.headers]
  return [
    ...parameters.map((field): Visit => ({
      operation,
      side: 'request',
      field,
      steps: [method, 'parameters', { name: field.name }, 'schema'],
      above: [],
      beside: parameters,
      sample: field.example,
    })),
    ...(body
      ? below(
          operation,
          'request',
          body.schema,
          [method, 'requestBody', 'content', body.mediaType, 'schema'],
          [],
          body.example,
        )
      : []),
    ...(answer.content?.kind === 'json'
      ? below(
          operation,
          'answer',
          answer.content.schema,
          [method, 'responses', String(answer.status), 'content', 'application/json', 'schema'],
          [],
          answer.content.example,
        )
      : []),
  ]
}

function below(
  operation: Operation,
  side: Side,
  schema: Schema,
  steps: Step[],
  above: string[],
  sample: unknown,
): Visit[] {
  if (schema.type === 'array')
    return below(
      operation,
      side,
      schema.items,
      [...steps, 'items'],
      above,
      Array.isArray(sample) ? sample[0] : undefined,
    )
  if (schema.type !== 'object') return []
  const samples = new Map(sample === undefined ? [] : membersOf(schema, sample).map(({ name, value }) => [name, value]))
  return schema.fields.flatMap((field): Visit[] => {
    const place = [...steps, 'properties', field.name]
    return [
      { operation, side, field, steps: place, above, beside: schema.fields, sample: samples.get(field.name) },
      ...below(operation, side, field.schema, place, [...above, field.name], samples.get(field.name)),
    ]
  })
}

/** Pages have been published with the request copied below the heading of the answer. */
function answerLikeRequest(operation: Operation): Finding[] {
  const { method, path, body, answer, query } = operation
  if (answer.content?.kind !== 'json') return []
  const sent = [...query, ...(body ? rowsBelow(body.schema) : [])]
  const answered = rowsBelow(answer.content.schema)
  const isSent = ({ name, schema }: Field) =>
    sent.some(field => field.name === name && typeText(field.schema) === typeText(schema))
  const steps = [method, 'responses', String(answer.status)]
  if (answered.length > 2 && answered.every(isSent))
    return [
      {
        rule: 'answer-like-request',
        operation,
        steps,
        problem: 'The answer has nothing but fields of the request.',
        advice: 'Describe what is really answered.',
      },
    ]
  const address = answered.find(field => field.name === 'notify_url' && isSent(field))
  return address && !/callback|notif/.test(path)
    ? [
        {
          rule: 'answer-like-request',
          operation,
          steps,
          problem: 'The answer has the notify_url of the request.',
          advice: 'Describe what is really answered.',
        },
      ]
    : []
}

/** The API knows next to no number with decimals; where sources say "number", they mean an integer. */
function numberWithoutReason({ operation, field, steps }: Visit): Finding[] {
  const leaf = field.schema.type === 'array' ? field.schema.items : field.schema
  if (leaf.type !== 'number' || field.schema.description) return []
  return [
    {
      rule: 'number-without-reason',
      operation,
      steps,
      problem: `"${field.name}" is of type number and does not say why.`,
      advice: 'Write integer, or explain the decimals in its description.',
    },
  ]
}

function amountWithoutUnit({ operation, field, steps }: Visit): Finding[] {
  const leaf = field.schema.type === 'array' ? field.schema.items : field.schema
  if ((leaf.type !== 'integer' && leaf.type !== 'number') || leaf.unit || leaf.enum) return []
  const isAmount =
    /(?:^|_)(?:amount|fee|price|balance)$/.test(field.name) ||
    /(?:金额|价格|单价|余额|总额|面额|手续费)$/.test(field.schema.title ?? '')
  return isAmount
    ? [
        {
          rule: 'amount-without-unit',
          operation,
          steps,
          problem: `"${field.name}" is an amount without a unit.`,
          advice: 'Add x-unit: 分, or whatever it counts.',
        },
      ]
    : []
}

/** One of the items' fields has to be there, if the list has. */
function listOfNothing({ operation, side, field, steps }: Visit): Finding[] {
  const { schema, required } = field
  if (side !== 'request' || !required || schema.type !== 'array' || schema.items.type !== 'object') return []
  if (schema.items.fields.length < 2 || schema.items.fields.some(inner => inner.required)) return []
  return [
    {
      rule: 'list-of-nothing',
      operation,
      steps,
      problem: `"${field.name}" is required, yet nothing in its items is.`,
      advice: 'Mark what an item must have.',
    },
  ]
}

const placeholders = /^(?:string|text|x{2,}|test|todo|null|undefined|\.{3,}|…|示例(?:文本|内容|值|数据)?)$/i

function placeholder({ operation, side, field, steps, sample }: Visit): Finding[] {
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
          operation,
          steps,
          problem: `The sample of "${name}" is a placeholder: ${JSON.stringify(value)}.`,
          advice: 'Write a value as it occurs.',
        },
      ]
}

/** A sentence that forbids what types and judge let through. */
function conditionInProse({ operation, steps, field }: Visit): Finding[] {
  const words = proseCondition(field)
  if (words === undefined) return []
  return [
    {
      rule: 'condition-in-prose',
      operation,
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
  for (const { field, operation } of visits) {
    const list = listOf(field)
    if (!list) continue
    const names = owners.get(list) ?? owners.set(list, new Map()).get(list)!
    names.set(field.name, (names.get(field.name) ?? new Set()).add(operation.operationId))
  }
  return visits.flatMap(({ operation, field, steps, beside }): Finding[] => {
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
            operation,
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

/** Indentation one level off: a field stands beside an object in one operation, and inside it in a sibling. */
function nestedDifferently(visits: Visit[]): Finding[] {
  const family = ({ path }: Operation) => path.split('/').slice(0, 4).join('/')
  const inside = new Map<string, Operation>()
  for (const { operation, side, above, field } of visits) {
    // The items of a page of results stand alone elsewhere.
    if (above.length && above.at(-1) !== 'data')
      inside.set([family(operation), side, above.at(-2) ?? '', above.at(-1), field.name].join(' '), operation)
  }
  return visits.flatMap(({ operation, side, field, steps, above, beside }): Finding[] => {
    for (const object of beside) {
      if (
        object === field ||
        !rowsBelow(object.schema).length ||
        rowsBelow(object.schema).some(inner => inner.name === field.name)
      )
        continue
      const other = inside.get([family(operation), side, above.at(-1) ?? '', object.name, field.name].join(' '))
      // In the very operation, the field may really be on both levels.
      if (other && other !== operation && !hasBeside(visits, other, side, above.at(-1), field.name)) {
        return [
          {
            rule: 'nested-differently',
            operation,
            steps,
            problem:
              `"${field.name}" stands beside "${object.name}" here, and inside it in ` +
              `${other.method.toUpperCase()} ${other.path}.`,
            advice: 'Nest both alike.',
          },
        ]
      }
    }
    return []
  })
}

function hasBeside(
  visits: Visit[],
  operation: Operation,
  side: Side,
  above: string | undefined,
  name: string,
): boolean {
  return visits.some(
    visit =>
      visit.operation === operation && visit.side === side && visit.field.name === name && visit.above.at(-1) === above,
  )
}
