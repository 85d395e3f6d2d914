import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { descriptions, folderOf, textFiles, withRoot } from '../../helpers.ts'
import { read, toOpenapi } from '../../../../packages/wechatpay/index.ts'

const folder = join(folderOf(import.meta.url), '../fixtures')
const cases = readdirSync(folder, { withFileTypes: true })
  .filter(entry => entry.isDirectory() && entry.name !== 'throws')
  .map(entry => entry.name)

interface Resource {
  schema: object
}

interface Bundle {
  paths: Record<string, Record<string, { responses: Record<string, unknown> }>>
  webhooks?: Record<string, { post: Record<string, unknown> }>
  components: { schemas: Record<string, unknown>; responses: Record<string, unknown> }
}

describe.each(cases)('the bundle of %s', name => {
  const files = descriptions(textFiles(join(folder, name, 'input')))
  const { paths, webhooks = {}, components, ...root } = JSON.parse(toOpenapi(read(files))) as Bundle

  test.each([...files.keys()])('loses nothing of %s', file => {
    const data = parse(files.get(file)!) as Record<string, unknown>
    const place = placeOf(file)
    if (place === '/openapi') {
      const { components: own = {}, ...rest } = data
      expect(root).toEqual(rest)
      expect(components).toMatchObject(own as object)
    } else if (place.startsWith('/components/schemas/')) {
      expect(components.schemas[place.slice('/components/schemas/'.length)]).toEqual(data)
    } else if (place.startsWith('/webhooks/')) {
      const { requestBody, ...post } = webhooks[place.slice('/webhooks/'.length)]!.post
      const { 'x-resources': resources, ...rest } = (data as { post: { 'x-resources': Resource[] } }).post
      expect(post).toEqual({ ...rest, 'x-resources': resources.map(({ schema: _, ...own }) => own) })
      for (const { schema } of resources)
        expect(JSON.stringify(requestBody)).toContain(JSON.stringify(schema).slice(1, -1))
      expect(JSON.stringify(requestBody)).toContain('"$ref":"#/components/schemas/Notification"')
    } else {
      const operations = Object.entries(paths[place]!).map(([method, { responses, ...operation }]) => [
        method,
        {
          ...operation,
          responses: Object.fromEntries(Object.entries(responses).filter(([status]) => status.startsWith('2'))),
        },
      ])
      expect(Object.fromEntries(operations)).toEqual(data)
    }
  })

  test('adds nothing but the answer of errors', () => {
    const inputs = [...files.keys()].map(placeOf)
    expect(Object.keys(paths).sort()).toEqual(inputs.filter(place => place.startsWith('/v3/')).sort())
    expect(Object.keys(components.schemas).sort()).toEqual(
      inputs
        .filter(place => place.startsWith('/components/'))
        .map(place => place.split('/').at(-1))
        .sort(),
    )
    expect(Object.keys(components.responses)).toEqual(['Error'])
    for (const item of Object.values(paths)) {
      for (const { responses } of Object.values(item)) {
        expect(responses['4XX']).toEqual({ $ref: '#/components/responses/Error' })
        expect(responses['5XX']).toEqual(responses['4XX'])
        for (const [status, response] of Object.entries(responses))
          if (/^[45]\d\d$/.test(status))
            expect(response).toMatchObject({
              content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
            })
      }
    }
  })
})

test('the error codes of an operation are answers of their status', () => {
  const { paths } = JSON.parse(
    toOpenapi(read(descriptions(textFiles(join(folder, 'modes-and-forms/input'))))),
  ) as Bundle
  expect(paths['/v3/stores/{store_id}']!.delete!.responses['404']).toMatchObject({
    description: '`NO_STORE`：门店不存在',
  })
  expect(Object.keys(paths['/v3/pay/orders']!.post!.responses)).toEqual(['200', '4XX', '5XX'])
})

/** `docs/openapi/v3/a/index.yaml` -> `/v3/a/`; what is no path loses its ending only. */
function placeOf(file: string): string {
  return file
    .slice('docs/openapi'.length)
    .replace(/\.yaml$/, '')
    .replace(/\/index$/, '/')
}

test('two paths that differ by the name of a placeholder only are one for OpenAPI, and neither is lost', () => {
  const item = (id: string, name: string) =>
    `post: { operationId: ${id}, tags: [产品], summary: 一, description: 一, parameters: [{ name: ` +
    `${name}, in: path, required: true, schema: { type: string, title: 编号 }, example: '1' }], ` +
    `responses: { '204': { description: 无 } } }\n`
  const bundle = JSON.parse(
    toOpenapi(
      read(
        withRoot({
          'v3/a/{id}/end.yaml': item('postAByIdEnd', 'id'),
          'v3/a/{no}/end.yaml': item('postAByNoEnd', 'no'),
        }),
      ),
    ),
  ) as Bundle & { 'x-identical-paths': Bundle['paths'] }
  expect(Object.keys(bundle.paths)).toEqual(['/v3/a/{id}/end'])
  expect(Object.keys(bundle['x-identical-paths'])).toEqual(['/v3/a/{no}/end'])
})
