import type { Sdk } from '../../reference/dialect.ts'
import { phpHandler, typescriptHandler } from '../notifications/handlers.ts'
import { phpOptions, typescriptOptions } from './options.ts'
import { phpVariants, toPhp } from './php.ts'
import { toTypescript, tsStyles } from './typescript.ts'

/** The clients that examples are written for, in the order of a page. */
export const sdks: Sdk[] = [
  {
    language: 'ts',
    title: 'TypeScript',
    fence: 'twoslash',
    styles: [...tsStyles],
    options: typescriptOptions,
    examples: toTypescript,
    handler: typescriptHandler,
  },
  { language: 'php', title: 'PHP', styles: phpVariants, options: phpOptions, examples: toPhp, handler: phpHandler },
]
