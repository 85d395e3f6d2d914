import { otherModeOf, type Operation, type Reference } from '../reference/model/model.ts'
import { addressOf } from '../reference/model/addresses.ts'
import { choiceInfo, code, fence, longerThan, plain } from '../reference/writers/text.ts'
import { modesOf } from '../reference/model/sample.ts'
import { modes, twinDifferences } from './modes.ts'
import { signedMessage, toHttp, type HttpRequest } from './protocol/v3.ts'
import { hasRun, type ExampleRuns } from './runs.ts'
import { samples } from './samples.ts'
import { sdks } from './sdk/index.ts'
import { words } from './words.ts'

const modeTexts = words.page.docs.audiences

/** The same action in the other mode, and the fields that differ; where both call the same path, a switch. */
export function modeLines(operation: Operation, { operations }: Pick<Reference, 'operations'>): string[] {
  const other = otherModeOf(operation, operations)
  if (!other) return isShared(operation) ? sharedLines(operation) : []
  const differences = differenceLines(operation, other)
  const there = operation.otherMode!.mode
  const ways = modes.map(mode =>
    mode === there ? `[${modeTexts[mode]}](${addressOf(other, operations)})` : `**${modeTexts[mode]}**`,
  )
  return [
    `接入模式：${ways.join(' ')} {.twin .to-${there}}`,
    '',
    '::: details 两者不同的字段',
    '',
    ...(differences.length ? differences : ['没有，字段相同。']),
    '',
    ':::',
    '',
  ]
}

/** Whether both modes call an operation: the official documentation has it for both, or fields say so. */
export function isShared(operation: Operation): boolean {
  const audiences = new Set(operation.officialDocs.map(({ audience }) => audience))
  return !operation.otherMode && (modesOf(operation).length > 0 || modes.every(mode => audiences.has(mode)))
}

function sharedLines(operation: Operation): string[] {
  const buttons = modes.map(mode => `<button type="button" data-mode="${mode}">${modeTexts[mode]}</button>`)
  const note = modesOf(operation).length ? '' : '两种模式的字段相同'
  return [`接入模式：${buttons.join(' ')} ${note} {.twin .in-place}`.replace(/ +/g, ' '), '']
}

function differenceLines(operation: Operation, other: Operation): string[] {
  const list = (names: string[]) => names.map(code).join('、')
  return twinDifferences(operation, other).flatMap(
    ({ side, onlyHere, onlyThere, requiredHere, requiredThere, otherType }) => {
      const must = side === 'request' ? '必填' : '必返'
      return [
        onlyHere.length && `仅本接口有 ${list(onlyHere)}`,
        onlyThere.length && `仅对方有 ${list(onlyThere)}`,
        requiredHere.length && `仅本接口${must} ${list(requiredHere)}`,
        requiredThere.length && `仅对方${must} ${list(requiredThere)}`,
        otherType.length && `类型不同 ${list(otherType)}`,
      ]
        .filter(Boolean)
        .map(line => `- ${side === 'request' ? '请求' : '返回'}：${line}`)
    },
  )
}

/** The mark that the examples of an operation, as they stand there, have been run. @param answer where it leads to */
export function ranLines(runs: ExampleRuns | undefined): (operation: Operation, answer: string) => string[] {
  return (operation, answer) => {
    if (!hasRun(operation, runs)) return []
    const styles = sdks.reduce((sum, sdk) => sum + sdk.styles.length, 0)
    return [
      `**已运行**{.ran} ${styles} 种写法在[模拟服务](/guide/sandbox)上发出同一个请求，得到下面的[返回](${answer})。` +
        `${plain(runs.sdk)}，PHP ${runs.php}（wechatpay-php 为替身）`,
      '',
    ]
  }
}

const signatureSample = { timestamp: '1554208460', nonce_str: '593BEC0C930BF1AFEB40B4A08C8FB242' }

/** What the fences of a request are labelled, so that those of several samples are laid over each other. */
export const requestLabels = ['请求', '签名串']

/** What goes over the wire, and the string that is signed, of each sample. */
export function requestLines(operation: Operation): string[] {
  const all = samples(operation).map(sample => ({ ...sample, request: toHttp(sample.operation) }))
  const { request } = all[0]!
  const lastLine =
    operation.body?.mediaType === 'multipart/form-data'
      ? '；上传文件时，请求体只取 `meta`'
      : request.signed
        ? '，请求体须与发送的逐字节相同'
        : '；没有请求体，所以最后一行为空'
  const group = (label: string, textOf: (request: HttpRequest) => string) => [
    '::: code-group',
    '',
    ...all.flatMap(sample => fence(`txt [${label}] ${choiceInfo(sample)}`, textOf(sample.request))),
    ':::',
    '',
  ]
  const colons = ':'.repeat(Math.max(4, ...all.map(sample => longerThan(sentText(sample.request), ':').length)))
  return [
    `${colons} details 实际的请求与签名串`,
    '',
    ...group(requestLabels[0]!, sentText),
    `签名串，每行（包括最后一行）以换行符（记作 ↵）结尾${lastLine}：`,
    '',
    ...group(requestLabels[1]!, own => signedMessage(own, signatureSample).replaceAll('\n', '↵\n').slice(0, -1)),
    colons,
    '',
  ]
}

function sentText({ method, target, host, headers, body }: HttpRequest): string {
  return [
    `${method} ${target} HTTP/1.1`,
    `Host: ${host}`,
    'Accept: application/json',
    ...headers.map(([name, value]) => `${name}: ${value}`),
    `Authorization: WECHATPAY2-SHA256-RSA2048 mchid="1900000109",nonce_str="${signatureSample.nonce_str}",` +
      `timestamp="${signatureSample.timestamp}",serial_no="（商户证书序列号）",signature="（签名串的签名）"`,
    ...(body ? ['', body] : []),
  ].join('\n')
}
