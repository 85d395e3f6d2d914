import { mkdtempSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createMarkdownRenderer, disposeMdItInstance, type MarkdownOptions } from 'vitepress'
import {
  NodeTypes,
  parse,
  type AttributeNode,
  type ElementNode,
  type RootNode,
  type TemplateChildNode,
} from '@vue/compiler-dom'
import { DiskCache } from '../../packages/reference/edge/disk-cache.ts'
import { markdownOptions } from '../../.vitepress/markdown/index.ts'
import { typeFinder } from '../../.vitepress/twoslash/index.ts'
import { typeInformation } from '../../.vitepress/twoslash/transformer.ts'
import { root } from './helpers.ts'

/** A folder inside the project, where examples find their packages, that is gone after `use`. */
export async function withFolder<T>(use: (folder: string) => Promise<T> | T): Promise<T> {
  const parent = join(root, '.vitepress/cache/unit-test')
  mkdirSync(parent, { recursive: true })
  const folder = mkdtempSync(join(parent, 'run-'))
  try {
    return await use(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Markdown to HTML by the project's own pipeline, but with another declaration for the examples. */
export async function render(text: string, declaration = 'export {}\n'): Promise<string> {
  return withFolder(folder => {
    const types = typeFinder({
      tsconfig: join(root, 'snippets/tsconfig.json'),
      declarationFor: () => declaration,
      cache: new DiskCache(join(folder, 'types')),
      version: '',
      strict: true,
    })
    return renderWith(markdownOptions(typeInformation(types)), text)
  })
}

/** Markdown to HTML by the project's own pipeline without type information, which is the slow part. */
export function renderWithoutTypes(text: string): Promise<string> {
  return renderWith(withoutTypes, text.replace(/^(```(?:ts|js)) twoslash/gm, '$1'))
}

const withoutTypes = markdownOptions()

/** The options of VitePress' one renderer, which it keeps whatever those of the next call are. */
let current: MarkdownOptions | undefined

async function renderWith(options: MarkdownOptions, text: string): Promise<string> {
  if (options !== current) disposeMdItInstance()
  current = options
  const md = await createMarkdownRenderer(join(root, 'docs'), options)
  return md.renderAsync(text, { path: join(root, 'docs/test.md'), relativePath: 'test.md', cleanUrls: true })
}

// What Vue makes of the HTML

export type { ElementNode }
export type Node = RootNode | TemplateChildNode

/**
 * The HTML as Vue's compiler reads the template of a page; entities are decoded, and what stands in `v-pre` is text.
 */
export function templateOf(html: string): RootNode {
  return parse(html, {
    parseMode: 'html',
    onError: error => {
      throw error
    },
  })
}

export function nodesOf(node: Node): Node[] {
  return [node, ...('children' in node ? (node.children as Node[]).flatMap(nodesOf) : [])]
}

export function elementsOf(node: Node): ElementNode[] {
  return nodesOf(node).filter((inner): inner is ElementNode => inner.type === NodeTypes.ELEMENT)
}

/** The elements with this tag or, with a dot before, this class. */
export function find(node: Node, selector: string): ElementNode[] {
  return elementsOf(node).filter(element =>
    selector.startsWith('.')
      ? (attribute(element, 'class') ?? '').split(' ').includes(selector.slice(1))
      : element.tag === selector,
  )
}

export function attribute(element: ElementNode, name: string): string | undefined {
  const found = element.props.find(
    (property): property is AttributeNode => property.type === NodeTypes.ATTRIBUTE && property.name === name,
  )
  return found && (found.value?.content ?? '')
}

/** What a reader reads of a node. */
export function textOf(node: Node): string {
  return nodesOf(node)
    .map(inner => (inner.type === NodeTypes.TEXT ? inner.content : ''))
    .join('')
}

/** One variant of a merged code block, put together as a reader sees and copies it. */
export function programOf(block: Node, label: string, sample = 'all'): string {
  const [code] = find(block, 'code')
  if (!code) throw new Error('There is no code in the block.')
  return code.children
    .filter(
      child =>
        child.type !== NodeTypes.ELEMENT ||
        !find(child, '.variant').includes(child) ||
        (isFor(child, 'data-for', label) && isFor(child, 'data-sample', sample)),
    )
    .map(textOf)
    .join('')
}

/** Whether a line is shown for a choice; one that says nothing of it is. */
function isFor(line: ElementNode, name: string, choice: string): boolean {
  return attribute(line, name)?.split(' ').includes(choice) ?? true
}

/** The expressions that Vue would run: `{{ }}` in texts and directives on elements. */
export function expressionsOf(node: Node): string[] {
  return nodesOf(node).flatMap(inner =>
    inner.type === NodeTypes.INTERPOLATION
      ? [inner.loc.source]
      : inner.type === NodeTypes.ELEMENT
        ? inner.props.filter(property => property.type === NodeTypes.DIRECTIVE).map(property => property.loc.source)
        : [],
  )
}
