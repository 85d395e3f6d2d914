import type { ErrorAnswer } from './parse.ts'

/** What a sentence of the platform means, where its code alone leads astray. Code is in backticks. */
export interface Advice {
  cause: string
  solution: string
  /** The address of a page that tells more. */
  link?: { text: string; address: string }
}

/** The first that fits counts. */
const known: [RegExp, Advice][] = [
  [
    /不得超过\s*5\s*分钟|timestamp.{0,20}(?:过期|expired)/i,
    {
      cause: '请求头里的时间戳与平台的时间相差太多。平台先看时间再验签，与密钥无关',
      solution: '校准服务器的时钟（NTP）；时间戳每次请求时现取，不要重复使用旧的 `Authorization`',
    },
  ],
  [
    /Authorization.{0,12}(?:格式|不合法|为空|缺少)|缺少.{0,6}Authorization/i,
    {
      cause: '请求头 `Authorization` 没有带，或者写法不对',
      solution:
        '写作 `WECHATPAY2-SHA256-RSA2048 mchid="…",nonce_str="…",signature="…",timestamp="…",serial_no="…"`，在一行里；' +
        '用 SDK 的，确认请求是经它发出的',
    },
  ],
  [
    /证书序列号有误|serial_no.{0,12}(?:有误|不正确|invalid)/i,
    {
      cause: '请求头里的 `serial_no` 不是这个商户号在用的商户 API 证书',
      solution:
        '填商户平台“账户中心 → API 安全”里商户 API 证书的序列号，不是平台证书的序列号，也不是公钥 ID；换过证书的填新的',
    },
  ],
  [
    /错误的签名|签名错误|验签失败|sign not match/i,
    {
      cause: '签名与平台按收到的请求算出的不符',
      solution:
        '核对商户私钥与证书序列号是否成对；签名串里的路径要含查询参数；签名时的请求体与发送的要逐字节相同；' +
        '签名串的每一行，包括最后一行，都以换行符结尾',
    },
  ],
  [
    /无可用的平台证书|(?:平台)?证书不存在/,
    {
      cause: '这个商户号没有平台证书：大约从 2024 年 10 月起开通的商户只有微信支付公钥',
      solution: '用商户平台“账户中心 → API 安全”里的微信支付公钥与公钥 ID 验签、加密，不必下载平台证书',
      link: { text: '初始化客户端', address: '/guide/quick-start#初始化客户端' },
    },
  ],
  [
    /暂不支持使用升级前功能/,
    {
      cause: '这个商户号开通的是升级后的商家转账，不能再调用升级前的批量转账',
      solution: '改用发起转账，由用户确认收款',
      link: { text: '发起转账', address: '/openapi/v3/fund-app/mch-transfer/transfer-bills' },
    },
  ],
  [
    /IP\s*地址不允许/i,
    {
      cause: '发出请求的服务器，其出口 IP 不在商户设置的名单里',
      solution: '在商户平台“产品中心”找到该产品，把服务器的出口 IP 加进调用接口的 IP 名单；经代理出去的填代理的 IP',
    },
  ],
  [
    /缺少\s*Accept\s*或\s*User-Agent/i,
    {
      cause: '请求没有带 `Accept` 或 `User-Agent`',
      solution: '每个请求都带 `Accept: application/json` 和不为空的 `User-Agent`；有的 HTTP 库默认不带后者',
    },
  ],
  [
    /缺少.{0,12}(?:平台证书序列号|Wechatpay-Serial)/i,
    {
      cause: '请求里有加密的字段，却没有说明是用哪一把公钥加密的',
      solution: '加上请求头 `Wechatpay-Serial`，值是公钥 ID 或平台证书的序列号',
    },
  ],
  [
    /密文|field you encrypt/i,
    {
      cause: '要加密的字段收到的不是可以解密的密文：多半传了明文，或用错了公钥',
      solution: '用微信支付公钥或平台证书加密（RSA-OAEP），并以请求头 `Wechatpay-Serial` 说明是哪一把',
    },
  ],
  [
    /未在\s*API\s*文档中定义的参数/i,
    {
      cause: '请求里有参数表之外的成员，或者把可选的字段写成了 `null` 或空的文字',
      solution: '对照参数表逐个核对名称与层级；没有值的可选字段不要传',
    },
  ],
  [
    /(?:appid|公众号|应用).{0,12}(?:mch_?id|商户号).{0,6}不匹配|(?:mch_?id|商户号).{0,12}appid.{0,6}不匹配/i,
    {
      cause: 'AppID 没有与这个商户号绑定',
      solution: '在商户平台“产品中心 → AppID 账号管理”里关联，并在公众平台或开放平台确认',
    },
  ],
]

/** What the message of an answer means; undefined where it is not known, so that its code has to do. */
export function adviceFor({ message }: Pick<ErrorAnswer, 'message'>): Advice | undefined {
  return message === undefined ? undefined : known.find(([pattern]) => pattern.test(message))?.[1]
}

/** What an answer without content means, by its status; undefined for another status. */
export function emptyAnswerText(status: number, request = ''): string | undefined {
  const left = /\/(_\w+_?|\{[^}]*\}|%7B[^/]*?%7D|\$\w+)(?=[/?]|$)/.exec(request)?.[1]
  if (status === 404)
    return (
      '应答没有内容的 404：没有这个路径。请与本接口的地址逐字比较。' +
      (left ? `地址里留有 \`${left}\`：路径变量没有换成值，链式里写作 \`_name_\`，两边各一个下划线。` : '')
    )
  return status === 405 ? '应答没有内容的 405：路径存在，但不接受这个请求方法。' : undefined
}
