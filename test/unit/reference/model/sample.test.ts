import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { parsePhp } from '../../../../packages/check/php.ts'
import { compile } from '../../../../packages/check/typescript.ts'
import type { Operation, Parameter, Schema } from '../../../../packages/reference/model/model.ts'
import { membersOf, optionalLines, sampleRequest, withoutMarks } from '../../../../packages/reference/model/sample.ts'
import { encryptedSample } from '../../../../packages/wechatpay/encryption.ts'
import { toPhp } from '../../../../packages/wechatpay/sdk/php.ts'
import { toTypescript } from '../../../../packages/wechatpay/sdk/typescript.ts'
import { sampleFindings } from '../../../../packages/reference/intake/samples.ts'
import { readSite, writeDeclaration } from '../../../../.vitepress/site/pages.ts'
import { root } from '../../helpers.ts'

let operations: Operation[]

beforeAll(() => {
  const reading = readSite({ strict: true })
  writeDeclaration(reading)
  operations = reading.reference.operations
})

test('marks name lines once, however deep they stand, and leave the code as it was', () => {
  expect(withoutMarks(`a\n${optionalLines(`b {\n${optionalLines('  c')}\n}`)}\nd`)).toEqual({
    code: 'a\nb {\n  c\n}\nd',
    optional: [1, 2, 3],
  })
})

describe('the examples of all operations, with just the required fields', () => {
  test('send a sample that is valid', () => {
    let smaller = 0
    for (const { body, operationId } of operations) {
      if (!body) continue
      const least = required(body.schema, body.example)
      expect(sampleFindings(body.schema, least), operationId).toEqual([])
      if (JSON.stringify(least) !== JSON.stringify(body.example)) smaller++
    }
    expect(smaller).toBeGreaterThan(300)
  })

  test('are what the writers make of that sample, in all eight styles', () => {
    for (const operation of operations) {
      const least = leastOf(operation)
      for (const [index, example] of [...toTypescript(operation), ...toPhp(operation)].entries()) {
        const other = [...toTypescript(least), ...toPhp(least)][index]!
        expect(bare(shortened(example)), `${operation.operationId} ${index}`).toBe(bare(other.code))
      }
    }
  })

  test('leave out the same fields in all styles of a language', () => {
    for (const operation of operations) {
      for (const examples of [toTypescript(operation), toPhp(operation)]) {
        const left = examples.map(({ code, optional }) => optional.map(line => code.split('\n')[line]).join('\n'))
        expect(new Set(left).size, operation.operationId).toBe(1)
      }
    }
  })

  test('compile and parse', async () => {
    const cache = join(root, '.vitepress/cache')
    mkdirSync(cache, { recursive: true })
    const folder = mkdtempSync(join(cache, 'required-'))
    try {
      for (const operation of operations)
        for (const example of toTypescript(operation))
          writeFileSync(
            join(folder, `${operation.operationId}.${example.label}.ts`),
            `${example.hidden}\n${shortened(example)}\n`,
          )
      const config = join(folder, 'tsconfig.json')
      writeFileSync(
        config,
        JSON.stringify({
          extends: '../../../snippets/tsconfig.json',
          compilerOptions: { rootDirs: ['.', '../types', '../../../snippets'] },
          include: ['*.ts'],
        }),
      )
      expect(
        (await compile(root, config))
          .split('\n')
          .filter(line => line.includes('error'))
          .slice(0, 10),
      ).toEqual([])
    } finally {
      rmSync(folder, { recursive: true })
    }
    expect(await parsePhp(operations.flatMap(operation => toPhp(operation).map(shortened)))).toEqual([])
  }, 120_000)
})

/** What a reader sees of an example who wants required fields only. */
function shortened({ code, optional }: { code: string; optional: number[] }): string {
  return code
    .split('\n')
    .filter((_, line) => !optional.includes(line))
    .join('\n')
}

/**
 * Without what says nothing: blanks, a name that is imported for nothing, an empty config, what only a list in a
 * query needs, and the ways to write an empty object.
 */
function bare(code: string): string {
  const used = code.includes('Rsa.encrypt(') ? code : code.replace(/, Rsa \}/, ' }')
  return used
    .replace(/\s+/g, '')
    .replace('{...form.getHeaders(),}', 'form.getHeaders()')
    .replace(/\\GuzzleHttp\\Psr7\\Query::build\((\[.*?,\])\)/, '$1')
    .replace(/\(object\)\[/g, '[')
    .replace(/new\\stdClass\(\)/g, '[]')
    .replace(/,\{\}\)/g, ')')
    .replace(/\(\{\}\)/g, '()')
    .replace(/\(undefined\)/g, '()')
    .replace(/\(\[\]\)/g, '()')
}

/** The operation with a sample that holds the required fields only. */
function leastOf(operation: Operation): Operation {
  const { body, query, headers } = operation
  const without = (parameters: Parameter[], keep: (parameter: Parameter) => boolean) =>
    parameters.map(parameter => (keep(parameter) ? parameter : { ...parameter, example: undefined }))
  const isSent = ({ name }: Parameter) => sampleRequest(operation).query.some(own => own.name === name && own.required)
  const least: Operation = {
    ...operation,
    query: without(query, parameter => isSent(parameter)),
    ...(body && { body: { ...body, example: required(body.schema, body.example) } }),
  }
  const { encrypts } = encryptedSample(least)
  return {
    ...least,
    headers: without(headers, parameter => parameter.required || (encrypts && parameter.name === 'Wechatpay-Serial')),
  }
}

function required(schema: Schema, value: unknown): unknown {
  if (schema.type === 'array') return (value as unknown[]).map(item => required(schema.items, item))
  if (schema.type !== 'object') return value
  const needed = membersOf(schema, value).filter(member => member.required)
  return Object.fromEntries(needed.map(member => [member.name, required(member.schema, member.value)]))
}
