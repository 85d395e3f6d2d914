import type { OpenapiDocument, Reference } from './model.ts'

/**
 * The descriptions as one OpenAPI document, as it is published at `/openapi.json`. What every operation has in common and therefore no
 * description repeats, the error answer, is added here; nothing is left out.
 */
export function toOpenapi({ document }: Reference): string {
  const paths = Object.fromEntries(Object.entries(document.paths).map(([path, item]) => [
    path,
    Object.fromEntries(Object.entries(item).map(([method, operation]) => [
      method,
      { ...operation, responses: { ...operation.responses as object, '4XX': { $ref: '#/components/responses/Error' }, '5XX': { $ref: '#/components/responses/Error' } } },
    ])),
  ]))
  const bundled: OpenapiDocument = { ...document, paths, components: { ...document.components, responses: { Error: errorAnswer } } }
  return `${JSON.stringify(bundled, null, 1)}\n`
}

const errorAnswer = {
  description: '请求失败',
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
}
