import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { read } from '../../../.vitepress/reference/read.ts'
import { toOpenapi } from '../../../.vitepress/reference/to-openapi.ts'
import { descriptions, folderOf, textFiles } from '../helpers.ts'

const folder = join(folderOf(import.meta.url), 'fixtures')
const cases = readdirSync(folder, { withFileTypes: true }).filter(entry => entry.isDirectory() && entry.name !== 'throws').map(entry => entry.name)

interface Bundle {
  paths: Record<string, Record<string, { responses: Record<string, unknown> }>>
  components: { schemas: Record<string, unknown>, responses: Record<string, unknown> }
}

describe.each(cases)('the bundle of %s', (name) => {
  const files = descriptions(textFiles(join(folder, name, 'input')))
  const { paths, components, ...root } = JSON.parse(toOpenapi(read(files))) as Bundle

  test.each([...files.keys()])('loses nothing of %s', (file) => {
    const data = parse(files.get(file)!) as Record<string, unknown>
    const place = file.slice('docs/openapi'.length).replace(/\.yaml$/, '')
    if (place === '/openapi') {
      const { components: own = {}, ...rest } = data
      expect(root).toEqual(rest)
      expect(components).toMatchObject(own as object)
    } else if (place.startsWith('/components/schemas/')) {
      expect(components.schemas[place.slice('/components/schemas/'.length)]).toEqual(data)
    } else {
      const operations = Object.entries(paths[place]!).map(([method, { responses: { '4XX': _clientError, '5XX': _serverError, ...responses }, ...operation }]) => [method, { ...operation, responses }])
      expect(Object.fromEntries(operations)).toEqual(data)
    }
  })

  test('adds nothing but the answer of errors', () => {
    const inputs = [...files.keys()].map(file => file.slice('docs/openapi'.length).replace(/\.yaml$/, ''))
    expect(Object.keys(paths).sort()).toEqual(inputs.filter(place => place.startsWith('/v3/')).sort())
    expect(Object.keys(components.schemas).sort()).toEqual(inputs.filter(place => place.startsWith('/components/')).map(place => place.split('/').at(-1)).sort())
    expect(Object.keys(components.responses)).toEqual(['Error'])
    for (const item of Object.values(paths)) {
      for (const { responses } of Object.values(item)) {
        expect(responses['4XX']).toEqual({ $ref: '#/components/responses/Error' })
        expect(responses['5XX']).toEqual(responses['4XX'])
      }
    }
  })
})
