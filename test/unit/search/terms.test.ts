import { describe, expect, test } from 'vitest'
import { coverage, indexTerm, queryTerms, termsOf, wordsOf } from '../../../.vitepress/search/terms.ts'

describe('terms of a text', () => {
  test.each([
    ['平台证书', ['平台', '台证', '证书', '书']],
    ['券', ['券']],
    ['out_trade_no', ['out_trade_no', 'outtradeno', 'out', 'trade', 'no']],
    ['outTradeNo', ['outtradeno', 'out', 'trade', 'no']],
    ['MERCHANT_ID', ['merchant_id', 'merchantid', 'merchant', 'id']],
    ['JSAPI下单', ['jsapi', '下单', '单']],
    ['/v3/pay/transactions', ['v3', 'pay', 'transactions']],
    ['（ＡＰＩ）', ['api']],
    ['', []],
    ['——。', []],
  ])('%s', (text, terms) => {
    expect(termsOf(text)).toEqual(terms)
  })

  test('every Chinese character is the beginning of a term, so that one alone is found', () => {
    for (const character of '平台证书') expect(termsOf('平台证书').some(term => term.startsWith(character))).toBe(true)
  })

  test('Chinese is spelt in few letters in the index, and the beginning of a word stays one', () => {
    expect(indexTerm('jsapi')).toBe('jsapi')
    expect(indexTerm('证书').startsWith(indexTerm('证'))).toBe(true)
    expect(indexTerm('证书')).toMatch(/^~[0-9a-f]+$/)
  })
})

describe('words of a query', () => {
  test.each([
    ['h5下单', ['h5', '下单']],
    ['  退款   notify_url ', ['退款', 'notify_url']],
    ['SIGN_ERROR', ['sign_error']],
    ['下单 下单', ['下单']],
    ['{"code":"PARAM_ERROR"}', ['code', 'param_error']],
    ['？！', []],
  ])('%s', (query, words) => {
    expect(wordsOf(query).map(({ text }) => text)).toEqual(words)
  })

  test('are looked up by their pairs or as they are', () => {
    expect(wordsOf('平台证书').flatMap(queryTerms)).toEqual(['平台', '台证', '证书'])
    expect(wordsOf('券').flatMap(queryTerms)).toEqual(['券'])
    expect(wordsOf('mch_id').flatMap(queryTerms)).toEqual(['mch_id', 'mchid'])
  })
})

test('a Chinese word is all there as it is, in pieces or in another order, else in part', () => {
  expect(coverage('退款', '申请退款')).toBe(1)
  expect(coverage('查询退款', '查询单笔退款')).toBe(1)
  expect(coverage('查询订单', '商户订单号查询')).toBe(1)
  expect(coverage('商家转账', '发起转账')).toBe(0.5)
  expect(coverage('付款码', '付款码支付')).toBe(1)
  expect(coverage('证书', '账单')).toBe(0)
})
