/** What went wrong with a server, in terms a caller can branch on. */
export type ServiceFault =
  | 'in_use'
  | 'port_taken'
  | 'disk_full'
  | 'not_allowed'
  | 'missing'
  | 'fetch_failed'
  | 'wrong_version'
  | 'not_ready'
  | 'failed';

/**
 * A server, or something it needs, is not there. `reason` says why and `remedy` what to do, each one sentence in
 * English; `message` is both.
 */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly code: ServiceFault;
  readonly reason: string;
  readonly remedy: string;

  constructor(code: ServiceFault, reason: string, remedy: string, options?: ErrorOptions) {
    super(`${reason} ${remedy}`, options);
    this.code = code;
    this.reason = reason;
    this.remedy = remedy;
  }
}

/**
 * Turns an error of the file system into a `ServiceError` that names the place and the way out.
 * @returns the error itself when it is no file system error this project has words for
 */
export function explainFileError(error: unknown, path: string): unknown {
  switch (errorCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new ServiceError(
        'disk_full',
        `No space is left on the disk of ${path}.`,
        'Free some space and start again.',
        {
          cause: error,
        },
      );
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new ServiceError(
        'not_allowed',
        `This user may not write to ${path}.`,
        'Change its owner or its permissions, or choose another folder.',
        { cause: error },
      );
    default:
      return error;
  }
}

/** The code of a system error such as `ENOENT`, or undefined. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** The innermost sentence of an error: network errors hide it in `cause`. */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error instanceof ServiceError || !(error.cause instanceof Error)
    ? error.message
    : errorText(error.cause);
}
