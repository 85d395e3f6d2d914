import { Busboy } from '@fastify/busboy'
import { parameterError } from './errors.ts'

/** An upload, taken apart. */
export interface Form {
  /** The parts that are no files; `meta` may come as a file called `meta.json`, which is what the SDKs send. */
  fields: Map<string, Buffer>
  files: Map<string, { name: string; content: Buffer }>
}

/** @throws MockError if the body is no form of the boundary that its header names, or a file has no name */
export function parseForm(contentType: string, body: Buffer): Promise<Form> {
  return new Promise((resolve, reject) => {
    const form: Form = { fields: new Map(), files: new Map() }
    const fail = () => reject(parameterError('', undefined, '请求体不是完整的 multipart/form-data', 'body'))
    try {
      const parser = new Busboy({ headers: { 'content-type': contentType } })
      parser.on('field', (name, value) => form.fields.set(name, Buffer.from(value)))
      // Bytes that are said to be a file's may come without the name of one.
      parser.on('file', (name, stream, filename: string | undefined, _, type) => {
        const chunks: Buffer[] = []
        stream.on('data', (chunk: Buffer) => chunks.push(chunk))
        stream.on('end', () => {
          const content = Buffer.concat(chunks)
          if (name === 'meta' || type === 'application/json') form.fields.set(name, content)
          else if (filename === undefined)
            reject(parameterError(name, undefined, '这一部分缺少文件名（filename）', 'body'))
          else form.files.set(name, { name: filename, content })
        })
      })
      parser.on('finish', () => resolve(form))
      parser.on('error', fail)
      parser.end(body)
    } catch {
      fail()
    }
  })
}
