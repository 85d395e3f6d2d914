import { engineFor } from '../reference/engine.ts'
import { dialect } from './dialect.ts'

/** The engine as this project uses it. */
export const {
  read,
  reader,
  readLeniently,
  detailLines,
  toDeclaration,
  toErrors,
  toLlms,
  toLlmsFull,
  toLlmsParts,
  toMarkdown,
  toNotification,
  toNotificationList,
  toOpenapi,
  toOverview,
  toPage,
  toProductList,
  toSearch,
  toSidebar,
  toStructuredData,
  trails,
} = engineFor(dialect)
