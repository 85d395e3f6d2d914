import { defineRoutes } from 'vitepress'
import { referencePages } from '../../.vitepress/site.ts'

export default defineRoutes({
  watch: ['./**/*.yaml', './v3/**/*.md'],
  paths: () => referencePages().map(({ path, markdown }) => ({ params: { path }, content: markdown })),
})
