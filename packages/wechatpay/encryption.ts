import { rowsBelow, type Operation, type Parameter, type Schema } from '../reference/model/model.ts'
import { membersOf, sampleRequest, type SampleRequest } from '../reference/model/sample.ts'
import { isEncrypted } from './extensions.ts'

/** The sample request with what its cipher texts ask for. */
export interface EncryptedSample extends SampleRequest {
  /** Whether a value of the sample has to be encrypted. */
  encrypts: boolean
}

/** The header that says with which key a request has been encrypted. */
export const serialHeader = 'Wechatpay-Serial'

/** The sample request of an operation; where something is encrypted, it says with which key. */
export function encryptedSample(operation: Operation): EncryptedSample {
  const sample = sampleRequest(operation)
  const { body } = operation
  const encrypts =
    sample.query.some(({ schema, example }) => hasEncrypted(schema, example)) ||
    (body !== undefined && hasEncrypted(body.schema, body.example))
  const isSent = ({ name, required }: Parameter) => required || encrypts || name !== serialHeader
  return { ...sample, encrypts, headers: sample.headers.filter(isSent) }
}

function hasEncrypted(schema: Schema, value: unknown): boolean {
  if (value === undefined) return false
  if (schema.type === 'array') return (value as unknown[]).some(item => hasEncrypted(schema.items, item))
  if (schema.type !== 'object') return isEncrypted(schema)
  return membersOf(schema, value).some(member => hasEncrypted(member.schema, member.value))
}

/** Whether a schema has cipher text anywhere. */
export function describesEncrypted(schema: Schema): boolean {
  const leaf = schema.type === 'array' ? schema.items : schema
  return isEncrypted(leaf) || rowsBelow(leaf).some(field => describesEncrypted(field.schema))
}

/** What is wrong with a description that encrypts and does not say with which key. */
export function encryptionFindings(
  operation: Operation,
): { steps: (string | number)[]; problem: string; advice: string }[] {
  const { query, headers, body, method } = operation
  const schemas = [...query.map(parameter => parameter.schema), ...(body ? [body.schema] : [])]
  if (!schemas.some(describesEncrypted)) return []
  const serial = headers.find(({ name }) => name === serialHeader)
  if (!serial)
    return [
      {
        steps: [method],
        problem: 'The request has encrypted fields, but no header says with which key.',
        advice: `Add the header parameter ${serialHeader}.`,
      },
    ]
  if (serial.example !== undefined || !encryptedSample(operation).encrypts) return []
  return [
    {
      steps: [method, 'parameters'],
      problem: `The sample encrypts a field, but does not send ${serialHeader}.`,
      advice: 'Give that header an example.',
    },
  ]
}
