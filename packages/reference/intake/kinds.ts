import { segmentsOf } from '../model/model.ts'

const folder = 'docs/openapi/'
/** The file that holds what no path has of its own: products, error codes. */
export const rootFile = `${folder}openapi.yaml`
/** The folder of the schemas that operations share. */
export const schemaFolder = `${folder}components/schemas/`

/** The folder of the notifications. */
export const webhookFolder = `${folder}webhooks/`

export type Kind = { name: 'root' } | { name: 'schema' | 'webhook' | 'pathItem'; key: string } | Misplaced

interface Misplaced {
  name: 'misplaced'
  problem: string
  advice: string
}

/**
 * What a file below `docs/openapi` is, by its place: for a schema or a notification, `key` is its name, for a path item
 * the API's path.
 *
 * @param protocols the folders that hold path items
 */
export function kindOf(file: string, protocols: string[]): Kind {
  if (file === rootFile) return { name: 'root' }
  if (!file.endsWith('.yaml')) return misplaced('The name of a description ends in .yaml.', 'Rename the file.')
  if (file.startsWith(schemaFolder)) return schemaKind(file.slice(schemaFolder.length))
  if (file.startsWith(webhookFolder)) return webhookKind(file.slice(webhookFolder.length))
  const folders = protocols.map(name => `${folder}${name}/`)
  if (folders.some(start => file.startsWith(start))) return pathKind(file)
  return misplaced(
    'A description cannot stand here.',
    `Move it to ${folders.join(' or ')} followed by the path of its API, to ${webhookFolder} or ${schemaFolder}, ` +
      `or out of ${folder.slice(0, -1)}.`,
  )
}

function schemaKind(name: string): Kind {
  const key = /^([A-Z]\w*)\.yaml$/.exec(name)?.[1]
  if (key) return { name: 'schema', key }
  return misplaced(
    'A shared schema cannot have this name.',
    'Begin it with a capital, letters and digits only, no folders: GoodsDetail.yaml.',
  )
}

function webhookKind(name: string): Kind {
  const key = /^([a-z0-9]+(?:-[a-z0-9]+)*)\.yaml$/.exec(name)?.[1]
  if (key) return { name: 'webhook', key }
  return misplaced(
    'A notification cannot have this name.',
    'Write its event type in small letters with hyphens between the words, no folders: transaction-success.yaml.',
  )
}

function pathKind(file: string): Kind {
  const key = file
    .slice(folder.length - 1)
    .replace(/\.yaml$/, '')
    .replace(/\/index$/, '/')
  // Both SDKs write a capital in a segment as a hyphen and a small letter, and take `_id_` for a placeholder.
  const wrong = segmentsOf(key.replace(/\/$/, '')).find(
    segment => !/^(?:(?!\.{1,2}$|_.*_$)[a-z0-9_.-]+|\{[a-z0-9_]+\})$/.test(segment),
  )
  if (wrong === undefined) return { name: 'pathItem', key }
  return misplaced(
    `"${wrong}" cannot be a segment of an API's path.`,
    'Write small letters, digits, "-", "." and inside "_", or one whole placeholder: {card_id}.',
  )
}

function misplaced(problem: string, advice: string): Misplaced {
  return { name: 'misplaced', problem, advice }
}
