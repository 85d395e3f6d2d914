import type { AxiosRequestConfig } from 'axios'
import { expect, test } from 'vitest'
import { phpOptions, typescriptOptions } from '../../../../packages/wechatpay/sdk/options.ts'

// The compiler sees to it that none is missing here, and none is here that axios does not know.
const config: Record<keyof AxiosRequestConfig, true> = {
  url: true,
  method: true,
  baseURL: true,
  allowAbsoluteUrls: true,
  transformRequest: true,
  transformResponse: true,
  headers: true,
  params: true,
  paramsSerializer: true,
  data: true,
  timeout: true,
  timeoutErrorMessage: true,
  withCredentials: true,
  adapter: true,
  auth: true,
  responseType: true,
  responseEncoding: true,
  xsrfCookieName: true,
  xsrfHeaderName: true,
  onUploadProgress: true,
  onDownloadProgress: true,
  maxContentLength: true,
  validateStatus: true,
  maxBodyLength: true,
  maxRedirects: true,
  maxRate: true,
  beforeRedirect: true,
  socketPath: true,
  allowedSocketPaths: true,
  transport: true,
  httpAgent: true,
  httpsAgent: true,
  proxy: true,
  cancelToken: true,
  decompress: true,
  transitional: true,
  signal: true,
  insecureHTTPParser: true,
  env: true,
  formSerializer: true,
  family: true,
  lookup: true,
  withXSRFToken: true,
  parseReviver: true,
  fetchOptions: true,
  httpVersion: true,
  http2Options: true,
  formDataHeaderPolicy: true,
  redact: true,
  sensitiveHeaders: true,
}

test('knows every option that axios has', () => {
  expect(Object.keys(config).filter(name => !typescriptOptions.includes(name))).toEqual([])
})

test.each([typescriptOptions, phpOptions])('names none twice', (...options) => {
  expect(new Set(options).size).toBe(options.length)
})
