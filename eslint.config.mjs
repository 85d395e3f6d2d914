import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import tseslint from 'typescript-eslint'
import vue from 'eslint-plugin-vue'
import { wrongWithImport } from './layers.mjs'

const root = dirname(fileURLToPath(import.meta.url))

/** What layers.mjs says, of each import. */
const layersRule = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const file = relative(root, context.filename).replaceAll('\\', '/')
    const look = (node, source, isType) => {
      if (typeof source?.value !== 'string') return
      const [name] = source.value.split('?')
      const target = name.startsWith('.') ? join(dirname(file), name).replaceAll('\\', '/') : name
      const message = wrongWithImport(file, target, isType)
      if (message) context.report({ node, message })
    }
    return {
      ImportDeclaration: node =>
        look(
          node,
          node.source,
          node.importKind === 'type' ||
            (node.specifiers.length > 0 && node.specifiers.every(({ importKind }) => importKind === 'type')),
        ),
      ExportNamedDeclaration: node => look(node, node.source, node.exportKind === 'type'),
      ExportAllDeclaration: node => look(node, node.source, node.exportKind === 'type'),
      ImportExpression: node => look(node, node.source, false),
      TSImportType: node => look(node, node.source ?? node.argument?.literal, true),
    }
  },
}

export default tseslint.config(
  {
    ignores: [
      '.vitepress/cache/**',
      '.vitepress/dist/**',
      '.vitepress/parts/**',
      'test-results/**',
      // What readers see: laid out and written for them.
      'snippets/**',
      'test/types/**',
      'test/unit/reference/fixtures/**',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,mjs,vue}'],
    plugins: { '@typescript-eslint': tseslint.plugin, 'project': { rules: { layers: layersRule } } },
    languageOptions: { parser: tseslint.parser },
    rules: {
      'project/layers': 'error',
      'eqeqeq': 'error',
      'no-console': 'off',
      'no-constant-condition': 'error',
      'no-debugger': 'error',
      'no-dupe-else-if': 'error',
      'no-duplicate-imports': ['error', { allowSeparateTypeImports: true }],
      'no-eval': 'error',
      'no-fallthrough': 'error',
      'no-implied-eval': 'error',
      'no-self-compare': 'error',
      'no-template-curly-in-string': 'off',
      'no-unreachable': 'error',
      'no-useless-rename': 'error',
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': ['error', { destructuring: 'all' }],
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { varsIgnorePattern: '^_', argsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
    },
  },
  ...vue.configs['flat/essential'].map(config => ({ ...config, files: ['**/*.vue'] })),
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    rules: { 'vue/multi-word-component-names': 'off' },
  },
)
