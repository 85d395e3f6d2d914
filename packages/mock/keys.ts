import { generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto'
import forge from 'node-forge'

/**
 * Everything the test merchant and its stand-in for the platform know. Made anew at every start, unless the caller
 * brings it along.
 */
export interface Keys {
  mchid: string
  /** The serial number of the merchant's certificate, 40 hexadecimal digits. */
  merchantSerial: string
  merchantPrivateKey: KeyObject
  merchantPublicKey: KeyObject
  /** 32 characters, decrypts certificates and notifications. */
  apiV3Key: string
  platformPrivateKey: KeyObject
  platformPublicKey: KeyObject
  /** 微信支付公钥ID. */
  publicKeyId: string
  /** The platform's certificate in PEM, for merchants that still use one. */
  certificate: { serial: string; pem: string; notBefore: Date; notAfter: Date }
}

/** A fresh test merchant: two RSA keys of 2048 bits take some hundred milliseconds. */
export function generateKeys(mchid = '1900000109'): Keys {
  const [merchant, platform] = [
    generateKeyPairSync('rsa', { modulusLength: 2048 }),
    generateKeyPairSync('rsa', { modulusLength: 2048 }),
  ]
  const notBefore = new Date(Math.floor(Date.now() / 1000) * 1000 - 86_400_000)
  const notAfter = new Date(notBefore.getTime() + 5 * 365 * 86_400_000)
  return {
    mchid,
    merchantSerial: serialNumber(),
    merchantPrivateKey: merchant.privateKey,
    merchantPublicKey: merchant.publicKey,
    apiV3Key: randomBytes(16).toString('hex'),
    platformPrivateKey: platform.privateKey,
    platformPublicKey: platform.publicKey,
    publicKeyId: publicKeyIdOf(mchid, notBefore),
    certificate: certificate(platform, notBefore, notAfter),
  }
}

/** As the platform writes them: the merchant's number, a day, and digits up to 46 characters. */
function publicKeyIdOf(mchid: string, day: Date): string {
  const digits = `${day.toISOString().slice(0, 10).replaceAll('-', '')}00${randomBytes(8).readBigUInt64BE()}`
  return `PUB_KEY_ID_0${mchid}${digits}`.slice(0, 46)
}

/**
 * 40 hexadecimal digits, as the serial numbers of merchants' and the platform's certificates are; positive as a
 * number.
 */
function serialNumber(): string {
  return randomBytes(20)
    .toString('hex')
    .toUpperCase()
    .replace(/^[089A-F]/, '7')
}

const issuer = [
  { name: 'commonName', value: 'Mock of WeChat Pay' },
  { name: 'countryName', value: 'CN' },
]

/** A certificate of the platform's key, signed by itself. Node.js reads certificates, but makes none. */
function certificate(
  { privateKey, publicKey }: { privateKey: KeyObject; publicKey: KeyObject },
  notBefore: Date,
  notAfter: Date,
): Keys['certificate'] {
  const serial = serialNumber()
  const result = forge.pki.createCertificate()
  result.serialNumber = serial
  result.publicKey = forge.pki.publicKeyFromPem(String(publicKey.export({ type: 'spki', format: 'pem' })))
  Object.assign(result.validity, { notBefore, notAfter })
  result.setSubject(issuer)
  result.setIssuer(issuer)
  const privatePem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }))
  result.sign(forge.pki.privateKeyFromPem(privatePem), forge.md.sha256.create())
  return { serial, pem: forge.pki.certificateToPem(result).replace(/\r/g, ''), notBefore, notAfter }
}
