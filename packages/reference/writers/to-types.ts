import type { Dialect, InterfaceOptions, TypeWriter } from '../dialect.ts'
import { enumerationOf, isOpen, pascal, segmentsOf, type Field, type Schema, type Side } from '../model/model.ts'
import { detailLines } from '../model/words.ts'

/**
 * Types from schemas. Object types are always named interfaces, because the compiler prints a named one in a hover by
 * its name and an inline one in full.
 */
export function typeWriter(dialect: Dialect): TypeWriter {
  const { namespace, segment } = dialect.declaration
  const sharedName = (side: Side, name: string) => `${sharedNamespace(namespace, side)}.${name}`
  const fieldDoc = (schema: Schema, side: Side) => docOf(dialect, schema, side)
  const typeOf = (schema: Schema, side: Side, own: string) => typeText(schema, side, own, sharedName)
  const interfaceLines: TypeWriter['interfaceLines'] = (name, fields, side, indent, options = {}) =>
    interfaceText({ typeOf, fieldDoc }, name, fields, side, indent, options)
  return {
    comment,
    fieldDoc,
    typeOf,
    interfaceLines,
    bodyInterface: (name, schema, side) =>
      schema.name
        ? interfaceLines(name, [], side, '  ', { base: sharedName(side, schema.name) })
        : interfaceLines(name, schema.fields, side, '  ', { additional: schema.additional }),
    namespaceOf: path => [namespace, ...segmentsOf(path).map(segment)].join('.'),
  }
}

/** The namespace of the shared schemas: an enumeration is closed in a request and open in an answer. */
export function sharedNamespace(namespace: string, side: Side): string {
  return `${namespace}.Schemas.${side === 'request' ? 'Requests' : 'Responses'}`
}

/** A string, number or boolean as a TypeScript literal in single quotes. */
export function literal(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value)
  return `'${JSON.stringify(value).slice(1, -1).replace(/\\"/g, '"').replace(/'/g, "\\'")}'`
}

/** A name as a key of an object, in quotes where it has to be. */
export function propertyName(name: string): string {
  return isIdentifier(name) ? name : literal(name)
}

/** Whether a name can stand without quotes. */
export function isIdentifier(name: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(name)
}

type Names = Pick<TypeWriter, 'typeOf' | 'fieldDoc'>

/** An interface and, in a namespace of its name, the interfaces of its inner objects. */
function interfaceText(
  names: Names,
  name: string,
  fields: Field[],
  side: Side,
  indent: string,
  { doc, base, additional }: InterfaceOptions,
): string[] {
  const value = additional && { name: 'Value', required: false, schema: additional }
  const inner = [...fields, ...(value ? [value] : [])].flatMap(field =>
    innerInterface(names, field, side, `${indent}  `),
  )
  const typeIn = (field: Field) => names.typeOf(field.schema, side, `${name}.${pascal(field.name)}`)
  // An index signature has to admit what the named members are.
  const values = value && [
    ...[value, ...fields].map(typeIn),
    ...(fields.some(({ required }) => !required) ? ['undefined'] : []),
  ]
  return [
    ...(doc ? comment([doc], indent) : []),
    `${indent}interface ${name}${base ? ` extends ${base}` : ''} {`,
    ...fields.flatMap(field => [
      ...comment(names.fieldDoc(field.schema, side), `${indent}  `),
      `${indent}  ${propertyName(field.name)}${field.required ? '' : '?'}: ${typeIn(field)}`,
    ]),
    ...(values ? [`${indent}  [key: string]: ${[...new Set(values)].join(' | ')}`] : []),
    `${indent}}`,
    ...(inner.length ? [`${indent}namespace ${name} {`, ...inner, `${indent}}`] : []),
  ]
}

function innerInterface(names: Names, field: Field, side: Side, indent: string): string[] {
  const schema = objectOf(field.schema)
  if (!schema || schema.name) return []
  return interfaceText(names, pascal(field.name), schema.fields, side, indent, { additional: schema.additional })
}

function objectOf(schema: Schema): Extract<Schema, { type: 'object' }> | undefined {
  if (schema.type === 'array') return objectOf(schema.items)
  return schema.type === 'object' ? schema : undefined
}

/** @param own the name that an object of this field's own has */
function typeText(schema: Schema, side: Side, own: string, sharedName: (side: Side, name: string) => string): string {
  switch (schema.type) {
    case 'array': {
      const items = typeText(schema.items, side, own, sharedName)
      return items.includes('|') ? `(${items})[]` : `${items}[]`
    }
    case 'object':
      return schema.name ? sharedName(side, schema.name) : own
    case 'boolean':
      return 'boolean'
    case 'string':
    case 'integer':
    case 'number': {
      const base = schema.type === 'string' ? 'string' : 'number'
      if (!schema.enum) return base
      const values = schema.enum.values.map(value => literal(value)).join(' | ')
      // `string & {}` keeps the listed values in completions while any other one is taken.
      return isOpen(schema.enum, side) ? `${values} | (${base} & {})` : values
    }
    default:
      return schema satisfies never
  }
}

/** What is said of a field in JSDoc: the same lines as in its row, then its values. */
function docOf(dialect: Dialect, schema: Schema, side: Side): string[] {
  const enumeration = enumerationOf(schema)
  return [
    schema.title ?? schema.description ?? '',
    ...detailLines(dialect, schema, side),
    ...(enumeration?.values ?? []).map(value =>
      [`- \`${value}\``, enumeration!.meanings[value]].filter(Boolean).join(' '),
    ),
  ].filter(Boolean)
}

/** A comment with an empty line between statements; nothing where there is nothing to say. */
function comment(lines: string[], indent: string): string[] {
  // A zero-width space keeps what a text says from ending the comment or beginning a tag.
  const safe = lines
    .flatMap(line => line.split('\n'))
    .map(line => line.replace(/\*\//g, '*\u200b/').replace(/^(?=@(?!see |deprecated$))/, '\u200b'))
  if (!safe.length) return []
  // An empty line ends a paragraph in a hover; a list needs none between its items.
  const spaced = safe.flatMap((line, index) =>
    index > 0 && !(line.startsWith('- ') && safe[index - 1]!.startsWith('- ')) ? ['', line] : [line],
  )
  return spaced.length === 1
    ? [`${indent}/** ${spaced[0]} */`]
    : [`${indent}/**`, ...spaced.map(line => `${indent} * ${line}`.trimEnd()), `${indent} */`]
}
