import { defineRoutes } from 'vitepress'
import { pageMark } from '../../.vitepress/live-pages.ts'
import { problemPages, readSite, referencePages } from '../../.vitepress/site.ts'

export default defineRoutes({
  paths: () => {
    const reading = readSite()
    const isBuild = process.env.NODE_ENV === 'production'
    return [...referencePages(reading), ...problemPages(reading)].map(({ path, markdown }) => ({ params: { path }, content: isBuild ? markdown : pageMark(path) }))
  },
})
