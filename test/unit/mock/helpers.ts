import { sign } from 'node:crypto'
import { generateKeys, type Keys } from '../../../packages/mock/keys.ts'
import { requestMessage } from '../../../packages/mock/protocol.ts'
import { createMock, type MockOptions } from '../../../packages/mock/server.ts'
import type { Document } from '../../../packages/mock/document.ts'

const object = (properties: object, required: string[] = []) => ({ type: 'object', properties, required })
const text = { type: 'string', title: '文本' }
const errors = { '4XX': { $ref: '#/components/responses/Error' } }
const answer = (schema: object, example: unknown) => ({
  200: { description: '好了', content: { 'application/json': { schema, example } } },
  ...errors,
})
const body = (schema: object, example: unknown) => ({
  required: true,
  content: { 'application/json': { schema, example } },
})
const variable = (name: string, example: string) => ({ name, in: 'path', required: true, schema: text, example })
const query = (name: string, schema: object, required = false, example?: unknown) => ({
  name,
  in: 'query',
  required,
  schema,
  ...(example !== undefined && { example }),
})
const amount = {
  ...object({ total: { type: 'integer', title: '总额', minimum: 1 } }, ['total']),
  additionalProperties: false,
}

/** A small description with every kind of operation that the mock treats in its own way. */
export const document = {
  'openapi': '3.1.0',
  'servers': [{ url: 'https://api.mch.weixin.qq.com' }],
  'paths': {
    '/v3/pay/transactions/native': {
      post: {
        operationId: 'native',
        summary: '下单',
        requestBody: body(
          object(
            {
              out_trade_no: { ...text, minLength: 6 },
              mchid: text,
              amount: { $ref: '#/components/schemas/Amount' },
              attach: text,
            },
            ['out_trade_no', 'amount'],
          ),
          { out_trade_no: 'SAMPLE-1', mchid: '1', amount: { total: 1 } },
        ),
        responses: answer(object({ code_url: text }, ['code_url']), { code_url: 'weixin://x' }),
      },
    },
    '/v3/pay/transactions/out-trade-no/{out_trade_no}': {
      get: {
        operationId: 'query',
        summary: '查单',
        parameters: [variable('out_trade_no', 'SAMPLE-1'), query('mchid', text, true, '1')],
        responses: answer(
          object(
            {
              out_trade_no: text,
              trade_state: text,
              trade_state_desc: text,
              transaction_id: text,
              amount: object({ total: { type: 'integer' }, currency: text }),
            },
            ['out_trade_no', 'trade_state', 'trade_state_desc'],
          ),
          {
            out_trade_no: 'SAMPLE-1',
            trade_state: 'SUCCESS',
            trade_state_desc: '支付成功',
            transaction_id: '4200',
            amount: { total: 1, currency: 'CNY' },
          },
        ),
      },
    },
    '/v3/pay/transactions/out-trade-no/{out_trade_no}/close': {
      post: {
        operationId: 'close',
        summary: '关单',
        parameters: [variable('out_trade_no', 'SAMPLE-1')],
        requestBody: body(object({ mchid: text }, ['mchid']), { mchid: '1' }),
        responses: { 204: { description: '无返回内容' }, ...errors },
      },
    },
    '/v3/refund/domestic/refunds': {
      post: {
        operationId: 'refund',
        summary: '退款',
        requestBody: body(object({ out_trade_no: text, out_refund_no: text }, ['out_refund_no']), {
          out_trade_no: 'SAMPLE-1',
          out_refund_no: 'R-1',
        }),
        responses: answer(object({ out_refund_no: text, out_trade_no: text }, ['out_refund_no']), {
          out_refund_no: 'R-1',
          out_trade_no: 'SAMPLE-1',
        }),
      },
    },
    '/v3/refund/domestic/refunds/{out_refund_no}': {
      get: {
        operationId: 'queryRefund',
        summary: '查退款',
        parameters: [variable('out_refund_no', 'R-1')],
        responses: answer(object({ out_refund_no: text, out_trade_no: text }, ['out_refund_no']), {
          out_refund_no: 'R-1',
          out_trade_no: 'SAMPLE-1',
        }),
      },
    },
    '/v3/people': {
      get: {
        operationId: 'listPeople',
        summary: '列出',
        parameters: [
          query('limit', { type: 'integer', maximum: 50 }),
          query('all', { type: 'boolean' }),
          query('name', { ...text, 'x-encrypted': 'by-rsa-pubkey' }),
        ],
        responses: answer(
          object({ names: { type: 'array', items: { ...text, 'x-encrypted': 'by-rsa-pubkey' } } }, ['names']),
          { names: ['张三', '李四'] },
        ),
      },
      post: {
        operationId: 'addPerson',
        summary: '添加',
        requestBody: body(
          object({
            id: text,
            people: {
              type: 'array',
              items: object({ name: { ...text, 'maxLength': 4, 'x-encrypted': 'by-rsa-pubkey' } }, ['name']),
            },
          }),
          { id: 'P-1' },
        ),
        responses: answer(object({ id: text, state: text }, ['id']), { id: 'P-1', state: 'NEW' }),
      },
    },
    '/v3/people/{id}/end': {
      post: {
        operationId: 'endById',
        summary: '结束',
        parameters: [variable('id', '7')],
        responses: { 204: { description: '无返回内容' } },
      },
    },
    '/v3/files/upload': {
      post: {
        operationId: 'upload',
        summary: '上传',
        requestBody: {
          required: true,
          content: {
            'multipart/form-data': {
              schema: object(
                {
                  meta: object({ filename: text, sha256: { ...text, 'x-digest': 'sha256' } }, ['filename', 'sha256']),
                  file: { type: 'string', format: 'binary' },
                },
                ['meta', 'file'],
              ),
              example: {},
            },
          },
        },
        responses: answer(object({ media_id: text }, ['media_id']), { media_id: 'M' }),
      },
    },
    '/v3/bill': {
      get: {
        operationId: 'bill',
        summary: '账单',
        responses: answer(object({ hash_type: text, hash_value: text, download_url: text }), {
          hash_type: 'SHA1',
          hash_value: 'x',
          download_url: 'https://api.mch.weixin.qq.com/v3/billdownload/file',
        }),
      },
    },
    '/v3/billdownload/file': {
      get: {
        operationId: 'download',
        summary: '下载',
        responses: {
          200: {
            description: '文件',
            content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
          },
        },
      },
    },
    '/v3/certificates': {
      get: {
        operationId: 'certificates',
        summary: '证书',
        responses: answer(object({ data: { type: 'array', items: { type: 'object' } } }, ['data']), { data: [] }),
      },
    },
    '/v3/transactions/app': {
      post: {
        operationId: 'hk',
        summary: '境外',
        servers: [{ url: 'https://api.mch.weixin.qq.com/hk' }],
        requestBody: body(object({ id: text }, ['id']), { id: '1' }),
        responses: answer(object({ id: text }), { id: '1' }),
      },
    },
  },
  'x-identical-paths': {
    '/v3/people/{no}/end': {
      post: {
        operationId: 'endByNo',
        summary: '结束',
        parameters: [variable('no', 'N-8')],
        responses: { 204: { description: '无返回内容' } },
      },
    },
  },
  'components': { schemas: { Amount: amount } },
} as unknown as Document

export const keys = generateKeys()

interface Call {
  body?: unknown
  /** Sent as it is, instead of `body`. */
  bytes?: Uint8Array | string
  headers?: Record<string, string | undefined>
  /** What is signed in place of what is sent. */
  signed?: string
  authorization?: Partial<{ mchid: string; serial: string; timestamp: string; nonce: string; signature: string }>
}

/** A mock and a way to call it, signed as a merchant signs; what a test changes is wrong on purpose. */
export async function startMock(options: Partial<MockOptions> = {}): Promise<{
  call: (method: string, target: string, call?: Call) => Promise<Response>
  address: string
  close: () => Promise<void>
}> {
  const mock = createMock({ document, keys, ...options })
  const address = await mock.listen()
  return {
    address,
    close: () => mock.close(),
    call: (method, target, call) => fetch(address + target, requestOf(keys, method, target, call)),
  }
}

export function requestOf(
  own: Keys,
  method: string,
  target: string,
  { body, bytes = body === undefined ? '' : JSON.stringify(body), headers = {}, signed, authorization = {} }: Call = {},
): RequestInit {
  const {
    mchid = own.mchid,
    serial = own.merchantSerial,
    timestamp = String(Math.floor(Date.now() / 1000)),
    nonce = crypto.randomUUID().replaceAll('-', ''),
  } = authorization
  const signature =
    authorization.signature ??
    sign(
      'sha256',
      requestMessage(method, target, { timestamp, nonce_str: nonce }, signed ?? bytes),
      own.merchantPrivateKey,
    ).toString('base64')
  const all = {
    Accept: 'application/json',
    Authorization:
      `WECHATPAY2-SHA256-RSA2048 mchid="${mchid}",serial_no="${serial}",nonce_str="${nonce}",` +
      `timestamp="${timestamp}",signature="${signature}"`,
    ...(bytes.length && { 'Content-Type': 'application/json' }),
    ...headers,
  }
  return {
    method,
    headers: Object.fromEntries(
      Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
    ...(bytes.length && { body: bytes as string }),
  }
}

interface ErrorBody {
  code: string
  message: string
  detail?: {
    field?: string
    value?: string
    issue?: string
    location?: string
    detail?: { issue: string }
    sign_information?: { truncated_sign_message: string }
  }
}

export const order = { out_trade_no: 'ORDER-1', mchid: keys.mchid, amount: { total: 100 } }

/** An error answer and its status. */
export const error = async (response: Response) => ({
  status: response.status,
  ...((await response.json()) as ErrorBody),
})

/** Where an error says that it is. */
export const place = ({ status, code, detail }: Awaited<ReturnType<typeof error>>) => [
  status,
  code,
  detail?.location,
  detail?.field,
]
