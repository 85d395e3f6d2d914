/**
 * Whole files of an example with the set-up of the client, the same that the guide shows. Loaded when a reader asks
 * for one.
 */
import certificatePhp from '../../snippets/wxpay-certificate.php?raw'
import certificateTs from '../../snippets/wxpay-certificate.mts?raw'
import publicKeyPhp from '../../snippets/wxpay.php?raw'
import publicKeyTs from '../../snippets/wxpay.mts?raw'
import { completeFile } from '../../packages/wechatpay/sdk/complete-file.ts'
import type { KeyKind } from '../../packages/wechatpay/key-kinds.ts'

const setUps: Record<'ts' | 'php', Record<KeyKind, string>> = {
  ts: { 'public-key': publicKeyTs, 'certificate': certificateTs },
  php: { 'public-key': publicKeyPhp, 'certificate': certificatePhp },
}

/** @param code an example as a page shows it @returns the file that 复制完整文件 gives */
export function wholeFileOf(language: 'ts' | 'php', keys: KeyKind, code: string): string {
  return completeFile(language, keys, setUps[language][keys], code)
}
