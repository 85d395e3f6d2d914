import { expect, test } from 'vitest'
import { signedLines } from '../../../../packages/wechatpay/errors/signature.ts'

const operation = { method: 'POST', path: '/v3/pay/transactions/out-trade-no/{out_trade_no}/close' }
const message = 'POST\n/v3/pay/transactions/out-trade-no/42/close?a=b\n1554208460\n593BEC0C\n{"mchid":"1"}\n'

test('a string that is as it has to be has no problem', () => {
  expect(signedLines({ message, length: message.length }, operation)).toEqual([
    { name: '请求方法', text: 'POST', bytes: 4 },
    { name: '路径与查询参数', text: '/v3/pay/transactions/out-trade-no/42/close?a=b', bytes: 46 },
    { name: '时间戳', text: '1554208460', bytes: 10 },
    { name: '随机串', text: '593BEC0C', bytes: 8 },
    { name: '请求体', text: '{"mchid":"1"}', bytes: 13 },
  ])
})

test('each line says what is wrong with it', () => {
  const lines = signedLines({ message: 'post\nhttps://api.mch.weixin.qq.com/v3/close\n1554208460123\n\n{}' }, operation)
  expect(lines.map(({ problem }) => problem)).toEqual([
    expect.stringContaining('POST'),
    expect.stringContaining(operation.path),
    expect.stringContaining('10 位'),
    expect.stringContaining('请求头'),
    expect.stringContaining('换行符'),
  ])
})

test('of a string that was cut, the end is not judged', () => {
  const lines = signedLines({ message: message.slice(0, -5), length: message.length }, operation)
  expect(lines.at(-1)).toEqual({ name: '请求体', text: '{"mchid":…', bytes: 13 })
})

test('an answer without the string gives nothing', () => {
  expect(signedLines({ method: 'POST' }, operation)).toEqual([])
})

test('a body that did not arrive is told where one is needed', () => {
  const empty = 'POST\n/v3/transfer/batches\n1709745440\nabc\n\n'
  const call = { method: 'POST', path: '/v3/transfer/batches' }
  const problem = (needsBody: boolean) =>
    signedLines({ message: empty, length: empty.length }, { ...call, needsBody }).at(-1)!.problem
  expect(problem(true)).toMatch('平台没有收到请求体')
  expect(problem(false)).toBeUndefined()
})

test('a body that was signed for GET is told', () => {
  const lines = signedLines(
    { message: 'GET\n/v3/certificates\n1709745440\nabc\n{}\n' },
    {
      method: 'GET',
      path: '/v3/certificates',
    },
  )
  expect(lines.at(-1)!.problem).toMatch('GET 没有请求体')
})

test('lengths are those of UTF-8', () => {
  const text = 'POST\n/v3/a\n1709745440\nabc\n{"a":"茶"}\n'
  expect(signedLines({ message: text }, { method: 'POST', path: '/v3/a' }).at(-1)!.bytes).toBe(11)
})
