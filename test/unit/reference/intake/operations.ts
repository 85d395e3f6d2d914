/* What every operation of the tests has. */

export const common = {
  'tags': ['产品'],
  'summary': '一件事',
  'description': '做一件事',
  'x-official-docs': ['https://pay.weixin.qq.com/doc/v3/merchant/1'],
}

export const nothing = { 204: { description: '无返回内容' } }
