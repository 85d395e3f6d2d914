import { spawn } from 'node:child_process'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { listFiles } from '../.vitepress/reference/files.ts'
import { root } from '../.vitepress/site.ts'

/** `npm run bench`: measures builds and the check, and prints the figures as JSON. Nothing is asserted: speed is read, not tested. */

interface Run {
  seconds: number
  /** The largest memory of the process and its children together, sampled every 50 ms. */
  peakMegabytes: number
}

const vitepress = join(root, 'node_modules/vitepress/bin/vitepress.js')
const tsx = join(root, 'node_modules/tsx/dist/cli.mjs')
rmSync(join(root, '.vitepress/cache'), { recursive: true, force: true })
const cold = await run([vitepress, 'build'])
const warm = await run([vitepress, 'build'])
const check = await run([tsx, 'scripts/check.ts'])
const pages = listFiles(root, '.vitepress/dist', '.html').map(file => readFileSync(join(root, file)))
console.log(JSON.stringify({
  node: process.version,
  coldBuild: cold,
  warmBuild: warm,
  check,
  pages: pages.length,
  htmlBytes: percentiles(pages.map(page => page.length)),
  htmlGzipBytes: percentiles(pages.map(page => gzipSync(page).length)),
}, null, 2))

async function run(args: string[]): Promise<Run> {
  const started = performance.now()
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
  let peak = 0
  const timer = setInterval(() => peak = Math.max(peak, treeMegabytes(child.pid!)), 50)
  const code = await new Promise(resolve => child.on('close', resolve))
  clearInterval(timer)
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}`)
  return { seconds: Math.round((performance.now() - started) / 10) / 100, peakMegabytes: Math.round(peak) }
}

/** The resident memory of a process and all its descendants, from Linux' /proc; 0 elsewhere. */
function treeMegabytes(pid: number): number {
  try {
    const parents = new Map(readdirSync('/proc').filter(name => /^\d+$/.test(name)).map(name => [Number(name), Number(field(Number(name), 'PPid'))]))
    const within = (id: number): boolean => id === pid || (parents.has(id) && parents.get(id)! > 1 && within(parents.get(id)!))
    return [...parents.keys()].filter(within).reduce((sum, id) => sum + Number(field(id, 'VmRSS')) / 1024, 0)
  } catch {
    return 0
  }
}

/** A number of /proc/<pid>/status; 0 if the process has just ended. */
function field(pid: number, name: string): string {
  try {
    return new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '0'
  } catch {
    return '0'
  }
}

function percentiles(values: number[]): { median: number, p95: number, largest: number } {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!
  return { median: at(0.5), p95: at(0.95), largest: sorted.at(-1)! }
}
