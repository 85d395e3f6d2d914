import { readFileSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { completeFile } from '../wechatpay/sdk/complete-file.ts'
import { keyKinds, type KeyKind } from '../wechatpay/key-kinds.ts'
import { listFiles, writeIfChanged } from '../reference/edge/files.ts'
import type { Operation } from '../reference/model/model.ts'
import type { Problem } from '../reference/intake/problems.ts'
import { toPhp } from '../wechatpay/sdk/php.ts'
import { toTypescript } from '../wechatpay/sdk/typescript.ts'
import { parsePhp } from './php.ts'
import { compile } from './typescript.ts'

/** The set-up that a whole file begins with, from `snippets/`. @param root the project's folder */
export function setUpOf(root: string, language: 'ts' | 'php', keys: KeyKind): string {
  return readFileSync(
    join(root, `snippets/wxpay${keys === 'public-key' ? '' : '-certificate'}.${language === 'ts' ? 'mts' : 'php'}`),
    'utf8',
  )
}

/**
 * Compiles and parses what 复制完整文件 gives a reader, for all operations, styles and kinds of key.
 *
 * @param root the project's folder; the files are written below `.vitepress/cache/files`
 */
export async function checkCompleteFiles(
  root: string,
  operations: Operation[],
): Promise<{ files: number; problems: Problem[] }> {
  const folder = join(root, '.vitepress/cache/files')
  const programs = new Map<string, Operation>()
  const php: { operation: Operation; code: string }[] = []
  for (const keys of keyKinds) {
    const setUps = { ts: setUpOf(root, 'ts', keys), php: setUpOf(root, 'php', keys) }
    for (const operation of operations) {
      for (const { label, code } of toTypescript(operation)) {
        const file = `${operation.operationId}.${keys}.${label}.ts`
        programs.set(file, operation)
        writeIfChanged(join(folder, file), completeFile('ts', keys, setUps.ts, code))
      }
      for (const { code } of toPhp(operation))
        php.push({ operation, code: completeFile('php', keys, setUps.php, code) })
    }
  }
  for (const file of listFiles(folder, '.', '.ts')) if (!programs.has(file)) rmSync(join(folder, file))
  const config = join(folder, 'tsconfig.json')
  writeIfChanged(
    config,
    JSON.stringify({
      extends: '../../../snippets/tsconfig.json',
      compilerOptions: { rootDirs: ['.', '../types'] },
      include: ['*.ts'],
    }),
  )
  const problems = (await compile(root, config)).split('\n').flatMap((line): Problem[] => {
    const [, file, message] = /^(.+?)\(\d+,\d+\): error (TS.*)$/.exec(line) ?? []
    const operation = file && programs.get(relative(folder, join(root, file)))
    if (operation)
      return [
        {
          place: operation.place,
          problem: `The whole file does not compile: ${message}.`,
          advice: 'Correct complete-file.ts or the set-up in snippets/.',
        },
      ]
    if (/\berror TS\d+:/.test(line)) throw new Error(`The compiler said what this check cannot place:\n${line}`)
    return []
  })
  const errors = await parsePhp(php.map(({ code }) => code.replace(/^<\?php(?=\s)/, '')))
  return {
    files: programs.size + php.length,
    problems: [
      ...problems,
      ...errors.map(({ index, message }): Problem => ({
        place: php[index]!.operation.place,
        problem: `The whole file of PHP does not parse: ${message}.`,
        advice: 'Correct complete-file.ts or the set-up in snippets/.',
      })),
    ],
  }
}
