import { spawn, type ChildProcess } from 'node:child_process'
import { root } from '../../.vitepress/site/pages.ts'

/**
 * Starts the mock by its command, on any free port.
 *
 * @param keys the folder where it puts the keys of its merchant
 * @returns the environment variables that it prints, `WXPAY_MCHID` and others, and its process, to be ended
 * @throws Error if it ends before it listens, with what it printed
 */
export async function startMock(keys: string): Promise<{ process: ChildProcess; settings: Record<string, string> }> {
  const mock = spawn(process.execPath, ['--import', 'tsx', 'scripts/mock.ts', '--port', '0', '--keys', keys], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const settings = await new Promise<Record<string, string>>((resolve, reject) => {
    let printed = ''
    mock.stdout.on('data', (data: Buffer) => {
      printed += data
      const found = [...printed.matchAll(/^ {2}export (WXPAY_\w+)='(.*)'$/gm)]
      if (printed.includes('Builder::factory'))
        resolve(Object.fromEntries(found.map(([, name, value]) => [name, value])))
    })
    mock.once('exit', code => reject(new Error(`The mock ended with ${code} before it listened: ${printed}`)))
  })
  return { process: mock, settings }
}
