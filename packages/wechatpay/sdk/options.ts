/**
 * The options of a request, beside which the SDKs take the values of a path's placeholders. A placeholder of such a
 * name would set the option: `{params}` the query, `{mchid}` the merchant that signs.
 */
export const typescriptOptions: readonly string[] = [
  // AxiosRequestConfig of axios
  ...['url', 'method', 'baseURL', 'allowAbsoluteUrls', 'transformRequest', 'transformResponse', 'headers', 'params'],
  ...['paramsSerializer', 'data', 'timeout', 'timeoutErrorMessage', 'withCredentials', 'adapter', 'auth'],
  ...['responseType', 'responseEncoding', 'xsrfCookieName', 'xsrfHeaderName', 'onUploadProgress', 'onDownloadProgress'],
  ...['maxContentLength', 'validateStatus', 'maxBodyLength', 'maxRedirects', 'maxRate', 'beforeRedirect', 'socketPath'],
  ...['allowedSocketPaths', 'transport', 'httpAgent', 'httpsAgent', 'proxy', 'cancelToken', 'decompress'],
  ...['transitional', 'signal', 'insecureHTTPParser', 'env', 'formSerializer', 'family', 'lookup', 'withXSRFToken'],
  ...['parseReviver', 'fetchOptions', 'httpVersion', 'http2Options', 'formDataHeaderPolicy', 'redact'],
  ...['sensitiveHeaders'],
  // what wechatpay-axios-plugin adds to it (lib/decorator.js)
  ...['mchid', 'serial', 'privateKey', 'certs', 'secret', 'merchant', 'meta'],
]

/** The same of wechatpay-php: RequestOptions of Guzzle, by which it sends. */
export const phpOptions: readonly string[] = [
  ...['headers', 'timeout', 'auth', 'proxy'],
  ...['allow_redirects', 'base_uri', 'body', 'cert', 'connect_timeout', 'cookies', 'crypto_method'],
  ...['crypto_method_max', 'curl', 'debug', 'decode_content', 'delay', 'expect', 'force_ip_resolve', 'form_params'],
  ...['handler', 'http_errors', 'idn_conversion', 'json', 'multipart', 'on_headers', 'on_stats', 'progress', 'query'],
  ...['read_timeout', 'sink', 'ssl_key', 'stream', 'stream_context', 'synchronous', 'verify', 'version'],
]
