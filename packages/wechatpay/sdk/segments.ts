import { placeholderOf, type Operation } from '../../reference/model/model.ts'

/**
 * A segment as both SDKs take it in a chain: `membercard-open` -> `membercardOpen`, `{card_id}` -> `_card_id_`. They
 * turn it back by the rules in `normalize` of wechatpay-axios-plugin (lib/wechatpay.js) and in wechatpay-php's
 * README, 链式 URI Template.
 */
export function chainName(segment: string): string {
  const placeholder = placeholderOf(segment)
  return placeholder === undefined
    ? segment.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
    : `_${placeholder}_`
}

/**
 * Whether a request sends a body with DELETE, which the chained methods of wechatpay-axios-plugin drop; its
 * `client.request` sends it.
 */
export function deletesWithBody({ method, body }: Operation): boolean {
  return method === 'delete' && body !== undefined
}
