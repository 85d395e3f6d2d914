import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { DefaultTheme } from 'vitepress'
import { digest } from '../../packages/reference/edge/disk-cache.ts'
import { diskMap, type DiskMap } from '../../packages/reference/edge/disk-map.ts'
import { versionOf, siteCache } from '../render/versions.ts'
import { descriptionFiles, writeIfChanged } from '../../packages/reference/edge/files.ts'
import { descriptionFileOf, type Operation } from '../../packages/reference/model/model.ts'
import { withCopies } from './copies.ts'
import {
  notificationList,
  pageOf,
  pageOfPath,
  pathOfPage,
  productAddress,
} from '../../packages/reference/model/addresses.ts'
import { everyProduct, productTree } from '../../packages/reference/model/products.ts'
import { ProblemsError, problemText, type Problem } from '../../packages/reference/intake/problems.ts'
import { rootFile, webhookFolder } from '../../packages/reference/intake/kinds.ts'
import type { Reading } from '../../packages/reference/intake/read.ts'
import type { ExampleRuns } from '../../packages/wechatpay/runs.ts'
import { onDay } from '../../packages/wechatpay/sample-day.ts'
import {
  reader,
  toDeclaration,
  toErrors,
  toNotification,
  toNotificationList,
  toOverview,
  toPage,
  toProductList,
  toSidebar,
} from '../../packages/wechatpay/index.ts'
import { notificationsAround } from '../../packages/wechatpay/notifications/links.ts'
import { ranLines } from '../../packages/wechatpay/page.ts'

/**
 * The project's folder. VitePress runs its configuration from a bundle, so the caller's place counts where this
 * module has none.
 */
export const root = existsSync(join(process.cwd(), '.vitepress/config.ts'))
  ? process.cwd()
  : fileURLToPath(new URL('../..', import.meta.url))

/** What `npm run examples` writes down of its runs. */
export const runsFile = join(root, 'packages/wechatpay/data/examples-run.json')

export const declarationFile = join(root, '.vitepress/cache/types/wechatpay.d.ts')

/** A generated page. */
export interface Page {
  /** As in a link: `/openapi/v3/certificates`, placeholders in braces; `/products/` for the index of a folder. */
  address: string
  /** Written when it is asked for. */
  readonly markdown: string
  /**
   * A digest of all that decides on the Markdown beside the code that writes it, where that is quicker to have than
   * the Markdown itself.
   */
  readonly key?: string
  /** Its own branch of the product tree; absent where the pages beside it have one in common. */
  readonly sidebar?: DefaultTheme.SidebarItem[]
}

interface Site {
  read: ReturnType<typeof reader>
  known: DiskMap
  saving?: ReturnType<typeof setTimeout>
  /** The texts of the descriptions as they were read last. */
  files: Map<string, string>
  reading?: Reading
  pages: WeakMap<Reading, Page[]>
  declarations: WeakMap<Reading, string>
}

// VitePress bundles the configuration and each loader apart, so only the process can remember for all of them what
// has been read and made of it.
const global = globalThis as { [key: symbol]: Site | undefined }
const site = (global[Symbol.for('wechatpay.site')] ??= newSite())

function newSite(): Site {
  const known = diskMap(siteCache(root), 'descriptions', versionOf(root, 'reader'))
  return { read: reader(known), known, files: new Map(), pages: new WeakMap(), declarations: new WeakMap() }
}

/**
 * Reads the descriptions; of a file that has not changed since the last time, what is remembered.
 *
 * @throws ProblemsError in a build; the dev server gets the problems, to show each on its page
 */
export function readSite({ strict = process.env.NODE_ENV === 'production' } = {}): Reading {
  const reading = readFiles(descriptionFiles(root), strict)
  site.known.save()
  return reading
}

/** Like `readSite`, where it is known which file was saved, came or went. @param file relative to the project */
export function readSaved(file: string): Reading {
  const files = new Map(site.files)
  if (existsSync(join(root, file))) files.set(file, readFileSync(join(root, file), 'utf8'))
  else files.delete(file)
  const reading = readFiles(/\.ya?ml$/.test(file) ? files : site.files, false)
  // Megabytes, for the next process: not while somebody waits for the page.
  clearTimeout(site.saving)
  site.saving = setTimeout(() => site.known.save(), 2000).unref()
  return reading
}

function readFiles(files: Map<string, string>, strict: boolean): Reading {
  const reading = site.read(files)
  if (strict && reading.problems.length) throw new ProblemsError(reading.problems)
  site.files = files
  // Tests and runs of the examples see what is written, the site and the mock the day of today.
  const { SAMPLE_DAY: day, SITE_COPIES: copies = 1 } = process.env
  const dated = day ? { ...reading, reference: onDay(reading.reference, day) } : reading
  return (site.reading = withCopies(dated, Number(copies)))
}

/** The descriptions as they were read last. */
export function lastReading(): Reading {
  return site.reading ?? readSite()
}

/** The declaration of the whole API. */
export function wholeDeclaration(reading = lastReading()): string {
  return remembered(site.declarations, reading, () => toDeclaration(reading.reference))
}

/** Brings the declaration on disk up to date, where the programs in `snippets/` and editors find it. */
export function writeDeclaration(reading?: Reading): void {
  writeIfChanged(declarationFile, wholeDeclaration(reading))
}

/**
 * What the programs of a page import as `./wechatpay`: of a reference page, just the declaration of its own path, so
 * that a change in one description concerns no other page; of a page with text by hand, which may call anything, all
 * of it.
 *
 * @param file as VitePress knows it: `openapi/v3/certificates.md`
 */
export function declarationOf(file: string): string {
  const { reference } = lastReading()
  const notifications = reference.notifications.filter(notification => pageFile(pageOf(notification)) === file)
  if (notifications.length) return toDeclaration({ ...reference, operations: [], notifications })
  const path = pathOfPage(`/${file.replace(/\.md$/, '')}`)?.replace(/\/index$/, '/')
  const operations =
    path === undefined || prose(path) !== undefined
      ? []
      : reference.operations.filter(operation => operation.path === path)
  return operations.length ? toDeclaration({ ...reference, operations, notifications: [] }) : wholeDeclaration()
}

/**
 * All pages that are made of the descriptions: those of the paths that have no problem, the overviews of products,
 * the catalogue of errors.
 */
export function generatedPages(reading: Reading): Page[] {
  return remembered(site.pages, reading, () => pagesOf(reading))
}

/** The address of the list of all products. */
const productList = '/products/'

function pagesOf({ reference, broken, isRootBroken }: Reading): Page[] {
  const { operations, notifications, tags, errors } = reference
  const tree = productTree(reference)
  const runs = readRuns()
  const branches = new Map<string | undefined, DefaultTheme.SidebarItem[]>()
  const branch = (name?: string) =>
    branches.get(name) ?? branches.set(name, toSidebar(tree, name, operations)).get(name)!
  const paths = groupByPath(operations)
  const pathOf = new Map(operations.map(({ operationId, path }) => [operationId, path]))
  const common = digest([tags, errors, runs && { ...runs, operations: undefined }])
  return [
    ...[...paths]
      .filter(([path]) => !broken.includes(path))
      .map(([path, own]) => {
        // The page gets to see nothing else, so that the key says all.
        const twins = own.flatMap(({ otherMode }) => paths.get(pathOf.get(otherMode?.operationId ?? '') ?? '') ?? [])
        const text = prose(path)
        const told = own.flatMap(operation => {
          const { own, near } = notificationsAround(operation, notifications)
          return [...own, ...near]
        })
        const around = { operations: [...own, ...twins], notifications: [...new Set(told)], tags, errors }
        const write = () => toPage(own, around, { prose: text, ran: ranLines(runs) })
        return page(
          pageOfPath(path),
          write,
          () => branch(own[0]!.tags[0]),
          text === undefined
            ? () =>
                digest([
                  [common, own, twins, own.map(({ operationId }) => runs?.operations[operationId])],
                  told.map(({ name, title, resources }) => [name, title, resources.map(({ triggers }) => triggers)]),
                ])
            : undefined,
        )
      }),
    ...everyProduct(tree).map(product =>
      page(
        productAddress(product.tag),
        () => toOverview(product, reference),
        () => branch(product.tag.name),
      ),
    ),
    ...notifications.map(notification =>
      page(
        pageOf(notification),
        () => toNotification(notification, reference),
        () => branch(notification.tags[0]),
      ),
    ),
    ...(isRootBroken || !notifications.length
      ? []
      : [page(notificationList, () => toNotificationList(reference), branch)]),
    ...(isRootBroken ? [] : [page(productList, () => toProductList(tree), branch)]),
    page('/guide/errors', () => toErrors(reference)),
  ]
}

function page(
  address: string,
  write: () => string,
  sidebar?: () => DefaultTheme.SidebarItem[],
  key?: () => string,
): Page {
  let markdown: string | undefined
  return {
    address,
    get markdown() {
      return (markdown ??= write())
    },
    get key() {
      return key?.()
    },
    get sidebar() {
      return sidebar?.()
    },
  }
}

/**
 * While writing: pages that say what is wrong, instead of ones that look complete. They stand in the place of the
 * paths that could not be read, and of the list of all products if the root of the description is broken.
 */
export function problemPages({ problems, broken, brokenWebhooks, isRootBroken }: Reading): Page[] {
  const of = (file: string) => problems.filter(({ place }) => place.file === file)
  return [
    ...broken.map(path => {
      const own = of(descriptionFileOf(path))
      return problemPage(pageOfPath(path), path, own.length ? own : problems)
    }),
    ...brokenWebhooks.map(name => {
      const own = of(`${webhookFolder}${name}.yaml`)
      return problemPage(notificationList + name, name, own.length ? own : problems)
    }),
    ...(isRootBroken ? [problemPage(productList, '全部产品', of(rootFile))] : []),
  ]
}

function problemPage(address: string, title: string, problems: Problem[]): Page {
  const lines = problems.map(problemText)
  const heading = title.replace(/[{}]/g, brace => `&#${brace.charCodeAt(0)};`)
  return {
    address,
    markdown: [`# ${heading}`, '', '::: danger 描述有误', '', '```txt', ...lines, '```', '', ':::', ''].join('\n'),
  }
}

/** Whether the page of an address is missing, or not whole, because a description is broken. */
export function isBroken({ broken, brokenWebhooks, isRootBroken }: Reading): (address: string) => boolean {
  const own = new Set([...broken.map(pageOfPath), ...brokenWebhooks.map(name => notificationList + name)])
  return address => own.has(address) || (isRootBroken && /^\/(?:products|webhooks)\/|^\/guide\/errors$/.test(address))
}

/** The file of a page as VitePress knows it, relative to `docs/`: `openapi/v3/certificates.md`. */
export function pageFile(address: string): string {
  return `${address.slice(1).replace(/(?:^|\/)$/, '$&index')}.md`
}

function remembered<Key extends object, Value>(memory: WeakMap<Key, Value>, key: Key, make: () => Value): Value {
  if (!memory.has(key)) memory.set(key, make())
  return memory.get(key)!
}

function groupByPath(operations: Operation[]): Map<string, Operation[]> {
  const groups = new Map<string, Operation[]>()
  for (const operation of operations) groups.set(operation.path, [...(groups.get(operation.path) ?? []), operation])
  return groups
}

/** Which examples have been run; none if they never were. */
function readRuns(): ExampleRuns | undefined {
  return existsSync(runsFile) ? (JSON.parse(readFileSync(runsFile, 'utf8')) as ExampleRuns) : undefined
}

/** What an author adds by hand to a path, from the Markdown file beside its description. */
function prose(path: string): string | undefined {
  const file = join(root, descriptionFileOf(path).replace(/yaml$/, 'md'))
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}
