import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateKeys, type Keys } from './keys.ts'

const files = {
  merchant: 'apiclient_key.pem',
  publicKey: 'wechatpay_public_key.pem',
  certificate: 'wechatpay_certificate.pem',
  platform: 'mock_platform_key.pem',
  settings: 'merchant.json',
}

/** The keys of a folder, made there if it has none. They are for the mock alone: no real merchant's belong there. */
export function keysIn(folder: string): Keys {
  const file = (name: keyof typeof files) => join(folder, files[name])
  if (!existsSync(file('settings'))) {
    mkdirSync(folder, { recursive: true })
    const keys = generateKeys()
    const privatePem = (key: Keys['merchantPrivateKey']) => key.export({ type: 'pkcs8', format: 'pem' })
    writeFileSync(file('merchant'), privatePem(keys.merchantPrivateKey), { mode: 0o600 })
    writeFileSync(file('platform'), privatePem(keys.platformPrivateKey), { mode: 0o600 })
    writeFileSync(file('publicKey'), keys.platformPublicKey.export({ type: 'spki', format: 'pem' }))
    writeFileSync(file('certificate'), keys.certificate.pem)
    const { mchid, merchantSerial: serial, apiV3Key, publicKeyId } = keys
    writeFileSync(file('settings'), `${JSON.stringify({ mchid, serial, apiV3Key, publicKeyId }, null, 2)}\n`)
  }
  const settings = JSON.parse(readFileSync(file('settings'), 'utf8')) as {
    mchid: string
    serial: string
    apiV3Key: string
    publicKeyId: string
  }
  const [merchantPrivateKey, platformPrivateKey] = [
    createPrivateKey(readFileSync(file('merchant'))),
    createPrivateKey(readFileSync(file('platform'))),
  ]
  const pem = readFileSync(file('certificate'), 'utf8')
  const certificate = new X509Certificate(pem)
  return {
    mchid: settings.mchid,
    merchantSerial: settings.serial,
    merchantPrivateKey,
    merchantPublicKey: createPublicKey(merchantPrivateKey),
    apiV3Key: settings.apiV3Key,
    platformPrivateKey,
    platformPublicKey: createPublicKey(platformPrivateKey),
    publicKeyId: settings.publicKeyId,
    certificate: {
      serial: certificate.serialNumber,
      pem,
      notBefore: new Date(certificate.validFrom),
      notAfter: new Date(certificate.validTo),
    },
  }
}

/** What a developer pastes: the same test merchant for both SDKs. */
export function settingsText(
  address: string,
  folder: string,
  { mchid, merchantSerial, apiV3Key, publicKeyId, certificate }: Keys,
): string {
  const path = (name: keyof typeof files) => join(folder, files[name])
  return `模拟服务已启动：${address}

mchid            ${mchid}
商户证书序列号   ${merchantSerial}
API v3 密钥      ${apiV3Key}
微信支付公钥 ID  ${publicKeyId}
平台证书序列号   ${certificate.serial}
密钥文件         ${folder}

环境变量，站上“复制完整文件”与快速开始的代码读取它们：

  export WXPAY_BASE_URL='${address}/'
  export WXPAY_MCHID='${mchid}'
  export WXPAY_MERCHANT_SERIAL='${merchantSerial}'
  export WXPAY_MERCHANT_KEY_FILE='${path('merchant')}'
  export WXPAY_API_V3_KEY='${apiV3Key}'
  export WXPAY_PUBLIC_KEY_ID='${publicKeyId}'
  export WXPAY_PUBLIC_KEY_FILE='${path('publicKey')}'
  export WXPAY_CERTIFICATE_FILE='${path('certificate')}'
  export WXPAY_APPID='wx8888888888888888'
  export WXPAY_NOTIFY_URL='https://www.example.com/wxpay/notify'

Node.js（wechatpay-axios-plugin）：

  const wxpay = new Wechatpay({
    mchid: '${mchid}',
    serial: '${merchantSerial}',
    privateKey: Rsa.from('file://${path('merchant')}', Rsa.KEY_TYPE_PRIVATE),
    certs: { '${publicKeyId}': Rsa.from('file://${path('publicKey')}', Rsa.KEY_TYPE_PUBLIC) },
    baseURL: '${address}/',
  })

PHP（wechatpay-php）：

  use WeChatPay\\Builder;
  use WeChatPay\\Crypto\\Rsa;

  $instance = Builder::factory([
    'mchid'      => '${mchid}',
    'serial'     => '${merchantSerial}',
    'privateKey' => Rsa::from('file://${path('merchant')}', Rsa::KEY_TYPE_PRIVATE),
    'certs'      => ['${publicKeyId}' => Rsa::from('file://${path('publicKey')}', Rsa::KEY_TYPE_PUBLIC)],
    'base_uri'   => '${address}/',
  ]);
`
}

/** @throws Error if an option is no number up to a limit */
export function numberOf(name: string, value: string, most: number): number {
  if (/^\d{1,7}$/.test(value) && Number(value) <= most) return Number(value)
  throw new Error(`--${name} ${value}：应为 0 至 ${most} 之间的数。`)
}
