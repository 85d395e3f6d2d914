import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Document } from './document.ts'
import { attemptText, sendMain } from './notify/cli.ts'
import { createMock } from './server.ts'
import { keysIn, numberOf, settingsText } from './settings.ts'

const help = `微信支付 API v3 的本地模拟服务

  --port N          端口，默认 4010，0 表示任意空闲端口
  --host ADDRESS    监听的地址，默认 127.0.0.1，即只在本机可用
  --keys FOLDER     测试商户的密钥放在这里，已有就沿用；默认每次启动生成，放在临时目录
  --certificate     应答用平台证书签名；默认用微信支付公钥
  --notify URL      下单与退款之后自动“支付”“退款成功”，把通知发到这个地址
  --notify-after N  隔多少毫秒之后，默认 1000
  --retry-speed N   通知重发的间隔缩短多少倍，默认 60：15 秒变成 0.25 秒
  --remote          通知可以发到本机以外的地址
  --help            显示这些说明

  send EVENT …      发一个通知：wechatpay-mock send --help`

const options = {
  'port': { type: 'string', default: '4010' },
  'host': { type: 'string', default: '127.0.0.1' },
  'keys': { type: 'string' },
  'certificate': { type: 'boolean', default: false },
  'notify': { type: 'string' },
  'notify-after': { type: 'string', default: '1000' },
  'retry-speed': { type: 'string', default: '60' },
  'remote': { type: 'boolean', default: false },
  'help': { type: 'boolean', default: false },
} as const

/**
 * The command line of the mock: starts it, prints its address and the settings of its test merchant, and stays until
 * it is stopped; or, with `send`, sends notifications to a receiver.
 *
 * @param readDocument gives the bundled description
 * @param args those of the command
 * @throws Error where an option cannot be what it is
 */
export async function main(readDocument: () => Document, args: string[]): Promise<void> {
  if (args[0] === 'send') return sendMain(readDocument, args.slice(1))
  const { values } = parseArgs({ args, options })
  if (values.help) return console.log(help)
  const port = numberOf('port', values.port, 65_535)
  const folder = values.keys ? resolve(values.keys) : mkdtempSync(join(tmpdir(), 'wechatpay-mock-'))
  const keys = keysIn(folder)
  const mock = createMock({
    document: readDocument(),
    keys,
    platformKey: values.certificate ? 'certificate' : 'public-key',
    notify: {
      to: values.notify,
      after: values.notify === undefined ? undefined : numberOf('notify-after', values['notify-after'], 3_600_000),
      speed: numberOf('retry-speed', values['retry-speed'], 1e6) || 1,
      remote: values.remote,
      onAttempt: delivery => console.log(attemptText(delivery)),
    },
  })
  if (values.notify !== undefined) mock.notifier.sender.check(values.notify)
  console.log(settingsText(await mock.listen(port, values.host), folder, keys))
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void mock.close().then(() => process.exit(0)))
}
