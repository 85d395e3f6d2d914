import type { DeclarationStyle, Dialect, Sdk } from '../../../../packages/reference/dialect.ts'
import type { LintFinding } from '../../../../packages/reference/model/lint.ts'
import { pascal, placeholderOf, type Operation } from '../../../../packages/reference/model/model.ts'
import { words } from './words.ts'

/** `call('POST /rest/v2/tasks/{id}', { path: …, headers: …, body: … })` */
const client: Sdk = {
  language: 'ts',
  title: 'TypeScript',
  fence: 'twoslash',
  styles: ['call'],
  options: [],
  examples: operation => [
    {
      label: 'call',
      hidden: "import { call } from './todo'",
      code: `console.log(await call('${keyOf(operation)}', ${JSON.stringify(sampleOf(operation), null, 2)}))`,
    },
  ],
  handler: ({ eventType }) => ({ code: `on('${eventType}', console.log)` }),
}

const curl: Sdk = {
  language: 'bash',
  title: 'curl',
  styles: ['curl'],
  options: [],
  examples: operation => [{ label: 'curl', code: curlOf(operation) }],
  handler: ({ name }) => ({ code: `# ${name}` }),
}

const declaration: DeclarationStyle = {
  virtual: [],
  head: [],
  namespace: 'Todo',
  segment: segment => pascal(placeholderOf(segment) ?? segment),
  names: { method: pascal, body: 'Body', answer: 'Answer', file: 'Blob' },
  call: ({ pathParameters, headers, body }, { comment, fieldDoc, interfaceLines }) => [
    ...(headers.length ? interfaceLines('Headers', headers, 'request', '  ') : []),
    '  interface Input {',
    ...(pathParameters.length
      ? [
          '    path: {',
          ...pathParameters.flatMap(field => [
            ...comment(fieldDoc(field, 'request'), '      '),
            `      ${field.name}: string`,
          ]),
          '    }',
        ]
      : []),
    ...(headers.length ? ['    headers?: Headers'] : []),
    ...(body ? ['    body: Body'] : []),
    '  }',
  ],
  client: (operations, { namespaceOf }) =>
    operations.map(operation => {
      const own = `${namespaceOf(operation.path)}.${pascal(operation.method)}`
      return `export declare function call(key: '${keyOf(operation)}', input: ${own}.Input): Promise<${own}.Answer>`
    }),
  notifications: (notifications, { interfaceLines }) =>
    notifications.flatMap(({ name, resources }) =>
      resources.flatMap(({ schema }) => interfaceLines(pascal(name), schema.fields, 'answer', '')),
    ),
}

/** A tiny dialect of another public API: that it works keeps open the seam between the engine and its API. */
export const dialect: Dialect = {
  name: 'Todoist',
  protocols: {
    rest: { baseUri: 'https://api.todoist.com/', asShown: (_, value) => value, findings: () => [] },
  },
  sdks: [client, curl],
  declaration,
  extensions: [{ keyword: 'x-colour', type: 'string', values: ['grey'], line: value => `Shown in ${value}` }],
  page: {
    notes: () => [],
    description: ({ description }) => description,
    belowExamples: ({ method }) => [`Sent as ${method.toUpperCase()}.`, ''],
  },
  notifications: {
    message: ({ eventType }, { example }) => JSON.stringify({ event_name: eventType, event_data: example }),
    requestBody: () => ({ content: {} }),
  },
  samples: operation => [{ operation, kinds: ['all'], modes: [] }],
  modes: [],
  officialDocs: '^https://developer\\.todoist\\.com/',
  audienceOf: () => undefined,
  lint: operations => operations.flatMap(withoutEnd),
  lintRules: ['title-with-a-full-stop'],
  words,
}

function withoutEnd(operation: Operation): LintFinding[] {
  if (!operation.title.endsWith('.')) return []
  const problem = `"${operation.title}" ends in a full stop.`
  return [
    {
      rule: 'title-with-a-full-stop',
      entry: operation,
      steps: [operation.method, 'summary'],
      problem,
      advice: 'Leave it out.',
    },
  ]
}

function keyOf({ method, path }: Operation): string {
  return `${method.toUpperCase()} ${path}`
}

function sampleOf({ pathParameters, headers, body }: Operation) {
  const values = (list: typeof headers) => Object.fromEntries(list.map(({ name, example }) => [name, example]))
  return {
    ...(pathParameters.length && { path: values(pathParameters) }),
    ...(headers.length && { headers: values(headers) }),
    ...(body && { body: body.example }),
  }
}

function curlOf({ method, path, pathParameters, body }: Operation): string {
  const filled = pathParameters.reduce((text, { name, example }) => text.replace(`{${name}}`, String(example)), path)
  const data = body ? ` --json '${JSON.stringify(body.example)}'` : ''
  return `curl -X ${method.toUpperCase()}${data} https://api.todoist.com${filled}`
}
