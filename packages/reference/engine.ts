import type { Dialect } from './dialect.ts'
import { read, reader, readLeniently } from './intake/read.ts'
import { detailLines } from './model/words.ts'
import { toDeclaration } from './writers/to-declaration.ts'
import { toErrors } from './writers/to-errors.ts'
import { toLlms, toLlmsFull, toLlmsParts } from './writers/to-llms.ts'
import { toMarkdown } from './writers/to-markdown.ts'
import { toNotification, toNotificationList } from './writers/to-notification.ts'
import { toOpenapi } from './writers/to-openapi.ts'
import { toOverview, toProductList } from './writers/to-overview.ts'
import { toPage } from './writers/to-page.ts'
import { toSearch } from './writers/to-search.ts'
import { toSidebar } from './writers/to-sidebar.ts'
import { toStructuredData, trails } from './writers/to-structured-data.ts'

/** The reader and all writers for one API. What each takes beside the dialect is said where it is written. */
export function engineFor(dialect: Dialect) {
  const bound =
    <Args extends unknown[], Result>(write: (dialect: Dialect, ...args: Args) => Result) =>
    (...args: Args): Result =>
      write(dialect, ...args)
  return {
    read: bound(read),
    reader: bound(reader),
    readLeniently: bound(readLeniently),
    detailLines: bound(detailLines),
    toDeclaration: bound(toDeclaration),
    toErrors: bound(toErrors),
    toLlms: bound(toLlms),
    toLlmsFull: bound(toLlmsFull),
    toLlmsParts: bound(toLlmsParts),
    toMarkdown: bound(toMarkdown),
    toNotification: bound(toNotification),
    toNotificationList: bound(toNotificationList),
    toOpenapi: bound(toOpenapi),
    toOverview: bound(toOverview),
    toPage: bound(toPage),
    toProductList: bound(toProductList),
    toSearch: bound(toSearch),
    toSidebar: bound(toSidebar),
    toStructuredData: bound(toStructuredData),
    trails: bound(trails),
  }
}
