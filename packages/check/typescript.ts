import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { DiskMap } from '../reference/edge/disk-map.ts'
import { listFiles, writeIfChanged } from '../reference/edge/files.ts'
import type { Notification, Operation, Place } from '../reference/model/model.ts'
import type { Problem } from '../reference/intake/problems.ts'
import { typescriptHandler } from '../wechatpay/notifications/handlers.ts'
import { samples } from '../wechatpay/samples.ts'
import { toTypescript } from '../wechatpay/sdk/typescript.ts'

/** The number of programs that are right or have been compiled, and what the compiler found in them. */
export interface TypescriptCheck {
  programs: number
  problems: Problem[]
}

/** A typed fence of a page that is written by hand. */
export interface TypedFence {
  code: string
  lang: string
  /** Where a person would correct a line of it (counted from 1). */
  place: (line: number) => Place
}

/** A program that is compiled, and how an error in one of its lines is told. */
interface Program {
  operation?: Operation
  /** The numbers of the errors that it announces. */
  announced: string[]
  found: CompilerError[]
  problem: (line: number, column: number, error: string) => Problem
}

interface CompilerError {
  /** Relative to the project. */
  file: string
  line: number
  column: number
  number: string
  message: string
}

/** Errors that a file has by itself: while there is one, the compiler looks for no other kind, in no file. */
const isSyntax = (number: string) => /^1\d{3}$/.test(number)
const isSyntactic = ({ number }: CompilerError) => isSyntax(number)

/**
 * Compiles the examples of all operations, the handlers of all notifications, the typed fences of pages by hand and
 * the files in `snippets/` as one strict program with the native compiler.
 *
 * @param root the project's folder; the programs are written below `.vitepress/cache/check`
 * @param passed remembers the operations whose examples compile as they are
 */
export async function checkTypescript(
  root: string,
  { operations, notifications = [] }: { operations: Operation[]; notifications?: Notification[] },
  fences: TypedFence[] = [],
  passed?: DiskMap,
): Promise<TypescriptCheck> {
  const folder = join(root, '.vitepress/cache/check')
  const programs = new Map<string, Program>()
  const question = (operation: Operation) => ['programs that compile', { ...operation, place: undefined }]
  const countBefore = (operation: Operation) => passed?.get<number>(question(operation))
  const open = operations.filter(operation => countBefore(operation) === undefined)
  const counts = new Map<Operation, number>()
  for (const operation of open) {
    const all = samples(operation).flatMap(({ operation: own, kinds, modes }) =>
      toTypescript(own).map(example => ({ ...example, name: [example.label, ...kinds, ...modes].join(' ') })),
    )
    counts.set(operation, all.length)
    for (const { name, hidden, code } of all) {
      const lines = `${hidden}\n${code}`.split('\n')
      write(`${operation.operationId}.${name.replaceAll(' ', '-')}.ts`, lines.join('\n'), {
        operation,
        problem: (line, _, error) =>
          problemAt(
            operation.place,
            `The TypeScript example (${name}) does not compile: ${error} In: ${lines[line - 1]?.trim()}`,
            'Correct the sample or the schema; if both are right, to-typescript.ts and to-declaration.ts disagree.',
          ),
      })
    }
  }
  for (const notification of notifications)
    write(`${notification.operationId}.ts`, typescriptHandler(notification).code, {
      problem: (line, _, error) =>
        problemAt(
          notification.place,
          `The handler does not compile: ${error} In line ${line}.`,
          'Correct the key or the schema; if both are right, handlers.ts and notification-types.ts disagree.',
        ),
    })
  for (const [index, { code, lang, place }] of fences.entries()) {
    const announced = /^\s*\/\/ @errors: ([\d ,]+)$/m.exec(code)?.[1]?.split(/[ ,]+/) ?? []
    write(`fence-${index}.${lang}`, code, {
      announced,
      problem: (line, _, error) =>
        problemAt(
          place(line),
          `The example does not compile: ${error}`,
          'Correct it, or announce the error with // @errors: and its number.',
        ),
    })
  }
  for (const file of listFiles(folder, '.', 's')) if (!programs.has(file)) rmSync(join(folder, file))
  const { errors, isBlind } = await errorsOf(root, folder, file => programs.has(file))
  const problems = errors.flatMap((error): Problem[] => {
    const { file, line, column, number, message } = error
    const program = programs.get(relative(folder, join(root, file)))
    if (!program)
      return [
        problemAt(
          { file, line, column, pointer: '#' },
          `TS${number} ${message}`,
          'Correct the code, or what it is checked against.',
        ),
      ]
    program.found.push(error)
    return program.announced.includes(number) ? [] : [program.problem(line, column, `TS${number} ${message}`)]
  })
  const unfound = [...programs.values()].flatMap(program => {
    // Of a program with a syntax error, the compiler tells nothing else.
    const told = program.found.some(isSyntactic) ? program.announced.filter(isSyntax) : program.announced
    const missing = told.find(number => !program.found.some(error => error.number === number))
    return missing === undefined ? [] : [{ program, missing }]
  })
  for (const { program, missing } of unfound)
    problems.push({
      ...program.problem(1, 1, ''),
      problem: `The example announces the error ${missing}, which the compiler does not find.`,
      advice: 'Correct the number, or remove the announcement.',
    })
  // A compiler that does not find what is there may have looked at nothing.
  if (!isBlind && !unfound.length) {
    const wrong = new Set([...programs.values()].filter(({ found }) => found.length).map(({ operation }) => operation))
    for (const operation of open) if (!wrong.has(operation)) passed?.set(question(operation), counts.get(operation)!)
  }
  const count = (operation: Operation) => counts.get(operation) ?? countBefore(operation)!
  const examples = operations.reduce((sum, operation) => sum + count(operation), 0)
  return { programs: examples + notifications.length, problems }

  function write(file: string, code: string, program: Pick<Program, 'problem'> & Partial<Program>): void {
    programs.set(file, { announced: [], found: [], ...program })
    writeIfChanged(join(folder, file), `${code}\n`)
  }
}

/**
 * All errors of the programs in a folder and of `snippets/`. Those with a syntax error are left out of the next run, so
 * that one of them does not hide what is wrong with the others.
 *
 * @param isProgram whether a file of the folder is a program, which no other one imports
 * @returns `isBlind` if something else had a syntax error, so that the compiler did not look for others
 */
async function errorsOf(
  root: string,
  folder: string,
  isProgram: (file: string) => boolean,
): Promise<{ errors: CompilerError[]; isBlind: boolean }> {
  const config = join(folder, 'tsconfig.json')
  const excluded: string[] = []
  const errors: CompilerError[] = []
  for (;;) {
    writeIfChanged(
      config,
      JSON.stringify({
        extends: '../../../snippets/tsconfig.json',
        compilerOptions: { rootDirs: ['.', '../types', '../../../snippets'], allowJs: true },
        include: ['*.ts', '*.js', '../../../snippets/**/*.ts', '../../../snippets/**/*.mts'],
        exclude: excluded,
      }),
    )
    const found = parseErrors(await compile(root, config))
    const fileOf = ({ file }: CompilerError) => relative(folder, join(root, file))
    const broken = new Set(found.filter(isSyntactic).map(fileOf))
    if (!broken.size || ![...broken].every(isProgram))
      return { errors: [...errors, ...found], isBlind: broken.size > 0 }
    errors.push(...found.filter(error => broken.has(fileOf(error))))
    excluded.push(...broken)
  }
}

function parseErrors(output: string): CompilerError[] {
  const lines = output.split('\n').filter(line => /\berror TS\d+:/.test(line))
  return lines.map(text => {
    const match = /^(.+?)\((\d+),(\d+)\): error TS(\d+): (.*)$/.exec(text)
    // An error of the compiler itself (no input, a broken configuration) has another form: it must not pass for
    // success.
    if (!match) throw new Error(`The compiler said what this check cannot place:\n${output}`)
    const [, file, line, column, number, message] = match as unknown as [string, string, string, string, string, string]
    return { file, line: Number(line), column: Number(column), number, message }
  })
}

function problemAt(place: Place, problem: string, advice: string): Problem {
  return { place, problem: /[.。]$/.test(problem) ? problem : `${problem}.`, advice }
}

/**
 * Runs the native compiler.
 *
 * @param config a `tsconfig.json`
 * @returns what it printed: type errors, a line each
 * @throws Error where it ends with anything but those
 */
export function compile(root: string, config: string): Promise<string> {
  const tsc = join(root, 'node_modules/typescript-native/bin/tsc')
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [tsc, '--project', config, '--pretty', 'false'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    child.stdout.on('data', data => (output += data))
    child.stderr.on('data', data => (output += data))
    child.on('error', reject)
    child.on('close', code => {
      if (code !== 0 && !/error TS\d+/.test(output)) reject(new Error(`The compiler ended with ${code}:\n${output}`))
      else resolve(output)
    })
  })
}
