import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { downloadFiles } from '../../../.vitepress/site/downloads.ts'
import { rowsBelow, typeText, type Field, type Operation } from '../../../packages/reference/model/model.ts'
import type { Reading } from '../../../packages/reference/intake/read.ts'
import { generatedPages, readSite, root } from '../../../.vitepress/site/pages.ts'
import { machineFiles, pageSources } from '../../../.vitepress/site/machine-files.ts'
import { gfmOf, headings, links, places, tables, withoutCode, type Gfm } from '../gfm.ts'

let reading: Reading
let files: Map<string, string>
/** The twins of all pages by their address. */
let twins: Map<string, Gfm>

beforeAll(() => {
  reading = readSite()
  files = machineFiles(reading)
  twins = new Map(
    [...files].filter(([address]) => address.endsWith('.md')).map(([address, text]) => [address, gfmOf(text)]),
  )
})

/** Looks at every twin and tells each that is not as it should be. */
function every(look: (twin: Gfm, address: string) => string[]): string[] {
  return [...twins].flatMap(([address, twin]) => look(twin, address).map(trouble => `${address}: ${trouble}`))
}

test('every page has a twin: generated ones, guides, indexes, the home page', () => {
  const addresses = [
    '/index.md',
    '/guide/quick-start.md',
    '/products/index.md',
    '/openapi/v3/ecommerce/applyments/index.md',
    '/openapi/v3/pay/transactions/out-trade-no/{out_trade_no}.md',
  ]
  expect([...twins.keys()]).toEqual(expect.arrayContaining(addresses))
  expect(twins.size).toBe(pageSources(reading).size)
  expect(twins.size).toBeGreaterThan(generatedPages(reading).length)
})

describe('in every twin', () => {
  test('every link leads to a twin, a download or another host, and its anchor to a heading there', () => {
    const known = new Set([...files.keys(), ...Object.keys(downloadFiles)])
    const anchors = new Map([...twins].map(([address, { prose }]) => [address, new Set(places(prose))]))
    let count = 0
    expect(
      every(({ prose }, address) =>
        links(prose).flatMap(href => {
          if (/^https?:\/\//.test(href)) return URL.canParse(href) ? [] : [href]
          const url = new URL(href, `http://site${encodeURI(address)}`)
          const target = decodeURIComponent(url.pathname)
          count++
          if (!/^[/#]/.test(href) || !known.has(target)) return [`${href} leads nowhere`]
          return url.hash && !anchors.get(target)?.has(decodeURIComponent(url.hash.slice(1)))
            ? [`${href} leads to no heading`]
            : []
        }),
      ),
    ).toEqual([])
    expect(count).toBeGreaterThan(9000)
  })

  test('no syntax is left that only VitePress reads', () => {
    expect(
      every(({ prose }) =>
        prose
          .map(withoutCode)
          .filter(line => /:::|\{\{|\{[.#]|<<<|\]\([^)]*\)\{|&#\d+;|<(?!br>)\/?[a-z!]|^---$/i.test(line)),
      ),
    ).toEqual([])
    expect(every(({ code }) => code.filter(({ lang }) => !/^\w*$/.test(lang)).map(({ lang }) => lang))).toEqual([])
    expect(
      every(({ code }) =>
        code
          .filter(({ code, lang }) => lang === 'ts' && /---cut|^\s*\/\/ @|^\s*\/\/\s+\^\?/m.test(code))
          .map(({ code }) => code),
      ),
    ).toEqual([])
  })

  test('code blocks are closed and rows have as many cells as the header of their table', () => {
    expect(every(({ balanced }) => (balanced ? [] : ['a code block is open at the end']))).toEqual([])
    expect(
      every(({ prose }) =>
        tables(prose).flatMap(([header, delimiters, ...rows]) => [
          ...(delimiters!.every(cell => /^:?-+:?$/.test(cell)) ? [] : [`no delimiters: ${delimiters}`]),
          ...[delimiters!, ...rows]
            .filter(row => row.length !== header!.length)
            .map(row => `${row.length} cells: ${row.join('|')}`),
        ]),
      ),
    ).toEqual([])
  })

  test('lines are not empty twice in a row', () => {
    expect(
      every(({ prose }, address) =>
        /\n\n\n/.test(files.get(address)!.replace(/^(`{3,})[^]*?^\1$/gm, 'code')) || prose[0] === ''
          ? ['empty lines']
          : [],
      ),
    ).toEqual([])
  })
})

test('a twin has one heading of the first level for each operation, with its title', () => {
  for (const [path, operations] of byPath()) {
    expect(
      headings(twins.get(twinOf(path))!.prose, 1).map(text => text.replace(/\\(.)/g, '$1')),
      path,
    ).toEqual(operations.map(({ title }) => title))
  }
  expect(
    every(({ prose }, address) =>
      address.startsWith('/openapi/') || headings(prose, 1).length === 1
        ? []
        : [`${headings(prose, 1).length} headings`],
    ),
  ).toEqual([])
})

test('every field of every operation is in the tables of its copy, with path, type and whether it is required', () => {
  let count = 0
  for (const [path, operations] of byPath()) {
    const own = files
      .get(twinOf(path))!
      .split(/^(?=# )/m)
      .filter(Boolean)
    for (const [index, operation] of operations.entries()) {
      const shown = rowsOf(own[index]!)
      const expected = expectedRows(operation)
      count += expected.length
      expect(shown, operation.operationId).toEqual(expected)
    }
  }
  expect(count).toBeGreaterThan(20_000)
})

test('title, method, address, status, description, products and error codes of an operation are in its twin', () => {
  for (const [path, operations] of byPath()) {
    const whole = files.get(twinOf(path))!.replace(/\\(?=[^A-Za-z0-9\s])/g, '')
    // A word of the description may lead to a notification.
    const text = whole.replace(/\[([^\]]+)\]\(\/webhooks\/[^)]*\)/g, '$1')
    for (const { method, title, description, tags, errors, officialDocs } of operations) {
      for (const part of [
        `# ${title}`,
        `\`${method.toUpperCase()}\` \``,
        `${path.slice(1)}\`\n`,
        description.trim().replace(/\s+/g, ' '),
        ...tags.map(tag => `[${tag}](/products/`),
        ...errors.map(code => `[\`${code}\`](/guide/errors.md#${code.toLowerCase()})`),
        ...officialDocs.map(({ url }) => `](${url})`),
      ]) {
        expect(text.includes(part), `${path}: ${part}`).toBe(true)
      }
    }
  }
})

test('the code of a twin is the code of the page, to the letter', () => {
  const sources = pageSources(reading)
  for (const [address, source] of sources) {
    if (!address.startsWith('/openapi/')) continue
    const page = gfmOf(source.replace(/^<<< .*$/gm, ''))
    const visible = new Set(
      page.code.map(({ code }) =>
        code.includes('// ---cut---\n') ? code.slice(code.indexOf('// ---cut---\n') + '// ---cut---\n'.length) : code,
      ),
    )
    const shown = twins.get(`${address.replace(/\/$/, '/index')}.md`)!.code.map(({ code }) => code)
    const own = shown.filter(code => !code.includes('payByJsapi'))
    expect(
      own.filter(code => !visible.has(code)),
      address,
    ).toEqual([])
    // A page without switches shows the usual sample in all styles and the other ones in the first.
    expect(own.length, address).toBeGreaterThanOrEqual(8)
  }
})

describe('the lists for language models', () => {
  const relative = (href: string) => decodeURIComponent(new URL(href, 'http://site/').pathname)

  test('links to twins and downloads, all guides and all products of the first level', () => {
    const text = files.get('/llms.txt')!
    expect(text).toMatch(/^# .+\n\n> .+\n\n/)
    const targets = links(gfmOf(text).prose).map(relative)
    for (const target of targets)
      expect(files.has(target) || target in downloadFiles || target === '/sitemap.xml', target).toBe(true)
    expect(targets).toEqual(
      expect.arrayContaining(
        [...twins.keys()].filter(
          address => address.startsWith('/guide/') || /^\/products\/(?!index)[\w-]+\.md$/.test(address),
        ),
      ),
    )
    // The form of llmstxt.org: sections of nothing but such lines.
    for (const section of text.split(/^## .+$/m).slice(1))
      for (const line of section.trim().split('\n')) expect(line).toMatch(/^- \[[^\]]+\]\(\S+\)(?:: .+)?$/)
  })

  test('every page is in exactly one part, and the list tells how large each is', () => {
    const full = gfmOf(files.get('/llms-full.txt')!).prose
    const parts = links(full)
      .map(relative)
      .filter(address => address.startsWith('/llms/'))
    expect(parts).toEqual([...files.keys()].filter(address => address.startsWith('/llms/')))
    const pages = parts.flatMap(part =>
      [...files.get(part)!.matchAll(/^来源：\[(\S+)\]\(/gm)].map(
        ([, address]) => `${address!.replace(/\/$/, '/index')}.md`,
      ),
    )
    expect(pages.toSorted()).toEqual([...twins.keys()].toSorted())
    for (const part of parts) {
      const bytes = Buffer.byteLength(files.get(part)!)
      expect(full.find(line => line.includes(`(${part})`) || line.includes(`${part})`))).toContain(
        bytes < 1e6 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`,
      )
    }
  })

  test('a path is in the part of the first product of its first operation', () => {
    for (const [path, [operation]] of byPath()) {
      const [top] = operation!.tags[0]!.split(' / ')
      const slug = reading.reference.tags.find(({ name }) => name === top)!['x-slug']
      expect(files.get(`/llms/${slug}.txt`)!.includes(`\n来源：[/openapi${path}](`), path).toBe(true)
    }
  })
})

test('a robot learns where the map of the site is', () => {
  expect(files.get('/robots.txt')).toMatch(/^User-agent: \*\nAllow: \/\n\nSitemap: https?:\/\/\S+\/sitemap\.xml\n$/)
  // A file that stands in the public folder would be a second one.
  expect(existsSync(join(root, 'docs/public/robots.txt'))).toBe(false)
})

function byPath(): Map<string, Operation[]> {
  return new Map(
    reading.reference.operations.map(({ path }) => [
      path,
      reading.reference.operations.filter(operation => operation.path === path),
    ]),
  )
}

function twinOf(path: string): string {
  return `/openapi${path.replace(/\/$/, '/index')}.md`
}

/** The rows of the tables of parameters: name, type, whether it is required. */
function rowsOf(operation: string): string[][] {
  const bare = (cell: string) => /^(`+) ?(.*?) ?\1/.exec(cell)![2]!.replace(/\\\|/g, '|')
  return tables(gfmOf(operation).prose)
    .filter(([header]) => /^(?:请求参数|返回字典)$/.test(header![0]!))
    .flatMap(([, , ...rows]) => rows.map(([name, type, required]) => [bare(name!), bare(type!), required!]))
}

function expectedRows({ pathParameters, query, headers, body, answer }: Operation): string[][] {
  const below = (fields: Field[], path: string): string[][] =>
    fields.flatMap(({ name, required, schema }) => {
      const own = path + name
      const type = typeText(schema)
      return [[own, type, required ? '是' : '否'], ...below(rowsBelow(schema), `${own}${type.replace(/^\w+/, '')}.`)]
    })
  const wrapper = (name: string, fields: Field[]) =>
    fields.length
      ? [[name, 'object', fields.some(({ required }) => required) ? '是' : '否'], ...below(fields, `${name}.`)]
      : []
  const bodyName = body?.mediaType === 'multipart/form-data' ? 'body' : 'json'
  return [
    ...below(pathParameters, ''),
    ...wrapper('query', query),
    ...wrapper('headers', headers),
    ...(body
      ? [[bodyName, 'object', body.required ? '是' : '否'], ...below(rowsBelow(body.schema), `${bodyName}.`)]
      : []),
    ...(answer.content?.kind === 'json' ? below(rowsBelow(answer.content.schema), '') : []),
  ]
}
