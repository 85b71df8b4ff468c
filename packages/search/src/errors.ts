/** The search engine is away, too slow, or holds no complete index: the caller answers from the database and says so. */
export class SearchUnavailableError extends Error {
  override readonly name = 'SearchUnavailableError';
}

/** The engine refuses what was sent: nothing of it was indexed, and sending it again changes nothing. */
export class RejectedError extends Error {
  override readonly name = 'RejectedError';
  /** True when the engine blames itself and not what was sent. */
  readonly isInternal: boolean;
  constructor(message: string, isInternal: boolean) {
    super(message);
    this.isInternal = isInternal;
  }
}
