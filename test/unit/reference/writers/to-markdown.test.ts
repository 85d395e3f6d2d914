import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { headingsOf, type MarkdownContext } from '../../../../packages/reference/writers/to-markdown.ts'
import { gfmOf, tables } from '../../gfm.ts'
import { folderOf } from '../../helpers.ts'
import { toMarkdown } from '../../../../packages/wechatpay/index.ts'

const context: MarkdownContext = {
  link: href => (href.startsWith('/') ? `${href}.md` : href),
  snippet: (path, region) => `// ${path} ${region ?? 'all'}\nhidden()\n// ---cut---\nshown()`,
  component: name => (name === 'List' ? '- [一](/one)' : undefined),
}

const twin = (...lines: string[]) => toMarkdown(lines.join('\n'), context)

describe('front matter', () => {
  test('goes, and what only it says stands below the first heading', () => {
    expect(
      twin(
        '---',
        'title: 基础支付 · 直连',
        'description: "用 `code` 收款 *"',
        'outline: [2, 2]',
        '---',
        '',
        '# 直连 {#product}',
        '',
        '正文',
      ),
    ).toBe('# 直连\n\n> 基础支付 · 直连：用 \\`code\\` 收款 \\*\n\n正文\n')
  })

  test('is not repeated where heading and text say it', () => {
    expect(
      twin(
        '---',
        'title: 查、改',
        'description: "查一件事。 改一件事。"',
        '---',
        '# 查 {#get}',
        '',
        '查一件事。',
        '',
        '# 改 {#post}',
        '',
        '改一件事。',
      ),
    ).toBe('# 查\n\n查一件事。\n\n# 改\n\n改一件事。\n')
  })

  test('goes with the imports below it', () => {
    expect(
      twin(
        '---',
        'title: 题',
        '---',
        '',
        '<script setup>',
        "import List from './List.vue'",
        '</script>',
        '',
        '# 题',
        '',
        '<List />',
      ),
    ).toBe('# 题\n\n- [一](/one.md)\n')
  })

  test('gives expressions their value; an unknown one is an error', () => {
    expect(
      twin(
        '---',
        'title: 题',
        'version: v3',
        '---',
        '# 题',
        '',
        '版本 {{ $frontmatter.version }}，`{{ $frontmatter.version }}`',
      ),
    ).toContain('版本 v3，`{{ $frontmatter.version }}`')
    expect(
      twin(
        '---',
        'description:',
        'weight: 3',
        '---',
        '# 题',
        '',
        '说明{{ $frontmatter.description }}，{{ $frontmatter.weight }}',
      ),
    ).toContain('说明，3')
    expect(() => twin('# 题', '', '{{ $frontmatter.nothing }}')).toThrow('the value of {{ $frontmatter.nothing }}')
    expect(() => twin('# 题', '', '{{ 1 + 1 }}')).toThrow('Plain Markdown cannot show the value of {{ 1 + 1 }}.')
  })
})

describe('attributes', () => {
  test('go behind code, emphasis, links, headings and lines, and on lines of their own', () => {
    expect(
      twin(
        '# 题 {#post .red}',
        '',
        '`GET`{.http-method .get} `https://a/{id}`{.api-address}',
        '',
        '**已废弃**{.status .deprecated} [文件](/x){target=_blank}',
        '',
        '产品：[一](/one) {.products}',
      ),
    ).toBe('# 题\n\n`GET` `https://a/{id}`\n\n**已废弃** [文件](/x.md)\n\n产品：[一](/one.md)\n')
  })

  test('braces that a text or code says stay', () => {
    expect(twin('写作 &#123;id&#125;，`{.red}`、`{{ x }}` 与 ``a`{.b}``')).toBe(
      '写作 {id}，`{.red}`、`{{ x }}` 与 ``a`{.b}``\n',
    )
  })
})

describe('a table of parameters', () => {
  const table = (id: string, ...rows: string[]) =>
    twin('| 请求参数 | 类型 {.type} | 描述 {.desc}', '| --- | --- | ---', ...rows, '', `{.im-table #${id}}`, '', '后文')

  test('says paths, required marks, encryption and hints in words, with all its bars', () => {
    expect(
      table(
        'request',
        '| json {data-required} | object {data-tooltip="对应 PHP 的 array"} | 请求体',
        '| list {data-required data-indent=1} | object&#91;&#93;&#91;&#93; | 列表',
        '| name {data-required data-indent=2 data-encrypted=by-rsa-pubkey} | string | 姓名<br>限制：`a\\|b`',
        '| note {data-indent=1} | string | 备注',
      ),
    ).toBe(
      [
        '| 请求参数 | 类型 | 必填 | 描述 |',
        '| --- | --- | --- | --- |',
        '| `json` | `object`（对应 PHP 的 array） | 是 | 请求体 |',
        '| `json.list` | `object[][]` | 是 | 列表 |',
        '| `json.list[][].name` | `string`（加密） | 是 | 姓名<br>限制：`a\\|b` |',
        '| `json.note` | `string` | 否 | 备注 |',
        '',
        '后文',
        '',
      ].join('\n'),
    )
  })

  test('says 必返 of an answer', () => {
    expect(table('get-response', '| id | string | 编号')).toContain('| 请求参数 | 类型 | 必返 | 描述 |')
  })

  test('without fields is a sentence', () => {
    expect(table('request', '| 无请求参数 {align=center colspan=3}')).toBe('无请求参数。\n\n后文\n')
  })
})

test('another table gets all its bars and cells, and keeps its alignment', () => {
  expect(
    twin('| 一 | 二 | 三', '| :-- | --- | --:', '| [甲](/a){target=_blank} **新**{.status} | `b\\|c`', '| d | e | f |'),
  ).toBe('| 一 | 二 | 三 |\n| :-- | --- | --: |\n| [甲](/a.md) **新** | `b\\|c` |  |\n| d | e | f |\n')
})

describe('code', () => {
  test('stays as it is, whatever it looks like', () => {
    const code = [
      '# no heading {#id}',
      '::: tip',
      '| no | table',
      '| --- | ---',
      '<Component />',
      '{{ 1 }} [x](/y)',
      '// ---cut---',
      '&#123;',
      '~~~',
      '``',
    ]
    expect(twin('```md', ...code, '```')).toBe(['```md', ...code, '```', ''].join('\n'))
    expect(twin('````md', '```', '```', '````', '', '文 {.a}')).toBe('````md\n```\n```\n````\n\n文\n')
  })

  test('loses what only twoslash reads, and says which errors the compiler tells', () => {
    expect(
      twin(
        '```ts twoslash',
        '// @errors: 2561 2322',
        "import a from 'a'",
        '// ---cut---',
        'a.b',
        '//  ^?',
        'c // @errors: no notation',
        '// ---cut-after---',
        'd',
        '```',
      ),
    ).toBe('这段代码不能通过编译（TS2561、TS2322）：\n\n```ts\na.b\nc // @errors: no notation\n```\n')
  })

  test('of a group stands below its label, that of a variant with its language', () => {
    expect(
      twin(
        '::: code-group',
        '',
        '```ts twoslash [await]',
        'hidden',
        '// ---cut---',
        'await x',
        '```',
        '',
        '```php [异步纯链式]',
        '$x',
        '```',
        '',
        '```bash:line-numbers {1} [npm]',
        'npm ci',
        '```',
        '',
        '<<< @/../snippets/a.ts#part{ts twoslash} [Node.js · 公钥]',
        '',
        ':::',
        '',
        '后文',
      ),
    ).toBe(
      [
        '**TypeScript · await**',
        '',
        '```ts',
        'await x',
        '```',
        '',
        '**PHP · 异步纯链式**',
        '',
        '```php',
        '$x',
        '```',
        '',
        '**npm**',
        '',
        '```bash',
        'npm ci',
        '```',
        '',
        '**Node.js · 公钥**',
        '',
        '```ts',
        'shown()',
        '```',
        '',
        '后文',
        '',
      ]
        .join('\n')
        .replace(
          '**TypeScript',
          '`wxpay`、`$instance` 与公钥在[快速开始](/guide/quick-start.md)里定义。\n\n**TypeScript',
        ),
    )
  })

  test('from a file is part of the twin', () => {
    expect(twin('<<< @/../snippets/a.ts')).toBe(
      '```ts\n// @/../snippets/a.ts all\nhidden()\n// ---cut---\nshown()\n```\n',
    )
  })
})

describe('containers', () => {
  test('that are boxes become quotations, code in them included', () => {
    expect(twin('::: warning 当心', '第一段。', '', '```bash', 'rm x', '```', ':::', '', '::: tip', '短', ':::')).toBe(
      '> **注意：当心**\n>\n> 第一段。\n>\n> ```bash\n> rm x\n> ```\n\n> **提示**\n>\n> 短\n',
    )
  })

  test('that are folded stand below their title, with what is in them', () => {
    expect(twin('::: details 字段', '', '- 甲', '', ':::: tip', '内', '::::', '', ':::', '', '后文')).toBe(
      '**字段**\n\n- 甲\n\n> **提示**\n>\n> 内\n\n后文\n',
    )
  })

  test('that are unknown are an error', () => {
    expect(() => twin('::: carousel', 'x', ':::')).toThrow('Plain Markdown cannot show the container "carousel".')
  })
})

test('tags go, and what they say stays', () => {
  expect(
    twin(
      '<div class="home">',
      '',
      '# 题',
      '',
      '<p class="lead">引言</p>',
      '',
      '<!-- 注释 -->',
      '',
      '按 <kbd>Tab</kbd>，见 <https://a.example/>，[一](/one) <small>3 个</small>',
      '',
      '</div>',
    ),
  ).toBe('# 题\n\n引言\n\n按 Tab，见 <https://a.example/>，[一](/one.md)（3 个）\n')
})

test('a component is what it shows; an unknown one is an error', () => {
  expect(twin('前', '', '<List />', '', '后')).toBe('前\n\n- [一](/one.md)\n\n后\n')
  expect(() => twin('<Chart />')).toThrow('Plain Markdown cannot show the component <Chart />.')
})

test('entities become characters that a person reads, escaped where Markdown would take them for its own', () => {
  expect(twin('a&#60;b&#62; &#42;c&#42; &#35;63B359 &#123;x&#125; &#91;y&#93; &#33;')).toBe(
    'a\\<b\\> \\*c\\* #63B359 {x} \\[y\\] !\n',
  )
  expect(twin('&#45; 不是列表', '', '&#49;. 也不是')).toBe('\\- 不是列表\n\n&#49;. 也不是\n')
})

test('headings have the addresses of their page and of their twin', () => {
  expect(
    headingsOf(
      '---\ntitle: "# x"\n---\n# 题 {#top}\n\n```md\n## 不是\n```\n\n' +
        '## 错误应答 {#errors}\n\n### `PARAM_ERROR` {#param-error}\n\n' +
        '## [基础 支付](/products/payment)\n\n## 错误应答\n',
    ),
  ).toEqual([
    { id: 'top', slug: '题' },
    { id: 'errors', slug: '错误应答' },
    { id: 'param-error', slug: 'param_error' },
    { slug: '基础-支付' },
    { slug: '错误应答-1' },
  ])
})

test('names and texts of every kind come through', () => {
  const page = readFileSync(join(folderOf(import.meta.url), '../fixtures/odd-names/expected/page.md'), 'utf8')
  const { prose, code, balanced } = gfmOf(toMarkdown(page, context))
  expect(balanced).toBe(true)
  expect(prose[0]).toBe('# 标题 \\<script\\>alert("1")\\</script\\> {{ 1 + 1 }} a\\|b \\_强调\\_ \\*号\\* # {#id}')
  const names = tables(prose)
    .filter(([header]) => header!.length === 4)
    .flatMap(([, , ...rows]) => rows.map(([name]) => name))
  expect(names).toEqual(
    expect.arrayContaining([
      '`query.sort-by`',
      "`json.it's`",
      '`json.back\\slash`',
      '`json.a\\|b`',
      '`json._leading`',
      '`json.中文`',
      '`json.counts.*`',
      '`json.json_text.a`',
      '`json.table[][].x`',
      '`json.empty_rows[].x`',
    ]),
  )
  for (const table of tables(prose)) for (const row of table) expect(row).toHaveLength(table[0]!.length)
  expect(code[0]!.code).toContain('{{ 3 }} <script>alert(4)</script> <!-- -->')
  expect(code[0]!.code).toContain("'值 &amp; &#123;'")
})
