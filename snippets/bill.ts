// #region bill
import { writeFileSync } from 'node:fs'
import { Hash } from 'wechatpay-axios-plugin'
import { wxpay } from './wxpay.mjs'

// 北京时间的昨天
const yesterday = new Date(Date.now() - 16 * 3_600_000).toISOString().slice(0, 10)
const { data: bill } = await wxpay.v3.bill.tradebill.get({
  params: { bill_date: yesterday, bill_type: 'ALL' },
})

const query = new URL(bill.download_url).searchParams
const token = query.get('token')
if (!token) throw new Error('下载地址里没有 token')

const { data: file } = await wxpay.v3.billdownload.file.get({
  params: { token, tartype: query.get('tartype') ?? undefined },
  responseType: 'arraybuffer', // 得到 Buffer，而不是解码后的文本
})
if (Hash.sha1(file) !== bill.hash_value.toLowerCase()) {
  throw new Error('账单摘要不符，请重新下载')
}

writeFileSync(`tradebill-${yesterday}.csv`, file)
// #endregion bill
