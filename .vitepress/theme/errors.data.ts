import { defineLoader } from 'vitepress'
import { errorAnchor } from '../../packages/reference/writers/to-errors.ts'
import { lastReading } from '../site/pages.ts'

/** The catalogue of error codes, for what explains an answer. */
export interface ListedError {
  status?: number
  cause: string
  solution: string
  /** Where it stands in the catalogue. */
  link: string
}

declare const data: Record<string, ListedError>
export { data }

export default defineLoader({
  watch: ['../../docs/openapi/openapi.yaml'],
  load: (): Record<string, ListedError> =>
    Object.fromEntries(
      lastReading().reference.errors.map(({ code, status, cause, solution }) => [
        code,
        { status, cause, solution, link: `/guide/errors#${errorAnchor(code)}` },
      ]),
    ),
})
