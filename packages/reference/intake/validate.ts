import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { distance } from 'fastest-levenshtein'
import type { Field, Schema } from '../model/model.ts'
import { membersOf } from '../model/sample.ts'
import type { Finding } from './problems.ts'
import { pathOf, type Path } from './source.ts'
import descriptionSchema from './description.schema.json' with { type: 'json' }

const forDescriptions = new Ajv2020({ allErrors: true, verbose: true, allowUnionTypes: true })
addFormats.default(forDescriptions, ['regex'])
forDescriptions.addFormat('https-address', isHttpsAddress)
forDescriptions.addSchema(descriptionSchema, 'description')

/** What is wrong with the form of a description: keywords, their types, their values. Empty if nothing is. */
export function formFindings(part: 'pathItem' | 'schema' | 'root' | 'tag' | 'errorCode', data: unknown): Finding[] {
  const validate = forDescriptions.getSchema(`description#/$defs/${part}`)!
  if (validate(data)) return []
  const errors = withoutEchoes(validate.errors!)
  // Where a keyword is misspelt, the right one is missing, which says nothing new.
  const isEcho = (error: ErrorObject) =>
    error.keyword === 'required' && errors.some(other => isMisspelling(other, error))
  return errors.filter(error => !isEcho(error)).map(error => findingOf(error, data, 'keyword'))
}

/** Whether requests can be sent there: nothing but a host, and perhaps a path that all requests begin with. */
function isHttpsAddress(text: string): boolean {
  if (!text.startsWith('https://') || !URL.canParse(text)) return false
  const { origin, pathname } = new URL(text)
  return text === origin + (text.endsWith('/') ? pathname : pathname.replace(/\/$/, ''))
}

// Each schema is compiled for one sample, so what makes the compiled code faster costs more than it saves.
const forSamples = new Ajv2020({
  allErrors: true,
  verbose: true,
  validateSchema: false,
  addUsedSchema: false,
  inlineRefs: false,
  code: { optimize: false },
  formats: { binary: true, json: isJson },
})
addFormats.default(forSamples, ['date-time', 'date'])
/** By the JSON Schema's text: without their words, most parameters of the API are one of a few schemas. */
const compiled = new Map<string, ValidateFunction>()

/** What in a sample contradicts its schema. Unknown fields count: a sample shows the fields that there are. */
export function sampleFindings(schema: Schema, sample: unknown): Finding[] {
  const jsonSchema = closed(schema)
  const key = JSON.stringify(jsonSchema)
  let validate = compiled.get(key)
  if (!validate) compiled.set(key, (validate = forSamples.compile(jsonSchema)))
  const findings = validate(sample)
    ? []
    : withoutEchoes(validate.errors!).map(error => findingOf(error, sample, 'field'))
  return findings.length ? findings : jsonFindings(schema, sample, [])
}

/** What in the JSON texts of a sample, which is otherwise right, contradicts the schema of their content. */
function jsonFindings(schema: Schema, sample: unknown, path: Path): Finding[] {
  if (schema.type === 'string' && schema.json?.schema) {
    return sampleFindings(schema.json.schema, JSON.parse(sample as string)).map(finding => ({
      ...finding,
      path,
      problem: `In the JSON text: ${finding.problem}`,
    }))
  }
  if (schema.type === 'array')
    return (sample as unknown[]).flatMap((item, index) => jsonFindings(schema.items, item, [...path, index]))
  return schema.type === 'object'
    ? membersOf(schema, sample).flatMap(member => jsonFindings(member.schema, member.value, [...path, member.name]))
    : []
}

/** The ids under which the validator knows shared schemas, by their fields, which all uses of one have in common. */
const shared = new WeakMap<Field[], string>()
let sharedSchemas = 0

/**
 * The JSON Schema of a schema in which objects take no unknown fields. A shared schema is compiled once, not at each
 * of its places.
 */
function closed(schema: Schema): Record<string, unknown> {
  if (schema.type !== 'object' || !schema.name) return closedInPlace(schema)
  let id = shared.get(schema.fields)
  if (id === undefined) {
    shared.set(schema.fields, (id = `shared-${sharedSchemas++}`))
    forSamples.addSchema({ $id: id, ...closedInPlace(schema) })
  }
  return { $ref: id }
}

function closedInPlace(schema: Schema): Record<string, unknown> {
  switch (schema.type) {
    case 'object':
      return {
        type: 'object',
        properties: Object.fromEntries(schema.fields.map(field => [field.name, closed(field.schema)])),
        required: schema.fields.filter(field => field.required).map(field => field.name),
        additionalProperties: schema.additional ? closed(schema.additional) : false,
      }
    case 'array':
      return {
        type: 'array',
        items: closed(schema.items),
        ...defined({ minItems: schema.minItems, maxItems: schema.maxItems }),
      }
    case 'string':
      return {
        type: 'string',
        ...defined({
          minLength: schema.minLength,
          maxLength: schema.maxLength,
          pattern: schema.pattern,
          format: schema.json ? 'json' : schema.format,
          enum: schema.enum?.open ? undefined : schema.enum?.values,
        }),
      }
    case 'integer':
    case 'number':
      return {
        type: schema.type,
        ...defined({
          minimum: schema.minimum,
          maximum: schema.maximum,
          enum: schema.enum?.open ? undefined : schema.enum?.values,
        }),
      }
    case 'boolean':
      return { type: 'boolean' }
    default:
      return schema satisfies never
  }
}

function defined(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined))
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/**
 * One message for each mistake: a value of the wrong type also breaks the keywords beside `type`, which says nothing
 * new.
 */
function withoutEchoes(errors: ErrorObject[]): ErrorObject[] {
  const seen = new Set<string>()
  return errors.filter(error => {
    const key =
      error.keyword === 'additionalProperties' || error.keyword === 'required'
        ? `${error.instancePath} ${JSON.stringify(error.params)}`
        : error.instancePath
    return !seen.has(key) && seen.add(key)
  })
}

/** Whether the one error is an unknown name that stands for the name that the other one misses. */
function isMisspelling(unknown: ErrorObject, missing: ErrorObject): boolean {
  return (
    unknown.keyword === 'additionalProperties' &&
    unknown.instancePath === missing.instancePath &&
    closestOf(unknown) === (missing.params as { missingProperty: string }).missingProperty
  )
}

/** The known name that an unknown one is nearly. */
function closestOf(error: ErrorObject): string | undefined {
  const name = (error.params as { additionalProperty: string }).additionalProperty
  return known(error).find(other => distance(other, name) <= 2)
}

function findingOf(error: ErrorObject, root: unknown, noun: 'keyword' | 'field'): Finding {
  const path = pathOf(error.instancePath)
  const value = path.reduce((data, step) => (data as Record<string, unknown>)[step], root)
  const shown = JSON.stringify(value)?.slice(0, 60)
  const last = path.at(-1)
  // The index of an item says less than the name of its list.
  const name =
    last === undefined
      ? 'The value'
      : /^\d+$/.test(String(last)) && path.length > 1
        ? `Item ${last} of "${path.at(-2)}"`
        : `"${last}"`
  const params = error.params as Record<string, unknown>
  const at = (problem: string, advice: string, key?: string): Finding => ({ path, key, problem, advice })
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = String(params.additionalProperty)
      if (noun === 'keyword' && path.at(-1) === 'responses')
        return at(
          `"${key}" is no answer that is described here.`,
          'Describe the one answer of success, 200 to 299; the error answer is the same for all operations.',
          key,
        )
      if (noun === 'keyword' && path.at(-1) === 'content')
        return at(
          `The media type "${key}" is not known.`,
          `Write ${known(error)
            .map(name => `"${name}"`)
            .join(' or ')}.`,
          key,
        )
      if (noun === 'keyword' && !path.length && known(error).includes('get'))
        return at(`"${key}" is no method that the SDKs have.`, `Write one of ${known(error).join(', ')}.`, key)
      const close = closestOf(error)
      return noun === 'keyword'
        ? at(
            `"${key}" is a keyword that a description cannot use here.`,
            close
              ? `Write "${close}".`
              : 'Remove it, or teach description.schema.json, the model and the writers what it means.',
            key,
          )
        : at(
            `The sample has a field "${key}" that its schema does not know.`,
            close ? `Write "${close}".` : 'Describe the field under properties, or remove it from the sample.',
            key,
          )
    }
    case 'required':
      return at(
        `"${params.missingProperty}" is missing${noun === 'field' ? ' in the sample' : ''}.`,
        noun === 'field' ? 'It is required: add it to the sample, or take it out of "required".' : 'Add it.',
      )
    case 'type':
      if (noun === 'keyword' && !path.length && value === null)
        return at('The file is empty.', 'Describe the path there, or remove the file.')
      return noun === 'field'
        ? at(
            `${name} is ${shown} in the sample, its schema says ${params.type}.`,
            /^-?\d+$/.test(String(value)) && String(params.type) === 'string'
              ? 'Put the value into quotes.'
              : 'Make sample and schema agree.',
          )
        : at(`${name} is ${shown}, not of type ${params.type}.`, `Write a value of type ${params.type}.`)
    case 'enum': {
      const allowed = params.allowedValues as unknown[]
      return at(
        `${name} is ${shown}, which is none of the allowed values.`,
        noun === 'keyword' && String(value).startsWith('int')
          ? 'Write "integer".'
          : `Write one of ${allowed.map(item => JSON.stringify(item)).join(', ')}.`,
      )
    }
    case 'maxProperties':
      return at(
        `${name} has more than one entry.`,
        path.at(-1) === 'responses' ? 'Describe one answer only, that of success.' : 'Describe one only.',
      )
    case 'uniqueItems': {
      const index = Math.max(Number(params.i), Number(params.j))
      return {
        path: [...path, index],
        problem: `${name} lists ${JSON.stringify((value as unknown[])[index])} twice.`,
        advice: 'Keep one of the two.',
      }
    }
    case 'format':
      if (params.format === 'json') return at(`${name} is ${shown}, which is no JSON text.`, 'Write JSON, in quotes.')
      if (params.format === 'https-address')
        return at(
          `${name} is ${shown}, which is no address that requests can be sent to.`,
          'Write https:// and a host, as in https://api.mch.weixin.qq.com.',
        )
      return at(
        `${name} is ${shown}, not a valid ${params.format}.`,
        String(params.format) === 'date-time'
          ? 'Write an RFC 3339 time such as 2026-11-20T10:34:56+08:00.'
          : `Write a valid ${params.format}.`,
      )
    default:
      return at(
        `${name} (${shown}) ${error.message}.`,
        noun === 'keyword' ? 'Correct the value.' : 'Make sample and schema agree.',
      )
  }
}

/** The keywords that are known where an unknown one stands. */
function known(error: ErrorObject): string[] {
  return Object.keys((error.parentSchema?.properties ?? {}) as object)
}
