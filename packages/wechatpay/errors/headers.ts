/** What is to be said about the headers that no table lists, for they belong to every request. */
const commonHeaders: Record<string, string> = {
  'Accept': '每个请求都要带 `Accept: application/json`。',
  'User-Agent': '每个请求都要带 `User-Agent`。',
  'Content-Type': '请求体是 JSON 时为 `application/json`，上传文件时为 `multipart/form-data`。',
  'Authorization':
    '每个请求都要带签名，形如 ' +
    '`WECHATPAY2-SHA256-RSA2048 mchid="…",nonce_str="…",signature="…",timestamp="…",serial_no="…"`。',
  'Wechatpay-Serial': '请求含有加密的字段时要带，值是加密所用的微信支付公钥的 ID 或平台证书的序列号。',
}

export const commonHeaderNames = Object.keys(commonHeaders)

/** What is to be said about such a header, in any case; undefined for another. */
export function commonHeaderText(name: string): string | undefined {
  const known = commonHeaderNames.find(own => own.toLowerCase() === name.toLowerCase())
  return known && commonHeaders[known]
}
