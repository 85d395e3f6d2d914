import type { Dialect, InterfaceOptions, TypeWriter } from '../dialect.ts'
import {
  enumerationOf,
  isOpen,
  pascal,
  segmentsOf,
  type Field,
  type ObjectSchema,
  type Schema,
  type Side,
} from '../model/model.ts'
import { detailLines, type Words } from '../model/words.ts'
import { conditionTypes, memberText, type ConditionType } from './condition-types.ts'

/**
 * Types from schemas. Object types are always named interfaces, because the compiler prints a named one in a hover by
 * its name and an inline one in full.
 */
export function typeWriter(dialect: Dialect): TypeWriter {
  const { namespace, segment } = dialect.declaration
  const sharedName = (side: Side, name: string) => `${sharedNamespace(namespace, side)}.${name}`
  const fieldDoc: TypeWriter['fieldDoc'] = (field, side) => docOf(dialect, field, side)
  const typeOf = (schema: Schema, side: Side, own: string) => typeText(schema, side, own, sharedName)
  const interfaceLines: TypeWriter['interfaceLines'] = (name, fields, side, indent, options = {}) =>
    interfaceText({ words: dialect.words, typeOf, fieldDoc }, name, fields, side, indent, options)
  return {
    comment,
    fieldDoc,
    typeOf,
    interfaceLines,
    bodyInterface: (name, schema, side) => {
      if (!schema.name) return interfaceLines(name, schema.fields, side, '  ', schema)
      const base = sharedName(side, schema.name)
      // An interface cannot extend a union.
      return isConditioned(dialect.words, schema, side)
        ? [`  type ${name} = ${base}`]
        : interfaceLines(name, [], side, '  ', { base })
    },
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

interface Names extends Pick<TypeWriter, 'typeOf' | 'fieldDoc'> {
  words: Words
}

/** An interface and, in a namespace of its name, the interfaces of its inner objects. */
function interfaceText(
  names: Names,
  name: string,
  fields: Field[],
  side: Side,
  indent: string,
  options: InterfaceOptions,
): string[] {
  const types = side === 'request' ? conditionTypes(names.words, { fields, ...options }) : []
  if (types.length) return conditionedText(names, name, fields, side, indent, options, types)
  const { doc, base, additional } = options
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
      ...comment(names.fieldDoc(field, side), `${indent}  `),
      `${indent}  ${propertyName(field.name)}${field.required ? '' : '?'}: ${typeIn(field)}`,
    ]),
    ...(values ? [`${indent}  [key: string]: ${[...new Set(values)].join(' | ')}`] : []),
    `${indent}}`,
    ...(inner.length ? [`${indent}namespace ${name} {`, ...inner, `${indent}}`] : []),
  ]
}

/** Whether types refuse some of what an object's fields allow by themselves. */
function isConditioned(words: Words, schema: ObjectSchema, side: Side): boolean {
  return side === 'request' && conditionTypes(words, schema).length > 0
}

/** The fields as an interface, a type for each condition beside it, and of them all the type of the object's name. */
function conditionedText(
  names: Names,
  name: string,
  fields: Field[],
  side: Side,
  indent: string,
  { doc, additional }: InterfaceOptions,
  types: ConditionType[],
): string[] {
  const own = fields.some(field => pascal(field.name) === 'Fields') ? 'AllFields' : 'Fields'
  const inner = interfaceText(names, own, fields, side, `${indent}  `, { additional })
  const typeOfName = (field: string) => {
    const { schema } = fields.find(other => other.name === field)!
    return names.typeOf(schema, side, `${own}.${pascal(field)}`)
  }
  const refusing = types.filter(({ takesAll }) => !takesAll).map(type => type.name)
  const whole = [own, ...refusing].map(part => `${name}.${part}`).join(' & ')
  return [
    ...(doc ? comment([doc], indent) : []),
    `${indent}type ${name} = ${whole}`,
    `${indent}namespace ${name} {`,
    ...inner,
    ...types.flatMap(type => [
      ...type.members.flatMap(member =>
        member.name
          ? [
              `${indent}  type By${member.name} = ${memberText(member, typeOfName)}`,
              `${indent}  type ${member.name}Request = ${name} & By${member.name}`,
            ]
          : [],
      ),
      ...comment(type.doc, `${indent}  `),
      `${indent}  type ${type.name} =`,
      ...type.members.map(member => {
        const text = member.name ? `By${member.name}` : memberText(member, typeOfName)
        return `${indent}    | ${text}`
      }),
    ]),
    `${indent}}`,
  ]
}

function innerInterface(names: Names, field: Field, side: Side, indent: string): string[] {
  const schema = objectOf(field.schema)
  if (!schema || schema.name) return []
  const { additional, conditions } = schema
  return interfaceText(names, pascal(field.name), schema.fields, side, indent, { additional, conditions })
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
function docOf(dialect: Dialect, field: Pick<Field, 'schema' | 'statements'>, side: Side): string[] {
  const { schema } = field
  const enumeration = enumerationOf(schema)
  return [
    schema.title ?? schema.description ?? '',
    ...detailLines(dialect, field, side),
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
