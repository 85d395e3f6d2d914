// #region money
/** 元的文字换成分：'59.9' 得到 5990。 */
export function toFen(yuan: string): number {
  const [, whole, cents = ''] = /^(\d+)(?:\.(\d{1,2}))?$/.exec(yuan) ?? []
  if (whole === undefined) throw new Error(`${yuan} 不是金额，最多两位小数`)
  return Number(whole) * 100 + Number(cents.padEnd(2, '0'))
}

/** 分换成元的文字：5990 得到 '59.90'。 */
export function toYuan(fen: number): string {
  return `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`
}
// #endregion money
