import {
  conditionKeywords,
  conditionsOf,
  pathsIn,
  withStatements,
  type Condition,
  type Test,
} from '../model/conditions.ts'
import { enumerationOf, type Field, type ObjectSchema, type Operation, type Parameter } from '../model/model.ts'
import { sampleFindings } from './samples.ts'
import type { Json, Spot } from './spot.ts'

type Conditioned = Pick<ObjectSchema, 'fields' | 'conditions' | 'conditionKeywords'>

/**
 * The fields of an object with what its conditions say of each, and the conditions.
 *
 * @param modes the dialect's
 * @returns undefined if something is wrong with a condition, which has been said then
 */
export function readConditions(
  spot: Spot,
  data: Json,
  fields: Field[],
  modes: readonly string[],
): Conditioned | undefined {
  const keywords = Object.keys(data).filter(key => conditionKeywords.includes(key))
  if (!keywords.length) return { fields }
  const conditions = conditionsOf(data)
  const found = conditions.map(condition => findingOf(condition, fields, modes)).find(problem => problem)
  if (found) return spot.refuse(found, 'Correct the condition.', keywords[0])
  return {
    fields: withStatements(fields, conditions),
    conditions,
    conditionKeywords: Object.fromEntries(keywords.map(key => [key, data[key]])),
  }
}

/** The parameters of the query with their conditions, `x-query-conditions`; checked against the sample they make up. */
export function readQueryConditions(
  spot: Spot,
  query: Parameter[],
  modes: readonly string[],
): Pick<Operation, 'query' | 'queryConditions'> | undefined {
  const key = 'x-query-conditions'
  if (!(key in spot.map)) return { query }
  const read = readConditions(spot.at(key), spot.map[key] as Json, query, modes)
  if (!read) return undefined
  const sent = query.filter(({ example }) => example !== undefined)
  const sample = Object.fromEntries(sent.map(({ name, example }) => [name, example]))
  const [finding] = sampleFindings({ type: 'object', ...read }, sample)
  if (finding) return spot.refuse(finding.problem, finding.advice, key)
  const { fields, ...queryConditions } = read
  return { query: fields as Parameter[], queryConditions }
}

/** What is wrong with a condition: a field that there is not, a value that it never has, a mode that nobody knows. */
function findingOf(condition: Condition, fields: Field[], modes: readonly string[]): string | undefined {
  const unknown = pathsIn(condition).find(path => !fieldAt(fields, path))
  if (unknown) return `A condition names "${unknown.join('.')}", yet no property has that name.`
  const never = condition.kind === 'when' ? condition.tests.find(test => isNever(fields, test)) : undefined
  if (never) return `A condition asks whether "${never.path.join('.')}" has a value that it never has.`
  const foreign = condition.kind === 'modes' ? condition.modes.find(({ mode }) => !modes.includes(mode)) : undefined
  return foreign && `"${foreign.mode}" is no mode: write ${modes.join(' or ')}.`
}

function fieldAt(fields: Field[], [name, ...below]: string[]): Field | undefined {
  const field = fields.find(own => own.name === name)
  if (!field || !below.length) return field
  return field.schema.type === 'object' ? fieldAt(field.schema.fields, below) : undefined
}

function isNever(fields: Field[], { path, values }: Test): boolean {
  const enumeration = enumerationOf(fieldAt(fields, path)!.schema)
  if (!enumeration || enumeration.open || !values) return false
  return !values.every(value => enumeration.values.includes(value as string))
}
