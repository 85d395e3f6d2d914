import { getPHPLoaderModule } from '@php-wasm/node-8-4'
import { loadPHPRuntime, PHP } from '@php-wasm/universal'

/** A piece of PHP that does not parse: which one, in which of its lines, and what PHP says. */
export interface PhpError {
  index: number
  line: number
  message: string
}

/**
 * Parses pieces of PHP, given without the opening tag, in one run of a real PHP 8.4 (compiled to WebAssembly).
 * Nothing is executed.
 */
export async function parsePhp(codes: string[]): Promise<PhpError[]> {
  const php = new PHP(await loadPHPRuntime(await getPHPLoaderModule(), { processId: 1 }))
  try {
    php.writeFile('/codes.json', JSON.stringify(codes))
    const { text, errors, exitCode } = await php.run({
      code: `<?php
$errors = [];
foreach (json_decode(file_get_contents('/codes.json'), true) as $index => $code) {
  try {
    token_get_all("<?php\\n" . $code, TOKEN_PARSE);
  } catch (ParseError $error) {
    $errors[] = ['index' => $index, 'line' => $error->getLine() - 1, 'message' => $error->getMessage()];
  }
}
echo json_encode(['parsed' => $index + 1, 'errors' => $errors]);`,
    })
    const result = exitCode === 0 ? (JSON.parse(text) as { parsed: number; errors: PhpError[] }) : undefined
    if (result?.parsed !== codes.length)
      throw new Error(`PHP ended with ${exitCode} before it had parsed everything: ${text}${errors}`)
    return result.errors
  } finally {
    php.exit()
  }
}
