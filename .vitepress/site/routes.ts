import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pageMark } from './live-pages.ts'
import { isInPart } from './parts.ts'
import { generatedPages, lastReading, pageFile, problemPages, root } from './pages.ts'

/**
 * A dynamic route of VitePress: its parameters, which are texts, reach the theme (the sidebar as JSON); its content
 * is the page's Markdown.
 */
export interface Route {
  params: { path: string; sidebar: string } | { path: string }
  content: string
}

/**
 * The routes below a folder of `docs/`, for `[path].paths.ts` there.
 *
 * @param folder with slashes around it: `/openapi/`
 */
export function routesBelow(folder: string): Route[] {
  const isBuild = process.env.NODE_ENV === 'production'
  const reading = lastReading()
  return [...generatedPages(reading), ...problemPages(reading)]
    .filter(({ address }, index) => address.startsWith(folder) && (isInPart(index) || !isBuild))
    .map(page => ({
      params: {
        path: pageFile(page.address).slice(folder.length - 1, -'.md'.length),
        // VitePress puts it into a script, which a title could end.
        ...('sidebar' in page && page.sidebar && { sidebar: JSON.stringify(page.sidebar).replaceAll('<', '\\u003c') }),
      },
      content: isBuild ? page.markdown : pageMark(page.address),
    }))
}

/**
 * The same in a build, as VitePress is going to ask for them: by file, with the text around the content. @param
 * folder of `docs/`: `openapi`
 */
export function routedPages(folder: string): { file: string; src: string }[] {
  const around = readFileSync(join(root, `docs/${folder}/[path].md`), 'utf8')
  return routesBelow(`/${folder}/`).map(({ params, content }) => ({
    file: `${folder}/${params.path}.md`,
    src: around.replace(/<!--\s*@content\s*-->/, () => content),
  }))
}
