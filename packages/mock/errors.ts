/** An answer that tells what the request did wrong, in the shape of the real ones. */
export class MockError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly detail?: Record<string, unknown>,
    readonly headers: Record<string, string> = {},
    readonly isEmpty = false,
  ) {
    super(message)
  }

  /** What is sent; undefined for an answer without content. */
  get body(): Record<string, unknown> | undefined {
    return this.isEmpty
      ? undefined
      : { code: this.code, message: this.message, ...(this.detail && { detail: this.detail }) }
  }
}

/** As the platform answers where there is no such path, or no such method on it: without content. */
export function emptyError(status: 404 | 405, headers?: Record<string, string>): MockError {
  return new MockError(status, '', '', undefined, headers, true)
}

/** A value is echoed up to here, in characters. */
const longestEcho = 200

/**
 * 400: a parameter is wrong. @param field a JSON pointer in a body, else the name of the parameter @param location
 * where it stands
 */
export function parameterError(
  field: string,
  value: unknown,
  issue: string,
  location: 'body' | 'query' | 'path' | 'header',
): MockError {
  return new MockError(400, 'PARAM_ERROR', '参数错误', {
    field,
    value: echoOf(value),
    issue,
    location,
  })
}

function echoOf(value: unknown): string {
  const text = value === undefined || typeof value === 'string' ? (value ?? '') : JSON.stringify(value)
  return text.length > longestEcho ? `${text.slice(0, longestEcho)}…` : text
}

/**
 * 401: the signature, or what belongs to it. @param signed the text that was checked, of which the answer shows the
 * beginning
 */
export function signError(
  message: string,
  issue: string,
  field: string,
  request?: { method: string; target: string; signed?: Buffer },
): MockError {
  return new MockError(401, 'SIGN_ERROR', message, {
    field,
    location: 'authorization',
    detail: { issue },
    ...(request && { sign_information: signInformation(request) }),
  })
}

function signInformation({ method, target, signed }: { method: string; target: string; signed?: Buffer }): object {
  return {
    method,
    url: target,
    ...(signed && {
      truncated_sign_message: signed.toString().slice(0, 200),
      sign_message_length: signed.length,
    }),
  }
}
