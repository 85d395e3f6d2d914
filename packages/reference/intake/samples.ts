import { distance } from '../model/distance.ts'
import type { Schema } from '../model/model.ts'
import { breaches, closedSchema, stepsOf, type Breach, type JsonSchema } from '../model/rules.ts'
import { nameOf, type Finding } from './problems.ts'

/**
 * What in a sample contradicts its schema, one thing at each place. Unknown fields count: a sample shows the fields
 * that there are.
 */
export function sampleFindings(schema: Schema, sample: unknown): Finding[] {
  const closed = closedSchema(schema)
  const all = breaches(closed, sample)
  const first = all.filter(({ pointer }, index) => all.findIndex(other => other.pointer === pointer) === index)
  return first.map(breach => ({ ...findingOf(breach, closed), ...placeOf(breach) }))
}

/** Where a breach is told: an unknown field by its name, what is in a JSON text at that text. */
function placeOf({ pointer, rule, text }: Breach): Pick<Finding, 'path' | 'key'> {
  const path = stepsOf(text ?? pointer)
  if (text !== undefined) return { path }
  if (rule === 'required') return { path: path.slice(0, -1) }
  return rule === 'additionalProperties' ? { path: path.slice(0, -1), key: path.at(-1) } : { path }
}

function findingOf(breach: Breach, schema: JsonSchema): Pick<Finding, 'problem' | 'advice'> {
  const said = words(breach, schema)
  return breach.text === undefined ? said : { ...said, problem: `In the JSON text: ${said.problem}` }
}

function words({ pointer, rule, limit, value, text = '' }: Breach, schema: JsonSchema) {
  const path = stepsOf(pointer.slice(text.length))
  const name = nameOf(path)
  const field = path.at(-1)!
  const shown = JSON.stringify(value)?.slice(0, 60)
  const said = (problem: string, advice = 'Make sample and schema agree.') => ({ problem, advice })
  switch (rule) {
    case 'additionalProperties':
      return said(
        `The sample has a field "${field}" that its schema does not know.`,
        adviceFor(field, knownAt(schema, pointer)),
      )
    case 'required':
      return said(
        `"${field}" is missing in the sample.`,
        'It is required: add it to the sample, or take it out of "required".',
      )
    case 'type':
      return said(
        `${name} is ${shown} in the sample, its schema says ${String(limit)}.`,
        limit === 'string' && /^-?\d+$/.test(String(value)) ? 'Put the value into quotes.' : undefined,
      )
    case 'enum':
      return said(
        `${name} is ${shown}, which is none of the allowed values.`,
        `Write one of ${(limit as unknown[]).map(item => JSON.stringify(item)).join(', ')}.`,
      )
    case 'json':
      return said(`${name} is ${shown}, which is no JSON text.`, 'Write JSON, in quotes.')
    case 'format':
      return said(
        `${name} is ${shown}, not a valid ${String(limit)}.`,
        limit === 'date-time'
          ? 'Write an RFC 3339 time such as 2026-11-20T10:34:56+08:00.'
          : `Write a valid ${String(limit)}.`,
      )
    case 'pattern':
      return said(`${name} (${shown}) must match pattern "${String(limit)}".`)
    case 'oneOf':
    case 'anyOf':
      return said(
        `${name} of the sample meets ${rule === 'oneOf' ? 'none or several' : 'none'} of the schema's alternatives.`,
        `Make the sample agree with one of ${JSON.stringify(limit)}.`,
      )
    case 'not':
      return said(
        (limit as string[]).length
          ? `${name} is in the sample together with ${(limit as string[]).join(', ')}, which a condition forbids.`
          : `${name} is in the sample, which a condition forbids there.`,
      )
    case 'minLength':
    case 'maxLength':
    case 'maxBytes':
    case 'minimum':
    case 'maximum':
    case 'minItems':
    case 'maxItems':
      return said(`${name} (${shown}) must ${bounds[rule](String(limit))}.`)
    default:
      return rule satisfies never
  }
}

const bounds = {
  minLength: (limit: string) => `NOT have fewer than ${limit} characters`,
  maxLength: (limit: string) => `NOT have more than ${limit} characters`,
  maxBytes: (limit: string) => `NOT have more than ${limit} bytes in UTF-8`,
  minimum: (limit: string) => `be >= ${limit}`,
  maximum: (limit: string) => `be <= ${limit}`,
  minItems: (limit: string) => `NOT have fewer than ${limit} items`,
  maxItems: (limit: string) => `NOT have more than ${limit} items`,
}

/** The fields that are known where an unknown one stands. */
function knownAt(schema: JsonSchema, pointer: string): string[] {
  const holder = stepsOf(pointer)
    .slice(0, -1)
    .reduce<JsonSchema | undefined>((inner, step) => below(inner, step), schema)
  return Object.keys(holder?.properties ?? {})
}

function below(schema: JsonSchema | undefined, step: string): JsonSchema | undefined {
  const own = (schema?.contentSchema as JsonSchema | undefined) ?? schema
  const inner = (own?.properties?.[step] ?? own?.items ?? own?.additionalProperties) as JsonSchema | boolean | undefined
  return typeof inner === 'object' ? inner : undefined
}

function adviceFor(name: string, known: string[]): string {
  const close = known.find(other => distance(other, name) <= 2)
  return close ? `Write "${close}".` : 'Describe the field under properties, or remove it from the sample.'
}
