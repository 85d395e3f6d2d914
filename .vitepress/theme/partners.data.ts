import { defineLoader } from 'vitepress'
import { addressOf } from '../reference/products.ts'
import { lastReading } from '../site.ts'

/** Of the actions in two modes, where the operation in partner mode is, by where the merchant's own is; both without the site's base. */
declare const data: Record<string, string>
export { data }

export default defineLoader({
  watch: ['../../docs/openapi/openapi.yaml'],
  load(): Record<string, string> {
    const { operations } = lastReading().reference
    return Object.fromEntries(operations.flatMap((operation) => {
      const partner = operation.twin?.mode === 'partner' && operations.find(({ operationId }) => operationId === operation.twin!.operationId)
      return partner ? [[addressOf(operation, operations), addressOf(partner, operations)]] : []
    }))
  },
})
