/** Errors that the SDKs themselves raise, by their texts; `{…}` in backticks is code. */
const texts: [RegExp, string][] = [
  [
    /EV3_RES_HEADERS_INCOMPLATE|response's Headers incomplete/i,
    '应答没有签名的请求头，SDK 无从验签。多半是地址不对，或中间的代理去掉了它们；不带签名的下载要用不验签的请求，见该接口的示例。',
  ],
  [
    /EV3_RES_HEADER_TIMESTAMP_OFFSET|allowed time offset in/i,
    '应答的时间与本机相差超过 5 分钟，SDK 不采信。请校准服务器的时钟（NTP）。',
  ],
  [
    /EV3_RES_HEADER_PLATFORM_SERIAL|Cannot found the serial/i,
    '`certs` 里没有应答头 `Wechatpay-Serial` 所指的那一把公钥。把它加进 `certs`，键是公钥 ID 或平台证书的序列号；' +
      '切换到微信支付公钥期间，两把都要有。',
  ],
  [
    /EV3_RES_HEADER_SIGNATURE_DIGEST|Verify the response's data with/i,
    '应答的签名与内容对不上：`certs` 里这个键下的公钥不是它，或应答被中间的代理改过。应答不可信，请求可能已经生效，先查询再处理。',
  ],
  [
    /merchant's certificate serial number/i,
    '`certs` 里放的是商户自己的证书。那里要放微信支付公钥（键是公钥 ID）或平台证书（键是它的序列号）。',
  ],
  [
    /Cannot load \w+ from/i,
    '密钥没有读出来。文件用绝对路径并以 `file://` 开头，如 `file:///path/to/apiclient_key.pem`；' +
      '也可以传入 PEM 的全文。类型要对：私钥是 `private`，公钥与证书是 `public`。',
  ],
  [
    /The [^.]{0,60}(?:mchid|serial|privateKey|certs)\W* is required/i,
    '初始化时缺少一项，或者环境变量没有设置：`mchid`、`serial`、`privateKey`、`certs` 都要有。',
  ],
  [/payload\(data\) must be an object/i, '没有请求体的 `post`、`put`、`patch` 也要传第一个参数：没有内容就写 `{}`。'],
]

/** What is to be said about the text of an SDK's own error; undefined for another text. */
export function sdkText(text: string): string | undefined {
  return texts.find(([pattern]) => pattern.test(text))?.[1]
}
