import { readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type PhpRequest } from '../../../../../packages/check/runner/php.ts'
import { bytes, failure, request, run, text } from './php.ts'

describe('a run', () => {
  test('leaves no file, class, function, variable or setting for the next one', async () => {
    await run(
      `class Left {} function left() {} define('LEFT', 1); $GLOBALS['left'] = $left = 1; ` +
        `file_put_contents('left.txt', ''); ini_set('precision', '3'); mb_internal_encoding('GBK'); ` +
        `putenv('LEFT=1');`,
      { files: { 'given.txt': bytes('') } },
    )
    const { output } = await run(
      `var_export([class_exists('Left'), function_exists('left'), defined('LEFT'), isset($left), ` +
        `isset($GLOBALS['left']), scandir('.'), ini_get('precision'), mb_internal_encoding(), ` +
        `getenv('LEFT')]);`,
    )
    expect(output.replace(/\s+/g, '')).toBe(
      `array(0=>false,1=>false,2=>false,3=>false,4=>false,5=>array(0=>'.',1=>'..',),6=>'14',7=>'UTF-8',8=>false,)`,
    )
    await run('class Left {} function left() {}')
  })

  test('leaves nothing when it fails, either', async () => {
    await failure(`file_put_contents('left.txt', ''); $instance->v3->_id_->get();`)
    expect((await run(`echo count(scandir('.'));`)).output).toBe('2')
  })

  test('knows nothing but the client and the key', async () => {
    expect((await run('echo implode(",", array_keys(get_defined_vars()));')).output).toBe(
      'instance,platformPublicKeyInstance',
    )
  })

  test('cannot leave its directory', async () => {
    expect((await failure(`file_put_contents('/tmp/left', '');`)).message).toMatch('open_basedir')
    await expect(run('', { files: { '../a': bytes('') } })).rejects.toThrow('../a')
  })

  test.each([
    ['a mistake in the syntax', 'echo 1;\necho (;', /^syntax error, unexpected token ";" \(line 2\)$/],
    ['a warning', '\n\necho $nothing;', /^Undefined variable \$nothing \(line 3\)$/],
    ['a deprecation', 'strlen(null);', /deprecated \(line 1\)$/],
    ['an exception', "throw new \\Exception('no');", /^no \(line 1\)$/],
    ['a fatal error', 'echo 1;\nfunction strlen() {}', /^Cannot redeclare function strlen\(\) \(line 2\)$/],
    [
      'too much memory',
      "$a = [];\nwhile (true) $a[] = str_repeat('x', 10000000);",
      /^Allowed memory size of .* \(line 2\)$/,
    ],
    ['an exit', 'exit(3);', /^The code calls exit$/],
    ['an exit without a code', 'exit;', /^The code calls exit$/],
    [
      'an unknown class',
      '\n\\GuzzleHttp\\Psr7\\Unknown::x();',
      /^Class "GuzzleHttp\\Psr7\\Unknown" not found \(line 2\)$/,
    ],
  ])('fails with %s, says where, and the next one is all right', async (_, code, message) => {
    expect((await failure(code)).message).toMatch(message)
    expect((await run('echo $instance->v3->a->get()->getStatusCode();')).output).toBe('200')
  })

  test('waits for the one before it', async () => {
    const outputs = await Promise.all(
      ['a', 'b', 'c'].map(name =>
        run(`file_put_contents('${name}', ''); $instance->v3->a->get(); echo implode(array_slice(scandir('.'), 2));`),
      ),
    )
    expect(outputs.map(({ output }) => output)).toEqual(['a', 'b', 'c'])
  })
})

describe('the examples of the fixtures', () => {
  const fixtures = join(import.meta.dirname, '../../../reference/fixtures')
  const files = readdirSync(fixtures, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.php'))
  const operations = [...new Set(files.map(name => basename(name).split('.')[0]!))]

  test.each(operations)('%s makes the same request in its six styles', async operation => {
    const names = files.filter(name => basename(name).startsWith(`${operation}.`))
    const requests: PhpRequest[] = []
    for (const name of names)
      requests.push(
        await request(readFileSync(join(fixtures, name), 'utf8').replace(/^<\?php\n/, ''), {
          files: { 'invoice.pdf': bytes('pdf'), "it's a shop.png": bytes('png') },
        }),
      )
    const comparable = requests.map(request =>
      JSON.stringify({ ...request, body: text(request.body), signed: text(request.signed) }).replace(
        /(boundary=|--)[0-9a-f]{40}/g,
        '$1',
      ),
    )
    expect(names).toHaveLength(6)
    expect([...new Set(comparable)]).toHaveLength(1)
    expect(requests[0]!.uri).not.toMatch(/[{}]|%7B|%7D/)
  })
})
