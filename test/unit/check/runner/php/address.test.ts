import { describe, expect, test } from 'vitest'
import { failure, path, run } from './php.ts'

describe('the path', () => {
  test.each([
    ['$instance->v3->pay->transactions->outTradeNo->_out_trade_no_', '/v3/pay/transactions/out-trade-no/7'],
    [`$instance->chain('v3/pay/transactions/out-trade-no/{out_trade_no}')`, '/v3/pay/transactions/out-trade-no/7'],
    [`$instance['v3/pay/transactions/out-trade-no/{out_trade_no}']`, '/v3/pay/transactions/out-trade-no/7'],
    [
      `$instance->v3->{'pay'}['transactions']->chain('out-trade-no')->{'{out_trade_no}'}`,
      '/v3/pay/transactions/out-trade-no/7',
    ],
    ['$instance->V3->Pay->Transactions->OutTradeNo->_out_trade_no_', '/v3/pay/transactions/out-trade-no/7'],
  ])('is the same however it is written: %s', async (target, expected) => {
    expect(await path(`${target}->get(['out_trade_no' => 7]);`)).toBe(expected)
  })

  test('differs after a slip in camelCase', async () => {
    expect(await path('$instance->v3->pay->outtradeNo->get();')).toBe('/v3/pay/outtrade-no')
    expect(await path('$instance->v3->pay->outTradeNO->get();')).toBe('/v3/pay/out-trade-n-o')
    expect(await path('$instance->v3->pay->out_trade_no->get();')).toBe('/v3/pay/out_trade_no')
  })

  test('is changed by the same rules in a chain() or a key as in a property', async () => {
    expect(await path(`$instance->chain('v3/merchantService/complaintsV2')->get();`)).toBe(
      '/v3/merchant-service/complaints-v2',
    )
    expect(await path(`$instance['v3/merchantService']->get();`)).toBe('/v3/merchant-service')
  })

  test('has a literal where an underscore is missing, and the variable is left over', async () => {
    expect(await path('$instance->v3->cards->_card_id->get();')).toBe('/v3/cards/_card_id')
    expect(await path('$instance->v3->cards->card_id_->get();')).toBe('/v3/cards/card_id_')
    expect((await failure(`$instance->v3->cards->_card_id->get(['card_id' => '7']);`)).message).toMatch(
      'card_id is neither an option nor a variable of the path v3/cards/_card_id',
    )
  })

  test('turns the capitals of a variable into hyphens too', async () => {
    expect((await failure(`$instance->v3->cards->_cardId_->get(['cardId' => '7']);`)).message).toMatch(
      'The path v3/cards/{card-id} needs a value for card-id',
    )
  })

  test('does not know $x$ as a variable', async () => {
    expect(await path(`$instance->v3->cards->{'$card_id$'}->get();`)).toBe('/v3/cards/$card_id$')
  })

  test('ends in a slash after an empty property, and takes names that need quotes', async () => {
    expect(await path(`$instance->v3->applyment4sub->applyment->{''}->get();`)).toBe('/v3/applyment4sub/applyment/')
    expect(await path(`$instance->v3->{'odd.names'}->{'3d'}->get();`)).toBe('/v3/odd.names/3d')
  })

  test('may have segments that are named like a method or like what the chain is made of', async () => {
    expect(await path('$instance->v3->delete->post->chain->segments->get();')).toBe('/v3/delete/post/chain/segments')
  })

  test('cannot name a segment that is the number of an earlier one', async () => {
    expect((await failure(`$instance->v3->{'0'}->get();`)).message).toMatch(
      `the segment '0' for the number of an earlier one`,
    )
    expect(await path(`$instance->v3->{'1'}->get();`)).toBe('/v3/1')
  })

  test('can be kept and gone on from twice', async () => {
    const { requests } = await run('$pay = $instance->v3->pay; $pay->a->get(); $pay->b->get();')
    expect(requests.map(({ uri }) => new URL(uri).pathname)).toEqual(['/v3/pay/a', '/v3/pay/b'])
  })

  test.each([
    ["'1900/01?a=b#c'", '1900%2F01%3Fa%3Db%23c'],
    [`'it\\'s \\\\ "here"'`, 'it%27s%20%5C%20%22here%22'],
    ["'50%+~-_.!*()'", '50%25%2B~-_.%21%2A%28%29'],
    ["'中文'", '%E4%B8%AD%E6%96%87'],
    ['7', '7'],
    ['true', '1'],
    ["''", ''],
  ])('encodes the value %s', async (value, encoded) => {
    expect(await path(`$instance->v3->a->_id_->b->get(['id' => ${value}]);`)).toBe(`/v3/a/${encoded}/b`)
  })

  test('loses a value that is two dots together with what stands before it', async () => {
    expect(await path(`$instance->v3->a->_id_->b->get(['id' => '..']);`)).toBe('/v3/b')
  })

  test.each(['[]', `['out_trade_no' => null]`, `['query' => ['out_trade_no' => '7']]`, `['outTradeNo' => '7']`])(
    'needs a value for every variable, which %s is not',
    async options => {
      const error = await failure(`// a comment\n$instance->v3->outTradeNo->_out_trade_no_\n->get(${options});`)
      expect(error.message).toMatch('The path v3/out-trade-no/{out_trade_no} needs a value for out_trade_no')
      expect(error.line).toBe(3)
    },
  )

  test('names an option that nobody uses or that is not imitated', async () => {
    expect((await failure(`$instance->v3->a->get(['quary' => []]);`)).message).toMatch(
      'quary is neither an option nor a variable of the path v3/a',
    )
    expect((await failure(`$instance->v3->a->get(['timeout' => 3]);`)).message).toMatch(
      'The option timeout is not imitated',
    )
  })

  test('does not begin with v2', async () => {
    expect((await failure('$instance->v2->pay->micropay->post();')).message).toMatch(
      'Version 2 of the API is not imitated',
    )
  })
})
