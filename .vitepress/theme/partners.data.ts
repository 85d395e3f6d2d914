import { defineLoader } from 'vitepress'
import { addressOf } from '../../packages/reference/model/addresses.ts'
import { otherModeOf } from '../../packages/reference/model/model.ts'
import { lastReading } from '../site/pages.ts'

/**
 * Of the actions in two modes, where the operation in partner mode is, by where the merchant's own is; as links say
 * it, without the site's base.
 */
declare const data: Record<string, string>
export { data }

export default defineLoader({
  watch: ['../../docs/openapi/openapi.yaml'],
  load(): Record<string, string> {
    const { operations } = lastReading().reference
    const merchants = operations.filter(({ otherMode }) => otherMode?.mode === 'partner')
    return Object.fromEntries(
      merchants.map(operation =>
        [operation, otherModeOf(operation, operations)!].map(each => encodeURI(addressOf(each, operations))),
      ),
    )
  },
})
