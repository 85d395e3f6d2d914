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
  const file = (name: keyof typeof files) => path(folder, name)
  if (!existsSync(file('settings'))) writeKeys(folder, generateKeys())
  const { serial, ...settings } = JSON.parse(readFileSync(file('settings'), 'utf8')) as Settings
  const merchantPrivateKey = createPrivateKey(readFileSync(file('merchant')))
  const platformPrivateKey = createPrivateKey(readFileSync(file('platform')))
  const pem = readFileSync(file('certificate'), 'utf8')
  const { serialNumber, validFrom, validTo } = new X509Certificate(pem)
  return {
    ...settings,
    merchantSerial: serial,
    merchantPrivateKey,
    merchantPublicKey: createPublicKey(merchantPrivateKey),
    platformPrivateKey,
    platformPublicKey: createPublicKey(platformPrivateKey),
    certificate: { serial: serialNumber, pem, notBefore: new Date(validFrom), notAfter: new Date(validTo) },
  }
}

type Settings = Pick<Keys, 'mchid' | 'apiV3Key' | 'publicKeyId'> & { serial: string }

function writeKeys(folder: string, keys: Keys): void {
  const write = (name: keyof typeof files, text: string | Buffer, mode = 0o644) =>
    writeFileSync(path(folder, name), text, { mode })
  const privatePem = (key: Keys['merchantPrivateKey']) => key.export({ type: 'pkcs8', format: 'pem' })
  mkdirSync(folder, { recursive: true })
  write('merchant', privatePem(keys.merchantPrivateKey), 0o600)
  write('platform', privatePem(keys.platformPrivateKey), 0o600)
  write('publicKey', keys.platformPublicKey.export({ type: 'spki', format: 'pem' }))
  write('certificate', keys.certificate.pem)
  const { mchid, merchantSerial: serial, apiV3Key, publicKeyId } = keys
  write('settings', `${JSON.stringify({ mchid, serial, apiV3Key, publicKeyId } satisfies Settings, null, 2)}\n`)
}

/** What a developer pastes: the same test merchant for both SDKs. */
export function settingsText(address: string, folder: string, keys: Keys): string {
  const { mchid, merchantSerial, apiV3Key, publicKeyId, certificate } = keys
  return `模拟服务已启动：${address}

mchid            ${mchid}
商户证书序列号   ${merchantSerial}
API v3 密钥      ${apiV3Key}
微信支付公钥 ID  ${publicKeyId}
平台证书序列号   ${certificate.serial}
密钥文件         ${folder}

${variablesText(address, folder, keys)}
${nodeText(address, folder, keys)}
${phpText(address, folder, keys)}`
}

const path = (folder: string, name: keyof typeof files) => join(folder, files[name])

type Writer = (address: string, folder: string, keys: Keys) => string

const variablesText: Writer = (address, folder, { mchid, merchantSerial, apiV3Key, publicKeyId }) =>
  `环境变量，站上“复制完整文件”与快速开始的代码读取它们：

  export WXPAY_BASE_URL='${address}/'
  export WXPAY_MCHID='${mchid}'
  export WXPAY_MERCHANT_SERIAL='${merchantSerial}'
  export WXPAY_MERCHANT_KEY_FILE='${path(folder, 'merchant')}'
  export WXPAY_API_V3_KEY='${apiV3Key}'
  export WXPAY_PUBLIC_KEY_ID='${publicKeyId}'
  export WXPAY_PUBLIC_KEY_FILE='${path(folder, 'publicKey')}'
  export WXPAY_CERTIFICATE_FILE='${path(folder, 'certificate')}'
  export WXPAY_APPID='wx8888888888888888'
  export WXPAY_NOTIFY_URL='https://www.example.com/wxpay/notify'
`

const nodeText: Writer = (address, folder, { mchid, merchantSerial, publicKeyId }) =>
  `Node.js（wechatpay-axios-plugin）：

  const wxpay = new Wechatpay({
    mchid: '${mchid}',
    serial: '${merchantSerial}',
    privateKey: Rsa.from('file://${path(folder, 'merchant')}', Rsa.KEY_TYPE_PRIVATE),
    certs: { '${publicKeyId}': Rsa.from('file://${path(folder, 'publicKey')}', Rsa.KEY_TYPE_PUBLIC) },
    baseURL: '${address}/',
  })
`

const phpText: Writer = (address, folder, { mchid, merchantSerial, publicKeyId }) => {
  const publicKey = `Rsa::from('file://${path(folder, 'publicKey')}', Rsa::KEY_TYPE_PUBLIC)`
  return `PHP（wechatpay-php）：

  use WeChatPay\\Builder;
  use WeChatPay\\Crypto\\Rsa;

  $instance = Builder::factory([
    'mchid'      => '${mchid}',
    'serial'     => '${merchantSerial}',
    'privateKey' => Rsa::from('file://${path(folder, 'merchant')}', Rsa::KEY_TYPE_PRIVATE),
    'certs'      => ['${publicKeyId}' => ${publicKey}],
    'base_uri'   => '${address}/',
  ]);
`
}

/** @throws Error if an option is no number up to a limit */
export function numberOf(name: string, value: string, most: number): number {
  if (/^\d{1,7}$/.test(value) && Number(value) <= most) return Number(value)
  throw new Error(`--${name} ${value}：应为 0 至 ${most} 之间的数。`)
}
