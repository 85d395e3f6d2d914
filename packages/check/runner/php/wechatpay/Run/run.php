<?php

declare(strict_types=1);

namespace Run;

/**
 * Asks JavaScript and waits for the answer.
 *
 * @param array<string, mixed> $question
 * @return array<string, mixed>
 */
function ask(array $question): array
{
  $answer = json_decode(
    post_message_to_js(json_encode($question, JSON_THROW_ON_ERROR)),
    true,
    flags: JSON_THROW_ON_ERROR,
  );
  return isset($answer['error']) ? throw new \GuzzleHttp\Exception\ConnectException($answer['error']) : $answer;
}

/** The line of the example where something went wrong, also if it was thrown further down. */
function lineOf(\Throwable $error): ?int
{
  foreach ([['file' => $error->getFile(), 'line' => $error->getLine()], ...$error->getTrace()] as $place) {
    if (str_ends_with($place['file'] ?? '', ' : eval()\'d code')) {
      return $place['line'];
    }
  }
  return null;
}

/**
 * Runs an example with `$instance` and `$platformPublicKeyInstance` in the working directory, which it cannot
 * leave, and reports how it ended. A warning ends it like an exception.
 */
function run(string $code): void
{
  ini_set('display_errors', '0');
  ini_set('open_basedir', getcwd() . '/');
  set_error_handler(
    static fn(int $severity, string $message, string $file, int $line): bool => (error_reporting() & $severity) !== 0 &&
      throw new \ErrorException($message, 0, $severity, $file, $line),
  );
  $ended = false;
  register_shutdown_function(static function () use (&$ended): void {
    if ($ended) {
      return;
    }
    $error = error_get_last() ?? ['type' => 0];
    $fatal = ($error['type'] & (E_ERROR | E_CORE_ERROR | E_COMPILE_ERROR | E_USER_ERROR)) !== 0;
    ask(['failed' => $fatal ? $error['message'] : 'The code calls exit', 'line' => $fatal ? $error['line'] : null]);
  });
  try {
    (static function (\WeChatPay\Chain $instance, PublicKey $platformPublicKeyInstance): void {
      eval(func_get_arg(2));
    })(new \WeChatPay\Chain([], new \WeChatPay\Client()), new PublicKey(), $code);
    $outcome = ['ended' => true];
  } catch (\Throwable $error) {
    $outcome = ['failed' => $error->getMessage(), 'line' => lineOf($error)];
  }
  $ended = true;
  ask($outcome);
}
