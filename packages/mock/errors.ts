/** An answer that tells what the request did wrong, in the shape of the real ones. */
export class MockError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly detail?: Record<string, unknown>,
    readonly headers: Record<string, string> = {},
  ) {
    super(message)
  }

  get body(): Record<string, unknown> {
    return { code: this.code, message: this.message, ...(this.detail && { detail: this.detail }) }
  }
}

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
    value: value === undefined || typeof value === 'string' ? (value ?? '') : JSON.stringify(value),
    issue,
    location,
  })
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
    ...(request && {
      sign_information: {
        method: request.method,
        url: request.target,
        ...(request.signed && {
          truncated_sign_message: request.signed.toString().slice(0, 200),
          sign_message_length: request.signed.length,
        }),
      },
    }),
  })
}
