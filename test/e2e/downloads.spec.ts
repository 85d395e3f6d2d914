import { expect, test } from '@playwright/test'
import { descriptionFiles } from '../../packages/reference/edge/files.ts'
import { operations, root } from './site.ts'
import { read, toDeclaration } from '../../packages/wechatpay/index.ts'

test('/openapi.json is the whole description', async ({ request }) => {
  const response = await request.get('/openapi.json')
  expect(response.headers()['content-type']).toContain('application/json')
  const document = (await response.json()) as {
    'openapi': string
    'paths': Record<string, Record<string, { operationId: string }>>
    'x-identical-paths': Record<string, Record<string, { operationId: string }>>
  }
  expect(document.openapi).toMatch(/^3\.1\./)
  expect(
    [...Object.values(document.paths), ...Object.values(document['x-identical-paths'])]
      .flatMap(item => Object.values(item).map(({ operationId }) => operationId))
      .sort(),
  ).toEqual(operations.map(({ operationId }) => operationId).sort())
})

test('/types/wechatpay.d.ts is the declaration that the examples are checked against', async ({ request }) => {
  expect(await (await request.get('/types/wechatpay.d.ts')).text()).toBe(
    toDeclaration(read(descriptionFiles(root)), true),
  )
})

test('an address that no page has is answered by a page that says so', async ({ page }) => {
  await page.goto('/openapi/v3/pay/transactions/nativ')
  await expect(page.getByText('没有这个页面')).toBeVisible()
  await expect(page.getByRole('link', { name: '回到首页' })).toBeVisible()
})
