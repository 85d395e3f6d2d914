import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { listFiles, writeIfChanged } from '../reference/files.ts'
import type { Operation, Place } from '../reference/model.ts'
import type { Problem } from '../reference/problems.ts'
import { toTypescript } from '../reference/to-typescript.ts'

/** The number of programs that were compiled, and what the compiler found in them. */
export interface TypescriptCheck {
  programs: number
  problems: Problem[]
}

/**
 * Compiles the examples of all operations and the files in `snippets/` as one strict program with the native compiler.
 *
 * @param root the project's folder; the examples are written below `.vitepress/cache/check`
 */
export async function checkTypescript(root: string, operations: Operation[]): Promise<TypescriptCheck> {
  const folder = join(root, '.vitepress/cache/check')
  const examples = new Map<string, { operation: Operation, style: string, hiddenLines: number, lines: string[] }>()
  for (const operation of operations) {
    for (const { style, hidden, code } of toTypescript(operation)) {
      const file = `${operation.operationId}.${style}.ts`
      examples.set(file, { operation, style, hiddenLines: hidden.split('\n').length, lines: code.split('\n') })
      writeIfChanged(join(folder, file), `${hidden}\n${code}\n`)
    }
  }
  for (const file of listFiles(folder, '.', '.ts')) if (!examples.has(file)) rmSync(join(folder, file))
  const config = join(folder, 'tsconfig.json')
  writeIfChanged(config, JSON.stringify({
    extends: '../../../snippets/tsconfig.json',
    compilerOptions: { rootDirs: ['.', '../types', '../../../snippets'] },
    include: ['*.ts', '../../../snippets/**/*.ts'],
  }))
  const output = await compile(root, config)
  const problems = output.split('\n').flatMap((line): Problem[] => {
    const match = /^(.+?)\((\d+),(\d+)\): error (TS\d+): (.*)$/.exec(line)
    if (!match) return []
    const [, file, row, column, code, message] = match as unknown as [string, string, string, string, string, string]
    const name = relative(folder, join(root, file))
    const example = examples.get(name)
    if (!example) return [problemAt({ file, line: Number(row), column: Number(column), pointer: '#' }, `${code} ${message}`, 'Correct the code, or what it is checked against.')]
    const text = example.lines[Number(row) - example.hiddenLines - 1]?.trim()
    return [problemAt(example.operation.place, `The TypeScript example (${example.style}) does not compile: ${code} ${message} In: ${text}`, 'Correct the sample or the schema; if both are right, to-typescript.ts and to-declaration.ts disagree.')]
  })
  // An error of the compiler itself (no input, a broken configuration) has another form: it must not pass for success.
  const unread = output.split('\n').filter(line => /\berror TS\d+:/.test(line)).length - problems.length
  if (unread > 0) throw new Error(`The compiler said what this check cannot place:\n${output}`)
  return { programs: examples.size, problems }
}

function problemAt(place: Place, problem: string, advice: string): Problem {
  return { place, problem: /[.。]$/.test(problem) ? problem : `${problem}.`, advice }
}

/** Runs the native compiler; gives back what it printed. */
function compile(root: string, config: string): Promise<string> {
  const tsc = join(root, 'node_modules/typescript-native/bin/tsc')
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [tsc, '--project', config, '--pretty', 'false'], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', data => output += data)
    child.stderr.on('data', data => output += data)
    child.on('error', reject)
    child.on('close', (code) => {
      if (code !== 0 && !/error TS\d+/.test(output)) reject(new Error(`The compiler ended with ${code}:\n${output}`))
      else resolve(output)
    })
  })
}
