/**
 * Which folder may import which. Arrows run down only, so that what lies below knows nothing of what is made of it;
 * `eslint.config.mjs` refuses every other import, and a file that no folder here holds.
 *
 * - `imports`: the folders it may import beside itself; one stands for all below it
 * - `node`: whether it may use Node.js, or which of its files may; what may not runs in a browser, too
 *
 * @typedef {{ folder: string, imports: string[], node?: boolean | string[] }} Layer
 */

const model = 'packages/reference/model'
const engine = 'packages/reference'
const dialect = 'packages/wechatpay'

const pageData = ['errors', 'notifications', 'partners', 'products'].map(name => `.vitepress/theme/${name}.data.ts`)

/** @type {Layer[]} from the bottom up; a file belongs to the last one that holds it */
export const layers = [
  { folder: 'packages/reference', imports: ['packages/reference'] },
  // The seam: types that all of the engine is written for.
  { folder: 'packages/reference/model', imports: ['packages/reference/dialect.ts'] },
  { folder: 'packages/reference/intake', imports: ['packages/reference/dialect.ts', model] },
  { folder: 'packages/reference/writers', imports: ['packages/reference/dialect.ts', model] },
  { folder: 'packages/reference/edge', imports: [], node: true },
  // Whether an example has run is told by a digest of it.
  { folder: 'packages/wechatpay', imports: [engine], node: ['packages/wechatpay/runs.ts'] },
  { folder: 'packages/wechatpay/errors', imports: [model] },
  { folder: 'packages/mock', imports: [engine, dialect], node: true },
  { folder: 'packages/check', imports: [engine, dialect, 'packages/mock'], node: true },
  { folder: 'packages/types', imports: [] },
  { folder: '.vitepress/twoslash', imports: [engine], node: true },
  {
    folder: '.vitepress/markdown',
    imports: [engine, dialect, '.vitepress/twoslash'],
    node: ['.vitepress/markdown/plain.ts'],
  },
  {
    folder: '.vitepress/render',
    imports: [engine, dialect, '.vitepress/twoslash', '.vitepress/markdown'],
    node: true,
  },
  { folder: '.vitepress/site', imports: [engine, dialect, 'packages/mock/notify', '.vitepress/render'], node: true },
  { folder: '.vitepress/search', imports: [engine, dialect, '.vitepress/site'], node: ['.vitepress/search/plugin.ts'] },
  {
    folder: '.vitepress/theme',
    imports: [
      model,
      dialect,
      '.vitepress/markdown',
      '.vitepress/twoslash',
      '.vitepress/search',
      'snippets',
      ...pageData,
    ],
  },
  // Run by VitePress while it builds.
  ...pageData.map(folder => ({
    folder,
    imports: [engine, dialect, '.vitepress/site'],
    node: true,
  })),
  { folder: '.vitepress/patches', imports: ['.vitepress/site'], node: true },
  { folder: '.vitepress/config.ts', imports: ['.vitepress', dialect], node: true },
  { folder: 'scripts', imports: ['packages', '.vitepress', 'playwright.config.ts'], node: true },
  { folder: 'docs', imports: ['.vitepress/site'], node: true },
  { folder: 'snippets', imports: ['snippets'], node: true },
  {
    folder: 'test',
    imports: ['packages', '.vitepress', 'scripts', 'docs', 'snippets', 'layers.mjs'],
    node: true,
  },
  { folder: 'layers.mjs', imports: [], node: true },
  ...['eslint.config.mjs', 'playwright.config.ts', 'vitest.config.ts'].map(folder => ({
    folder,
    imports: ['layers.mjs', dialect],
    node: true,
  })),
]

/** The packages that run wherever JavaScript does. */
const packagesAnywhere = [
  ...['@cfworker/json-schema', '@floating-ui/dom', '@mdit-vue/shared', 'ajv', 'ajv-formats', 'minisearch', 'shiki'],
  ...['vitepress', 'vue', 'yaml'],
]

/** @returns {Layer | undefined} the layer that a file belongs to */
export function layerOf(file) {
  return layers.findLast(({ folder }) => isIn(file, folder))
}

/**
 * What is wrong with an import.
 *
 * @param {string} file the one that imports, relative to the project, with `/`
 * @param {string} target the one that is imported, or the name of a package
 * @param {boolean} isType whether only types are imported, which no browser loads
 * @returns {string | undefined}
 */
export function wrongWithImport(file, target, isType) {
  const layer = layerOf(file)
  if (!layer) return `${file} belongs to no layer: put its folder into layers.mjs.`
  const { folder, imports, node = false } = layer
  if (isType && !isProject(target)) return undefined
  const mayUseNode = Array.isArray(node) ? node.includes(file) : node
  if (!isProject(target))
    return mayUseNode || packagesAnywhere.some(name => isIn(target, name))
      ? undefined
      : `${folder} also runs in a browser, where ${target} may not be: layers.mjs lists what is.`
  if (!layerOf(target)) return `${target} belongs to no layer: put its folder into layers.mjs.`
  // What belongs to a layer inside of this one is not this one's.
  const isOwn = layerOf(target) === layer
  return isOwn || imports.some(name => isIn(target, name))
    ? undefined
    : `${folder} may not import ${target}: layers.mjs says which may.`
}

/**
 * The folders that import each other in a circle.
 *
 * @returns {string[] | undefined} the first such circle, its first folder again at its end
 */
export function circle(all = layers) {
  const below = folder =>
    all.filter(
      ({ folder: own, imports }) =>
        own !== folder && all.find(layer => layer.folder === folder).imports.includes(own) && imports,
    )
  const visit = (folder, way) => {
    if (way.includes(folder)) return [...way.slice(way.indexOf(folder)), folder]
    for (const { folder: next } of below(folder)) {
      const found = visit(next, [...way, folder])
      if (found) return found
    }
    return undefined
  }
  for (const { folder } of all) {
    const found = visit(folder, [])
    if (found) return found
  }
  return undefined
}

/** Whether a target is a file of the project, which has a folder or an ending; packages here have neither. */
function isProject(target) {
  return layerOf(target) !== undefined || /^(?:packages|\.vitepress|scripts)\//.test(target)
}

function isIn(file, folder) {
  return file === folder || file.startsWith(`${folder}/`)
}
