// #region upload
import { readFileSync } from 'node:fs'
import { Hash, Multipart } from 'wechatpay-axios-plugin'
import { wxpay } from './wxpay.mjs'

const file = readFileSync('shop.jpg')
const meta = { filename: 'shop.jpg', sha256: Hash.sha256(file) }
const form = new Multipart()
  // 第三个参数的后缀决定这一项的类型：application/json
  .append('meta', JSON.stringify(meta), 'meta.json')
  .append('file', file, 'shop.jpg')

const { data } = await wxpay.v3.merchant.media.upload.post(form, {
  headers: form.getHeaders(), // multipart/form-data 及其分隔串
  // 原样发送；否则 axios 会改写表单，丢掉文件名与类型
  transformRequest: () => form.getBuffer(),
})
console.log(data.media_id)
// #endregion upload
