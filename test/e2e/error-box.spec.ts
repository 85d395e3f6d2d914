import { expect, test, type Page } from '@playwright/test'
import { addressOf, open, watchForTrouble } from './site.ts'

const jsapi = addressOf('/v3/pay/transactions/jsapi')
const answer = (detail: object, code = 'PARAM_ERROR', message = '参数错误') =>
  JSON.stringify({ code, message, detail }, null, 2)
const amount = answer({ field: '/amount/total', value: '0.01', issue: '值不是整数', location: 'body' })

const opener = (page: Page) => page.getByRole('button', { name: '粘贴错误应答' })
const field = (page: Page) => page.getByRole('textbox', { name: '错误应答' })
const result = (page: Page) => page.locator('.error-result')

async function paste(page: Page, text: string): Promise<void> {
  if ((await field(page).count()) === 0) await opener(page).click()
  await field(page).fill(text)
}

test('a pasted answer tells row, rule, value, cause and solution, and nothing leaves the browser', async ({ page }) => {
  const trouble = watchForTrouble(page)
  await open(page, jsapi)
  await opener(page).focus()
  await page.keyboard.press('Enter')
  await expect(field(page)).toBeFocused()
  const requests: string[] = []
  // The browser asks for the icon of a page anew when its address changes; a row that lights up may ask for the
  // site's own script.
  page.on(
    'request',
    request =>
      (/\/icon\.svg$|\/assets\/chunks\/[\w.-]+\.js$/.test(request.url()) && !request.postData()) ||
      requests.push(request.url()),
  )
  await paste(page, `HTTP/1.1 400 Bad Request\nContent-Type: application/json\n\n${amount}`)
  await expect(result(page)).toContainText('类型')
  await expect(result(page)).toContainText('total 总金额：应为整数')
  await expect(result(page)).toContainText('收到的值0.01')
  await expect(result(page)).toContainText('应答的原因值不是整数')
  await expect(result(page)).toContainText('单位：分')
  await expect(result(page)).toContainText('原因参数有误')
  await expect(result(page)).toContainText('处理办法按 detail 指出的字段与原因改正后再请求')
  const row = page.locator('tr[id="request.json.amount.total"]')
  await expect(row).toHaveClass(/error-row/)
  await expect(row).not.toBeInViewport()
  await result(page).getByRole('link', { name: '参数表中的这一行' }).click()
  await expect(row).toBeInViewport()
  await expect(page).toHaveURL(/#request\.json\.amount\.total$/)
  expect(requests).toEqual([])
  await page.getByRole('button', { name: '清空' }).click()
  await expect(row).not.toHaveClass(/error-row/)
  await expect(result(page)).toBeEmpty()
  trouble.expectNone()
})

test('an unknown field brings the names that are near', async ({ page }) => {
  await open(page, jsapi)
  await paste(page, answer({ field: '/amount/totle', value: '1', issue: '没有这个字段', location: 'body' }))
  await expect(result(page)).toContainText('参数表的 amount 里没有 totle')
  await expect(result(page).getByRole('link', { name: 'json.amount.total' })).toHaveAttribute(
    'href',
    '#request.json.amount.total',
  )
  await expect(page.locator('.error-row')).toHaveCount(0)
})

test('what is not understood says what is expected', async ({ page }) => {
  await open(page, jsapi)
  await paste(page, "array (\n  'code_url' => 'weixin://wxpay',\n)")
  await expect(result(page)).toContainText('PHP 打印出来的数组')
  await field(page).fill('{"code":"PARAM')
  await expect(result(page)).toContainText('JSON 没有结束')
  await field(page).fill('<xml><return_code>FAIL</return_code></xml>')
  await expect(result(page)).toContainText('API v2')
  await field(page).fill('{"code":"NO_AUTH","message":"商户号无权限"}')
  await expect(result(page)).toContainText('没有指出是哪个字段')
  await expect(result(page).getByRole('link', { name: 'NO_AUTH' })).toHaveAttribute('href', '/guide/errors#no-auth')
})

test('a length that the platform measured is no value, and what it means comes into view', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 500 })
  await open(page, jsapi)
  await paste(
    page,
    JSON.stringify({
      code: 'PARAM_ERROR',
      detail: { location: 'body', value: 135 },
      message: '输入源“/body/description”映射到值字段“商品描述”字符串规则校验失败，字节数 135，大于最大值 127',
    }),
  )
  await expect(result(page)).toContainText('收到 135 个字节，最多 127 个')
  await expect(result(page)).toContainText('收到的长度')
  await expect(result(page)).not.toContainText('收到的值')
  await expect(result(page).locator('.error-verdict').first()).toBeInViewport()
})

test('a message that means another thing than its code goes first', async ({ page }) => {
  await open(page, addressOf('/v3/transfer/batches'))
  await paste(page, '{"code":"NO_AUTH","message":"当前商户号接入升级版本功能，暂不支持使用升级前功能"}')
  await expect(result(page).getByRole('link', { name: '发起转账' })).toHaveAttribute(
    'href',
    '/openapi/v3/fund-app/mch-transfer/transfer-bills',
  )
  await expect(result(page)).not.toContainText('确认产品权限已开通')
})

test('an answer shows the status with which this operation answers its code', async ({ page }) => {
  await open(page, addressOf('/v3/refund/domestic/refunds'))
  await paste(page, '{"code":"MCH_NOT_EXISTS","message":"商户号不存在"}')
  await expect(result(page)).toContainText('MCH_NOT_EXISTS（HTTP 404）')
})

test('fields that are to be encrypted are listed where the answer names none', async ({ page }) => {
  await open(page, addressOf('/v3/profitsharing/receivers/add'))
  await paste(page, '{"code":"PARAM_ERROR","message":"请确认待处理的消息是否为加密后的密文"}')
  await expect(result(page).getByRole('link', { name: 'json.name' })).toHaveAttribute('href', '#request.json.name')
})

test('an answer without content and an error of the SDK are explained', async ({ page }) => {
  await open(page, addressOf('/v3/pay/transactions/native'))
  await paste(page, 'Client error: `GET …/v3/pay/transactions/native` resulted in a `405 Method Not Allowed` response')
  await expect(result(page)).toContainText('本接口是 POST /v3/pay/transactions/native')
  await field(page).fill("Cannot found the serial(`PUB_KEY_ID_01`)'s configuration, which's from the response(header)")
  await expect(result(page)).toContainText('certs 里没有应答头 Wechatpay-Serial 所指的那一把公钥')
})

test('a header that every request has is explained', async ({ page }) => {
  await open(page, addressOf('/v3/certificates'))
  await paste(
    page,
    answer({ field: 'accept', value: '', issue: 'Http 头缺少 Accept 或 User-Agent', location: 'header' }),
  )
  await expect(result(page)).toContainText('每个请求都要带 Accept: application/json')
})

test('a wrong signature shows the string that the platform has signed, with its line feeds', async ({ page }) => {
  await open(page, jsapi)
  const message = 'POST\n/v3/pay/transactions/native\n1554208460\n593BEC0C\n{"appid":"wx"}\n'
  await paste(
    page,
    answer(
      {
        field: 'signature',
        location: 'authorization',
        detail: { issue: 'sign not match' },
        sign_information: {
          method: 'POST',
          url: '/v3/pay/transactions/native',
          truncated_sign_message: message,
          sign_message_length: message.length,
        },
      },
      'SIGN_ERROR',
      '错误的签名，验签失败',
    ),
  )
  await expect(result(page).getByRole('listitem')).toHaveCount(5)
  await expect(result(page).getByRole('listitem').first()).toHaveText('请求方法POST↵4 字节')
  await expect(result(page).getByRole('listitem').nth(1)).toContainText('应是本接口的路径 /v3/pay/transactions/jsapi')
  await expect(result(page)).toContainText('sign not match')
  const request = page.locator('details', { hasText: '实际的请求与签名串' })
  await expect(request).not.toHaveAttribute('open')
  await result(page).getByRole('button', { name: '实际的请求与签名串' }).click()
  await expect(request).toHaveAttribute('open')
  await expect(request).toBeInViewport()
})

test('on a page of several operations the one that has the row is taken, and another can be chosen', async ({
  page,
}) => {
  await open(page, addressOf('/v3/merchants'))
  await paste(page, answer({ field: '/sub_mchid', value: 12, issue: '类型应为 string', location: 'body' }))
  await expect(result(page).getByRole('radio', { checked: true })).toHaveCount(1)
  await expect(page.locator('.error-row')).toHaveAttribute('id', 'put-request.json.sub_mchid')
  await result(page).getByRole('radio').first().check()
  await expect(page.locator('.error-row')).toHaveCount(0)
})

test('the catalogue finds the operation by the address and takes the answer along, but not in the URL', async ({
  page,
}) => {
  const trouble = watchForTrouble(page)
  await open(page, '/guide/errors')
  await page.getByRole('textbox', { name: '粘贴错误应答' }).fill(amount)
  await expect(result(page)).toContainText('原因参数有误')
  const go = page.getByRole('button', { name: '到接口页面找出有误的字段' })
  await go.click()
  await expect(result(page)).toContainText('还需要请求的地址或路径')
  const address = page.getByRole('textbox', { name: '请求的地址或路径' })
  await address.fill('/v3/no/such/thing')
  await go.click()
  await expect(result(page)).toContainText('没有找到这个地址的接口')
  await address.fill('POST https://api.mch.weixin.qq.com/v3/pay/transactions/jsapi')
  await address.press('Enter')
  await expect(page).toHaveURL(/\/openapi\/v3\/pay\/transactions\/jsapi$/)
  await expect(field(page)).toHaveValue(amount)
  await expect(result(page)).toContainText('total 总金额：应为整数')
  await expect(page.locator('.error-row')).toHaveAttribute('id', 'request.json.amount.total')
  // It was for this once.
  await page.reload()
  await expect(page.locator('html[data-ready]')).toHaveCount(1)
  await expect(opener(page)).toHaveAttribute('aria-expanded', 'false')
  trouble.expectNone()
})

test('a line of a log that names the request needs no address', async ({ page }) => {
  await open(page, '/guide/errors')
  await page
    .getByRole('textbox', { name: '粘贴错误应答' })
    .fill(`POST https://api.mch.weixin.qq.com/v3/pay/transactions/jsapi 400 ${JSON.stringify(JSON.parse(amount))}`)
  await page.getByRole('button', { name: '到接口页面找出有误的字段' }).click()
  await expect(page.locator('.error-row')).toHaveAttribute('id', 'request.json.amount.total')
})

test('an address that fits several operations asks which', async ({ page }) => {
  await open(page, '/guide/errors')
  await page.getByRole('textbox', { name: '粘贴错误应答' }).fill(amount)
  await page.getByRole('textbox', { name: '请求的地址或路径' }).fill('/v3/pay/transactions')
  await page.getByRole('button', { name: '到接口页面找出有误的字段' }).click()
  await result(page).getByRole('link', { name: 'JSAPI下单', exact: true }).click()
  await expect(page.locator('.error-row')).toHaveAttribute('id', 'request.json.amount.total')
})

test('it closes with the page, and opens anew on the next', async ({ page }) => {
  await open(page, jsapi)
  await paste(page, amount)
  await page.locator('.products a').first().click()
  await expect(page).toHaveURL(/\/products\//)
  await expect(opener(page)).toHaveCount(0)
  await page.goBack()
  await expect(opener(page)).toHaveAttribute('aria-expanded', 'false')
  await expect(page.locator('.error-row')).toHaveCount(0)
  await paste(page, amount)
  await expect(page.locator('.error-row')).toHaveCount(1)
})

test('when it cannot be fetched it says so, and a second click tries again', async ({ page }) => {
  await open(page, jsapi)
  await page.route(/ErrorBox\.[\w-]+\.js/, route => route.abort())
  await opener(page).click()
  await expect(page.getByRole('alert')).toContainText('没有加载成功')
  await page.unroute(/ErrorBox\.[\w-]+\.js/)
  await opener(page).click()
  await expect(field(page)).toBeVisible()
})

test('on a phone nothing is wider than the screen, whatever is pasted', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await open(page, jsapi)
  await paste(
    page,
    answer({ field: '/description', value: 'x'.repeat(500), issue: '最多 127 个字符', location: 'body' }),
  )
  await expect(result(page)).toContainText('收到的是 500 个')
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0)
})

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })

  test('nothing is there that could do nothing', async ({ page }) => {
    for (const address of [jsapi, '/guide/errors']) {
      await page.goto(address)
      await expect(page.locator('h1').first()).toBeVisible()
      await expect(page.locator('.error-opener, .error-box')).toHaveCount(0)
    }
  })
})
