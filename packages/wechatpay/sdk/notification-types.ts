import type { TypeWriter } from '../../reference/dialect.ts'
import { pascal, type Notification } from '../../reference/model/model.ts'
import { literal } from '../../reference/writers/to-types.ts'

/** The types of all notifications, in the namespace `WeChatPay`. */
export function notificationLines(notifications: Notification[], types: TypeWriter): string[] {
  if (!notifications.length) return []
  const { comment } = types
  return [
    'export declare namespace WeChatPay {',
    ...comment(['通知解密后的内容，按 `event_type`'], '  '),
    '  interface Notifications {',
    ...notifications.flatMap(({ eventType, title, description }) => [
      ...comment([title, description], '    '),
      `    ${literal(eventType)}: Notifications.${typeName(eventType)}`,
    ]),
    '  }',
    '  namespace Notifications {',
    ...notifications.flatMap(notification => resourceTypes(notification, types)),
    '  }',
    ...messageTypes.map(line => `  ${line}`),
    '}',
    '',
  ]
}

/** `TRANSACTION.INDUSTRY_SUCCESS` -> `TransactionIndustrySuccess`. */
function typeName(eventType: string): string {
  return pascal(eventType.toLowerCase())
}

/** An interface; of several shapes, one for each in a namespace of the event's name, and their union. */
function resourceTypes({ eventType, title, resources }: Notification, types: TypeWriter): string[] {
  const name = typeName(eventType)
  const [only, ...others] = resources
  if (!others.length) return types.interfaceLines(name, only!.schema.fields, 'answer', '    ', { doc: title })
  const shapes = resources.map(resource => ({ ...resource, type: pascal(resource.name!) }))
  return [
    ...types.comment([title], '    '),
    `    type ${name} = ${shapes.map(({ type }) => `${name}.${type}`).join(' | ')}`,
    `    namespace ${name} {`,
    ...shapes.flatMap(shape =>
      types.interfaceLines(shape.type, shape.schema.fields, 'answer', '      ', {
        doc: `${shape.title}：${shape.description}`,
      }),
    ),
    '    }',
  ]
}

const messageTypes = [
  '/** 收到的报文：先验签，再用 APIv3 密钥解密 `resource` */',
  'interface Message<EventType extends keyof Notifications = keyof Notifications> {',
  '  /** 通知的唯一标识；重发的通知与原来相同 */',
  '  id: string',
  '  /** 通知创建的时间，RFC 3339 */',
  '  create_time: string',
  "  resource_type: 'encrypt-resource' | (string & {})",
  '  /** 是哪一种通知 */',
  '  event_type: EventType',
  '  /** 给人读的摘要 */',
  '  summary: string',
  '  resource: Message.Resource',
  '}',
  'namespace Message {',
  '  /** 加密的内容 */',
  '  interface Resource {',
  '    /** 加密前的内容是什么 */',
  '    original_type: string',
  "    algorithm: 'AEAD_AES_256_GCM'",
  '    /** 密文，Base64，末 16 字节是认证标签 */',
  '    ciphertext: string',
  '    /** 附加数据，参与认证；没有就是空字符串 */',
  '    associated_data?: string',
  '    /** 加密用的随机串，12 字节 */',
  '    nonce: string',
  '  }',
  '}',
  '/** 任何一种通知的报文，以 `event_type` 区分 */',
  'type Notification = { [EventType in keyof Notifications]: Message<EventType> }[keyof Notifications]',
  '/** 任何一种解密后的通知：以 `event_type` 区分，`resource` 随之确定 */',
  'type Decrypted = {',
  '  [EventType in keyof Notifications]: { event_type: EventType; resource: Notifications[EventType] }',
  '}[keyof Notifications]',
]
