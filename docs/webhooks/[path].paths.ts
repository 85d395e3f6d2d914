import { defineRoutes } from 'vitepress'
import { routesBelow } from '../../.vitepress/site/routes.ts'

export default defineRoutes({ paths: () => routesBelow('/webhooks/') })
