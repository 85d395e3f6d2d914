import { defineRoutes } from 'vitepress'
import { routesBelow } from '../../.vitepress/routes.ts'

export default defineRoutes({ paths: () => routesBelow('/guide/') })
