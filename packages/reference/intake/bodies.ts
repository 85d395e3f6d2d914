import type { Answer, Body, Schema } from '../model/model.ts'
import type { Schemas } from './schemas.ts'
import type { Spot } from './spot.ts'

type Content = Record<string, { example?: unknown }>

/**
 * What an operation sends.
 *
 * @param spot the operation's place
 * @returns undefined where it has no body; `'broken'` if something is wrong with it, which has been said then
 */
export function readBody(spot: Spot, schemas: Schemas): Body | undefined | 'broken' {
  const body = spot.map.requestBody as { required?: boolean; content: Content } | undefined
  if (!body) return undefined
  if (spot.path[0] === 'get')
    return spot.refuse('A GET request has no body.', 'Describe query parameters instead.', 'requestBody') ?? 'broken'
  const [mediaType, { example }] = Object.entries(body.content)[0]!
  const place = spot.at('requestBody', 'content', mediaType)
  const schema = readSampled(place, example, schemas)
  if (!schema || (mediaType === 'multipart/form-data' && !isUploadable(place.at('schema'), schema))) return 'broken'
  return { mediaType: mediaType as Body['mediaType'], required: body.required ?? false, schema, example }
}

/** Whether the examples can send a form: one file, and parts whose names can be variables. */
function isUploadable(spot: Spot, schema: Schema): boolean {
  if (schema.type !== 'object') return true
  const files = schema.fields.filter(field => field.schema.type === 'string' && field.schema.format === 'binary')
  const isVariable = (name: string) => /^[a-z]\w*$/i.test(name)
  const before = spot.problems.length
  const strange = schema.fields.find(({ name }) => !isVariable(name))
  if (files.length !== 1 || !isVariable(files[0]!.name) || files[0]!.name === 'form')
    spot.refuse(
      'The examples can upload a form with exactly one file, in a part whose name can be a variable.',
      'Mark one property with format: binary.',
    )
  else if (strange)
    spot.refuse(
      `The part "${strange.name}" of the form cannot be a variable of the examples.`,
      'Correct its name, or teach the writers to call the variable something else.',
    )
  return spot.problems.length === before
}

/** What an operation answers; undefined if something is wrong with it, which has been said then. */
export function readAnswer(spot: Spot, schemas: Schemas): Answer | undefined {
  const responses = spot.map.responses as Record<string, { description: string; content?: Content }>
  const [status, response] = Object.entries(responses)[0]!
  const answer = { status: Number(status), description: response.description }
  if (!response.content) return answer
  const [mediaType, { example }] = Object.entries(response.content)[0]!
  const place = spot.at('responses', status, 'content', mediaType)
  if (mediaType !== 'application/json') {
    const schema = schemas.read(place.at('schema'))
    return schema && { ...answer, content: { kind: 'file', schema } }
  }
  const schema = readSampled(place, example, schemas)
  return schema && { ...answer, content: { kind: 'json', schema, example } }
}

/** The schema of a body, its sample checked. */
function readSampled(spot: Spot, example: unknown, schemas: Schemas): Schema | undefined {
  const schema = schemas.read(spot.at('schema'))
  if (!schema) return undefined
  if (schema.type !== 'object')
    return spot
      .at('schema')
      .refuse(`A body of type ${schema.type} is nothing that the writers can print.`, 'Describe an object.')
  return spot.at('example').refuseAll(schemas.judge(schema, example)) ? undefined : schema
}
