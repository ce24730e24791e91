/**
 * The two kinds of error, and the one way to write them.
 *
 * `EcsError` is the caller's mistake or an exhausted machine: it says what was tried, the values
 * and the remedy, and ends in a code that has a section in `docs/errors.md`. `InternalError` is
 * our mistake. Invariant: after either, the world is as it was before the call.
 */

/** E0xx memory, E1xx world and queries, E2xx schedule, E3xx snapshot, E4xx rendering. */
export type ErrorCode = `E${0 | 1 | 2 | 3 | 4}${number}`;

export class EcsError extends Error {
  override readonly name = "EcsError";
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(`${message} [${code}]`, options);
    this.code = code;
  }
}

export class InternalError extends Error {
  override readonly name = "InternalError";

  constructor(message: string) {
    super(`${message} This is a defect of Colonnade, not of your program: please report it.`);
  }
}
