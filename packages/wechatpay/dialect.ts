import type { Dialect } from '../reference/dialect.ts'
import { encryptionFindings } from './encryption.ts'
import { extensions } from './extensions.ts'
import { lint, lintRules } from './lint.ts'
import { audienceOf, modes } from './modes.ts'
import { linkedDescription } from './notifications/links.ts'
import { requestBodyOf, shownMessage } from './notifications/message.ts'
import { modeLines, requestLines } from './page.ts'
import { asSent, usualBaseUri } from './protocol/v3.ts'
import { declaration } from './sdk/declaration.ts'
import { samples } from './samples.ts'
import { sdks } from './sdk/index.ts'
import { words } from './words.ts'

/** The one dialect: what is WeChat Pay's own. */
export const dialect: Dialect = {
  name: 'WeChat Pay',
  protocols: { v3: { baseUri: usualBaseUri, asShown: asSent, findings: encryptionFindings } },
  sdks,
  declaration,
  extensions,
  page: { notes: modeLines, description: linkedDescription, belowExamples: requestLines },
  notifications: { message: shownMessage, requestBody: requestBodyOf },
  modes,
  officialDocs: '^https://(?:pay\\.weixin|docs)\\.qq\\.com/[\\w./#?=&%-]+$',
  audienceOf,
  samples,
  lint,
  lintRules,
  words,
}
