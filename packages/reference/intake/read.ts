import type { Dialect } from '../dialect.ts'
import { formFindings, sampleFindings, type Finding } from './validate.ts'
import {
  descriptionFileOf,
  operationIdOf,
  placeholderOf,
  segmentsOf,
  type Answer,
  type Body,
  type Enumeration,
  type ErrorCode,
  type Field,
  type Method,
  type OpenapiDocument,
  type Operation,
  type Parameter,
  type Place,
  type Reference,
  type Schema,
  type Status,
  type Tag,
} from '../model/model.ts'
import { pointerOf, Source, type Path } from './source.ts'
import { clashingPaths, fieldNameFindings } from './names.ts'
import { exampleFindings, nameFindings, typeFindings, type Where } from './parameters.ts'
import { slowness } from './patterns.ts'
import { valueFindings } from './values.ts'
import { ProblemsError, type Problem } from './problems.ts'

const folder = 'docs/openapi/'
/** The file that holds what no path has of its own: products, error codes. */
export const rootFile = `${folder}openapi.yaml`
const schemaFolder = `${folder}components/schemas/`

/**
 * The descriptions and what is wrong with them. A broken operation or schema is a problem and is not in the
 * reference.
 */
export interface Reading {
  reference: Reference
  /** In the order of the files and of the places in them. */
  problems: Problem[]
  /** The paths of which an operation could not be read, be it for a problem in a schema that it shares with others. */
  broken: string[]
  /**
   * Whether something is wrong with the root of the description: products and error codes may be missing then, and
   * operations name only those that are there.
   */
  isRootBroken: boolean
}

/**
 * Turns the descriptions into the model.
 *
 * @param files the text of every YAML file below `docs/openapi`, by its path relative to the project
 *   (`docs/openapi/v3/certificates.yaml`)
 * @throws ProblemsError with all that is wrong, so that a faulty description never becomes a page that looks complete
 */
export function read(dialect: Dialect, files: Map<string, string>): Reference {
  const { reference, problems } = readLeniently(dialect, files)
  if (problems.length) throw new ProblemsError(problems)
  return reference
}

/**
 * Like `read`, but hands back the problems beside the good part: for the dev server, where the rest should stay
 * readable.
 */
export function readLeniently(dialect: Dialect, files: Map<string, string>): Reading {
  return reader(dialect)(files)
}

/**
 * A `readLeniently` that remembers: files whose text has not changed since the call before are not read again. For
 * the dev server, where one file changes at a time.
 *
 * @param known what is remembered from one process to the next
 */
export function reader(dialect: Dialect, known?: Knowledge): (files: Map<string, string>) => Reading {
  const memory: Memory = { sources: new Map(), shared: [], schemas: [], paths: new WeakMap(), known }
  return files => new Reader(dialect, files, memory).read()
}

/**
 * What an earlier reading has found out: the data of a valid file, and that a sample fits its schema. Only what has
 * passed is remembered.
 */
export interface Knowledge {
  get<Value>(question: unknown[]): Value | undefined
  set<Value>(question: unknown[], value: Value): Value
}

/** What one reading leaves for the next. */
interface Memory {
  /** What could be told of each file alone, by its name and for its text. */
  sources: Map<string, { text: string; source: Source; problems: Problem[] }>
  /** The files that all others depend on, as `schemas` and `paths` were read with them. */
  shared: (Source | string)[]
  /** What was found wrong with the shared schemas, and what they are. */
  schemas: [string, Schema | undefined][]
  schemaProblems?: Problem[]
  /** What was read from each path's file. */
  paths: WeakMap<Source, PathReading>
  known?: Knowledge
}

/** All that reading the file of a path yields. */
interface PathReading {
  operations: Operation[]
  problems: Problem[]
  ids: [string, IdUse][]
  twins: TwinUse[]
}

interface IdUse {
  source: Source
  path: Path
  expected: string
  operation: string
}
interface TwinUse {
  source: Source
  path: Path
  merchant: string
  partner: string
}

type Json = Record<string, unknown>

/** Keywords of a schema that mean something for one type only. */
const keywordsOf: Record<string, string[]> = {
  string: [
    'format',
    'enum',
    'x-extensible-enum',
    'x-enumDescriptions',
    'minLength',
    'maxLength',
    'pattern',
    'contentMediaType',
    'contentSchema',
    'default',
  ],
  integer: ['enum', 'x-extensible-enum', 'x-enumDescriptions', 'minimum', 'maximum', 'x-unit', 'default'],
  number: ['enum', 'x-extensible-enum', 'x-enumDescriptions', 'minimum', 'maximum', 'x-unit', 'default'],
  boolean: ['default'],
  object: ['properties', 'required', 'additionalProperties'],
  array: ['items', 'minItems', 'maxItems'],
}
const keywordsOfAll = ['type', 'title', 'description', 'deprecated', 'x-lint-exceptions']

class Reader {
  problems: Problem[] = []
  readonly #schemaSources = new Map<string, Source>()
  /** `'reading'` while a schema is being read, so that a circle is seen; `undefined` for one that is broken. */
  readonly #schemas = new Map<string, Schema | 'reading' | undefined>()
  #twins: TwinUse[] = []
  #ids: [string, IdUse][] = []
  readonly #operationIds = new Map<string, IdUse[]>()
  #tags: Tag[] = []
  #errors: ErrorCode[] = []

  constructor(
    readonly dialect: Dialect,
    readonly files: Map<string, string>,
    readonly memory: Memory,
  ) {}

  read(): Reading {
    const paths = new Map<string, Source>()
    const described: string[] = []
    let root: Source | undefined
    const files = [...this.files.keys()].sort()
    for (const file of files) {
      const kind = kindOf(file, Object.keys(this.dialect.protocols))
      const source = this.#source(file, kind)
      if (kind.name === 'pathItem') described.push(kind.key)
      if (source && kind.name !== 'misplaced') {
        if (kind.name === 'root') root = source
        if (kind.name === 'schema') this.#schemaSources.set(kind.key, source)
        if (kind.name === 'pathItem') paths.set(kind.key, source)
      } else if (kind.name === 'schema') this.#schemas.set(kind.key, undefined)
    }
    if (!root && !this.problems.some(({ place }) => place.file === rootFile)) {
      this.problems.push({
        place: { file: rootFile, line: 1, column: 1, pointer: '#' },
        problem: 'The root of the description is missing.',
        advice: 'Write openapi, info, servers and tags there.',
      })
    }
    const parts = rootParts(this.files.has(rootFile) ? this.memory.sources.get(rootFile)!.source.data : undefined)
    this.#tags = parts.tags
    this.#errors = parts.errors
    const schemas = this.#sharedSchemas(root)
    for (const [path, other] of clashingPaths([...paths.keys()], this.dialect.declaration.segment)) {
      this.#report(
        paths.get(path)!,
        [],
        `${path} would have the same names in the declaration as ${other}.`,
        `One of the two is misspelt: correct the place of this file or of ${descriptionFileOf(other)}.`,
      )
      paths.delete(path)
    }
    const read = [...paths].flatMap(([path, source]) => this.#remembered(path, source, root !== undefined))
    const misplaced = this.#checkOperationIds()
    const operations = this.#linkTwins(
      read.filter(operation => !misplaced.includes(`${operation.method} ${operation.path}`)),
    )
    if (root) this.#checkTags(root, described, operations)
    const isRootBroken = this.problems.some(({ place }) => place.file === rootFile)
    const counts = new Map<string, number>()
    for (const { path } of operations) counts.set(path, (counts.get(path) ?? 0) + 1)
    const broken = described.filter(
      path => !paths.has(path) || (counts.get(path) ?? 0) < Object.keys(paths.get(path)!.data as object).length,
    )
    this.#lint(operations, paths)
    const position = new Map(files.map((file, index) => [file, index]))
    this.problems.sort(
      (a, b) =>
        position.get(a.place.file)! - position.get(b.place.file)! ||
        a.place.line - b.place.line ||
        a.place.column - b.place.column,
    )
    const tags = this.#tags.filter((tag, index) => firstOf(this.#tags, tag) === index)
    return {
      reference: {
        operations: isRootBroken ? operations.map(operation => withKnown(operation, tags, this.#errors)) : operations,
        schemas,
        tags,
        errors: this.#errors,
        document: this.#document(root, paths),
      },
      problems: this.problems,
      broken,
      isRootBroken,
    }
  }

  /** Reports what looks like a slip, unless the place or something around it gives a reason why it is none. */
  #lint(operations: Operation[], paths: Map<string, Source>): void {
    const told = new Set<string>()
    for (const { rule, operation, steps, problem, advice } of this.dialect.lint(operations)) {
      let [source, path]: [Source, Path] = [paths.get(operation.path)!, []]
      const isException = () =>
        (valueAt(source.data, path) as { 'x-lint-exceptions'?: object })['x-lint-exceptions']?.hasOwnProperty(rule) ??
        false
      let excepted = isException()
      for (const step of steps) {
        const data = valueAt(source.data, path) as Json
        if (typeof data.$ref === 'string') [source, path] = [this.#schemaSources.get(data.$ref.split('/').at(-1)!)!, []]
        path = [
          ...path,
          typeof step === 'string'
            ? step
            : (valueAt(source.data, path) as { name: string }[]).findIndex(({ name }) => name === step.name),
        ]
        excepted ||= isException()
      }
      if (excepted) continue
      const { file, line, column } = source.place(path)
      if (told.has(`${rule} ${file} ${line} ${column}`)) continue
      told.add(`${rule} ${file} ${line} ${column}`)
      this.#report(
        source,
        path,
        problem,
        `${advice} If it is right as it is, say why under x-lint-exceptions: ${rule}.`,
      )
    }
  }

  #document(root: Source | undefined, paths: Map<string, Source>): OpenapiDocument {
    const {
      openapi = '',
      info = {},
      servers = [],
      tags = [],
      components = {},
      ...rest
    } = (root?.data ?? {}) as Partial<OpenapiDocument>
    return {
      openapi,
      info,
      servers,
      ...rest,
      tags,
      paths: Object.fromEntries(
        [...paths].map(([path, source]) => [path, source.data as OpenapiDocument['paths'][string]]),
      ),
      components: {
        ...components,
        schemas: Object.fromEntries([...this.#schemaSources].map(([name, source]) => [name, source.data])),
      },
    }
  }

  #report(source: Source, path: Path, problem: string, advice: string, key?: string): void {
    this.problems.push({ place: source.place(path, key), problem, advice })
  }

  #reportFindings(source: Source, base: Path, findings: Finding[]): void {
    for (const { path, key, problem, advice } of findings)
      this.#report(source, [...base, ...path], problem, advice, key)
  }

  /** The file, or undefined if something is wrong with it as a whole, which has been reported then. */
  #source(file: string, kind: Kind): Source | undefined {
    const text = this.files.get(file)!
    let known = this.memory.sources.get(file)
    if (known?.text !== text) {
      const before = this.problems
      this.problems = []
      const data = this.memory.known?.get<unknown>(['data', file, text])
      const source = new Source(file, text, data)
      if (kind.name === 'misplaced') this.#report(source, [], kind.problem, kind.advice)
      else if (source.problem) this.problems.push(source.problem)
      else if (data === undefined && this.#hasForm(source, kind.name))
        this.memory.known?.set(['data', file, text], source.data)
      this.memory.sources.set(file, (known = { text, source, problems: this.problems }))
      this.problems = before
    }
    this.problems.push(...known.problems)
    return known.problems.length ? undefined : known.source
  }

  /** The shared schemas by name, those left out that are broken. Forgets all that was read with others. */
  #sharedSchemas(root: Source | undefined): Map<string, Schema> {
    const { memory } = this
    // Names without a source: those whose files are broken as a whole.
    const shared = [...(root ? [root] : []), ...this.#schemaSources.values(), ...this.#schemas.keys()]
    if (
      memory.schemaProblems &&
      shared.length === memory.shared.length &&
      shared.every((source, index) => source === memory.shared[index])
    ) {
      for (const [name, schema] of memory.schemas) this.#schemas.set(name, schema)
      this.problems.push(...memory.schemaProblems)
    } else {
      const before = this.problems.length
      for (const name of this.#schemaSources.keys()) this.#sharedSchema(name)
      Object.assign(memory, {
        shared,
        schemas: [...this.#schemas],
        schemaProblems: this.problems.slice(before),
        paths: new WeakMap(),
      })
    }
    return new Map(
      [...this.#schemaSources.keys()]
        .map(name => [name, this.#schemas.get(name)] as const)
        .filter((entry): entry is [string, Schema] => entry[1] !== undefined && entry[1] !== 'reading'),
    )
  }

  /** The operations of a path, read anew only if its file or something shared has changed. */
  #remembered(path: string, source: Source, tagsAreKnown: boolean): Operation[] {
    let known = this.memory.paths.get(source)
    if (!known) {
      const before = [this.problems, this.#ids, this.#twins] as const
      ;[this.problems, this.#ids, this.#twins] = [[], [], []]
      const operations = this.#pathItem(path, source, tagsAreKnown)
      this.memory.paths.set(
        source,
        (known = { operations, problems: this.problems, ids: this.#ids, twins: this.#twins }),
      )
      ;[this.problems, this.#ids, this.#twins] = before
    }
    this.problems.push(...known.problems)
    this.#twins.push(...known.twins)
    for (const [id, use] of known.ids) this.#operationIds.set(id, [...(this.#operationIds.get(id) ?? []), use])
    return known.operations
  }

  #hasForm(source: Source, part: 'root' | 'schema' | 'pathItem'): boolean {
    const values = valueFindings(source.data)
    // What is no value at all is not told once more as one of a wrong form.
    const told = new Set(values.map(({ path, key }) => pointerOf(key === undefined ? path : [...path, key])))
    const forms = formFindings(part, source.data).filter(
      ({ path, key }) => !told.has(pointerOf(key === undefined ? path : [...path, key])),
    )
    this.#reportFindings(source, [], [...values, ...forms])
    return !values.length && !forms.length
  }

  // Schemas

  #sharedSchema(name: string): Schema | undefined {
    const known = this.#schemas.get(name)
    const source = this.#schemaSources.get(name)
    if (known === 'reading' || (known === undefined && (this.#schemas.has(name) || !source))) return undefined
    if (known) return known
    this.#schemas.set(name, 'reading')
    const schema = this.#schema(source!, [])
    const named = schema && { ...schema, name }
    this.#schemas.set(name, named)
    return named
  }

  /** Reads the schema at a path; undefined if something is wrong with it, which has been reported then. */
  #schema(source: Source, path: Path): Schema | undefined {
    const data = valueAt(source.data, path) as Json
    if ('$ref' in data) return this.#referenced(source, path, data)
    const schema = this.#ownSchema(source, path, data)
    const findings = schema && 'default' in data ? this.#sampleFindings(schema, data.default) : []
    for (const { problem } of findings)
      this.#report(
        source,
        [...path, 'default'],
        problem.replace('in the sample, its', 'as the default, the'),
        'Make default and schema agree.',
      )
    return findings.length ? undefined : schema
  }

  #referenced(source: Source, path: Path, data: Json): Schema | undefined {
    const { $ref, title, description, deprecated, ...rest } = data as {
      $ref: string
      title?: string
      description?: string
      deprecated?: boolean
    }
    const stray = Object.keys(rest)[0]
    if (stray)
      return (
        this.#report(
          source,
          path,
          `"${stray}" stands beside a $ref.`,
          'Beside $ref, only title, description and deprecated are read: put it into the schema that is referred to.',
          stray,
        ),
        undefined
      )
    const name = /^#\/components\/schemas\/([\w.-]+)$/.exec($ref)?.[1]
    if (!name || (!this.#schemaSources.has(name) && !this.#schemas.has(name))) {
      return (
        this.#report(
          source,
          [...path, '$ref'],
          `"${$ref}" refers to nothing.`,
          `Write "#/components/schemas/" and the name of a file in ${schemaFolder}.`,
        ),
        undefined
      )
    }
    if (this.#schemas.get(name) === 'reading') {
      return (
        this.#report(
          source,
          [...path, '$ref'],
          `"${$ref}" leads back to itself.`,
          'A table cannot have endless rows: describe the inner level by a schema of its own.',
        ),
        undefined
      )
    }
    const target = this.#sharedSchema(name)
    return (
      target && {
        ...target,
        ...(title !== undefined && { title, description: undefined }),
        ...(description !== undefined && { description }),
        ...(deprecated !== undefined && { deprecated }),
      }
    )
  }

  #ownSchema(source: Source, path: Path, data: Json): Schema | undefined {
    const type = data.type as Schema['type'] | undefined
    if (!type)
      return (
        this.#report(
          source,
          path,
          'The schema has no type.',
          'Write type: string, integer, number, boolean, object or array.',
        ),
        undefined
      )
    const own = this.dialect.extensions.filter(extension => extension.type === type).map(({ keyword }) => keyword)
    const known: string[] = [...keywordsOfAll, ...keywordsOf[type]!, ...own]
    const stray = Object.keys(data).find(key => !known.includes(key))
    if (stray)
      return (
        this.#report(
          source,
          path,
          `"${stray}" says nothing about type ${type}.`,
          'Remove it, or correct the type.',
          stray,
        ),
        undefined
      )
    const [least, most] =
      [
        ['minLength', 'maxLength'],
        ['minimum', 'maximum'],
        ['minItems', 'maxItems'],
      ].find(([low, high]) => Number(data[low!]) > Number(data[high!])) ?? []
    if (least)
      return (
        this.#report(
          source,
          path,
          `${least} (${data[least]}) is more than ${most} (${data[most!]}).`,
          'Correct one of the two.',
          least,
        ),
        undefined
      )
    const extensions = own.filter(keyword => keyword in data)
    const meaning = {
      ...(extensions.length && {
        extensions: Object.fromEntries(extensions.map(keyword => [keyword, data[keyword] as string])),
      }),
      title: data.title as string | undefined,
      description: data.description as string | undefined,
      deprecated: data.deprecated as boolean | undefined,
    }
    switch (type) {
      case 'object':
        return this.#objectSchema(source, path, data, meaning)
      case 'array': {
        if (!data.items)
          return (this.#report(source, path, 'The array does not say what its items are.', 'Add items.'), undefined)
        const items = this.#schema(source, [...path, 'items'])
        return (
          items && {
            type,
            ...meaning,
            items,
            minItems: data.minItems as number | undefined,
            maxItems: data.maxItems as number | undefined,
          }
        )
      }
      case 'boolean':
        return { type, ...meaning, default: data.default }
      case 'string': {
        const enumeration = this.#enumeration(source, path, data, 'string')
        if (enumeration === 'broken') return undefined
        const slow = data.pattern === undefined ? undefined : slowness(data.pattern as string)
        if (slow)
          return (
            this.#report(
              source,
              [...path, 'pattern'],
              `The pattern ${slow}, so that it can take minutes to find that a text does not match.`,
              'Repeat single characters or classes only, each where no other one could stand for it, or say it in words.',
            ),
            undefined
          )
        let json: { schema?: Schema } | undefined
        if (data.contentMediaType) {
          json = {}
          if (data.contentSchema && !(json.schema = this.#schema(source, [...path, 'contentSchema']))) return undefined
        }
        return {
          type,
          ...meaning,
          enum: enumeration,
          json,
          format: data.format as never,
          minLength: data.minLength as number | undefined,
          maxLength: data.maxLength as number | undefined,
          pattern: data.pattern as string | undefined,
          default: data.default,
        }
      }
      case 'integer':
      case 'number': {
        const enumeration = this.#enumeration(source, path, data, 'number')
        if (enumeration === 'broken') return undefined
        return {
          type,
          ...meaning,
          enum: enumeration,
          minimum: data.minimum as number | undefined,
          maximum: data.maximum as number | undefined,
          default: data.default,
          unit: data['x-unit'] as string | undefined,
        }
      }
      default:
        return type satisfies never
    }
  }

  #objectSchema(source: Source, path: Path, data: Json, meaning: object): Schema | undefined {
    const properties = (data.properties ?? {}) as Record<string, Json>
    const required = (data.required ?? []) as string[]
    let whole = true
    for (const [index, name] of required.entries()) {
      if (Object.hasOwn(properties, name)) continue
      this.#report(
        source,
        [...path, 'required', index],
        `"${name}" is required, yet no property has that name.`,
        'Describe it under properties, or correct the name.',
      )
      whole = false
    }
    const fields = Object.keys(properties).map((name): Field | undefined => {
      const schema = this.#schema(source, [...path, 'properties', name])
      if (schema && schema.title === undefined && schema.description === undefined) {
        return (
          this.#report(
            source,
            [...path, 'properties'],
            `"${name}" does not say what it means.`,
            'Add a title, the official short name in Chinese.',
            name,
          ),
          undefined
        )
      }
      return schema && { name, required: required.includes(name), schema }
    })
    const additional =
      data.additionalProperties === undefined ? undefined : this.#schema(source, [...path, 'additionalProperties'])
    if (
      !whole ||
      !fields.every(field => field !== undefined) ||
      (data.additionalProperties !== undefined && !additional)
    )
      return undefined
    const findings = fieldNameFindings(fields, additional)
    this.#reportFindings(source, path, findings)
    return findings.length ? undefined : { type: 'object', ...meaning, fields, additional }
  }

  #enumeration(source: Source, path: Path, data: Json, type: 'string' | 'number'): Enumeration | undefined | 'broken' {
    const key = ['enum', 'x-extensible-enum'].filter(keyword => keyword in data)
    const meanings = (data['x-enumDescriptions'] ?? {}) as Record<string, string>
    if (key.length === 2)
      return (
        this.#report(
          source,
          path,
          'A list of values is either closed or open.',
          'Keep enum (closed) or x-extensible-enum (open).',
          'x-extensible-enum',
        ),
        'broken'
      )
    const values = (key[0] ? data[key[0]] : []) as (string | number)[]
    const wrong = values.findIndex(value => typeof value !== type)
    if (wrong >= 0)
      return (
        this.#report(
          source,
          [...path, key[0]!, wrong],
          `${JSON.stringify(values[wrong])} is no value of type ${String(data.type)}.`,
          type === 'string' ? 'Put it into quotes, or correct the type.' : 'Write a number, or correct the type.',
        ),
        'broken'
      )
    const stray = Object.keys(meanings).find(value => !values.map(String).includes(value))
    if (stray !== undefined)
      return (
        this.#report(
          source,
          [...path, 'x-enumDescriptions'],
          `"${stray}" is explained, but it is no value of the list.`,
          'Add it to the list, or remove it.',
          stray,
        ),
        'broken'
      )
    // Without what every object inherits: a value may be called "constructor".
    return key[0]
      ? { values, open: key[0] !== 'enum', meanings: Object.assign(Object.create(null), meanings) as typeof meanings }
      : undefined
  }

  // Operations

  #pathItem(path: string, source: Source, tagsAreKnown: boolean): Operation[] {
    const item = source.data as Record<Method, Json>
    return (Object.keys(item) as Method[])
      .map(method => this.#operation(path, method, source, item[method], tagsAreKnown))
      .filter(operation => operation !== undefined)
  }

  #operation(path: string, method: Method, source: Source, data: Json, tagsAreKnown: boolean): Operation | undefined {
    const before = this.problems.length
    const id = {
      source,
      path: [method, 'operationId'],
      expected: operationIdOf(method, path),
      operation: `${method} ${path}`,
    }
    const operationId = data.operationId as string
    this.#ids.push([operationId, id])
    for (const [index, tag] of (data.tags as string[]).entries()) {
      if (tagsAreKnown && !this.#tags.some(({ name }) => name === tag))
        this.#report(
          source,
          [method, 'tags', index],
          `The product "${tag}" is not in the product tree.`,
          `Add it to the tags of ${rootFile}, or correct the name.`,
        )
    }
    for (const [index, code] of ((data['x-error-codes'] as string[] | undefined) ?? []).entries()) {
      if (tagsAreKnown && !this.#errors.some(error => error.code === code))
        this.#report(
          source,
          [method, 'x-error-codes', index],
          `The error code "${code}" is not in the catalogue.`,
          `Explain it under x-error-codes of ${rootFile}, or correct it.`,
        )
    }
    if ('x-partner-operation' in data)
      this.#twins.push({
        source,
        path: [method, 'x-partner-operation'],
        merchant: operationId,
        partner: data['x-partner-operation'] as string,
      })
    const parameters = this.#parameters(path, method, source, data)
    const body = this.#body(method, source, data)
    const answer = this.#answer(method, source, data)
    if (this.problems.length > before || !parameters || body === 'broken' || !answer) return undefined
    const of = (where: string) =>
      parameters.filter(parameter => parameter.in === where).map(({ in: _, ...parameter }): Parameter => parameter)
    const operation: Operation = {
      method,
      path,
      operationId,
      protocol: segmentsOf(path)[0]!,
      tags: data.tags as string[],
      title: data.summary as string,
      description: data.description as string,
      status: [
        ...(data.deprecated ? ['deprecated' as const] : []),
        ...((data['x-status'] as Status[] | undefined) ?? []),
      ],
      officialDocs: ((data['x-official-docs'] as string[] | undefined) ?? []).map(url => ({
        url,
        audience: this.dialect.audienceOf(url),
      })),
      pathParameters: segmentsOf(path)
        .map(placeholderOf)
        .filter(name => name !== undefined)
        .map(name => of('path').find(parameter => parameter.name === name)!),
      query: of('query'),
      headers: of('header'),
      body,
      answer,
      errors: (data['x-error-codes'] as string[] | undefined) ?? [],
      baseUri: (data.servers as { url: string }[] | undefined)?.[0]?.url.replace(/\/?$/, '/'),
      place: this.#placeOf(source, method),
    }
    this.#checkProtocol(source, operation)
    return this.problems.length > before ? undefined : operation
  }

  #placeOf(source: Source, method: Method): Place {
    const line = source.lineOfKey(method)
    return line === undefined
      ? source.place([], method)
      : { file: source.file, line, column: 1, pointer: pointerOf([method]) }
  }

  #parameters(path: string, method: Method, source: Source, data: Json): (Parameter & { in: Where })[] | undefined {
    const list = (data.parameters ?? []) as (Json & { name: string; in: Where })[]
    const placeholders = segmentsOf(path)
      .map(placeholderOf)
      .filter(name => name !== undefined)
    const before = this.problems.length
    const taken = this.dialect.sdks.flatMap(({ options }) => options)
    const parameters = list.map((parameter, index) => {
      const base = [method, 'parameters', index]
      const { name, in: where } = parameter
      const required = parameter.required === true
      if (list.findIndex(other => other.name === name && other.in === where) < index)
        return (
          this.#report(source, base, `The ${where} parameter "${name}" is described twice.`, 'Keep one of the two.'),
          undefined
        )
      if (where === 'path' && !placeholders.includes(name))
        return (
          this.#report(
            source,
            [...base, 'name'],
            `The path has no placeholder "{${name}}".`,
            `The file's place says ${path}: correct the name, the file's place, or "in".`,
          ),
          undefined
        )
      if (where === 'path' && !required)
        return (
          this.#report(
            source,
            base,
            `The path parameter "${name}" is not marked as required.`,
            'Write required: true.',
          ),
          undefined
        )
      const schema = this.#schema(source, [...base, 'schema'])
      if (!schema) return undefined
      const findings = [...nameFindings(where, name, taken), ...typeFindings(where, name, schema)]
      if (findings.length) return (this.#reportFindings(source, base, findings), undefined)
      const described = { ...schema, description: (parameter.description as string | undefined) ?? schema.description }
      if (described.title === undefined && described.description === undefined)
        return (
          this.#report(
            source,
            base,
            `"${name}" does not say what it means.`,
            'Add a title to its schema, the official short name in Chinese.',
          ),
          undefined
        )
      if (required && !('example' in parameter))
        return (
          this.#report(
            source,
            base,
            `The sample request has no value for "${name}", which is required.`,
            'Add an example.',
          ),
          undefined
        )
      if ('example' in parameter) {
        const wrong = this.#sampleFindings(schema, parameter.example)
        this.#reportFindings(source, [...base, 'example'], wrong)
        if (!wrong.length) this.#reportFindings(source, base, exampleFindings(where, name, parameter.example))
      }
      return {
        name,
        in: where,
        required,
        schema: described,
        ...('example' in parameter && { example: parameter.example }),
      }
    })
    for (const placeholder of placeholders) {
      if (
        list.some(parameter => parameter.in === 'path' && parameter.name === placeholder) ||
        this.problems.length > before
      )
        continue
      this.#report(
        source,
        [],
        `No parameter describes the placeholder "{${placeholder}}" of ${path}.`,
        `Add one with name: ${placeholder} and in: path.`,
        method,
      )
    }
    return this.problems.length > before ? undefined : (parameters as (Parameter & { in: Where })[])
  }

  #body(method: Method, source: Source, data: Json): Body | undefined | 'broken' {
    const body = data.requestBody as { required?: boolean; content: Record<string, { example: unknown }> } | undefined
    if (!body) return undefined
    if (method === 'get')
      return (
        this.#report(
          source,
          [method],
          'A GET request has no body.',
          'Describe query parameters instead.',
          'requestBody',
        ),
        'broken'
      )
    const [mediaType, { example }] = Object.entries(body.content)[0]!
    const schema = this.#sampled(source, [method, 'requestBody', 'content', mediaType], example)
    if (schema?.type === 'object' && mediaType === 'multipart/form-data') {
      const files = schema.fields.filter(field => field.schema.type === 'string' && field.schema.format === 'binary')
      if (files.length !== 1 || !/^[a-z]\w*$/i.test(files[0]!.name) || files[0]!.name === 'form') {
        return (
          this.#report(
            source,
            [method, 'requestBody', 'content', mediaType, 'schema'],
            'The examples can upload a form with exactly one file, in a part whose name can be a variable.',
            'Mark one property with format: binary.',
          ),
          'broken'
        )
      }
      const strange = schema.fields.find(({ name }) => !/^[a-z]\w*$/i.test(name))
      if (strange)
        return (
          this.#report(
            source,
            [method, 'requestBody', 'content', mediaType, 'schema'],
            `The part "${strange.name}" of the form cannot be a variable of the examples.`,
            'Correct its name, or teach the writers to call the variable something else.',
          ),
          'broken'
        )
    }
    return schema
      ? { mediaType: mediaType as Body['mediaType'], required: body.required ?? false, schema, example }
      : 'broken'
  }

  #answer(method: Method, source: Source, data: Json): Answer | undefined {
    const [status, response] = Object.entries(
      data.responses as Record<string, { description: string; content?: Record<string, { example?: unknown }> }>,
    )[0]!
    const answer = { status: Number(status), description: response.description }
    if (!response.content) return answer
    const [mediaType, { example }] = Object.entries(response.content)[0]!
    const path = [method, 'responses', status, 'content', mediaType]
    if (mediaType !== 'application/json') {
      const schema = this.#schema(source, [...path, 'schema'])
      return schema && { ...answer, content: { kind: 'file', schema } }
    }
    const schema = this.#sampled(source, path, example)
    return schema && { ...answer, content: { kind: 'json', schema, example } }
  }

  #sampleFindings(schema: Schema, sample: unknown): Finding[] {
    const { known } = this.memory
    const question = ['fits', schema, sample]
    if (known?.get(question)) return []
    const findings = sampleFindings(schema, sample)
    if (!findings.length) known?.set(question, true)
    return findings
  }

  /** The schema of a body, its sample checked. */
  #sampled(source: Source, path: Path, example: unknown): Schema | undefined {
    const schema = this.#schema(source, [...path, 'schema'])
    if (schema && schema.type !== 'object')
      return (
        this.#report(
          source,
          [...path, 'schema'],
          `A body of type ${schema.type} is nothing that the writers can print.`,
          'Describe an object.',
        ),
        undefined
      )
    const findings = schema ? this.#sampleFindings(schema, example) : []
    this.#reportFindings(source, [...path, 'example'], findings)
    return findings.length ? undefined : schema
  }

  /** What the protocol finds wrong with a request. */
  #checkProtocol(source: Source, operation: Operation): void {
    for (const { steps, problem, advice } of this.dialect.protocols[operation.protocol]!.findings(operation))
      this.#report(source, steps, problem, advice)
  }

  /** Tells the two modes of an action of each other. */
  #linkTwins(operations: Operation[]): Operation[] {
    const wrong: string[] = []
    for (const { source, path, merchant, partner } of this.#twins) {
      const before = this.problems.length
      const others = this.#twins.filter(twin => twin.partner === partner || twin.merchant === partner)
      if (!this.#operationIds.has(partner))
        this.#report(
          source,
          path,
          `There is no operation "${partner}".`,
          'Write the operationId of the same action in partner mode.',
        )
      else if (others.length > 1 || merchant === partner)
        this.#report(
          source,
          path,
          `"${partner}" cannot be the other mode of this operation: it is so for another one, or is this one.`,
          'An action has one operation a mode.',
        )
      if (this.problems.length > before) wrong.push(merchant)
    }
    return operations
      .filter(({ operationId }) => !wrong.includes(operationId))
      .map((operation): Operation => {
        const own = this.#twins.find(({ merchant }) => merchant === operation.operationId)
        const other = this.#twins.find(({ partner }) => partner === operation.operationId)
        if (own) return { ...operation, otherMode: { operationId: own.partner, mode: this.dialect.modes[1]! } }
        return other
          ? { ...operation, otherMode: { operationId: other.merchant, mode: this.dialect.modes[0]! } }
          : operation
      })
  }

  /**
   * The product tree: every level is there, has an address below the one above it, and lists the operations that it
   * has.
   */
  #checkTags(root: Source, described: string[], operations: Operation[]): void {
    for (const [index, { name, 'x-slug': slug, 'x-call-order': order }] of this.#tags.entries()) {
      const place: Path = ['tags', index]
      const above = name.includes(' / ')
        ? this.#tags.find(tag => tag.name === name.slice(0, name.lastIndexOf(' / ')))
        : undefined
      if (firstOf(this.#tags, { name, 'x-slug': slug }) < index)
        this.#report(
          root,
          place,
          `The product "${name}" or its x-slug stands twice in the tree.`,
          'Keep one, or give the other one its own name and x-slug.',
        )
      if (name.includes(' / ') && !above)
        this.#report(
          root,
          [...place, 'name'],
          `"${name}" stands below a product that is not in the tree.`,
          'Describe the level above it before it.',
        )
      if (slug.split('/').slice(0, -1).join('/') !== (above?.['x-slug'] ?? ''))
        this.#report(
          root,
          [...place, 'x-slug'],
          `The x-slug "${slug}" does not continue the one of the level above.`,
          `Write "${[...(above ? [above['x-slug']] : []), slug.split('/').at(-1)].join('/')}".`,
        )
      if (!order || operations.length < described.length) continue
      const own = operations.filter(({ tags }) => tags.includes(name)).map(({ operationId }) => operationId)
      for (const [position, id] of order.entries())
        if (!own.includes(id))
          this.#report(
            root,
            [...place, 'x-call-order', position],
            `"${id}" is no operation of the product "${name}".`,
            'Correct it, or add the product to the tags of that operation.',
          )
      for (const id of own)
        if (!order.includes(id))
          this.#report(
            root,
            [...place, 'x-call-order'],
            `The order of calls of "${name}" leaves out "${id}".`,
            'Put it where one calls it.',
          )
    }
  }

  /** @returns the operations whose id is wrong, as method and path */
  #checkOperationIds(): string[] {
    const wrong: string[] = []
    for (const [id, uses] of this.#operationIds) {
      const [owner, ...others] = [...uses].sort((a, b) => Number(b.expected === id) - Number(a.expected === id))
      for (const { source, path, expected, operation } of others) {
        wrong.push(operation)
        const { file, line } = owner!.source.place(owner!.path)
        this.#report(
          source,
          path,
          `The operationId "${id}" is taken by ${file}:${line}${expected === id ? ', whose path gives the same one' : ''}.`,
          expected === id
            ? `One of the two is misspelt: correct the place of this file or of ${file}.`
            : `Write "${expected}", which follows from the method and the file's place.`,
        )
      }
      if (owner!.expected !== id) {
        wrong.push(owner!.operation)
        this.#report(
          owner!.source,
          owner!.path,
          `The operationId "${id}" does not fit the place of the file, which gives "${owner!.expected}".`,
          'Move the file to the path of its API, or correct the operationId.',
        )
      }
    }
    return wrong
  }
}

/** Of the root's data, which may be faulty, the products and error codes that have their form. */
function rootParts(data: unknown): { tags: Tag[]; errors: ErrorCode[] } {
  const { tags, 'x-error-codes': codes } = Object(data) as { 'tags'?: unknown; 'x-error-codes'?: unknown }
  return {
    tags: Array.isArray(tags) ? tags.filter((tag): tag is Tag => !formFindings('tag', tag).length) : [],
    errors: Object.entries(Object(codes) as Record<string, unknown>)
      .filter((entry): entry is [string, DescribedCode] => !formFindings('errorCode', entry[1]).length)
      .map(([code, { general = false, ...rest }]) => ({ code, general, ...rest }))
      .sort((a, b) => a.status - b.status),
  }
}

type DescribedCode = Omit<ErrorCode, 'code' | 'general'> & { general?: boolean }

/** The index of the first product that has the name or the address of this one. */
function firstOf(tags: Tag[], { name, 'x-slug': slug }: Tag): number {
  return tags.findIndex(tag => tag.name === name || tag['x-slug'] === slug)
}

/** The operation without the products and error codes that a broken root does not tell: writers look them up. */
function withKnown(operation: Operation, tags: Tag[], errors: ErrorCode[]): Operation {
  return {
    ...operation,
    tags: operation.tags.filter(name => tags.some(tag => tag.name === name)),
    errors: operation.errors.filter(code => errors.some(error => error.code === code)),
  }
}

function valueAt(data: unknown, path: Path): unknown {
  return path.reduce((value, step) => (value as Json)[step as string], data)
}

type Kind =
  | { name: 'root' }
  | { name: 'schema' | 'pathItem'; key: string }
  | { name: 'misplaced'; problem: string; advice: string }

/** What a file below `docs/openapi` is, by its place; for a path item, `key` is the API's path. */
function kindOf(file: string, protocols: string[]): Kind {
  if (file === rootFile) return { name: 'root' }
  if (!file.endsWith('.yaml'))
    return { name: 'misplaced', problem: 'The name of a description ends in .yaml.', advice: 'Rename the file.' }
  const schema = file.startsWith(schemaFolder) && /^([A-Z]\w*)\.yaml$/.exec(file.slice(schemaFolder.length))?.[1]
  if (schema) return { name: 'schema', key: schema }
  if (file.startsWith(schemaFolder))
    return {
      name: 'misplaced',
      problem: 'A shared schema cannot have this name.',
      advice: 'Begin it with a capital, letters and digits only, no folders: GoodsDetail.yaml.',
    }
  const folders = protocols.map(name => `${folder}${name}/`)
  if (!folders.some(start => file.startsWith(start)))
    return {
      name: 'misplaced',
      problem: 'A description cannot stand here.',
      advice: `Move it to ${folders.join(' or ')} followed by the path of its API, to ${schemaFolder}, or out of ${folder.slice(0, -1)}.`,
    }
  const path = file
    .slice(folder.length - 1)
    .replace(/\.yaml$/, '')
    .replace(/\/index$/, '/')
  // Both SDKs write a capital in a segment as a hyphen and a small letter, and take `_id_` for a placeholder.
  const wrong = segmentsOf(path.replace(/\/$/, '')).find(
    segment => !/^(?:(?!\.{1,2}$|_.*_$)[a-z0-9_.-]+|\{[a-z0-9_]+\})$/.test(segment),
  )
  return wrong === undefined
    ? { name: 'pathItem', key: path }
    : {
        name: 'misplaced',
        problem: `"${wrong}" cannot be a segment of an API's path.`,
        advice: 'Write small letters, digits, "-", "." and inside "_", or one whole placeholder: {card_id}.',
      }
}
