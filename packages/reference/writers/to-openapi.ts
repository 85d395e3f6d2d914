import type { Dialect } from '../dialect.ts'
import { statusOfError, type ErrorCode, type OpenapiDocument, type Reference } from '../model/model.ts'

/**
 * The descriptions as one OpenAPI document, as it is published at `/openapi.json`. What no description repeats is
 * added here: the error answer that all operations have in common, and the answers for the error codes of an
 * operation's own. Nothing is left out: where two paths differ by the name of a placeholder only, which OpenAPI takes
 * for the same path, the later one stands under `x-identical-paths`.
 */
export function toOpenapi(
  { notifications }: Dialect,
  { document, errors }: Pick<Reference, 'document' | 'errors'>,
): string {
  const paths = Object.fromEntries(
    Object.entries(document.paths).map(([path, item]) => [
      path,
      Object.fromEntries(
        Object.entries(item).map(([method, operation]) => [
          method,
          {
            ...operation,
            responses: {
              ...(operation.responses as object),
              ...ownErrors(operation, errors),
              ...commonErrors,
            },
          },
        ]),
      ),
    ]),
  )
  const templates = Object.keys(paths).map(path => path.replace(/\{[^}]*\}/g, '{}'))
  const [unique, identical] = [true, false].map(first =>
    Object.fromEntries(
      Object.entries(paths).filter((_, index) => (templates.indexOf(templates[index]!) === index) === first),
    ),
  ) as [typeof paths, typeof paths]
  const { webhooks, ...withoutWebhooks } = document
  const bundled: Omit<OpenapiDocument, 'webhooks'> = {
    ...withoutWebhooks,
    paths: unique,
    ...(Object.keys(identical).length && { 'x-identical-paths': identical }),
    ...(Object.keys(webhooks).length && {
      webhooks: mapValues(webhooks, ({ post }) => ({ post: expanded(post!, notifications.requestBody(post!)) })),
    }),
    components: { ...document.components, responses: { Error: { description: '请求失败', content } } },
  }
  return `${JSON.stringify(bundled, null, 1)}\n`
}

/** The schemas of the shapes stand in the body; who asks for each, and its sample, have no other place. */
function expanded(webhook: Record<string, unknown>, requestBody: object): Record<string, unknown> {
  const resources = webhook['x-resources'] as { schema: object }[]
  return { ...webhook, 'x-resources': resources.map(({ schema: _, ...rest }) => rest), requestBody }
}

function mapValues<Before, After>(
  map: Record<string, Before>,
  change: (value: Before) => After,
): Record<string, After> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]))
}

const content = { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } }
const commonErrors = {
  '4XX': { $ref: '#/components/responses/Error' },
  '5XX': { $ref: '#/components/responses/Error' },
}

/** An answer for each HTTP status of these codes, which its description names. */
function ownErrors(operation: Record<string, unknown>, errors: ErrorCode[]): Record<string, object> {
  const { operationId, 'x-error-codes': codes = [] } = operation as {
    'operationId': string
    'x-error-codes'?: string[]
  }
  const own = errors
    .filter(({ code }) => codes.includes(code))
    .map(error => ({ ...error, status: statusOfError(error, { operationId }) }))
    .filter(({ status }) => status !== undefined)
  const textOf = (status: number | undefined) =>
    own.flatMap(error => (error.status === status ? `\`${error.code}\`：${error.cause}` : [])).join('；')
  return Object.fromEntries(own.map(({ status }) => [String(status), { description: textOf(status), content }]))
}
