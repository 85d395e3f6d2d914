import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { distance } from '../model/distance.ts'
import { nameOf, type Finding } from './problems.ts'
import { pathOf, type Path } from './source.ts'
import type { Dialect, Protocol } from '../dialect.ts'
import engineSchema from './description.schema.json' with { type: 'json' }

/** What the form of descriptions depends on. */
type FormDialect = Pick<Dialect, 'extensions' | 'officialDocs' | 'protocols'>

/**
 * The form of a description of an API, as JSON Schema: the part of OpenAPI that all may use, with the dialect's own
 * keywords and addresses.
 */
export function descriptionSchema({ extensions, officialDocs }: FormDialect): typeof engineSchema {
  const { $defs } = engineSchema
  const own = Object.fromEntries(extensions.map(({ keyword, values }) => [keyword, { enum: values }]))
  const docs = { ...$defs.operation.properties['x-official-docs'], items: { type: 'string', pattern: officialDocs } }
  return {
    ...engineSchema,
    $defs: {
      ...$defs,
      operation: { ...$defs.operation, properties: { ...$defs.operation.properties, 'x-official-docs': docs } },
      notification: {
        ...$defs.notification,
        properties: { ...$defs.notification.properties, 'x-official-docs': docs },
      },
      schema: { ...$defs.schema, properties: { ...$defs.schema.properties, ...own } },
    },
  }
}

const validators = new WeakMap<FormDialect, Ajv2020>()

function validatorFor(dialect: FormDialect): Ajv2020 {
  let known = validators.get(dialect)
  if (!known) {
    known = new Ajv2020({ allErrors: true, verbose: true, allowUnionTypes: true })
    addFormats.default(known, ['regex'])
    known.addFormat('https-address', isHttpsAddress)
    known.addSchema(descriptionSchema(dialect), 'description')
    validators.set(dialect, known)
  }
  return known
}

/** What is wrong with the form of a description: keywords, their types, their values. Empty if nothing is. */
export function formFindings(
  dialect: FormDialect,
  part: 'pathItem' | 'webhook' | 'schema' | 'root' | 'tag' | 'errorCode',
  data: unknown,
): Finding[] {
  const validate = validatorFor(dialect).getSchema(`description#/$defs/${part}`)!
  if (validate(data)) return []
  const errors = withoutEchoes(validate.errors!)
  // Where a keyword is misspelt, the right one is missing, which says nothing new.
  const isEcho = (error: ErrorObject) =>
    error.keyword === 'required' && errors.some(other => isMisspelling(other, error))
  const [{ baseUri }] = Object.values(dialect.protocols) as [Protocol]
  return errors.filter(error => !isEcho(error)).map(error => findingOf(error, data, baseUri.replace(/\/$/, '')))
}

/** Whether requests can be sent there: nothing but a host, and perhaps a path that all requests begin with. */
function isHttpsAddress(text: string): boolean {
  if (!text.startsWith('https://') || !URL.canParse(text)) return false
  const { origin, pathname } = new URL(text)
  return text === origin + (text.endsWith('/') ? pathname : pathname.replace(/\/$/, ''))
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

/** @param server the API's own, to show what an address is like */
function findingOf(error: ErrorObject, root: unknown, server: string): Finding {
  const path = pathOf(error.instancePath)
  const value = path.reduce((data, step) => (data as Record<string, unknown>)[step], root)
  const shown = JSON.stringify(value)?.slice(0, 60)
  const name = nameOf(path)
  const { params } = error as { params: Record<string, unknown> }
  const at = (problem: string, advice: string): Finding => ({ path, problem, advice })
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownKeyword(error, path)
    case 'required':
      return at(`"${String(params.missingProperty)}" is missing.`, 'Add it.')
    case 'type':
      return !path.length && value === null
        ? at('The file is empty.', 'Describe the path there, or remove the file.')
        : at(
            `${name} is ${shown}, not of type ${String(params.type)}.`,
            `Write a value of type ${String(params.type)}.`,
          )
    case 'enum':
      return at(`${name} is ${shown}, which is none of the allowed values.`, allowedAdvice(value, params))
    case 'maxProperties':
      return at(
        `${name} has more than one entry.`,
        path.at(-1) === 'responses' ? 'Describe one answer only, that of success.' : 'Describe one only.',
      )
    case 'uniqueItems':
      return twice(path, name, value as unknown[], Math.max(Number(params.i), Number(params.j)))
    case 'format':
      return at(...formatWords(name, shown, String(params.format), server))
    default:
      return at(`${name} (${shown}) ${error.message}.`, 'Correct the value.')
  }
}

function unknownKeyword(error: ErrorObject, path: Path): Finding {
  const key = String((error.params as { additionalProperty: unknown }).additionalProperty)
  const at = (problem: string, advice: string): Finding => ({ path, key, problem, advice })
  const names = known(error)
  if (path.at(-1) === 'responses')
    return at(
      `"${key}" is no answer that is described here.`,
      'Describe the one answer of success, 200 to 299; the error answer is the same for all operations.',
    )
  if (path.at(-1) === 'content')
    return at(`The media type "${key}" is not known.`, `Write ${names.map(name => `"${name}"`).join(' or ')}.`)
  if (!path.length && names.includes('get'))
    return at(`"${key}" is no method that the SDKs have.`, `Write one of ${names.join(', ')}.`)
  const close = closestOf(error)
  return at(
    `"${key}" is a keyword that a description cannot use here.`,
    close
      ? `Write "${close}".`
      : 'Remove it, or teach description.schema.json, the model and the writers what it means.',
  )
}

function allowedAdvice(value: unknown, { allowedValues }: Record<string, unknown>): string {
  if (String(value).startsWith('int')) return 'Write "integer".'
  return `Write one of ${(allowedValues as unknown[]).map(item => JSON.stringify(item)).join(', ')}.`
}

function twice(path: Path, name: string, list: unknown[], index: number): Finding {
  return {
    path: [...path, index],
    problem: `${name} lists ${JSON.stringify(list[index])} twice.`,
    advice: 'Keep one of the two.',
  }
}

function formatWords(name: string, shown: string, format: string, server: string): [problem: string, advice: string] {
  return format === 'https-address'
    ? [
        `${name} is ${shown}, which is no address that requests can be sent to.`,
        `Write https:// and a host, as in ${server}.`,
      ]
    : [`${name} is ${shown}, not a valid ${format}.`, `Write a valid ${format}.`]
}

/** The keywords that are known where an unknown one stands. */
function known(error: ErrorObject): string[] {
  return Object.keys((error.parentSchema?.properties ?? {}) as object)
}
