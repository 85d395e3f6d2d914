import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { compile } from '../../../../packages/check/typescript.ts'
import type { Condition } from '../../../../packages/reference/model/conditions.ts'
import type { ObjectSchema, Operation } from '../../../../packages/reference/model/model.ts'
import { requestGroups } from '../../../../packages/reference/model/rows.ts'
import { sampleRequest } from '../../../../packages/reference/model/sample.ts'
import { deletesWithBody } from '../../../../packages/wechatpay/sdk/segments.ts'
import { readSite, writeDeclaration } from '../../../../.vitepress/site/pages.ts'
import { root } from '../../helpers.ts'

type Json = Record<string, unknown>

/** A part of a request with conditions, its type and its sample. */
interface Subject {
  operation: Operation
  type: string
  schema: ObjectSchema
  sample: Json
}

let subjects: Subject[]

beforeAll(() => {
  const reading = readSite({ strict: true })
  writeDeclaration(reading)
  subjects = reading.reference.operations.filter(operation => !deletesWithBody(operation)).flatMap(subjectsOf)
})

function subjectsOf(operation: Operation): Subject[] {
  const { method, path, body } = operation
  const call = `Parameters<WeChatPay.OpenAPI.Paths['${path.slice(1)}']['${method}']>`
  const config = method === 'get' || (method === 'delete' && !body) ? 0 : 1
  return requestGroups(operation).flatMap(({ name, schema }): Subject[] => {
    if (schema.type !== 'object' || !schema.conditions || (name !== 'json' && name !== 'query')) return []
    const query = sampleRequest(operation).query.map(({ name, example }) => [name, example])
    const sample = (name === 'json' ? body!.example : Object.fromEntries(query)) as Json
    const type = name === 'json' ? `${call}[0]` : `NonNullable<NonNullable<${call}[${config}]>['params']>`
    return [{ operation, type, schema, sample }]
  })
}

const without = (sample: Json, names: string[]): Json =>
  Object.fromEntries(Object.entries(sample).filter(([name]) => !names.includes(name)))

/** Samples that a condition forbids, made of one that it allows. */
function wrongs(condition: Condition, { schema, sample }: Subject): Json[] {
  const isThere = (names: string[]) => names.every(name => Object.hasOwn(sample, name))
  const isText = (name: string) => {
    const type = schema.fields.find(field => field.name === name)!.schema
    return type.type === 'string' && !type.enum
  }
  switch (condition.kind) {
    case 'one-of': {
      const all = condition.alternatives.flat()
      const both = all.every(isText) ? [{ ...sample, ...Object.fromEntries(all.map(name => [name, '1'])) }] : []
      return [without(sample, all), ...both]
    }
    case 'any-of':
      return [without(sample, condition.alternatives.flat())]
    case 'not-together':
      return condition.fields.every(isText)
        ? [{ ...sample, ...Object.fromEntries(condition.fields.map(name => [name, '1'])) }]
        : []
    case 'needs':
      return isThere([condition.field]) ? [without(sample, condition.others)] : []
    case 'modes':
      return condition.modes.every(({ required }) => required.length)
        ? [
            without(
              sample,
              condition.modes.flatMap(({ required }) => required.map(([name]) => name!)),
            ),
          ]
        : []
    case 'when': {
      const [test] = condition.tests
      const required = condition.then.required.map(([name]) => name!)
      const isTyped =
        condition.tests.length === 1 &&
        test!.path.length === 1 &&
        test!.values?.includes(sample[test!.path[0]!] as string)
      const enumeration = schema.fields.find(({ name }) => name === test!.path[0])!.schema
      const isClosed = enumeration.type === 'boolean' || ('enum' in enumeration && enumeration.enum?.open === false)
      return isTyped && isClosed && required.length ? [without(sample, required)] : []
    }
    default:
      return condition satisfies never
  }
}

async function errorsOf(programs: string[]): Promise<string[]> {
  const cache = join(root, '.vitepress/cache')
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'conditions-'))
  try {
    const head = "import type { WeChatPay } from './wechatpay.js'"
    for (const [index, text] of programs.entries()) writeFileSync(join(folder, `${index}.ts`), `${head}\n${text}\n`)
    const config = join(folder, 'tsconfig.json')
    const compilerOptions = { rootDirs: ['.', '../types', '../../../snippets'] }
    writeFileSync(
      config,
      JSON.stringify({ extends: '../../../snippets/tsconfig.json', compilerOptions, include: ['*.ts'] }),
    )
    const lines = (await compile(root, config)).split('\n').filter(line => line.includes('error'))
    return lines.map(line => `${line}: ${programs[Number(/(\d+)\.ts/.exec(line)?.[1])]?.slice(0, 400)}`)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe('the types of requests with conditions', () => {
  test('take what is right and refuse what a condition forbids, in at least 40 operations', async () => {
    const wrong = subjects.flatMap(subject =>
      subject.schema.conditions!.flatMap(condition =>
        wrongs(condition, subject).map(sample => ({ ...subject, sample, kind: condition.kind })),
      ),
    )
    const right = subjects.map(({ type, sample }) => `export const right: ${type} = ${JSON.stringify(sample)}`)
    const refused = wrong.map(
      ({ type, sample, kind }) =>
        `// @ts-expect-error ${kind}\nexport const wrong: ${type} = ${JSON.stringify(sample)}`,
    )
    expect(await errorsOf([...right, ...refused])).toEqual([])
    expect(new Set(wrong.map(({ operation }) => operation)).size).toBeGreaterThanOrEqual(40)
    expect([...new Set(wrong.map(({ kind }) => kind))].sort()).toEqual([
      'any-of',
      'modes',
      'needs',
      'not-together',
      'one-of',
      'when',
    ])
  }, 120_000)
})
